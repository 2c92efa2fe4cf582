"""Words for codes, as a citizen reads them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from scrivania.applications.models import Status
from scrivania.documents.models import Document

# Drafts aren't applications, but show the code that the original system gives them.
DRAFT_CODE = 1000

# Until its act is registered a decision isn't told: both ways of deciding read the same.
_UNTOLD = frozenset({Status.ACCEPTING, Status.REJECTING})
_DECIDED: Promise = _("Decision being registered")

DOCUMENTS: dict[str, Promise] = {
    Document.Kind.APPLICATION: _("Your application"),
    Document.Kind.FIRST_RECEIPT: _("Receipt of sending"),
    Document.Kind.RECEIPT: _("Receipt"),
    Document.Kind.INTEGRATION_REQUEST: _("Request for integrations"),
    Document.Kind.INTEGRATION_ANSWER: _("Your answer to the request for integrations"),
    Document.Kind.OUTCOME: _("Outcome"),
}


def status_label(code: int) -> str:
    status = Status(code)
    return str(_DECIDED if status in _UNTOLD else status.label)
