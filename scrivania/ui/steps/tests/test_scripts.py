"""The two scripts of a step in a real browser, under the site's own content policy."""

from collections.abc import Iterator
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, Request, Route

from scrivania.formio import FormDefinition
from scrivania.ui.steps import build_step
from scrivania.ui.tests.pagecheck import chromium

from .browser import define, field, options

SITE = "http://site.test"
STATIC = Path(__file__).parents[2] / "static"
FORM = define(
    field("radio", "choice", values=options("x", "y")),
    field(key="shown", customConditional="show = data.choice === 'y'"),
    field("file", "paper"),
    field(key="last"),
)


class Site:
    """Answers the browser itself: pages, scripts, and what the form posts."""

    def __init__(self, definition: FormDefinition) -> None:
        self._definition = definition
        self.saved: list[dict[str, str]] = []
        self.asked: list[dict[str, str]] = []
        self.status = 204

    def answer(self, route: Route, request: Request) -> None:
        path = request.url.removeprefix(SITE)
        if path == "/page":
            policy = {"content-security-policy": "default-src 'self'"}
            route.fulfill(body=self._page(), content_type="text/html; charset=utf-8", headers=policy)
        elif path == "/save":
            self.saved.append(fields_of(request))
            route.fulfill(status=self.status, headers={"X-Draft-Version": str(len(self.saved) + 1)})
        elif path == "/fields":
            self.asked.append(fields_of(request))
            nodes = build_step(self._definition, 0, {"choice": "y", "last": self.asked[-1]["last"]}).nodes
            body = render_to_string("ui/steps/nodes.html", {"nodes": nodes})
            route.fulfill(body=body, content_type="text/html; charset=utf-8")
        else:
            route.fulfill(path=STATIC / path.removeprefix("/static/"))

    def _page(self) -> str:
        step = build_step(self._definition, 0, {}, hidden={"shown"})
        inside = render_to_string("ui/steps/step.html", {"step": step})
        return (
            "<!doctype html><html lang=it><title>t</title>"
            "<form method=post novalidate data-autosave-url=/save data-refresh-url=/fields>"
            f"<input type=hidden name=version value=1>{inside}</form></html>"
        )


def fields_of(request: Request) -> dict[str, str]:
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    parts: Any = BytesParser().parsebytes(head + (request.post_data_buffer or b"")).get_payload()
    return {
        part.get_param("name", header="content-disposition"): part.get_payload().strip() for part in parts
    }


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def site(settings: Any) -> Site:
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    return Site(FORM)


@pytest.fixture
def page(browser: Browser, site: Site, tmp_path: Path) -> Iterator[Page]:
    with browser.new_context() as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.route("**/*", site.answer)
        page.goto(f"{SITE}/page")
        chosen = tmp_path / "paper.pdf"
        chosen.write_bytes(b"%PDF-1.7")
        page.set_input_files("#f-paper", chosen)
        yield page
        assert faults == []


def test_typing_saves_once_without_files_and_moves_the_version_on(page: Page, site: Site) -> None:
    with page.expect_response("**/save"):
        page.type("#f-last", "three words here")
    page.wait_for_function("document.querySelector('[data-step-status]').textContent !== ''")
    [first] = site.saved
    assert (first["last"], first["version"]) == ("three words here", "1")
    assert "paper" not in first
    with page.expect_response("**/save"):
        page.fill("#f-last", "more")
    assert site.saved[-1]["version"] == "2"


def test_a_draft_changed_elsewhere_is_told_and_left_alone(page: Page, site: Site) -> None:
    site.status = 409
    with page.expect_response("**/save"):
        page.fill("#f-last", "mine")
    status = page.locator("[data-step-status]")
    status.wait_for(state="visible")
    page.fill("#f-last", "mine again")
    page.wait_for_timeout(2500)
    assert len(site.saved) == 1


def test_an_answer_brings_its_questions_and_keeps_the_rest(page: Page, site: Site) -> None:
    page.fill("#f-last", "typed")
    assert page.locator("#f-shown").count() == 0
    page.check("#f-choice-1")
    page.locator("#f-shown").wait_for()
    assert page.input_value("#f-last") == "typed"
    assert page.evaluate("document.getElementById('f-paper').files[0].name") == "paper.pdf"
    assert page.evaluate("document.activeElement.id") == "f-choice-1"
    [asked] = site.asked
    assert (asked["choice"], "paper" in asked) == ("y", False)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_page_is_whole_with_and_without_scripts(
    browser: Browser, site: Site, *, javascript: bool
) -> None:
    with browser.new_context(java_script_enabled=javascript) as context:
        page = context.new_page()
        page.route("**/*", site.answer)
        page.goto(f"{SITE}/page")
        assert page.locator("#f-last").is_visible()
        assert page.locator("#f-paper").is_visible()
