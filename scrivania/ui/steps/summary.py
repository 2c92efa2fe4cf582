"""Everything answered, as text: the last page before sending, the receipt, the application's page."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scrivania.formio import Component, FileLookup, FormDefinition
from scrivania.ui.steps.display import lines
from scrivania.ui.steps.names import control_id
from scrivania.ui.steps.step import is_never_shown


@dataclass(frozen=True)
class SummaryRow:
    """`lines` is empty where nothing was answered; `target` is the control's id on its page."""

    label: str
    lines: tuple[str, ...]
    target: str
    path: str


@dataclass(frozen=True)
class SummaryTable:
    """A grid: one list of rows for each of its rows."""

    label: str
    items: tuple[tuple[SummaryRow, ...], ...]
    target: str
    path: str


@dataclass(frozen=True)
class SummarySection:
    """One page of the form; `page_index` is where "Modifica" leads."""

    title: str
    page_index: int
    rows: tuple[SummaryRow | SummaryTable, ...]


def build_summary(
    definition: FormDefinition,
    data: Mapping[str, Any],
    hidden: Collection[str] = (),
    *,
    files: FileLookup = lambda _: None,
) -> tuple[SummarySection, ...]:
    """Sections without anything asked are left out. `data` and `hidden` come from `formio.process`."""
    sections = (
        SummarySection(page.title, page.index, tuple(_rows(page.components, data, "", hidden, files)))
        for page in definition.pages
        if not page.key or page.key not in hidden
    )
    return tuple(section for section in sections if section.rows)


def _rows(
    components: Iterable[Component],
    data: Mapping[str, Any],
    prefix: str,
    hidden: Collection[str],
    files: FileLookup,
) -> Iterator[SummaryRow | SummaryTable]:
    for component in components:
        path = prefix + component.key
        if path in hidden or is_never_shown(component):
            continue
        value = data.get(component.key)
        if not component.is_input:
            yield from _rows(component.children, data, prefix, hidden, files)
        elif component.has_rows:
            items = tuple(
                tuple(_leaves(component.children, row, f"{path}[{number}].", hidden, files))
                for number, row in enumerate(value if isinstance(value, list) else [])
            )
            yield SummaryTable(component.label, items, control_id(path), path)
        else:
            yield SummaryRow(component.label, lines(component, value, files), control_id(path), path)


def _leaves(
    components: Iterable[Component],
    row: Mapping[str, Any],
    prefix: str,
    hidden: Collection[str],
    files: FileLookup,
) -> Iterator[SummaryRow]:
    """Tables don't stand in tables: publishing refuses them."""
    for entry in _rows(components, row, prefix, hidden, files):
        if isinstance(entry, SummaryRow):
            yield entry
