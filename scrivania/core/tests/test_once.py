"""A form that creates, sent more than once."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from scrivania.core.actor import Actor
from scrivania.core.models import AuditEntry, SubmittedForm
from scrivania.core.once import once
from scrivania.testing.bodies import TestBody

ACTOR = Actor(kind="staff", user_id=uuid.uuid4())


def create() -> str:
    made = AuditEntry.objects.create(action="tests.made")
    return f"/made/{made.pk}/"


def test_a_repeat_finds_the_first_result(body: TestBody) -> None:
    token = uuid.uuid4()
    assert once(ACTOR, token, create) == once(ACTOR, token, create)
    assert AuditEntry.objects.filter(action="tests.made").count() == 1


def test_a_token_is_its_sender_s_own(body: TestBody) -> None:
    token = uuid.uuid4()
    somebody = Actor(kind="staff", user_id=uuid.uuid4())
    assert once(ACTOR, token, create) != once(somebody, token, create)


def test_what_failed_can_be_sent_again(body: TestBody) -> None:
    def fail() -> str:
        raise LookupError

    token = uuid.uuid4()
    with pytest.raises(LookupError):
        once(ACTOR, token, fail)
    assert not SubmittedForm.objects.exists()
    assert once(ACTOR, token, create).startswith("/made/")


def test_sent_by_eight_at_the_same_moment_it_creates_once(transactional_db: None, body: TestBody) -> None:
    token, together = uuid.uuid4(), Barrier(8)

    def send(_: int) -> str:
        try:
            with body.here():
                together.wait(timeout=10)
                return once(ACTOR, token, create)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        paths = set(pool.map(send, range(8)))
    assert len(paths) == 1
    assert AuditEntry.objects.filter(action="tests.made").count() == 1
