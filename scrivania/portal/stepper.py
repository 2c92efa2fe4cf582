"""Where one is in a form: its visible pages, then the summary (criterion C.SE.1.8)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from scrivania.applications.models import Draft
from scrivania.applications.queries import OpenForm
from scrivania.formio import Page

Step = dict[str, str]


def visible_pages(form: OpenForm) -> list[Page]:
    return [page for page in form.definition.pages if not page.key or page.key not in form.hidden]


def page_before(form: OpenForm, index: int) -> int | None:
    return max((page.index for page in visible_pages(form) if page.index < index), default=None)


def page_from(form: OpenForm, index: int) -> int | None:
    """The first page to show from `index` on; None after the last."""
    return min((page.index for page in visible_pages(form) if page.index >= index), default=None)


def stepper(draft: Draft, form: OpenForm, index: int | None) -> dict[str, object]:
    """Context of ui/components/steps.html; `index` is that of the page, None on the summary."""
    pages = visible_pages(form)
    steps = [_step(draft, page, index) for page in pages]
    steps.append({"title": _("Summary"), "state": "active" if index is None else "", "url": ""})
    if index is not None and draft.page >= len(form.definition.pages):
        steps[-1]["url"] = reverse("portal:review", args=[draft.pk])
    active = next(number for number, step in enumerate(steps, 1) if step["state"] == "active")
    return {"steps": steps, "number": active, "total": len(steps)}


def _step(draft: Draft, page: Page, index: int | None) -> Step:
    state = "active" if page.index == index else "confirmed" if page.index < draft.page else ""
    reached = page.index <= draft.page
    url = reverse("portal:step", args=[draft.pk, page.index + 1]) if reached else ""
    return {"title": page.title, "state": state, "url": url}
