"""Two tabs, or two devices, on one draft: both versions side by side, and a way to keep either."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from scrivania.applications.models import Draft
from scrivania.applications.queries import OpenForm, open_form
from scrivania.portal.posted import Posted
from scrivania.portal.requests import PortalRequest
from scrivania.portal.stepper import stepper
from scrivania.ui.steps import SummaryRow, SummaryTable, build_summary, parse_post

# Not answers, or to be replaced by what the conflict page itself posts.
_NOT_KEPT = frozenset({"csrfmiddlewaretoken", "version", "do", "_action"})


def is_same(request: PortalRequest, draft: Draft, index: int, posted: Posted) -> bool:
    """Whether what was posted is what stands saved: the second press of one button isn't a conflict."""
    definition = open_form(draft, request.actor.person).definition
    again = parse_post(definition, index, request.POST, draft.data, uploads=posted.uploads)
    return bool(again == draft.data)


def conflict_page(
    request: PortalRequest, draft: Draft, index: int, posted: Posted, fields: QueryDict | None = None
) -> HttpResponse:
    """409. `fields` is what was posted, when that is not this request."""
    form = open_form(draft, request.actor.person)
    context = {
        "draft": draft,
        "address": reverse("portal:step", args=[draft.pk, index + 1]),
        "differences": list(_differences(form, index, draft.data, posted.data)),
        "fields": list(_hidden_fields(fields if fields is not None else request.POST, posted.uploads)),
        **stepper(draft, form, index),
    }
    return render(request, "portal/conflict.html", context, status=409)


def _hidden_fields(fields: QueryDict, uploads: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    for name, values in fields.lists():
        if name not in _NOT_KEPT:
            yield from ((name, str(value)) for value in values)
    for path, identifiers in uploads.items():
        yield from ((path, identifier) for identifier in identifiers)


def _differences(
    form: OpenForm, index: int, saved: Mapping[str, Any], mine: Mapping[str, Any]
) -> Iterator[dict[str, object]]:
    """Rows of the page whose text differs, each with both texts."""
    pairs = zip_longest(_rows(form, index, saved), _rows(form, index, mine))
    for before, after in pairs:
        row = before or after
        if row is not None and _text(before) != _text(after):
            yield {"label": row.label, "saved": _text(before), "mine": _text(after)}


def _rows(form: OpenForm, index: int, data: Mapping[str, Any]) -> list[SummaryRow | SummaryTable]:
    sections = build_summary(form.definition, data, form.hidden, files=form.files)
    return [row for section in sections if section.page_index == index for row in section.rows]


def _text(row: SummaryRow | SummaryTable | None) -> str:
    if row is None:
        return ""
    if isinstance(row, SummaryRow):
        return "\n".join(row.lines)
    return "\n".join(", ".join(" ".join(cell.lines) for cell in item) for item in row.items)
