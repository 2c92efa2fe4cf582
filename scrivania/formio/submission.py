"""What a form makes of what a citizen sent: the official core between two layers of our own."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scrivania.formio.definition import Component, FormDefinition
from scrivania.formio.engine.pool import Answer, EnginePool
from scrivania.formio.errors import FormBroken
from scrivania.formio.overlay.cleaning import Cleaner, FieldError
from scrivania.formio.overlay.codes import is_valid
from scrivania.formio.overlay.messages import MESSAGES, author_text, message
from scrivania.formio.overlay.uploads import FileLookup, no_files

MAX_POSTED = 1_000_000  # characters of JSON


@dataclass(frozen=True)
class Result:
    """`data` may be stored as an application only when there are no `errors`; what didn't pass a
    strict reading isn't in it. `hidden` are the paths not to be shown, layouts and pages included."""

    data: dict[str, Any]
    errors: tuple[FieldError, ...]
    hidden: frozenset[str]

    def errors_on(self, definition: FormDefinition, page_index: int) -> tuple[FieldError, ...]:
        return tuple(e for e in self.errors if definition.page_of(e.path) in (page_index, None))


def process(
    pool: EnginePool,
    form_key: str,
    definition: FormDefinition,
    data: Mapping[str, Any],
    *,
    locked: Mapping[str, Any] | None = None,
    files: FileLookup = no_files,
) -> Result:
    """Checks and recomputes `data`. `form_key` names tenant and form version, `locked` the values no
    one may change by path (from SPID), `files` says which file an id is. Raises `FormBroken`, `EngineBusy`.
    """
    locked = locked or {}
    if _too_large(data):
        return Result({}, (FieldError("", "", "too_large", str(MESSAGES["too_large"])),), frozenset())
    cleaner = Cleaner(locked, files)
    answer = pool.run(form_key, definition.text, cleaner.clean(definition, data))
    if answer.failures:
        raise FormBroken(form_key, answer.failures)
    outcome = _Outcome(definition, answer, locked)
    values = outcome.values()
    errors = [*cleaner.errors, *_core_errors(definition, answer), *outcome.code_errors]
    return Result(values, _first_of_each(errors, outcome), frozenset(outcome.hidden))


def _too_large(data: Mapping[str, Any]) -> bool:
    try:
        return len(json.dumps(data)) > MAX_POSTED
    except RecursionError:
        return True


def _core_errors(definition: FormDefinition, answer: Answer) -> Iterator[FieldError]:
    for error in answer.errors:
        component = definition.find(error.path)
        if component is not None:
            text = author_text(component, error.key, error.rule, error.setting)
            yield FieldError(error.path, component.key, error.rule, text)


def _first_of_each(errors: list[FieldError], outcome: "_Outcome") -> tuple[FieldError, ...]:
    """One message a field, in the order of the form: ours before the core's, since a value refused by
    us reaches the core as missing."""
    by_path: dict[str, FieldError] = {}
    for error in errors:
        if error.path not in outcome.hidden:
            by_path.setdefault(error.path, error)
    return tuple(sorted(by_path.values(), key=lambda error: outcome.order.get(error.path, 0)))


class _Outcome:
    """Walks the core's answer once: what is hidden, what stays, which codes are wrong."""

    def __init__(self, definition: FormDefinition, answer: Answer, locked: Mapping[str, Any]) -> None:
        self._definition = definition
        self._answer = answer
        self._locked = locked
        # The core names layouts by the keys of all that contains them, values by their path.
        self._hidden_layouts = {path.rpartition(".")[2] for path in answer.hidden}
        self.hidden: set[str] = set()
        self.order: dict[str, int] = {}
        self.code_errors: list[FieldError] = []

    def values(self) -> dict[str, Any]:
        kept: dict[str, Any] = {}
        for page in self._definition.pages:
            hidden = bool(page.key) and (page.key in self._hidden_layouts or bool(page.raw.get("hidden")))
            if hidden:
                self.hidden.add(page.key)
            self._keep(page.components, self._answer.data, "", kept, hidden=hidden)
        return kept

    def _keep(
        self,
        components: tuple[Component, ...],
        source: Mapping[str, Any],
        prefix: str,
        kept: dict[str, Any],
        *,
        hidden: bool,
    ) -> None:
        for component in components:
            path = prefix + component.key
            self.order[path] = len(self.order)
            gone = hidden or self._is_hidden(component, path)
            if gone:
                self.hidden.add(path)
            if not component.is_input:
                self._keep(component.children, source, prefix, kept, hidden=gone)
            elif not self._conditionally_gone(component, path, hidden=hidden):
                self._keep_value(component, source, path, kept, hidden=gone)

    def _is_hidden(self, component: Component, path: str) -> bool:
        if component.raw.get("hidden") or component.type == "hidden":
            return True
        if component.is_input:
            return path in self._answer.hidden
        return component.key in self._hidden_layouts

    def _conditionally_gone(self, component: Component, path: str, *, hidden: bool) -> bool:
        """Hidden by a condition, its own or its container's: the value goes, `clearOnHide` or not,
        because nothing validated it. A value the author hides for good (`hidden`) stays."""
        return path in self._answer.hidden or (hidden and not component.never_posted)

    def _keep_value(
        self,
        component: Component,
        source: Mapping[str, Any],
        path: str,
        kept: dict[str, Any],
        *,
        hidden: bool,
    ) -> None:
        value = self._locked[path] if path in self._locked else source.get(component.key)
        if component.has_rows and isinstance(value, list):
            rows: list[dict[str, Any]] = [{} for _ in value]
            for index, row in enumerate(value):
                # The core leaves a hole where nothing of a row remains.
                self._keep(component.children, row or {}, f"{path}[{index}].", rows[index], hidden=hidden)
            value = rows
        if value is not None:
            kept[component.key] = value
            self._check_code(component, path, value)

    def _check_code(self, component: Component, path: str, value: Any) -> None:
        name = component.rules.get("scrivania")
        if name and value and not (isinstance(value, str) and is_valid(str(name), value)):
            text = message(component, str(name))
            self.code_errors.append(FieldError(path, component.key, str(name), text))
