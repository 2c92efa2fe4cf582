"""The fonts that travel with the program, and which characters they can draw.

PDF/A forbids a missing glyph, so what no font draws must be known before the page is set.
"""

from functools import cache
from pathlib import Path
from unicodedata import category

import typst
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FOLDER = Path(__file__).parent / "fonts"
MAIN = "TitilliumWeb_400Regular.ttf"


@cache
def fonts() -> typst.Fonts:
    """Shared by all threads: reading the folder costs more than a page."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])


@cache
def characters(name: str) -> frozenset[str]:
    """What the font file of that name can draw and we may print.

    Not controls and private characters, which PDF/A refuses, nor what is too new for Python to tell a
    letter from a mark.
    """
    with TTFont(FOLDER / name, lazy=True) as font:
        drawn = map(chr, font.getBestCmap())
        return frozenset(char for char in drawn if category(char) not in {"Cc", "Co", "Cn"})


@cache
def simple() -> frozenset[str]:
    """What the main font draws letter by letter; nearly every text is made of these alone."""
    composing = {"Mn", "Mc", "Me", "Cf"}
    return frozenset(char for char in characters(MAIN) if category(char) not in composing) | {"\n"}


@cache
def by_font() -> tuple[frozenset[str], ...]:
    """The characters of each font; about 80 ms, paid once, at the first text that is not plain Latin."""
    return tuple(characters(path.name) for path in sorted(FOLDER.glob("*.ttf")))


@cache
def anywhere() -> frozenset[str]:
    return frozenset().union(*by_font())
