"""The worker's part, done in the test itself: its jobs are in the test's own transaction."""

from django.db import connection
from procrastinate.contrib.django import app

_MOST = 200
_NEXT = """
UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = (
    SELECT id FROM procrastinate_jobs
    WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()) ORDER BY id LIMIT 1
) RETURNING task_name, args
"""


def run_jobs() -> int:
    """Run every job that is due, those included that they enqueue. Returns how many; a failing one raises."""
    for done in range(_MOST):
        with connection.cursor() as cursor:
            cursor.execute(_NEXT)
            row = cursor.fetchone()
        if row is None:
            return done
        app.tasks[row[0]].func(**row[1])
    raise AssertionError(f"more than {_MOST} jobs: one enqueues itself")
