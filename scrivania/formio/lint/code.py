"""Every piece of JavaScript and every pattern in a definition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scrivania.formio.lint.structure import walk

# What the core evaluates, and the names it declares around the author's statements.
STATEMENTS = ("calculateValue", "customConditional", "customDefaultValue")
DATE_LIMITS = (("widget", "minDate"), ("widget", "maxDate"), ("", "minDate"), ("", "maxDate"))


@dataclass(frozen=True)
class Snippet:
    """`kind` is "code" or "pattern"; `where` the property of form.io that holds it."""

    key: str
    path: str
    where: str
    kind: str
    source: str


def snippets(form: Mapping[str, Any]) -> Iterator[Snippet]:
    for raw, path in walk(form):
        key = str(raw.get("key") or "")
        for where, kind, source in _of_component(raw):
            if isinstance(source, str) and source.strip():
                yield Snippet(key, path, where, kind, source)


def _of_component(raw: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    rules = raw.get("validate") or {}
    for name in STATEMENTS:
        yield name, "code", raw.get(name)
    yield "validate.custom", "code", rules.get("custom")
    yield "validate.pattern", "pattern", rules.get("pattern")
    for holder, name in DATE_LIMITS:
        limit = (raw.get(holder) or {} if holder else raw).get(name)
        if isinstance(limit, str) and "moment(" in limit:
            yield f"{holder}.{name}".strip("."), "code", f"return {limit}"
    for logic in raw.get("logic") or []:
        yield "logic.trigger", "code", (logic.get("trigger") or {}).get("javascript")
        for action in logic.get("actions") or []:
            for name in ("value", "text", "schemaDefinition", "customAction"):
                yield f"logic.{name}", "code", action.get(name)
