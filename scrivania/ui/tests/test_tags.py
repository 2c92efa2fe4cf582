"""Dates, amounts, sizes, icons and states as pages show them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import formats, translation
from hypothesis import given
from hypothesis import strategies as st

from scrivania.core import clock
from scrivania.ui.states import look_of
from scrivania.ui.templatetags import ui

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(DAYS, st.sampled_from(["it", "de", "en"]))
def test_days_read_as_the_language_writes_them(day: date, language: str) -> None:
    theirs = {"it": "j F Y", "de": "j. F Y", "en": "j F Y"}[language]
    with translation.override(language):
        words = formats.date_format(day, theirs)
        words = words.lower() if language == "it" else words
        assert ui.day(day) == f'<time datetime="{day.isoformat()}">{words}</time>'


@given(st.integers(0, 2**31).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)))
def test_instants_are_shown_on_the_italian_clock(instant: datetime) -> None:
    wall = clock.local(instant)
    text = ui.local_datetime(instant)
    assert f"ore {wall:%H:%M}" in text
    shown = text.split('"')[1]
    assert datetime.fromisoformat(shown) == wall.replace(second=0, microsecond=0)


def test_an_evening_instant_belongs_to_the_italian_day() -> None:
    assert "1 marzo 2027" in ui.day(datetime(2027, 2, 28, 23, 30, tzinfo=UTC))


def test_missing_dates_give_a_dash() -> None:
    assert ui.day(None) == ui.local_datetime(None) == "–"


@given(st.decimals(-(10**9), 10**9, places=2))
def test_money_keeps_every_cent(amount: Decimal) -> None:
    shown = ui.money(amount).removesuffix("\N{NO-BREAK SPACE}€")
    assert Decimal(shown.replace(".", "").replace(",", ".")) == amount


@pytest.mark.parametrize(
    ("size", "shown"), [(0, "0 byte"), (999, "999 byte"), (102_400, "102 kB"), (1_440_000, "1,4 MB")]
)
def test_sizes(size: int, shown: str) -> None:
    assert ui.filesize(size).replace("\N{NO-BREAK SPACE}", " ") == shown


def test_a_misspelt_icon_fails() -> None:
    with pytest.raises(KeyError, match="no icon 'usr'"):
        ui.icon("usr")


@pytest.mark.parametrize("code", [1000, 1500, 1530, 1900, 3000, 4000, 4100, 7000, 9000, 20000, 31337])
def test_states_show_icon_and_escaped_label(code: int) -> None:
    chip = ui.status_chip(code, "<b>Bozza</b>")
    assert f"status-{look_of(code).tone}" in chip
    assert "#it-" in chip
    assert "&lt;b&gt;Bozza" in chip


def test_date_in_words_is_much_cheaper_than_djangos() -> None:
    import timeit

    day = date(2027, 3, 3) + timedelta(days=1)
    ours = min(timeit.repeat(lambda: ui.day_in_words(day), number=500, repeat=5))
    theirs = min(timeit.repeat(lambda: formats.date_format(day, "j F Y"), number=500, repeat=5))
    assert ours * 2 < theirs
