"""A citizen's browser without scripts: fills in the form it was shown and presses a button."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from lxml import html

from scrivania.applications.models import Application, Draft
from scrivania.catalog.models import Service
from scrivania.testing.bodies import BodyClient, TestBody

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)

APPLICANT = {"email": "giulia.ferrari@posta.example"}
CHILDREN = {
    "_rows:children": "1",
    "children[0].name": "Sofia",
    "children[0].age": "14",
    "isee": "yes",
    "isee_value": "8420,50",
}
PAPERS = {"notes": "Nessuna", "truth": "true"}
PAGES = [APPLICANT, CHILDREN, PAPERS]


def pdf(name: str = "isee.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


def text_of(response: HttpResponse) -> str:
    """What a person reads, without menus and footer."""
    main = html.fromstring(response.content.decode()).get_element_by_id("main")
    return " ".join(main.text_content().split())


def fields_of(response: HttpResponse) -> dict[str, Any]:
    """What the form of the page would post, as it stands, its buttons apart."""
    forms = html.fromstring(response.content.decode()).forms
    form = next(form for form in forms if "version" in form.fields)
    found: dict[str, Any] = {}
    for name, value in form.form_values():
        if name not in ("csrfmiddlewaretoken", "do"):
            found.setdefault(name, []).append(value)
    return found


class Citizen:
    """One citizen filling in one form."""

    def __init__(self, body: TestBody, service: Service | None = None, **person: Any) -> None:
        self.body = body
        self.citizen = body.citizen(**person)
        self.client: BodyClient = body.client(self.citizen)
        self.service = service or body.service()
        self.draft_id: uuid.UUID | None = None

    def start(self) -> HttpResponse:
        response = self.client.get(f"/servizi/{self.service.slug}/domanda/")
        self.draft_id = Draft.objects.get(service=self.service, citizen=self.citizen, submitted_at=None).pk
        return response

    @property
    def draft(self) -> Draft:
        return Draft.objects.get(pk=self.draft_id)

    def address(self, page: int | str) -> str:
        return f"/bozze/{self.draft_id}/{page}/"

    def get(self, page: int | str) -> HttpResponse:
        return self.client.get(self.address(page))

    def post(
        self, page: int | str, values: dict[str, Any], *, do: str = "next", **headers: str
    ) -> HttpResponse:
        """The version is the one saved now, unless `values` names the one of an older page."""
        fields = {"do": do, **values}
        if "version" not in fields:
            fields["version"] = self.draft.version
        return self.client.post(self.address(page), fields, headers=headers or None)

    def fetch(self, page: int | str, values: dict[str, Any], query: str = "") -> HttpResponse:
        """What a script of the page asks."""
        fields = {"version": self.draft.version, **values}
        headers = {"X-Requested-With": "fetch"}
        return self.client.post(self.address(page) + query, fields, headers=headers)

    def fill_in(self, upto: int = 3) -> None:
        for number, values in enumerate(PAGES[:upto], 1):
            response = self.post(number, dict(values))
            assert response.status_code == 303, text_of(response)

    def send(self) -> HttpResponse:
        return self.client.post(self.address("invia"), {"version": self.draft.version})

    def sent(self) -> Application:
        self.start()
        self.fill_in()
        response = self.send()
        assert response.status_code == 303, text_of(response)
        return Application.objects.get(draft_id=self.draft_id)
