"""Jobs belong to the transaction that causes them and to the body it works for; killed workers lose none."""

import asyncio
from collections.abc import Iterator
from typing import Any, cast

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from scrivania.core import tasks
from scrivania.core.jobs import Job, enqueue, job
from scrivania.core.tenancy import NoTenant, tenant_context, tenant_id_or_none
from scrivania.testing.bodies import TestBody
from scrivania.testing.worker import run_jobs

seen: list[Any] = []


@pytest.fixture(scope="module")
def notes() -> Iterator[tuple[Job, Job]]:
    """A job of a body's and one of the system's."""

    def note(**arguments: str) -> None:
        seen.append((tenant_id_or_none(), arguments))

    names = ("tests.note", "tests.system_note")
    yield job(names[0])(note), job(names[1], system=True)(note)
    for name in names:
        app.tasks.pop(name)


@pytest.fixture(autouse=True)
def _nothing_seen() -> None:
    seen.clear()


def queued() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, status::text FROM procrastinate_jobs ORDER BY id")
        return cursor.fetchall()


def test_a_job_runs_for_the_body_that_enqueued_it(body: TestBody, notes: tuple[Job, Job]) -> None:
    enqueue(notes[0], thing_id=7)
    with tenant_context(None):
        run_jobs()
    assert seen == [(body.tenant.pk, {"thing_id": "7"})]
    assert tenant_id_or_none() == body.tenant.pk


def test_a_system_job_runs_for_none(body: TestBody, notes: tuple[Job, Job]) -> None:
    enqueue(notes[1])
    run_jobs()
    assert seen == [(None, {})]


def test_a_body_s_job_cannot_be_enqueued_for_none(body: TestBody, notes: tuple[Job, Job]) -> None:
    with tenant_context(None), pytest.raises(NoTenant):
        enqueue(notes[0])


def test_a_job_of_a_transaction_rolled_back_does_not_exist(body: TestBody, notes: tuple[Job, Job]) -> None:
    with transaction.atomic():
        enqueue(notes[0])
        assert len(queued()) == 1
        transaction.set_rollback(True)
    assert queued() == []


def test_so_it_is_in_a_worker_too(body: TestBody, notes: tuple[Job, Job]) -> None:
    """A worker works on connections of its own."""
    with app.replace_connector(cast("DjangoConnector", app.connector).get_worker_connector()):
        with transaction.atomic():
            enqueue(notes[0])
            transaction.set_rollback(True)
        assert queued() == []
        enqueue(notes[0])
        assert [name for name, _ in queued()] == ["tests.note"]


def test_a_named_job_waits_once_and_spoils_no_transaction(body: TestBody, notes: tuple[Job, Job]) -> None:
    with transaction.atomic():
        for _ in range(3):
            enqueue(notes[0], once="the one")
    assert len(run_jobs()) == 1
    enqueue(notes[0], once="the one")
    assert len(run_jobs()) == 1


# What a killed worker leaves: its job under way, its own row old or pruned (procrastinate #1518).
LEFT = """
INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '%s seconds') RETURNING id
"""
DOING = "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = 1"


def leave_under_way(heartbeat_age_s: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(LEFT, [heartbeat_age_s])
        cursor.execute(DOING, [cursor.fetchone()[0]])


def sweep() -> None:
    connector = cast("DjangoConnector", app.connector).get_worker_connector()

    async def run() -> None:
        with app.replace_connector(connector) as worker:
            async with worker.open_async():
                await tasks.put_back_stalled(worker.job_manager)

    asyncio.run(run())


@pytest.mark.django_db(transaction=True)
class TestTheSweep:
    def test_puts_back_the_jobs_of_a_worker_that_fell_silent(self, body, notes) -> None:
        enqueue(notes[0])
        leave_under_way(31)
        sweep()
        assert queued() == [("tests.note", "todo")]

    def test_leaves_a_living_worker_its_jobs(self, body, notes) -> None:
        enqueue(notes[0])
        leave_under_way(29)
        sweep()
        assert queued() == [("tests.note", "doing")]

    def test_puts_back_the_orphans_of_a_worker_pruned_in_the_meantime(self, body, notes) -> None:
        enqueue(notes[0])
        leave_under_way(31)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_workers")
        sweep()
        assert queued() == [("tests.note", "todo")]

    def test_is_not_stopped_by_a_job_whose_name_waits_again(self, body, notes) -> None:
        """The killed one gives way to the waiting one, and those after it are put back."""
        enqueue(notes[0], once="sweep")
        enqueue(notes[0])
        leave_under_way(31)
        enqueue(notes[0], once="sweep")
        sweep()
        assert queued() == [("tests.note", "todo")] * 2
