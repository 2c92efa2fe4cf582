"""What a step's form posted, back to nested data."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from django.http import QueryDict

from scrivania.formio import Component, FormDefinition, parse_number
from scrivania.ui.steps.fields import day_parts
from scrivania.ui.steps.names import ACTION, PRESSED, SHOWN, part_name, rows_name
from scrivania.ui.steps.step import MAX_ROWS

NO_UPLOADS: Mapping[str, Sequence[str]] = {}


def parse_post(
    definition: FormDefinition,
    page_index: int,
    post: QueryDict,
    previous_data: Mapping[str, Any],
    *,
    uploads: Mapping[str, Sequence[str]] = NO_UPLOADS,
) -> dict[str, Any]:
    """The draft's data after this page: `previous_data` with what the page showed replaced, values that
    don't make sense kept as typed. Buttons that add or remove a row or a file are obeyed; rows left blank
    stay until the page is passed.

    `uploads`: ids the caller gave to the files just received, by the name of their control (a path).
    """
    data = deepcopy(dict(previous_data))
    reader = _Reader(post, uploads, str(post.get(ACTION) or ""))
    reader.read_all(definition.pages[page_index].components, data, "")
    return data


def has_action(post: QueryDict) -> bool:
    """A row or a file was added or removed: show the same page again."""
    return ACTION in post


class _Reader:
    def __init__(self, post: QueryDict, uploads: Mapping[str, Sequence[str]], action: str) -> None:
        self._post = post
        self._uploads = uploads
        self._verb, _, self._target = action.partition(":")
        self._passing = post.get(PRESSED) == "next"
        # Controls that send nothing when nothing is chosen are listed, so that silence has a meaning.
        self._shown = frozenset(post.getlist(SHOWN))

    def read_all(self, components: Sequence[Component], data: dict[str, Any], prefix: str) -> None:
        for component in components:
            path = prefix + component.key
            if not component.is_input:
                self.read_all(component.children, data, prefix)
            elif component.has_rows:
                if rows_name(path) in self._post:
                    data[component.key] = self._rows(component, path)
            elif not component.never_posted and self._was_shown(component, path):
                data[component.key] = self._value(component, path)

    def _was_shown(self, component: Component, path: str) -> bool:
        if component.type == "day":
            return any(part_name(path, part) in self._post for part in day_parts(component))
        return path in self._shown or path in self._post

    def _value(self, component: Component, path: str) -> Any:
        match component.type:
            case "checkbox":
                return self._post.get(path) == "true"
            case "selectboxes":
                ticked = frozenset(self._post.getlist(path))
                known = {option.value: option.value in ticked for option in component.options}
                return known | dict.fromkeys(ticked, True)
            case "select" if component.multiple:
                return self._post.getlist(path)
            case "file":
                return self._files(component, path)
            case "day":
                return self._day(component, path)
        text = str(self._post.get(path) or "")
        if component.multiple:
            return [_typed(component, line) for line in text.splitlines() if line.strip()]
        return _typed(component, text)

    def _day(self, component: Component, path: str) -> str:
        typed = {
            part: str(self._post.get(part_name(path, part)) or "").strip() for part in day_parts(component)
        }
        if not any(typed.values()):
            return ""
        return "/".join(text.zfill(4 if part == "year" else 2) for part, text in typed.items())

    def _files(self, component: Component, path: str) -> list[str]:
        removed = self._target.removeprefix(f"{path}:") if self._verb == "remove-file" else ""
        kept = [file for file in self._post.getlist(path) if file and file != removed]
        added = list(self._uploads.get(path, ()))
        # A single file chosen again takes the place of the one before.
        return list(dict.fromkeys(kept + added)) if component.multiple or not added else added[-1:]

    def _rows(self, grid: Component, path: str) -> list[dict[str, Any]]:
        count = str(self._post.get(rows_name(path)) or "")
        rows: list[dict[str, Any]] = []
        for number in range(min(int(count), MAX_ROWS) if count.isdecimal() and len(count) < 5 else 0):
            row: dict[str, Any] = {}
            self.read_all(grid.children, row, f"{path}[{number}].")
            rows.append(row)
        if self._verb == "add" and self._target == path:
            return [*rows, {}][:MAX_ROWS]
        if self._verb == "remove" and self._target.startswith(f"{path}:"):
            gone = self._target.removeprefix(f"{path}:")
            return [row for index, row in enumerate(rows) if str(index) != gone]
        if self._verb or not self._passing:
            return rows
        # A row left blank isn't an answer; those that the page shows anyway must be known to the engine.
        said = [row for row in rows if _says_something(row)]
        blank = [row for row in rows if not _says_something(row)]
        return said + blank[: max(grid.least_rows - len(said), 0)]


def _typed(component: Component, text: str) -> Any:
    if component.type not in ("number", "currency"):
        return text
    number = parse_number(text)
    return number if number is not None else text.strip()


def _says_something(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_says_something(item) for item in value.values())
    return value not in (None, "", False, [])
