"""Running queued jobs in the test's own transaction and thread."""

import json
from datetime import datetime
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

from scrivania.core import clock

_MOST = 500


def run_jobs() -> list[str]:
    """Run what is due by our clock, and what that queues, oldest first. Returns the names of the jobs."""
    names: list[str] = []
    while (job := _next_due()) is not None:
        assert len(names) < _MOST, f"jobs without end: {names[-5:]}"
        name, arguments = job
        names.append(name)
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
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE id = ("
            " SELECT id FROM procrastinate_jobs WHERE status = 'todo' AND"
            " (scheduled_at IS NULL OR scheduled_at <= %s) ORDER BY id LIMIT 1)"
            " RETURNING task_name, args::text",
            [clock.now()],
        )
        row = cursor.fetchone()
    return None if row is None else (row[0], json.loads(row[1]))
