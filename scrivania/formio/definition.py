"""A form's definition, parsed once and shared by every request that needs it."""

import json
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import Any

from scrivania.formio.component_types import CONTENTS, IGNORED, INPUTS, LAYOUTS

MAX_CACHED = 200  # definitions, some tens of kB each


@dataclass(frozen=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, eq=False)
class Component:
    """One component. `path` is that of its value, rows written empty: `children[].name`.

    A layout has the path of what contains it joined to its key, to be named in messages and in
    the set of hidden paths, though no value lies there.
    """

    key: str
    type: str
    label: str
    path: str
    raw: Mapping[str, Any] = field(repr=False)
    children: tuple["Component", ...] = ()

    @property
    def is_input(self) -> bool:
        return self.type in INPUTS

    @property
    def has_rows(self) -> bool:
        return self.type == "datagrid"

    @property
    def rules(self) -> Mapping[str, Any]:
        rules: Mapping[str, Any] = self.raw.get("validate") or {}
        return rules

    @property
    def required(self) -> bool:
        parts: Mapping[str, Any] = self.raw.get("fields") or {} if self.type == "day" else {}
        return bool(self.rules.get("required")) or any(part.get("required") for part in parts.values())

    @property
    def least_rows(self) -> int:
        """How many rows a grid shows even when nobody added one."""
        return int(self.rules.get("minLength") or self.required)

    @property
    def multiple(self) -> bool:
        return bool(self.raw.get("multiple"))

    @property
    def calculated(self) -> bool:
        """The server computes it whatever the browser says."""
        return bool(self.raw.get("calculateValue")) and not self.raw.get("allowCalculateOverride")

    @property
    def never_posted(self) -> bool:
        """Nothing the browser sends for it counts: not shown, not to be changed, or computed."""
        fixed = self.type == "hidden" or self.raw.get("hidden") or self.raw.get("disabled")
        return bool(fixed) or self.calculated

    @cached_property
    def options(self) -> tuple[Option, ...]:
        values = (
            (self.raw.get("data") or {}).get("values") if self.type == "select" else self.raw.get("values")
        )
        # The builder leaves one empty pair in a select that was never filled.
        return tuple(Option(str(v["value"]), str(v["label"])) for v in values or () if v.get("value") != "")

    def walk(self) -> Iterator["Component"]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, eq=False)
class Page:
    """One step of the wizard; `key` is the panel's, empty for a form that isn't a wizard."""

    index: int
    key: str
    title: str
    raw: Mapping[str, Any] = field(repr=False)
    components: tuple[Component, ...] = field(repr=False)

    def walk(self) -> Iterator[Component]:
        for component in self.components:
            yield from component.walk()


@dataclass(frozen=True, eq=False)
class FormDefinition:
    """`text` is the JSON the engine runs, byte for byte what was published."""

    title: str
    pages: tuple[Page, ...] = field(repr=False)
    text: str = field(repr=False)

    @classmethod
    def parse(cls, definition: Mapping[str, Any]) -> "FormDefinition":
        """Takes what `publish` returned; a definition that didn't pass it may raise anything."""
        return cls(
            title=str(definition.get("title") or ""),
            pages=tuple(_pages(definition)),
            text=json.dumps(definition, ensure_ascii=False, separators=(",", ":")),
        )

    def walk(self) -> Iterator[Component]:
        """Every component, containers before what they contain, in the order of the pages."""
        for page in self.pages:
            yield from page.walk()

    @cached_property
    def components(self) -> Mapping[str, Component]:
        return {component.path: component for component in self.walk()}

    @cached_property
    def inputs(self) -> tuple[Component, ...]:
        return tuple(component for component in self.walk() if component.is_input)

    @cached_property
    def dynamic(self) -> bool:
        """Some component appears, disappears or is computed: showing a page needs the engine."""
        return any(_is_dynamic(page.raw) for page in self.pages) or any(
            _is_dynamic(c.raw) for c in self.walk()
        )

    @cached_property
    def triggers(self) -> frozenset[str]:
        """Keys that some condition or computation mentions: changing them may change the page."""
        raws = [*(page.raw for page in self.pages), *(component.raw for component in self.walk())]
        code = json.dumps([_code(raw) for raw in raws])
        words = frozenset(re.findall(r"[A-Za-z_][\w-]*", code))
        return frozenset(component.key for component in self.inputs if component.key in words)

    def find(self, path: str) -> Component | None:
        """The component of a value's path, whatever its row: `children[2].name`."""
        return self.components.get(template(path))

    def page_of(self, path: str) -> int | None:
        wanted = template(path)
        return next((p.index for p in self.pages if any(c.path == wanted for c in p.walk())), None)


def template(path: str) -> str:
    """`children[2].name` -> `children[].name`."""
    parts = path.split("[")
    return parts[0] + "".join("[" + part[part.index("]") :] for part in parts[1:] if "]" in part)


def _is_dynamic(raw: Mapping[str, Any]) -> bool:
    return any(_code(raw))


def _code(raw: Mapping[str, Any]) -> list[Any]:
    """All that decides whether the component is there and what it holds."""
    condition = raw.get("conditional") or {}
    names = ("calculateValue", "customConditional", "customDefaultValue", "logic")
    return [
        *(raw.get(name) for name in names),
        *(condition.get(name) for name in ("when", "json", "conditions")),
    ]


def _pages(definition: Mapping[str, Any]) -> Iterator[Page]:
    components = definition.get("components") or []
    if definition.get("display") != "wizard":
        yield Page(0, "", str(definition.get("title") or ""), {}, _components(components, ""))
        return
    panels = [raw for raw in components if raw.get("type") == "panel"]
    for index, raw in enumerate(panels):
        title = str(raw.get("title") or raw.get("label") or "")
        yield Page(index, str(raw["key"]), title, raw, _components(raw.get("components") or [], ""))


def _components(raws: list[Mapping[str, Any]], prefix: str) -> tuple[Component, ...]:
    return tuple(_component(raw, prefix) for raw in raws if raw.get("type") not in IGNORED)


def _component(raw: Mapping[str, Any], prefix: str) -> Component:
    kind, key = str(raw["type"]), str(raw["key"])
    path = prefix + key
    children: list[Mapping[str, Any]] = list(raw.get("components") or [])
    for column in raw.get("columns") or [] if kind == "columns" else []:
        children += column.get("components") or []
    inside = prefix if kind in LAYOUTS | CONTENTS else f"{path}[]."
    label = str(raw.get("label") or raw.get("title") or raw.get("legend") or key)
    return Component(key, kind, label, path, raw, _components(children, inside))


class DefinitionCache:
    """Parsed definitions by form key; a published version never changes, so nothing expires."""

    def __init__(self, size: int = MAX_CACHED) -> None:
        self._size = size
        self._known: OrderedDict[str, FormDefinition] = OrderedDict()
        self._lock = Lock()

    def get(self, form_key: str, load: Callable[[], Mapping[str, Any]]) -> FormDefinition:
        with self._lock:
            if form_key in self._known:
                self._known.move_to_end(form_key)
                return self._known[form_key]
        parsed = FormDefinition.parse(load())
        with self._lock:
            self._known[form_key] = parsed
            if len(self._known) > self._size:
                self._known.popitem(last=False)
        return parsed


definitions = DefinitionCache()
