"""Real worker processes, one of them killed in the middle of a call to the registry."""

import signal
from collections.abc import Callable

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from scrivania.applications.models import Application
from scrivania.testing.bodies import TestBody
from scrivania.testing.cases import sent_application
from scrivania.testing.outside import SimulatedRegistry, Worker, wait_until

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "system"])


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def a_minute_passes() -> None:
    """For the queue and the steps: the killed worker's last heartbeat and its call grow old."""
    sql("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '61 seconds'")
    sql("UPDATE core_deliverystep SET sending_since = sending_since - interval '61 seconds'")


def sweep() -> None:
    """What the clock makes each worker do every minute."""
    for name in ("core.sweep_jobs", "core.sweep_rows"):
        app.tasks[name].defer(timestamp=0)


def registered(application: Application) -> str:
    application.refresh_from_db()
    return application.registration_number


def test_a_worker_registers_what_is_sent(
    body: TestBody, simulated_registry: SimulatedRegistry, start_worker: Callable[[], Worker]
) -> None:
    application = sent_application(body)
    worker = start_worker()
    number = wait_until(lambda: registered(application))
    assert simulated_registry.numbers() == [number]
    worker.end(signal.SIGTERM)
    assert "Traceback" not in worker.output


def test_a_worker_killed_in_the_middle_of_the_call_registers_nothing_twice(
    body: TestBody, simulated_registry: SimulatedRegistry, start_worker: Callable[[], Worker]
) -> None:
    application = sent_application(body)
    simulated_registry.use(timeout_s=30)
    simulated_registry.fail("timeout_after_commit", seconds=20)
    victim = start_worker()
    # The registry's own record tells that the call is under way: nothing of ours is committed by then.
    numbers = wait_until(simulated_registry.numbers)
    victim.end(signal.SIGKILL)
    assert registered(application) == ""

    simulated_registry.use()
    a_minute_passes()
    start_worker()
    sweep()
    assert [wait_until(lambda: registered(application))] == numbers
    wait_until(lambda: not unfinished())
    assert simulated_registry.numbers() == numbers


def unfinished() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')")
        return int(cursor.fetchone()[0])
