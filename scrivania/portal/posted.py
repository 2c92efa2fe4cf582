"""What a page of a form posted, made into data of its draft."""

from dataclasses import dataclass
from typing import Any

from scrivania.applications.models import Draft
from scrivania.applications.queries import open_form
from scrivania.formio import FieldError
from scrivania.portal.requests import PortalRequest
from scrivania.portal.uploads import receive
from scrivania.ui.steps import has_action, parse_post


@dataclass(frozen=True)
class Posted:
    """`version` is that of the draft the page was made from; `uploads` the ids of files just kept."""

    data: dict[str, Any]
    version: int
    pressed: str
    goes_on: bool
    uploads: dict[str, list[str]]
    refused: list[FieldError]


def read_post(request: PortalRequest, draft: Draft, index: int) -> Posted:
    definition = open_form(draft, request.actor.person).definition
    files = {name: request.FILES.getlist(name) for name in request.FILES}
    received = receive(draft, definition, index, files)
    pressed = request.POST.get("do", "")
    return Posted(
        data=parse_post(definition, index, request.POST, draft.data, uploads=received.kept),
        version=version_of(request.POST.get("version", "")),
        pressed=pressed,
        goes_on=pressed == "next" and not has_action(request.POST) and not received.refused,
        uploads=received.kept,
        refused=received.refused,
    )


def version_of(text: str) -> int:
    """The version a page says it was made from; one that no draft has for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1
