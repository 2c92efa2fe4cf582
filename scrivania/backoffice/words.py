"""Codes of lower packages in the words that staff read."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from scrivania.access.models import Role, RoleAssignment
from scrivania.applications.models import ApplicationEvent
from scrivania.applications.queries import Event, Status
from scrivania.documents.models import Document

_ROLES = {
    Role.OPERATOR: gettext_lazy("Operator"),
    Role.OFFICE_HEAD: gettext_lazy("Head of office"),
    Role.BODY_ADMINISTRATOR: gettext_lazy("Administrator of the body"),
}
_DOCUMENTS = {
    Document.Kind.APPLICATION: gettext_lazy("Application as sent"),
    Document.Kind.FIRST_RECEIPT: gettext_lazy("Receipt of sending"),
    Document.Kind.RECEIPT: gettext_lazy("Receipt with protocol number"),
    Document.Kind.INTEGRATION_REQUEST: gettext_lazy("Request for integrations"),
    Document.Kind.INTEGRATION_ANSWER: gettext_lazy("Answer to the request for integrations"),
    Document.Kind.OUTCOME: gettext_lazy("Final decision"),
}


def role_in_words(role: RoleAssignment) -> str:
    """`Head of office, Servizi educativi`: the role and what it covers."""
    over = role.service or role.office or _("the whole body")
    return f"{_ROLES[Role(role.role)]}, {over}"


def document_title(document: Document) -> str:
    return str(_DOCUMENTS[Document.Kind(document.kind)])


def event_title(event: ApplicationEvent) -> str:
    """What happened, for the history: the state reached, unless the state stayed the same."""
    if event.event == Event.REASSIGN:
        return _("Given to a colleague")
    if event.event == Event.RESUME_UNANSWERED:
        return pgettext("case", "Taken up again without an answer")
    if event.event == Event.RESUME:
        return pgettext("case", "Taken up again")
    return str(Status(event.to_status).label)
