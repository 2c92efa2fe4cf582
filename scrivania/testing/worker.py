"""The worker's part, done in the test itself: its jobs are in the test's own transaction."""

import json
from datetime import datetime

from django.db import connection
from procrastinate.contrib.django import app

from scrivania.core import clock

_MOST = 500
_NEXT = """
UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = (
    SELECT id FROM procrastinate_jobs
    WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= %s) ORDER BY id LIMIT 1
) RETURNING task_name, args::text
"""


def run_jobs() -> list[str]:
    """Run what is due by our clock, and what that enqueues. Returns the names; a failing job raises."""
    names: list[str] = []
    while (name := run_next_job()) is not None:
        names.append(name)
        assert len(names) < _MOST, f"jobs without end: {names[-5:]}"
    return names


def run_next_job() -> str | None:
    """Run the oldest job that is due. Returns its name, None if there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [clock.now()])
        row = cursor.fetchone()
    if row is None:
        return None
    name, arguments = row
    app.tasks[name].func(**json.loads(arguments))
    return str(name)


def next_job_at() -> datetime | None:
    """When the first job that waits for its time is due; None if none waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(scheduled_at) FROM procrastinate_jobs WHERE status = 'todo'")
        due: datetime | None = cursor.fetchone()[0]
    return due
