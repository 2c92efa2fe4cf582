"""Who has a draft is told before its service closes: once for each closing, also after an extension."""

from datetime import timedelta

import pytest

from scrivania.applications.actions import start_draft
from scrivania.applications.tasks import find_closings, warn_of_closing
from scrivania.catalog.actions import extend
from scrivania.catalog.models import Service
from scrivania.conversations.models import Message
from scrivania.core import clock
from scrivania.core.actor import NOBODY
from scrivania.core.models import DeliveryStep
from scrivania.testing.bodies import TestBody
from scrivania.testing.worker import run_jobs

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "system"])


def service_closing_in(body: TestBody, days: int) -> Service:
    service = body.service(closes_at=clock.now() + timedelta(days=days))
    start_draft(body.actor(body.citizen()), service)
    return service


def warned() -> list[str]:
    find_closings()
    run_jobs()
    return list(Message.objects.values_list("title", flat=True))


def test_once_for_each_closing(body: TestBody) -> None:
    service = service_closing_in(body, 3)
    assert len(warned()) == 1
    assert "Iscrizione al nido" in warned()[0]
    assert len(warned()) == 1
    assert DeliveryStep.objects.filter(kind="mail").count() == 1
    assert service.closes_at is not None
    extend(NOBODY, service, service.closes_at + timedelta(days=2), "Proroga.")
    assert len(warned()) == 2


def test_not_before_the_last_week_nor_after(body: TestBody) -> None:
    service = service_closing_in(body, 8)
    assert warned() == []
    with clock.frozen(clock.now() + timedelta(days=9)):
        assert warned() == []
    warn_of_closing.function(service_id=str(service.pk))
    assert Message.objects.count() == 1


def test_services_without_anybody_to_warn_do_not_crowd_out_the_others(
    body: TestBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scrivania.applications.tasks._BATCH", 1)
    later = service_closing_in(body, 3)
    sooner = body.service("mensa", title={"it": "Mensa"}, closes_at=clock.now() + timedelta(days=2))
    start_draft(body.actor(body.citizen()), sooner)
    suspended = body.service("sospeso", closes_at=clock.now() + timedelta(days=1))
    start_draft(body.actor(body.citizen()), suspended)
    Service.objects.filter(pk=suspended.pk).update(state=Service.State.SUSPENDED)
    body.service("vuoto", closes_at=clock.now() + timedelta(days=1))
    assert [("Mensa" in title) for title in warned()] == [True]
    assert len(warned()) == 2
    assert Message.objects.filter(title__contains=str(later.title)).count() == 1
