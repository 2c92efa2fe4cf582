"""Background work: a job is enqueued in the transaction of the change that causes it.

Arguments are ids, never personal data: the queue's tables have no row-level policy. Jobs run at least once,
so each looks first whether its work is done.
"""

import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import connections, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from scrivania.core.tenancy import current_tenant_id, tenant_context

_RETRY = RetryStrategy(max_attempts=10, exponential_wait=3)
# Not the app's: a worker gives that one connections of its own, on which a job would start before the
# change it belongs to is committed, and outlive its rollback.
_QUEUE = JobManager(DjangoConnector())


def _drop_broken_connections() -> None:
    """The worker's threads outlive a restart of the database. Open transactions are a test's own."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()


class Job:
    """A function that the worker runs, for the body that enqueued it or, if `system`, for none."""

    def __init__(self, function: Callable[..., None], name: str, *, system: bool) -> None:
        self.function = function
        self.name = name
        self.system = system
        self.task: Any = app.task(name=name, retry=_RETRY)(self.run)

    def run(self, *, tenant: str | None = None, **arguments: Any) -> None:
        """Called by the worker in a thread of its own connection."""
        _drop_broken_connections()
        with tenant_context(None if self.system or tenant is None else uuid.UUID(tenant)):
            self.function(**arguments)


def job(name: str, *, system: bool = False) -> Callable[[Callable[..., None]], Job]:
    """Make a function a job. `name` is stable: it stands in the queue across releases."""

    def register(function: Callable[..., None]) -> Job:
        return Job(function, name, system=system)

    return register


def enqueue(work: Job, *, at: datetime | None = None, once: str | None = None, **ids: object) -> None:
    """Queue `work` in the current transaction.

    `once` names it: while a job of that name waits, a second is not queued.
    """
    arguments = {key: str(value) for key, value in ids.items()}
    if not work.system:
        arguments["tenant"] = str(current_tenant_id())
    deferrer = configure_task(name=work.name, job_manager=_QUEUE, schedule_at=at, queueing_lock=once)
    if once is None:
        deferrer.defer(**arguments)
        return
    # A savepoint: the refusal of a second one must not spoil the caller's transaction.
    with suppress(AlreadyEnqueued), transaction.atomic():
        deferrer.defer(**arguments)


def periodic(name: str, *, cron: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Run a function at the times of `cron` (UTC), for no body, once however many workers there are."""

    def register(function: Callable[[], None]) -> Callable[[], None]:
        def run(timestamp: int) -> None:
            _drop_broken_connections()
            with tenant_context(None):
                function()

        # A queueing lock, not a lock, by which a killed run stalls every later one (procrastinate #1408).
        app.periodic(cron=cron)(app.task(name=name, queueing_lock=name)(run))
        return function

    return register
