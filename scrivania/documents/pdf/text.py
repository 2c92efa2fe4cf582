"""Makes any text printable: a document must come out whatever was typed into the form.

What can't be drawn becomes U+FFFD, so that a reader sees something is missing; the attached JSON keeps
the original.
"""

import re
import unicodedata
from collections.abc import Iterator

from scrivania.documents.pdf import coverage

MISSING = "\ufffd"
SOFT_BREAK = "\ue000"
"""Tells the template that a line may end here. Free for our use: private characters of users are replaced."""

_NEWLINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Overrides could show the reader another order than the one that was typed; PDF/A refuses the last one.
_HIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_JOINERS = frozenset("\u200c\u200d")
_VARIATIONS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_MARKS = frozenset({"Mn", "Mc", "Me"})
_CHUNK = 6


def printable(text: str, *, plain: bool = False) -> str:
    """The text with every character the fonts can draw, the others as U+FFFD; controls are gone.

    `plain` keeps only what the main font draws on its own: the last resort of the renderer.
    """
    text = unicodedata.normalize("NFC", _NEWLINES.sub("\n", text).replace("\t", " "))
    if coverage.simple().issuperset(text):
        return text
    return "".join(_drawn(cluster, plain=plain) for cluster in _clusters(text))


def breakable(text: str, longest: int) -> str:
    """Marks where a word of more than `longest` characters may be broken."""
    return re.sub(rf"\S{{{longest + 1},}}", lambda word: _broken(word[0]), text)


def _broken(word: str) -> str:
    clusters = list(_clusters(word))
    chunks = ("".join(clusters[start : start + _CHUNK]) for start in range(0, len(clusters), _CHUNK))
    return SOFT_BREAK.join(chunks)


def _clusters(text: str) -> Iterator[str]:
    """Runs that a font must draw as a whole: a letter with its marks, emoji that are joined."""
    cluster = ""
    for char in text:
        joined = _clings(char) or cluster[-1:] == "\u200d"
        if cluster and (cluster == "\n" or not joined):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def _drawn(cluster: str, *, plain: bool) -> str:
    cluster = "".join(char for char in cluster if not _is_control(char))
    if plain:
        return "".join(char if char in coverage.simple() else MISSING for char in cluster)
    if cluster == "\n":
        return cluster
    seen = {char for char in cluster if char not in _JOINERS | _VARIATIONS}
    if not _clings(cluster[:1]) and any(seen <= covered for covered in coverage.by_font()):
        return cluster
    return "".join(_alone(char) for char in cluster)


def _clings(char: str) -> bool:
    """Whether it is drawn on, or joined to, the character before it."""
    return char in _JOINERS or (char != "" and unicodedata.category(char) in _MARKS)


def _is_control(char: str) -> bool:
    """Controls and formats nobody sees. Newlines and joiners do something, Arabic signs are drawn."""
    match unicodedata.category(char):
        case "Cc":
            return char != "\n"
        case "Cf":
            return char in _HIDDEN or (char not in _JOINERS and char not in coverage.anywhere())
    return False


def _alone(char: str) -> str:
    """One character of a run no single font draws: a mark needs a letter of its own font under it."""
    if _clings(char):
        return "" if char in _JOINERS | _VARIATIONS else MISSING
    return char if char in coverage.anywhere() else MISSING
