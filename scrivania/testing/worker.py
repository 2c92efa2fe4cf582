"""The worker's part, done in the test itself: its jobs are in the test's own transaction."""

import json
from datetime import datetime
from typing import Any

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
    while (job := _next_due()) is not None:
        name, arguments = job
        names.append(name)
        assert len(names) < _MOST, f"jobs without end: {names[-5:]}"
        app.tasks[name].func(**arguments)
    return names


def next_job_at() -> datetime | None:
    """When the first job that waits for its time is due; None if none waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(scheduled_at) FROM procrastinate_jobs WHERE status = 'todo'")
        due: datetime | None = cursor.fetchone()[0]
    return due


def _next_due() -> tuple[str, dict[str, Any]] | None:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [clock.now()])
        row = cursor.fetchone()
    return None if row is None else (row[0], json.loads(row[1]))
