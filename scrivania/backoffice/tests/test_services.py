"""Configuring services: state, dates to the second, form versions."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from scrivania.access.models import Role
from scrivania.catalog.models import FormVersion, Service, ServiceExtension
from scrivania.core import clock
from scrivania.testing.bodies import BodyClient, TestBody
from scrivania.testing.forms import SMALL_FORM, panel, text, wizard

HOME = "/operatori/servizi/"


@pytest.fixture
def service(body: TestBody) -> Service:
    return body.service()


@pytest.fixture
def admin(body: TestBody) -> BodyClient:
    return body.client(body.operator("Laura", role=Role.BODY_ADMINISTRATOR))


def act(admin: BodyClient, service: Service, action: str, **data: Any) -> Any:
    return admin.post(f"{HOME}{service.slug}/{action}/", data)


def rome(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=clock.ROME)


def upload(definition: object) -> SimpleUploadedFile:
    content = definition if isinstance(definition, bytes) else json.dumps(definition).encode()
    return SimpleUploadedFile("modulo.json", content)


def test_the_list_and_the_page_show_each_service(admin: BodyClient, service: Service) -> None:
    assert "Iscrizione al nido" in admin.get(HOME).content.decode()
    page = admin.get(f"{HOME}{service.slug}/").content.decode()
    assert "Versione 1" in page
    assert "in uso" in page


def test_a_service_is_suspended_with_a_reason_and_published_again(
    admin: BodyClient, service: Service
) -> None:
    assert act(admin, service, "sospendi", reason="").status_code == 422
    assert act(admin, service, "sospendi", reason="Graduatoria in corso").status_code == 303
    service.refresh_from_db()
    assert (service.state, str(service.state_reason)) == (Service.State.SUSPENDED, "Graduatoria in corso")
    assert act(admin, service, "pubblica").status_code == 303
    service.refresh_from_db()
    assert (service.state, str(service.state_reason)) == (Service.State.PUBLISHED, "")


def test_opening_and_closing_are_italian_time_to_the_second(admin: BodyClient, service: Service) -> None:
    data = {"opens_at": "2027-03-01T08:00:00", "closes_at": "2027-07-31T12:30:59"}
    assert act(admin, service, "programma", **data).status_code == 303
    service.refresh_from_db()
    assert service.opens_at == rome(2027, 3, 1, 8)
    assert service.closes_at == rome(2027, 7, 31, 12, 30, 59)
    page = admin.get(f"{HOME}{service.slug}/").content.decode()
    assert 'value="2027-07-31T12:30:59"' in page


@pytest.mark.parametrize(
    ("opens_at", "closes_at"),
    [
        ("2027-03-01T08:00:00", "2027-03-01T08:00:00"),
        ("ieri", ""),
        ("0001-01-01T00:00:00", ""),
        ("", "9999-12-31T23:59:59"),
        ("", "2026-01-31T12:00:00"),  # past: it would shut the open service at once
        ("2027-03-28T02:30:00", ""),  # the clocks go forward: this time does not exist
    ],
)
def test_dates_that_make_no_sense_are_refused(
    opens_at: str, closes_at: str, admin: BodyClient, service: Service
) -> None:
    assert act(admin, service, "programma", opens_at=opens_at, closes_at=closes_at).status_code == 422
    service.refresh_from_db()
    assert (service.opens_at, service.closes_at) == (None, None)


def test_a_closing_announced_moves_only_by_an_extension_with_its_reason(
    admin: BodyClient, service: Service
) -> None:
    closing = clock.local(clock.now() + timedelta(days=30)).replace(microsecond=0)
    Service.objects.update(opens_at=clock.now() - timedelta(days=30), closes_at=closing)
    assert act(admin, service, "programma", opens_at="", closes_at="").status_code == 422
    earlier, later = (f"{closing + timedelta(seconds=step):%Y-%m-%dT%H:%M:%S}" for step in (-1, 1))
    assert act(admin, service, "proroga", closes_at=earlier, reason="Prima").status_code == 422
    assert act(admin, service, "proroga", closes_at=later).status_code == 422
    assert act(admin, service, "proroga", closes_at=later, reason="Sito fermo").status_code == 303
    service.refresh_from_db()
    assert service.closes_at == closing + timedelta(seconds=1)
    assert ServiceExtension.objects.get().closed_at == closing
    page = admin.get(f"{HOME}{service.slug}/").content.decode()
    assert f"{closing + timedelta(seconds=1):%d/%m/%Y %H:%M:%S}" in page
    assert "Laura Colombo: Sito fermo" in page


def test_a_good_form_becomes_the_next_version_once(admin: BodyClient, service: Service) -> None:
    form = wizard(panel("one", "Una pagina", text("name", "Nome")))
    for _ in range(2):
        assert act(admin, service, "modulo", definition=upload(form)).status_code == 303
    versions = FormVersion.objects.filter(service=service).order_by("number")
    assert [(v.number, v.state) for v in versions] == [(1, "superseded"), (2, "published")]


def test_problems_of_a_form_are_listed_by_field_and_nothing_is_published(
    admin: BodyClient, service: Service
) -> None:
    form = wizard(panel("one", "Una pagina", text("name", "Nome", calculateValue="value = (")))
    answer = act(admin, service, "modulo", definition=upload(form))
    assert answer.status_code == 422
    assert "name</code>" in answer.content.decode()
    assert FormVersion.objects.filter(service=service).count() == 1


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"{}", b"\xff\xfe", b'{"components": 1}', b"[" * 100_000]
)
def test_what_is_no_form_is_told_so(content: bytes, admin: BodyClient, service: Service) -> None:
    assert act(admin, service, "modulo", definition=upload(content)).status_code == 422


def test_a_form_of_the_demo_kind_can_be_published(admin: BodyClient, service: Service) -> None:
    assert act(admin, service, "modulo", definition=upload(SMALL_FORM)).status_code == 303
