"""Somebody at a browser, whose every page is judged as they come to it."""

import os
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from scrivania.testing.demo_site import DemoBody
from scrivania.ui.tests.pagecheck import faults, layout_faults, listen

SHOTS = "SCRIVANIA_SCREENSHOTS"  # names a folder: every page seen is kept there
PHONE, DESK, ZOOMED = 390, 1280, 320  # the last: a desk's window at 400 % (WCAG 1.4.10)
HEIGHT = 844
REFUSED = re.compile(r"status of 4(09|22)")  # the browser notes our own refusals as errors
_PATIENCE_MS = 20_000

PDF = {
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
}


def pdf(name: str) -> dict[str, Any]:
    return {"name": name, **PDF}


class Visitor:
    """One browser context at one width. `problems` gathers what is wrong by page, for the end of the test."""

    def __init__(
        self, browser: Browser, body: DemoBody, place: Path, *, width: int, scripts: bool = True
    ) -> None:
        self.body, self.place, self.width, self.scripts = body, place, width, scripts
        self.context = browser.new_context(
            viewport={"width": width, "height": HEIGHT}, locale="it-IT", java_script_enabled=scripts
        )
        self.context.set_default_timeout(_PATIENCE_MS)
        self.page: Page = self.context.new_page()
        self.console = listen(self.page)
        self.problems: dict[str, list[str]] = {}

    def go(self, path: str) -> None:
        self.page.goto(self.body.base_url + path)

    def look(self, name: str) -> None:
        """Judge the page that is open now: axe, overlaps, sideways scroll, console."""
        found = faults(self.page) if self.scripts else layout_faults(self.page)
        found += [f"console: {message}" for message in self.console if not REFUSED.search(message)]
        self.console.clear()
        if found:
            self.problems[name] = found
            self._shoot(self.place, f"{name}-failed")
        if SHOTS in os.environ:
            self._shoot(Path(os.environ[SHOTS]), name)

    def _shoot(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{name}-{self.width}.png", full_page=True)

    def press(self, name: str, *, role: Any = "button") -> None:
        """Press the one button (or follow the link) of this name in the page's main part."""
        self.page.get_by_role("main").get_by_role(role, name=name, exact=True).first.click()

    def follow(self, name: str) -> None:
        self.press(name, role="link")

    def reads(self, text: str) -> None:
        """Wait until the main part says so."""
        expect(self.page.get_by_role("main")).to_contain_text(text, timeout=_PATIENCE_MS)

    def heading(self, name: str) -> None:
        expect(self.page.get_by_role("heading", name=name).first).to_be_visible(timeout=_PATIENCE_MS)

    def group(self, legend: str) -> Any:
        """The answers to one question with a list of choices or boxes."""
        return self.page.get_by_role("group", name=re.compile(f"^{re.escape(legend)}"))

    def choose(self, legend: str, answer: str) -> None:
        self.group(legend).get_by_label(answer, exact=True).check()

    def day(self, legend: str, day: str) -> None:
        for label, text in zip(("Giorno", "Mese", "Anno"), day.split("/"), strict=True):
            self.group(legend).get_by_label(label, exact=True).last.fill(text)

    def reload_until(self, text: str) -> None:
        """What the worker does comes with one of the next loads."""
        for _ in range(40):
            if text in self.page.get_by_role("main").inner_text():
                return
            self.page.wait_for_timeout(500)
            self.page.reload()
        raise AssertionError(f"{text!r} never came to {self.page.url}")

    def path(self) -> str:
        return self.page.url.removeprefix(self.body.base_url)

    def close(self) -> None:
        self.context.close()


def sign_in_with_spid(visitor: Visitor, name: str) -> None:
    """From the sign-in page, through the simulated provider, back to where the person wanted to go."""
    page = visitor.page
    provider = page.get_by_role("link", name="Identità di prova")
    if not provider.is_visible():
        page.locator("details[data-sign-in-way] > summary").click()
    provider.click()
    page.get_by_role("button", name=f"Entra come {name}").click()
    if not visitor.scripts:
        page.get_by_role("button", name="Continua").click()
    page.wait_for_url(f"{visitor.body.base_url}/**")
    visitor.console.clear()  # the provider's pages are not ours to judge
