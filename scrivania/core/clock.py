"""The only clock of the program, so that a test can stop it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")

_frozen: ContextVar[datetime | None] = ContextVar("frozen_now", default=None)


def now() -> datetime:
    """The current instant, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def local(instant: datetime) -> datetime:
    """The same instant on an Italian wall clock."""
    return instant.astimezone(ROME)


def today() -> date:
    """The Italian calendar day of now."""
    return local(now()).date()


def end_of_day(day: date) -> datetime:
    """The instant at which a term that falls on `day` ends: its 24:00 in Rome."""
    return datetime.combine(day + timedelta(days=1), time(), ROME).astimezone(UTC)


@contextmanager
def frozen(instant: datetime) -> Iterator[None]:
    """Stop the clock of this thread at an aware instant."""
    token = _frozen.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
