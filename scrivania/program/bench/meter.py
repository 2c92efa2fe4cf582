"""Counting statements and CPU: this process, its form engines, its PostgreSQL back ends."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from django.db import connection

from scrivania.formio import shared_pool

_NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SELECT set_config")


@dataclass
class Reading:
    """One run: statements, CPU in milliseconds of process and engines together, and of the back end."""

    sql: int = 0
    cpu_ms: float = 0.0
    db_ms: float = 0.0
    wall_ms: float = 0.0


@contextmanager
def measured() -> Iterator[Reading]:
    """Measure a block that works on this thread's default connection."""
    reading = Reading()

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 Django's signature
        if not str(sql).lstrip().startswith(_NOT_COUNTED):
            reading.sql += 1
        return execute(sql, params, many, context)

    backend = _backend_pid()
    wall, cpu, db = time.perf_counter(), _cpu_ms(), _process_ms(backend)
    with connection.execute_wrapper(count):
        yield reading
    reading.cpu_ms = _cpu_ms() - cpu
    reading.db_ms = _process_ms(backend) - db
    reading.wall_ms = (time.perf_counter() - wall) * 1000


def middle(readings: list[Reading], *names: str) -> dict[str, float]:
    """Medians of readings, rounded."""
    return {name: round(median(getattr(reading, name) for reading in readings), 2) for name in names}


def _cpu_ms() -> float:
    return (time.process_time() + shared_pool().cpu_seconds()) * 1000


def _backend_pid() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid: int = cursor.fetchone()[0]
    return pid


def _process_ms(pid: int) -> float:
    """CPU of another process in milliseconds, to the nanosecond: clock ticks of 10 ms are too coarse here."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6
