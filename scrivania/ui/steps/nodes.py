"""What the templates of `ui/steps/` show. Each node names its template."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scrivania.formio import TrustedFile


@dataclass(frozen=True)
class Choice:
    id: str
    value: str
    label: str
    checked: bool = False


@dataclass(frozen=True)
class DayPart:
    id: str
    name: str
    label: str
    value: str
    width: int
    autocomplete: str = ""


@dataclass(frozen=True)
class Field:
    """One control, or one group of controls under a legend. `focus_id` is where an error link leads."""

    template: str
    id: str
    path: str
    label: str
    value: str = ""
    required: bool = False
    readonly: bool = False
    from_spid: bool = False
    computed: bool = False
    help: str = ""  # sanitised HTML
    hint: str = ""
    error: str = ""
    refreshes: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    parts: tuple[DayPart, ...] = ()
    files: tuple[TrustedFile, ...] = ()
    multiple: bool = False
    focus_id: str = ""

    @property
    def described_by(self) -> str:
        """Ids of the texts around the control, in the order they stand on the page."""
        texts = (
            ("help", self.help or self.hint),
            ("source", self.from_spid or self.computed),
            ("error", self.error),
        )
        return " ".join(f"{self.id}-{name}" for name, text in texts if text)


@dataclass(frozen=True)
class Group:
    """Fields that stand together; `columns` when the author laid them side by side (`width` of 12)."""

    template: str
    id: str
    title: str
    nodes: tuple[Any, ...] = ()
    columns: tuple[tuple[int, tuple[Any, ...]], ...] = ()


@dataclass(frozen=True)
class Content:
    """The author's own text, sanitised."""

    template: str
    html: str


@dataclass(frozen=True)
class Row:
    number: int
    nodes: tuple["Node", ...]
    remove: str  # value of the button, empty where a row can't be taken away


@dataclass(frozen=True)
class Rows:
    """A table of the same few fields, one group a row; buttons add and remove without a script."""

    template: str
    id: str
    path: str
    label: str
    required: bool
    help: str
    error: str
    rows: tuple[Row, ...]
    count_name: str
    add: str  # value of the button, empty when no more rows fit
    add_label: str

    @property
    def described_by(self) -> str:
        texts = (("help", self.help), ("error", self.error))
        return " ".join(f"{self.id}-{name}" for name, text in texts if text)

    @property
    def focus_id(self) -> str:
        return f"{self.id}-add"


Node = Field | Group | Content | Rows


@dataclass(frozen=True)
class Problem:
    """One line of the list of errors: `target` is the id of a control on the page."""

    target: str
    message: str


@dataclass(frozen=True)
class StepView:
    """One page of the form. `dynamic`: answers change what is asked, so a script refreshes the fields."""

    index: int
    total: int
    title: str
    nodes: tuple[Node, ...]
    problems: tuple[Problem, ...]
    dynamic: bool
    has_files: bool
    has_required: bool
