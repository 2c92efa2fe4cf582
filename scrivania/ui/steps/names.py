"""Names and ids of a step's controls: stable, so that error links, drafts and browsers find them again."""

import re

ACTION = "_action"  # rows and files: "add:<path>", "remove:<path>:<row>", "remove-file:<path>:<file id>"
PRESSED = "do"  # the caller's own buttons; "next" passes the page
SHOWN = "_shown"  # paths of the controls that post nothing when nothing is chosen
SEPARATOR = re.compile(r"[\[\].]+")


def control_id(path: str, suffix: str = "") -> str:
    """`children[2].name` -> `f-children-2-name`."""
    return "-".join(part for part in ["f", *SEPARATOR.split(path), suffix] if part)


def rows_name(path: str) -> str:
    """The hidden count of a grid's rows on the page."""
    return f"_rows:{path}"


def part_name(path: str, part: str) -> str:
    """One of the three boxes of a day."""
    return f"{path}:{part}"
