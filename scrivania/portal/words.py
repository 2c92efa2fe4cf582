"""Instants of opening and closing, as a clerk would write them."""

from datetime import datetime

from scrivania.core import clock
from scrivania.ui.dates import end_in_words, instant_in_words


def opening_words(instant: datetime | None) -> str:
    return instant_in_words(clock.local(instant)) if instant else ""


def closing_words(instant: datetime | None) -> str:
    return end_in_words(clock.local(instant)) if instant else ""
