"""Whatever was typed comes out in a document: literally, or with a mark where it can't be drawn."""

import logging
from dataclasses import replace
from unicodedata import category

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scrivania.documents.pdf import coverage, payload, render, text
from scrivania.documents.pdf.content import Field, Section, Table
from scrivania.documents.tests import samples
from scrivania.documents.tests.pages import EVERY_DOCUMENT, letters, pages, words

DRAWN = st.sampled_from(sorted(coverage.anywhere()))
CLINGING = st.sampled_from(
    [c for c in sorted(coverage.anywhere()) if category(c).startswith("M")] + list("\u200d\ufe0f\n ")
)
ANY = st.text(st.characters(exclude_categories=[]) | DRAWN | CLINGING, max_size=80)
SETTINGS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def application(value: str, *, label: str = "Campo") -> bytes:
    section = Section(title=label, items=(Field(label, value), Table(label, (label,), ((value,),))))
    return render.render_application(replace(samples.APPLICATION, sections=(section,)))


@SETTINGS
@given(value=ANY, label=ANY)
@example(value="\x00\x1b[31m\ue000\ud800\ufffe", label="👩‍👧‍👦 محمد \u202e李")
@example(value="\n\u0591", label="\ufeff\u00a4")
@example(value="1\ufe0f\u20e3 \u0301\u200d\u20e3 🏳\ufe0f\u200d🌈", label="क्\u200dष e\u0323\u0302\u20dd")
def test_any_text_comes_out_at_the_first_attempt(value, label, caplog):
    caplog.clear()
    assert application(value, label=label).endswith(b"%%EOF\n")
    assert not caplog.records


@SETTINGS
@given(st.text(st.characters(codec="latin-1", categories=["L", "N", "P", "S"]), min_size=1, max_size=200))
def test_plain_text_comes_out_as_it_was_typed(value):
    assert text.printable(value) in letters(application(value))


@pytest.mark.parametrize(
    "markup",
    [
        '#read("/etc/passwd")',
        "*grassetto* _corsivo_ $x^2$ @nota <etichetta>",
        "= Titolo",
        "- voce",
        '#{ panic("x") }',
        "\\ // commento /* altro */",
        '"; #pdf.attach("base.typ")',
        "https://example.org/#a",
    ],
)
def test_markup_is_only_text(markup):
    assert "".join(markup.split()) in letters(application(markup, label=markup))


@pytest.mark.parametrize("name", ["محمد عبد الرحمن", "שלום", "李娜", "Щербак", "👩‍👧‍👦", "የሐንስ"])
def test_names_in_other_scripts_need_no_second_attempt(name, caplog):
    case = replace(samples.CASE, applicant=name, service=name)
    for make, content in EVERY_DOCUMENT.values():
        assert make(replace(content, case=case))
    assert not caplog.records


def test_long_words_stay_on_the_page():
    word = "W" * 90
    case = replace(samples.CASE, applicant=word, service=word)
    for make, content in EVERY_DOCUMENT.values():
        pdf = make(replace(content, case=case))
        assert word in letters(pdf)
        runs = [run for page in pages(pdf) for run in page.split() if "WW" in run]
        assert max(map(len, runs)) < 60


def test_form_with_nothing_in_it():
    empty = replace(samples.APPLICATION, sections=(), applicant=(), declarations=(), data={})
    assert "Il modulo non prevede altre informazioni." in words(render.render_application(empty))


@pytest.mark.parametrize("columns", [1, 4, 9])
def test_long_tables_lose_no_row(columns):
    rows = tuple(tuple(f"r{row}c{column}" for column in range(columns)) for row in range(200))
    table = Table("Elenco", tuple(f"Colonna {n}" for n in range(columns)), rows)
    section = Section(title="Tabella", items=(table,))
    found = words(render.render_application(replace(samples.APPLICATION, sections=(section,)))).split()
    assert {cell for row in rows for cell in row} <= set(found)


def test_tables_without_rows_or_columns():
    items = (Table("Vuota", ("Nome",), ()), Table("", (), ()))
    content = replace(samples.APPLICATION, sections=(Section(title="Tabelle", items=items),))
    assert words(render.render_application(content)).count("Nessuna riga compilata.") == 2


@pytest.mark.parametrize(
    "logo",
    [
        b"not a picture",
        b"\x89PNG\r\n\x1a\nbroken",
        b"<svg",
        b"\xff\x00\xfe",
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd" width="9" height="9"/></svg>',
    ],
)
def test_a_broken_logo_costs_only_the_logo(logo, caplog):
    caplog.set_level(logging.CRITICAL)
    case = replace(samples.CASE, body=replace(samples.BODY, logo=logo))
    assert samples.CASE.number in words(render.render_receipt(replace(samples.RECEIPT, case=case)))


def test_a_glyph_we_did_not_foresee_costs_only_that_glyph(monkeypatch, caplog):
    def careless(value: str, *, plain: bool = False) -> str:
        return text.printable(value, plain=plain) if plain else value

    monkeypatch.setattr(payload, "printable", careless)
    pdf = application("Rossi \U00012000")
    assert "Rossi \ufffd" in words(pdf)
    assert "2026-000123 set again in plain text" in caplog.text
