"""One thing to mend."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`key` and `path` name the component (empty for the form itself), `message` says what to do."""

    key: str
    path: str
    message: str
