"""Colour and icon of an application's state.

The codes are those of the original system, which existing integrations use; their labels and transitions are
in package `applications`. Tones are classes `status-<tone>` of scrivania.css, each with contrast 7:1 or more.
"""

from typing import NamedTuple


class Look(NamedTuple):
    tone: str
    icon: str


_DRAFT = Look("neutral", "pencil")
_WAITING = Look("info", "clock")
_AT_WORK = Look("progress", "user")
_CITIZEN_ACTS = Look("warning", "warning-circle")
_GOOD = Look("success", "check-circle")
_BAD = Look("danger", "close-circle")
_ENDED = Look("neutral", "ban")

LOOKS = {
    1000: _DRAFT,
    1500: Look("warning", "card"),
    1510: _WAITING,
    1520: _GOOD,
    1530: _BAD,
    1900: _WAITING,
    2000: _WAITING,
    3000: Look("info", "inbox"),
    4000: _AT_WORK,
    4100: _CITIZEN_ACTS,
    4200: _CITIZEN_ACTS,
    4300: _WAITING,
    4400: _WAITING,
    4500: _AT_WORK,
    5000: _AT_WORK,
    6000: _AT_WORK,
    7000: _GOOD,
    8000: _AT_WORK,
    9000: _BAD,
    20000: _ENDED,
    50000: _ENDED,
}


def look_of(code: int) -> Look:
    return LOOKS.get(code, _WAITING)
