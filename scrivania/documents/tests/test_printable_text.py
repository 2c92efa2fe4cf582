import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scrivania.documents.pdf import coverage, render
from scrivania.documents.pdf.text import MISSING, SOFT_BREAK, breakable, printable

ANY = st.text(st.characters(exclude_categories=[]))


@given(ANY)
@example("\x00\x1b\ue000\ud800\U000f0000\ufffe\u202e")
def test_only_drawable_characters_are_left(text):
    joiners = {"\n", "\u200c", "\u200d", *map(chr, range(0xFE00, 0xFE10))}
    assert set(printable(text)) <= coverage.anywhere() | joiners


@given(ANY)
def test_last_resort_needs_no_other_font_than_the_main_one(text):
    assert set(printable(text, plain=True)) <= coverage.simple() | {MISSING}


@given(ANY)
def test_cleaning_twice_changes_nothing_more(text):
    assert printable(printable(text)) == printable(text)


@pytest.mark.parametrize(
    "text",
    [
        "Perché no? È già “così” – 18,50 €",
        "Łukasz Żółć, Đorđe, Ștefan, Nguyễn Thị Hồng",
        "Щербак Олександр Їжак",
        "محمد عبد الرحمن",
        "שלום עולם",
        "李娜 王伟",
        "የሐንስ",
        "অনন্যা",
        "👩‍👧‍👦 🇮🇹 ☎ ✔",
    ],
)
def test_names_of_those_who_live_here_stay_as_they_are(text):
    assert printable(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a\x00b\x07c\x9fd", "abcd"),
        ("riga 1\r\nriga 2\rriga 3\u2028riga 4\tfine", "riga 1\nriga 2\nriga 3\nriga 4 fine"),
        ("\ue000 \U000f1234", f"{MISSING} {MISSING}"),
        ("abc\u202efdp.exe", "abcfdp.exe"),
        ("e\u0301", "é"),
        ("\U00012000", MISSING),
    ],
)
def test_what_cannot_be_printed(text, printed):
    assert printable(text) == printed


@given(ANY, st.integers(1, 50))
def test_breaks_only_add_marks(text, longest):
    text = printable(text)
    assert breakable(text, longest).replace(SOFT_BREAK, "") == text


def test_long_words_may_be_broken_and_short_ones_not():
    marked = breakable("corto " + "Precipitevolissimevolmente" * 4, 40)
    assert marked.startswith("corto Precip" + SOFT_BREAK)
    assert max(map(len, marked.replace(SOFT_BREAK, " ").split())) == 6


def test_a_letter_is_not_parted_from_its_marks():
    assert all(part[0] == "x" for part in breakable("x\u0332" * 30, 10).split(SOFT_BREAK))


def test_the_templates_name_every_font_that_is_bundled():
    base = (Path(render.__file__).parent / "templates" / "base.typ").read_text()
    assert [family for family in coverage.fonts().families() if f'"{family}"' not in base] == []


def test_every_font_comes_with_its_licence():
    families = {path.name.split("_")[0].lower() for path in coverage.FOLDER.glob("*.ttf")}
    licences = {path.name.split(".")[0].replace("-", "") for path in coverage.FOLDER.glob("*.OFL.txt")}
    assert families == licences
