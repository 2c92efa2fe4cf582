"""Strict reading of one posted value: the right JSON type, in bounds, or a refusal.

The core checks few types (an object passes as the text of a field): nothing reaches it unread.
"""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from scrivania.formio.component_types import NUMBERS
from scrivania.formio.definition import Component
from scrivania.formio.overlay.codes import CODES

MAX_LINE = 2_000  # characters
MAX_EMAIL = 254  # RFC 5321, 4.5.3.1.3 with erratum 1690
MAX_TEXT = 20_000
MAX_VALUES = 50  # of a `multiple` component
MAX_NUMBER = 1e15  # beyond it floats lose whole units
ROME = ZoneInfo("Europe/Rome")

# C0 and C1 controls, lone surrogates and noncharacters: no keyboard writes them, PDF and XML refuse them.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
ITALIAN_NUMBER = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")
PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
DAY = re.compile(r"\d{2}/\d{2}/\d{4}|\d{2}/\d{4}|\d{2}/\d{2}|\d{4}|\d{2}")


class Refused(Exception):
    """`rule` names the message, `setting` the limit it tells."""

    def __init__(self, rule: str, setting: Any = "") -> None:
        self.rule, self.setting = rule, setting
        super().__init__(rule)


def read(component: Component, value: Any) -> Any:
    """The value as the core wants it, None for an empty one. Raises `Refused`."""
    reader = READERS[component.type]
    if not component.multiple:
        return reader(component, value)
    if value in (None, ""):
        return None
    if not isinstance(value, list) or len(value) > MAX_VALUES:
        raise Refused("type")
    return [item for item in (reader(component, item) for item in value) if item is not None]


def read_text(component: Component, value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise Refused("type")
    many_lines = component.type == "textarea"
    if CONTROL.search(value) or (not many_lines and re.search(r"[\r\n]", value)):
        raise Refused("control")
    limit = MAX_EMAIL if component.type == "email" else MAX_TEXT if many_lines else MAX_LINE
    if len(value) > limit:
        raise Refused("maxLength", limit)
    return _tidy(component, value.replace("\r\n", "\n") if many_lines else value.strip())


def _tidy(component: Component, value: str) -> str:
    code = CODES.get(str(component.rules.get("scrivania")))
    if code is not None:
        return code.compact(value)
    # The browser's renderer applies these while typing; our pages have none.
    case = component.raw.get("case")
    return value.upper() if case == "uppercase" else value.lower() if case == "lowercase" else value


def read_number(component: Component, value: Any) -> float | int | None:
    if value in (None, ""):
        return None
    number = parse_number(value) if isinstance(value, str) else value
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise Refused("number")
    if not math.isfinite(number) or abs(number) > MAX_NUMBER:
        raise Refused("number")
    decimals = decimal_places(component)
    if decimals is not None and round(number, decimals) != number:
        raise Refused("decimals", decimals)
    return int(number) if number == int(number) else number


def parse_number(text: str) -> int | float | None:
    """`1.234,56`, `1234,56` or `1234.56`; `1.234` is Italian, so one thousand two hundred thirty-four."""
    text = text.strip().replace(" ", "").replace("\u00a0", "").removesuffix("€").removeprefix("€")
    if ITALIAN_NUMBER.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif not PLAIN_NUMBER.fullmatch(text):
        return None
    return float(text) if "." in text else int(text[:20])


def decimal_places(component: Component) -> int | None:
    """How many digits the component takes after the comma; None is any."""
    limit = component.raw.get("decimalLimit")
    if isinstance(limit, int):
        return limit
    return 2 if component.type == "currency" else None


def read_checkbox(component: Component, value: Any) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    raise Refused("type")


def read_choice(component: Component, value: Any) -> str | None:
    if value in (None, ""):
        return None
    if isinstance(value, bool):  # the core turns the option "true" into a boolean, drafts bring it back
        value = str(value).lower()
    if not isinstance(value, str | int | float):
        raise Refused("type")
    if str(value) not in {option.value for option in component.options}:
        raise Refused("invalidOption")
    return str(value)


def read_selectboxes(component: Component, value: Any) -> dict[str, bool] | None:
    if value in (None, ""):
        return None
    if not isinstance(value, Mapping):
        raise Refused("type")
    known = {option.value for option in component.options}
    ticked = {str(key) for key, on in value.items() if on is True}
    if any(not isinstance(on, bool) for on in value.values()) or not ticked <= known:
        raise Refused("invalidOption")
    return {option.value: option.value in ticked for option in component.options}


def read_day(component: Component, value: Any) -> str | None:
    """`dd/mm/yyyy`, or in the order the component says; the parts it hides are left out."""
    if value in (None, "", "00/00/0000"):
        return None
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise Refused("invalidDay")
    # The core takes a day with a missing part (zeros) for a full answer.
    if component.rules.get("required") and any(int(part) == 0 for part in value.split("/")):
        raise Refused("invalidDay")
    return value


def read_datetime(component: Component, value: Any) -> str | None:
    """An ISO date or instant; a date becomes its midnight in Rome, as the official renderer sends it."""
    if value in (None, ""):
        return None
    if not isinstance(value, str):
        raise Refused("invalidDate")
    try:
        if len(value) == len("2026-01-31"):
            moment = datetime.combine(date.fromisoformat(value), time.min, ROME)
        else:
            moment = datetime.fromisoformat(value)
    except ValueError:
        raise Refused("invalidDate") from None
    if not 1800 <= moment.year <= 2300:
        raise Refused("invalidDate")
    return (moment if moment.tzinfo else moment.replace(tzinfo=ROME)).isoformat()


READERS: Mapping[str, Callable[[Component, Any], Any]] = {
    "checkbox": read_checkbox,
    "datetime": read_datetime,
    "day": read_day,
    "radio": read_choice,
    "select": read_choice,
    "selectboxes": read_selectboxes,
    **dict.fromkeys(NUMBERS, read_number),
    **dict.fromkeys(("email", "hidden", "phoneNumber", "textarea", "textfield"), read_text),
}
