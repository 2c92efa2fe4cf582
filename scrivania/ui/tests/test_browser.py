"""The components in a real browser: on a phone and a desk, with and without scripts, by keyboard."""

import threading
from collections.abc import Iterator

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.test import Client
from playwright.sync_api import Browser, Page

from .gallery import PAGES
from .pagecheck import WIDTHS, chromium, faults, listen


class QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def address(sample_site: Client) -> Iterator[str]:
    with ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler) as server:
        server.set_app(StaticFilesHandler(get_wsgi_application()))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 390, "height": 844}, locale="it-IT") as context:
        yield context.new_page()


def _is_expected(message: str) -> bool:
    return "404 (Not Found)" in message or "500 (Internal" in message  # the error pages' own status


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_have_no_fault(browser: Browser, address: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 844}, locale="it-IT") as context:
        page = context.new_page()
        messages = listen(page)
        found = {}
        for path in PAGES:
            page.goto(address + path)
            assert page.locator("h1").is_visible()
            found[path] = faults(page)
    assert {path: problems for path, problems in found.items() if problems} == {}
    assert [message for message in messages if not _is_expected(message)] == []


def test_the_check_sees_faults(phone: Page, address: str) -> None:
    phone.goto(address + "/form")
    phone.evaluate("document.querySelector('label[for=id_name]').remove()")
    phone.evaluate(
        """() => { const label = document.querySelector('label[for=id_email]').getBoundingClientRect();
                   const heading = document.querySelector('h1');
                   const distance = label.top - heading.getBoundingClientRect().top;
                   heading.style.cssText = `position: relative; top: ${distance}px; width: 900px`; }"""
    )
    kinds = {problem.split()[0] for problem in faults(phone)}
    assert kinds == {"axe", "overlap", "scrolls"}


def test_inline_code_is_refused(phone: Page, address: str) -> None:
    messages = listen(phone)
    phone.goto(address + "/")
    phone.evaluate(
        """() => { const script = document.createElement('script');
                   script.textContent = 'window.ran = true'; document.body.append(script); }"""
    )
    assert phone.evaluate("window.ran") is None
    assert any("Content Security Policy" in message for message in messages)


@pytest.mark.parametrize("scripts", [True, False])
def test_menus_open_by_keyboard_with_and_without_scripts(
    browser: Browser, address: str, scripts: bool
) -> None:
    with browser.new_context(
        viewport={"width": 390, "height": 844}, locale="it-IT", java_script_enabled=scripts
    ) as context:
        page = context.new_page()
        page.goto(address + "/desk")
        novelties = page.get_by_role("link", name="Novità")
        assert not novelties.is_visible()
        page.get_by_role("button", name="Menu").focus()
        page.keyboard.press("Enter")
        novelties.wait_for(state="visible")
        page.keyboard.press("Escape")
        novelties.wait_for(state="hidden")
        page.locator("summary", has_text="Maria").focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Esci").wait_for(state="visible")
        page.locator("summary", has_text="Ritira").click()
        page.get_by_role("button", name="Sì, ritira").wait_for(state="visible")


def test_error_list_takes_the_focus_and_gives_it_to_the_field(phone: Page, address: str) -> None:
    phone.goto(address + "/wrong")
    assert phone.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    phone.get_by_role("link", name="Uso del certificato").click()
    assert phone.evaluate("document.activeElement.id") == "id_use_0"


def test_leaving_with_unsaved_changes_asks_first(phone: Page, address: str) -> None:
    asked: list[str] = []
    phone.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    phone.goto(address + "/form")
    phone.goto(address + "/")
    assert asked == []
    phone.goto(address + "/form")
    phone.get_by_label("Nome").press_sequentially("Mar")
    phone.goto(address + "/")
    assert asked == ["beforeunload"]


def test_session_notice_comes_before_the_end_and_goes_when_renewed(phone: Page, address: str) -> None:
    phone.clock.install()
    phone.goto(address + "/desk")
    notice = phone.locator("[data-session-seconds]")
    seconds = int(notice.get_attribute("data-session-seconds") or 0)
    phone.clock.fast_forward((seconds - 200) * 1000)
    assert not notice.is_visible()
    phone.clock.fast_forward(30_000)
    notice.wait_for(state="visible")
    notice.get_by_role("button").click()
    notice.wait_for(state="hidden")


def test_second_press_sends_nothing(phone: Page, address: str) -> None:
    phone.goto(address + "/form")
    sent = phone.evaluate(
        """() => { const form = document.querySelector('main form'); let sent = 0;
                   window.addEventListener('submit', (event) => {
                     if (!event.defaultPrevented) sent += 1; event.preventDefault(); });
                   form.requestSubmit(); form.requestSubmit(); return sent; }"""
    )
    assert sent == 1
