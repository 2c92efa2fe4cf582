"""What can go wrong between a page and the form engine."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Failure:
    """One thing that went wrong in a form's own code; `key` is empty when the component isn't known."""

    message: str
    key: str = ""


class EngineBusy(Exception):
    """All engines are at work and the queue is full, or none could be started."""


class FormBroken(Exception):
    """The form's own code threw, didn't parse, ran too long or took too much memory.

    Nothing it answered may be used: the official core would have accepted the value.
    """

    def __init__(self, form_key: str, failures: tuple[Failure, ...]) -> None:
        self.form_key = form_key
        self.failures = failures
        super().__init__(f"form {form_key}: " + "; ".join(f"{f.key}: {f.message}" for f in failures))
