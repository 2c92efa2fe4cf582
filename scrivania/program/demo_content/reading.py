"""Reading the content, and its instants told as offsets from now."""

import json
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from scrivania.core import clock


@cache
def document(path: str) -> Any:
    return json.loads(files("scrivania.demo").joinpath(path).read_text(encoding="utf-8"))


def documents(folder: str) -> list[Any]:
    """Every document of a folder in the order of names; those that begin with `_` are for benches."""
    paths = sorted(path.name for path in files("scrivania.demo").joinpath(folder).iterdir())
    return [document(f"{folder}/{name}") for name in paths if name.endswith(".json") and name[0] != "_"]


def instant(offset: str) -> datetime:
    """`-12d 09:00`: twelve days ago at nine in Rome; without a time, the time of now."""
    days, _, at = offset.partition(" ")
    moment = clock.local(clock.now()) + timedelta(days=int(days.removesuffix("d")))
    if at:
        hour, minute = at.split(":")
        moment = moment.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)
    return moment


def end_of(offset: str) -> datetime:
    """The end of a day told as an offset."""
    return clock.end_of_day(instant(offset).date())


def resolved(value: Any, submitted: datetime) -> Any:
    """Form data with its `$date` and `$datetime` counted from the day of submission."""
    if isinstance(value, dict) and value.keys() & {"$date", "$datetime"}:
        days, _, at = next(iter(value.values())).partition(" ")
        day = (submitted + timedelta(days=int(days.removesuffix("d")))).date()
        return f"{day.isoformat()}T{at}:00" if at else day.isoformat()
    if isinstance(value, dict):
        return {name: resolved(inside, submitted) for name, inside in value.items()}
    return [resolved(inside, submitted) for inside in value] if isinstance(value, list) else value
