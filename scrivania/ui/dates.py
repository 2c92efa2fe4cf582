"""Dates in words, cheaply.

Django's own localisation of a date costs many times as much (format lookup, lazy translations), and a list of
fifty rows shows a hundred of them. Month names are few enough to stand here.
"""

from datetime import date, datetime, time, timedelta

from django.utils.translation import get_language

# fmt: off
_MONTHS = {
    "it": (
        "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
        "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
    ),
    "de": (
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}
# fmt: on


def day_in_words(day: date) -> str:
    """`3 marzo 2027`, `3. März 2027`, `3 March 2027`; Italian for any other language."""
    language = (get_language() or "it")[:2]
    months = _MONTHS.get(language, _MONTHS["it"])
    dot = "." if language == "de" else ""
    return f"{day.day}{dot} {months[day.month - 1]} {day.year}"


def instant_in_words(wall_clock: datetime) -> str:
    """`3 marzo 2027, ore 14:05`. The argument is already on the Italian wall clock."""
    language = (get_language() or "it")[:2]
    time = f"{wall_clock:%H:%M}"
    return day_in_words(wall_clock) + {"de": f", {time} Uhr", "en": f", {time}"}.get(
        language, f", ore {time}"
    )


def end_in_words(wall_clock: datetime) -> str:
    """The end of a term: midnight is the end of the day before, `2 marzo 2027, ore 24:00`."""
    if wall_clock.time() != time():
        return instant_in_words(wall_clock)
    return instant_in_words(wall_clock - timedelta(days=1)).replace("00:00", "24:00")
