"""Every kind of field in a real browser: WCAG 2.2 AA by axe, no overlapping texts, no sideways scroll."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, Route

from scrivania.formio import FieldError, TrustedFile
from scrivania.ui.steps import build_step, build_summary
from scrivania.ui.tests.pagecheck import WIDTHS, chromium, faults, listen

from .browser import define
from .test_rendering import EVERY, EVERY_PATH

SITE = "http://site.test"
STATIC = Path(__file__).parents[2] / "static"
FORM = define(*EVERY)
DATA: dict[str, Any] = {
    "text": "A word of " + "w" * 60,
    "area": "Text\nof two lines",
    "currency": 1250.5,
    "boxes": {"x": True},
    "file": ["7"],
    "rows": [{"name": "Anna"}, {"name": "Bruno", "on": True}],
}
FILES = {
    "7": TrustedFile("7", "planimetria_dell_immobile_con_misure_definitive.pdf", 2_400_000, "application/pdf")
}


def document(inside: str) -> str:
    return (
        '<!doctype html><html lang="it"><head><title>Form</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/static/ui/vendor/bootstrap-italia/2.18.3/bootstrap-italia.css">'
        '<link rel="stylesheet" href="/static/ui/css/scrivania.css"></head>'
        f'<body><main class="container"><h1>Form</h1><h2>Page</h2>{inside}</main></body></html>'
    )


def pages() -> dict[str, str]:
    wrong = [FieldError(path, path, "required", f"Fill in {path}, please.") for path in EVERY_PATH]
    steps = {
        "/empty": build_step(FORM, 0, {}),
        "/filled": build_step(FORM, 0, DATA, files=FILES.get, locked={"text": "Rossi"}),
        "/wrong": build_step(FORM, 0, DATA, files=FILES.get, errors=wrong),
    }
    form = "<form method='post' novalidate>{}</form>"
    shown = {
        path: form.format(render_to_string("ui/steps/step.html", {"step": s})) for path, s in steps.items()
    }
    sections = build_summary(FORM, DATA, files=FILES.get)
    shown["/summary"] = render_to_string(
        "ui/steps/summary.html", {"sections": sections, "edit_urls": {0: "/"}}
    )
    return {path: document(inside) for path, inside in shown.items()}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.mark.parametrize("width", WIDTHS)
def test_no_fault_on_any_field(browser: Browser, settings: Any, width: int) -> None:
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    contents = pages()

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if path in contents:
            route.fulfill(body=contents[path], content_type="text/html; charset=utf-8")
        else:
            route.fulfill(path=STATIC / path.removeprefix("/static/"))

    with browser.new_context(viewport={"width": width, "height": 844}) as context:
        page: Page = context.new_page()
        messages = listen(page)
        page.route("**/*", answer)
        found = {}
        for path in contents:
            page.goto(SITE + path)
            found[path] = faults(page)
    assert {path: problems for path, problems in found.items() if problems} == {}
    assert messages == []
