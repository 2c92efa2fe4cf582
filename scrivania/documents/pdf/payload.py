"""Turns a document's content into what its template reads: JSON of cleaned Italian text."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from scrivania.documents.pdf import italian
from scrivania.documents.pdf.content import Table
from scrivania.documents.pdf.text import breakable, printable

_WHOLE = frozenset({"sha256", "verification_url", "desk_url", "answer_url"})
"""Must be copied or followed as they are: no break is put inside."""
_ELSEWHERE = frozenset({"data", "logo"})
"""Reach the template by a way of their own."""
_LINE = 40
"""Letters that fit on the narrower side of a two-column row."""


def payload(value: Any, *, plain: bool = False, longest: int = _LINE) -> Any:
    """`value` with dataclasses as objects (their class as `kind`), dates and texts ready to print.

    `longest` is the length from which a word may be broken; `plain` as in `printable`.
    """
    match value:
        case str():
            return breakable(printable(value, plain=plain), longest)
        case datetime():
            return italian.instant(value)
        case date():
            return italian.day(value)
        case Enum():
            return value.value
        case tuple() | list():
            return [payload(item, plain=plain, longest=longest) for item in value]
        case Table():
            return _object(value, plain=plain, longest=max(10, 66 // max(1, len(value.columns))))
        case _ if is_dataclass(value):
            return _object(value, plain=plain, longest=longest)
    return value


def _object(value: Any, *, plain: bool, longest: int) -> dict[str, Any]:
    printed: dict[str, Any] = {"kind": type(value).__name__}
    for name in (field.name for field in fields(value) if field.name not in _ELSEWHERE):
        part = getattr(value, name)
        if name in _WHOLE:
            printed[name] = printable(part, plain=plain)
        elif name == "size":
            printed[name] = italian.size(part)
        else:
            printed[name] = payload(part, plain=plain, longest=longest)
    return printed
