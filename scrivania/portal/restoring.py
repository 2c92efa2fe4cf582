"""What had been posted to a session that was over, put back on its page for the draft's owner."""

from contextlib import suppress

from django.http import HttpResponse

from scrivania.applications import actions
from scrivania.applications.models import Draft
from scrivania.applications.queries import open_form
from scrivania.core.parked import Parked
from scrivania.formio import EngineBusy, FormBroken
from scrivania.portal.conflict import conflict_page
from scrivania.portal.posted import Posted, version_of
from scrivania.portal.requests import PortalRequest
from scrivania.portal.step_page import step_page
from scrivania.portal.uploads import adopt
from scrivania.ui.steps import parse_post


def restore(request: PortalRequest, draft: Draft, index: int, found: Parked) -> HttpResponse:
    """Saved as a save would have; a draft changed elsewhere in the meantime shows both versions."""
    definition = open_form(draft, request.actor.person).definition
    received = adopt(draft, definition, index, found.files)
    data = parse_post(definition, index, found.fields, draft.data, uploads=received.kept)
    version = version_of(found.fields.get("version") or "")
    if version != draft.version and data != draft.data:
        posted = Posted(data, version, "", goes_on=False, uploads=received.kept, refused=[])
        return conflict_page(request, draft, index, posted, found.fields)
    # When the engine can't tell, it is saved all the same: what is wrong is told at the next press.
    with suppress(FormBroken, EngineBusy):
        actions.write_page(draft, request.actor.person, data=data, page=index)
    return step_page(request, draft, index, restored=True)
