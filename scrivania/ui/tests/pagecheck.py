"""What a browser can tell of a page's quality: used here on the components, in tests/ on whole journeys."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Browser, Page, sync_playwright

WIDTHS = (390, 1280, 320)  # phone, desk, and 1280 px at 400 % zoom (WCAG 1.4.10)
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_FLAGS)
        yield browser
        browser.close()


def listen(page: Page) -> list[str]:
    """The errors the page writes to its console from now on: a breach of the security policy is one."""
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: messages.append(str(error)))
    return messages


def faults(page: Page) -> list[str]:
    """Breaches of WCAG 2.2 AA that axe finds, overlapping texts and sideways scrolling of the open page."""
    page.wait_for_load_state("load")  # half a page has links to what is still to come
    page.evaluate(_axe())
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})",
        _RULES,
    )
    nodes = [(rule["id"], node["html"][:160]) for rule in found["violations"] for node in rule["nodes"]]
    return [f"axe {rule}: {html}" for rule, html in nodes] + layout_faults(page)


def layout_faults(page: Page) -> list[str]:
    """The part of `faults` that can be asked of a page whose scripts are off: axe would never answer."""
    problems = [f"overlap {pair}" for pair in page.evaluate(_overlaps())]
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return problems + ([f"scrolls sideways by {beyond} px"] if beyond > 0 else [])


@cache
def _axe() -> str:
    (source,) = Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")
    return source.read_text(encoding="utf-8")


@cache
def _overlaps() -> str:
    return Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
