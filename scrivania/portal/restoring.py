"""What had been posted to a session that was over, put back on its page for the draft's owner."""

from contextlib import suppress

from django.http import HttpResponse

from scrivania.applications import actions
from scrivania.applications.models import Draft
from scrivania.applications.queries import open_form
from scrivania.core import parked
from scrivania.core.parked import Parked
from scrivania.formio import EngineBusy, FormBroken
from scrivania.portal.conflict import conflict_page
from scrivania.portal.posted import Posted, version_of
from scrivania.portal.requests import PortalRequest, own_draft, see_other
from scrivania.portal.step_page import step_page
from scrivania.portal.uploads import adopt
from scrivania.ui.steps import parse_post


def restore(request: PortalRequest, draft: Draft, index: int, found: Parked) -> HttpResponse:
    """Saved as a save would have; a draft changed elsewhere in the meantime shows both versions.

    A repeat saves the same, so what waits is over only after the save; in a conflict, once one is chosen.
    """
    posted = _posted(request, draft, index, found)
    if posted.version != draft.version and posted.data != draft.data:
        return conflict_page(request, draft, index, posted, found.fields)
    try:
        # When the engine can't tell, it is saved all the same: what is wrong is told at the next press.
        with suppress(FormBroken, EngineBusy):
            actions.write_page(draft, request.actor.person, data=posted.data, page=index)
    except actions.StaleDraft:
        return _overtaken(request, index, found, own_draft(request, draft.pk))
    return parked.settle(request, step_page(request, draft, index, restored=True))


def _overtaken(request: PortalRequest, index: int, found: Parked, draft: Draft) -> HttpResponse:
    """Saved elsewhere at the same moment: by another reload of this page, or with other answers."""
    if draft.submitted_at is not None:
        return see_other("draft", draft.pk)
    posted = _posted(request, draft, index, found)
    if posted.data != draft.data:
        return conflict_page(request, draft, index, posted, found.fields)
    return parked.settle(request, step_page(request, draft, index, restored=True))


def _posted(request: PortalRequest, draft: Draft, index: int, found: Parked) -> Posted:
    definition = open_form(draft, request.actor.person).definition
    received = adopt(draft, definition, index, found.files)
    data = parse_post(definition, index, found.fields, draft.data, uploads=received.kept)
    version = version_of(found.fields.get("version") or "")
    return Posted(data, version, "", goes_on=False, uploads=received.kept, refused=[])
