"""A stored value as a person reads or types it, in Italian form."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from scrivania.formio import ROME, Component, FileLookup, decimal_places


def number_text(component: Component, value: Any) -> str:
    """`1234,5`; currencies always with cents. What isn't a number is shown as it was typed."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value)
    places = decimal_places(component)
    text = f"{value:.{places}f}" if places is not None and component.type == "currency" else _plain(value)
    return text.replace(".", ",")


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.12f}".rstrip("0")


def date_text(value: Any, *, with_time: bool) -> str:
    """The value of a native date control, on the wall clock of Rome; what isn't a date as it was typed."""
    if not isinstance(value, str):
        return ""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    wall_clock = moment.astimezone(ROME) if moment.tzinfo else moment
    return wall_clock.isoformat(timespec="minutes")[: 16 if with_time else 10]


def choice_text(component: Component, value: Any) -> str:
    """The label of an option, the value itself where there is none."""
    wanted = option_value(value)
    return next((o.label for o in component.options if o.value == wanted), wanted)


def option_value(value: Any) -> str:
    """The core turns "1" and "true" into 1 and True: back to the option's own text."""
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def lines(component: Component, value: Any, files: FileLookup) -> tuple[str, ...]:
    """What the summary and the documents print; empty when nothing was answered."""
    if component.type == "file":
        found = [files(file_id(item)) for item in value or []]
        return tuple(file.name for file in found if file)
    if component.type == "checkbox":
        return (gettext("Yes") if value is True else gettext("No"),)
    if component.type == "selectboxes":
        ticked = [key for key, on in value.items() if on is True] if isinstance(value, Mapping) else []
        return tuple(choice_text(component, key) for key in ticked)
    items = value if isinstance(value, list) else [value]
    return tuple(line for item in items for line in one_text(component, item).splitlines() if line)


def one_text(component: Component, value: Any) -> str:
    """One value as text for a person: also what a locked field shows."""
    if component.type in ("select", "radio"):
        return choice_text(component, value)
    if component.type == "currency" and isinstance(value, int | float):
        return f"{value:,.2f} €".translate(str.maketrans(",.", ".,"))
    if component.type == "number":
        return number_text(component, value)
    if component.type == "datetime":
        text = date_text(value, with_time=bool(component.raw.get("enableTime", False)))
        day, _, time = text.partition("T")
        return " ".join(part for part in ("/".join(reversed(day.split("-"))), time) if part)
    if component.type == "checkbox":
        return gettext("Yes") if value is True else gettext("No")
    return "" if value is None else str(value)


def file_id(item: Any) -> str:
    """Drafts hold ids, applications what the store said of each file."""
    return str(item.get("id", "") if isinstance(item, Mapping) else item)
