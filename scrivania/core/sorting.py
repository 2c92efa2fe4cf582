"""Sort keys of names: the database has no Italian collation of its own (design, "Embedded database")."""

import unicodedata

_LENGTH = 200


def sort_key(*parts: str) -> str:
    """Names folded for sorting: no accents, no case, no apostrophes."""
    text = unicodedata.normalize("NFKD", " ".join(parts)).casefold()
    return "".join(char for char in text if char.isalnum() or char == " ")[:_LENGTH]
