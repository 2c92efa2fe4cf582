"""A draft and the form engine: the engine is asked outside transactions, its answer kept on the draft."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from scrivania.applications.models import Draft
from scrivania.applications.prefill import locked_values
from scrivania.catalog.models import FormVersion
from scrivania.citizens.models import Citizen
from scrivania.core.audit import kind_of
from scrivania.core.models import StoredFile
from scrivania.formio import (
    Component,
    FieldError,
    FormDefinition,
    Result,
    TrustedFile,
    definitions,
    process,
    shared_pool,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the engine last said of a draft: paths not to be shown, and errors."""

    hidden: frozenset[str]
    errors: tuple[FieldError, ...]

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Outcome":
        errors = tuple(FieldError(*error) for error in stored.get("errors", []))
        return cls(frozenset(stored.get("hidden", [])), errors)


def definition_of(version: FormVersion) -> FormDefinition:
    """The parsed form. A published version never changes, so each process reads it once."""
    return definitions.get(form_key(version), lambda: _definition(version))


def _definition(version: FormVersion) -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = FormVersion.objects.values_list("definition", flat=True).get(pk=version.pk)
    return loaded


def form_key(version: FormVersion) -> str:
    """Names body and form version to the engine, which keeps a context for each."""
    return f"{version.tenant_id}:{version.pk}"


def check(
    version: FormVersion, citizen: Citizen, data: Mapping[str, Any], draft: Draft | None = None
) -> Result:
    """Ask the engine about `data`. Raises FormBroken, EngineBusy."""
    definition = definition_of(version)
    return process(
        shared_pool(),
        form_key(version),
        definition,
        data,
        locked=locked_values(definition, citizen),
        files=DraftFiles(draft) if draft is not None else lambda _: None,
    )


def with_computed(definition: FormDefinition, data: Mapping[str, Any], result: Result) -> dict[str, Any]:
    """`data` as it was typed, right or wrong, with what nobody types as the engine last computed it."""
    merged = dict(data)
    for page in definition.pages:
        _take_computed(page.components, merged, result.data)
    return merged


def _take_computed(
    components: Iterable[Component], data: dict[str, Any], computed: Mapping[str, Any]
) -> None:
    for component in components:
        if not component.is_input:
            _take_computed(component.children, data, computed)
        elif component.never_posted:
            data.pop(component.key, None)
            if component.key in computed:
                data[component.key] = computed[component.key]
        elif component.has_rows:
            rows, answers = data.get(component.key), computed.get(component.key)
            if isinstance(rows, list) and isinstance(answers, list) and len(rows) == len(answers):
                data[component.key] = [dict(row) for row in rows]
                for row, answer in zip(data[component.key], answers, strict=True):
                    _take_computed(component.children, row, answer)


def storable(value: Any) -> Any:
    """`value` without NUL, which JSONB can't hold: SUBSTITUTE stands for it, and is refused like it."""
    if isinstance(value, str):
        return value.replace("\x00", "\x1a")
    if isinstance(value, Mapping):
        return {storable(key): storable(item) for key, item in value.items()}
    return [storable(item) for item in value] if isinstance(value, list) else value


def as_stored(result: Result) -> dict[str, Any]:
    """The part of the engine's answer that a draft keeps."""
    return {
        "hidden": sorted(result.hidden),
        "errors": [[error.path, error.key, error.rule, error.message] for error in result.errors],
    }


class DraftFiles:
    """The files of one draft, read in one statement when the form first names one."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._known: dict[str, TrustedFile] | None = None

    def __call__(self, identifier: str) -> TrustedFile | None:
        if self._known is None:
            self._known = {
                str(stored.pk): TrustedFile(str(stored.pk), stored.name, stored.size, stored.media_type)
                for stored in files_of(self._draft)
            }
        return self._known.get(identifier)


def files_of(draft: Draft) -> list[StoredFile]:
    return list(
        StoredFile.objects.filter(
            subject_kind=kind_of(draft), subject_id=draft.pk, state=StoredFile.State.CLEAN
        ).order_by("pk")
    )
