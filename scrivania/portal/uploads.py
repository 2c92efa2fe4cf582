"""Files chosen in a step: kept at once, whatever is wrong beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import File

from scrivania.applications import actions
from scrivania.applications.models import Draft
from scrivania.core.files import FileRefused
from scrivania.core.models import StoredFile
from scrivania.formio import Component, FieldError, FormDefinition
from scrivania.ui.steps.display import file_id


@dataclass
class Received:
    """Ids of the files kept by the path of their control, and why the others were not."""

    kept: dict[str, list[str]] = field(default_factory=dict)
    refused: list[FieldError] = field(default_factory=list)


def receive(
    draft: Draft, definition: FormDefinition, index: int, chosen: Mapping[str, Iterable[File[Any]]]
) -> Received:
    """Files of a page's own controls, attached to the draft. Names that no control has are ignored."""
    received = Received()
    for path, component, uploads in _for_controls(definition, index, chosen):
        for upload in uploads:
            try:
                stored = actions.attach_file(draft, component, upload)
            except FileRefused as error:
                received.refused.append(FieldError(path, component.key, "refused", str(error)))
            else:
                received.kept.setdefault(path, []).append(str(stored.pk))
    return received


def adopt(
    draft: Draft, definition: FormDefinition, index: int, found: Mapping[str, list[StoredFile]]
) -> Received:
    """Files that waited in quarantine; whether size and kind suit the control the engine's overlay says."""
    received = Received()
    for path, _, files in _for_controls(definition, index, found):
        received.kept[path] = [str(actions.adopt_file(draft, stored).pk) for stored in files]
    return received


def drop_unused(draft: Draft, definition: FormDefinition, before: Mapping[str, Any]) -> None:
    """Forget the files that `before` named and the draft's data no longer does."""
    gone = file_ids(definition, before) - file_ids(definition, draft.data)
    for identifier in gone:
        actions.remove_file(draft, identifier)


def file_ids(definition: FormDefinition, data: Mapping[str, Any]) -> set[str]:
    return {found for page in definition.pages for found in _ids(page.components, data)}


def _ids(components: Iterable[Component], data: Mapping[str, Any]) -> Iterator[str]:
    for component in components:
        value = data.get(component.key) if component.is_input else None
        if component.type == "file" and isinstance(value, list):
            yield from (file_id(item) for item in value)
        elif component.has_rows and isinstance(value, list):
            for row in value:
                yield from _ids(component.children, row)
        elif not component.is_input:
            yield from _ids(component.children, data)


def _for_controls(
    definition: FormDefinition, index: int, files: Mapping[str, Iterable[Any]]
) -> Iterator[tuple[str, Component, Iterable[Any]]]:
    for path, chosen in files.items():
        component = definition.find(path)
        if component is None or component.type != "file" or component.never_posted:
            continue
        if definition.page_of(path) == index:
            yield path, component, chosen
