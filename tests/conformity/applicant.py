"""Somebody who asks for a service without a script: reads pages, fills in forms, presses buttons."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

import httpx
from lxml import html

from scrivania.testing.demo_site import DemoBody

from .answers import Answers

_MOST_PAGES = 20


class Shown:
    """A page, as it is read."""

    def __init__(self, response: httpx.Response) -> None:
        self.status, self.url, self.path = response.status_code, str(response.url), response.url.path
        self.root = html.fromstring(response.text)

    @property
    def main(self) -> Any:
        return self.root.get_element_by_id("main")

    @property
    def text(self) -> str:
        """What stands between menus and footer."""
        return " ".join(self.main.text_content().split())

    @property
    def heading(self) -> str:
        return " ".join(self.root.find(".//h1").text_content().split())

    def values(self) -> dict[str, str]:
        """Of the text controls, by id: those that can't be changed have no name."""
        return {node.get("id"): node.get("value", "") for node in self.main.iter("input") if node.get("id")}

    def all(self, path: str) -> list[Any]:
        """Elements by XPath, below the root."""
        found = self.root.xpath(path)
        assert isinstance(found, list)
        return found

    def link(self, path: str) -> str:
        """The address of the first one found."""
        return urljoin(self.url, self.all(path)[0].get("href"))

    def form_with(self, name: str) -> Any:
        return next(form for form in self.root.forms if name in form.fields)


class Applicant:
    """`page` is the one open now."""

    def __init__(self, body: DemoBody, fiscal_code: str) -> None:
        self.body, self.fiscal_code = body, fiscal_code
        self.client = httpx.Client(
            base_url=body.base_url, follow_redirects=True, timeout=30, trust_env=False,
            headers={"Accept-Language": "it"},
        )  # fmt: skip
        self.page: Shown

    def open(self, address: str) -> Shown:
        self.page = Shown(self.client.get(address))
        return self.page

    def press(self, form: Any, files: Any = None, **more: Any) -> Shown:
        """Send a form of the page, with `more` in place of what it holds."""
        fields: dict[str, Any] = {}
        for name, value in form.form_values():
            fields.setdefault(name, []).append(value)
        fields.pop("do", None)
        address = urljoin(self.page.url, form.action or self.page.path)
        origin = {"Origin": re.match(r"\w+://[^/]+", address)[0]}  # type: ignore[index]
        self.page = Shown(self.client.post(address, data=fields | more, files=files, headers=origin))
        return self.page

    def sign_in(self) -> Shown:
        """From the sign-in page through the simulated provider."""
        self.open(self.page.link("//main//a[starts-with(@href, '/spid/login')]"))
        self.press(self.page.form_with("state"), person=self.fiscal_code)
        return self.press(self.page.root.forms[0])

    def sign_out(self) -> None:
        form = next(form for form in self.page.root.forms if form.action == "/esci/")
        self.press(form)

    def start(self, service: str) -> Shown:
        """From the card, signed in or not, into the form."""
        card = self.open(f"/servizi/{service}/")
        self.open(card.link("//a[@data-element='service-online-access']"))
        return self.page if self.page.path.startswith("/bozze/") else self.sign_in()

    def answer(self, answers: Answers, *, do: str = "next", **changes: str) -> Shown:
        """Fill in the step that is open, and press one of its buttons."""
        form = self.page.form_with("version")
        uploads = {
            path: file
            for path, file in answers.uploads().items()
            if self.page.all(f"//input[@type='file'][@name='{path}']")
        }
        return self.press(form, uploads or None, **(answers.fields() | {"do": do} | changes))

    def next(self, answers: Answers, **changes: str) -> Shown:
        """Pass the step that is open; what its answers ask besides (a file, say) comes with a second try."""
        before = self.page.path
        for _ in range(2):
            if self.page.path == before:
                self.answer(answers, **changes)
        assert self.page.path != before, self.page.text
        return self.page

    def fill_in(self, answers: Answers) -> list[Shown]:
        """From the step that is open to the summary: the steps as they were, before their answers."""
        steps = []
        while not self.page.path.endswith("/riepilogo/"):
            steps.append(self.page)
            assert len(steps) < _MOST_PAGES
            self.next(answers)
        return steps

    def send(self) -> Shown:
        return self.press(self.page.form_with("version"))
