"""Posted data to data the core may see: known components only, each read strictly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scrivania.formio.component_types import NUMBERS, TEXTS
from scrivania.formio.definition import Component, FormDefinition
from scrivania.formio.overlay.messages import message
from scrivania.formio.overlay.uploads import FileLookup, read_files
from scrivania.formio.overlay.values import Refused, read

MAX_ROWS = 100
EMPTY: Mapping[str, Any] = {
    **dict.fromkeys((*TEXTS, "datetime", "day", "radio", "select"), ""),
    "checkbox": False,
}


@dataclass(frozen=True)
class FieldError:
    """`path` as in the data (`children[2].name`), `rule` for tests and logs, `message` for the citizen."""

    path: str
    key: str
    rule: str
    message: str


@dataclass
class Cleaner:
    """Walks the definition, never the posted data: unknown keys aren't refused, they aren't even read."""

    locked: Mapping[str, Any]
    files: FileLookup
    errors: list[FieldError] = field(default_factory=list)

    def clean(self, definition: FormDefinition, posted: Mapping[str, Any]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for page in definition.pages:
            self._read_all(page.components, posted, "", data)
        return data

    def _read_all(
        self, components: tuple[Component, ...], posted: Mapping[str, Any], prefix: str, data: dict[str, Any]
    ) -> None:
        for component in components:
            if not component.is_input:
                self._read_all(component.children, posted, prefix, data)
                continue
            path = prefix + component.key
            try:
                value = self._read(component, posted.get(component.key), path)
            except Refused as refusal:
                self.refuse(component, path, refusal)
                value = None
            if value is None:
                value = _when_empty(component, posted)
            if value is not None or _must_be_told(component):
                data[component.key] = value

    def _read(self, component: Component, value: Any, path: str) -> Any:
        if path in self.locked:
            return self.locked[path]
        if component.never_posted:
            default = component.raw.get("defaultValue")
            return None if default == "" else default
        if component.has_rows:
            return self._read_rows(component, value, path)
        if component.type == "file":
            return read_files(component, value, self.files)
        return read(component, value)

    def _read_rows(self, grid: Component, value: Any, path: str) -> list[dict[str, Any]]:
        rows = [] if value in (None, "") else value
        if not isinstance(rows, list) or any(not isinstance(row, Mapping) for row in rows):
            raise Refused("type")
        most = min(int(grid.rules.get("maxLength") or MAX_ROWS), MAX_ROWS)
        if len(rows) > most:
            raise Refused("rows_max", most)
        if len(rows) < int(grid.rules.get("minLength") or 0):
            self.refuse(grid, path, Refused("rows_min", grid.rules["minLength"]))
        cleaned: list[dict[str, Any]] = [{} for _ in rows]
        for index, row in enumerate(rows):
            self._read_all(grid.children, row, f"{path}[{index}].", cleaned[index])
        return cleaned

    def refuse(self, component: Component, path: str, refusal: Refused) -> None:
        text = message(component, refusal.rule, refusal.setting)
        self.errors.append(FieldError(path, component.key, refusal.rule, text))


def _must_be_told(component: Component) -> bool:
    """The core's `max` throws on a required number that is absent, not on an empty one."""
    return component.type in NUMBERS and not component.multiple and "max" in component.rules


def _when_empty(component: Component, posted: Mapping[str, Any]) -> Any:
    """What the official renderer sends for an empty field: some rules of the core throw on nothing at
    all. A field not sent yet stays absent where it has a default, which the core then gives it."""
    default = component.raw.get("defaultValue")
    if component.key not in posted and (default not in (None, "") or component.raw.get("customDefaultValue")):
        # For numbers the core leaves that to the browser.
        return default if component.type in NUMBERS else None
    if component.type == "selectboxes":
        return {option.value: False for option in component.options}
    return [] if component.multiple or component.has_rows else EMPTY.get(component.type)
