"""From what the builder saved to what citizens may be given: the overlay at publish."""

import copy
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from scrivania.formio.component_types import CHOICES, IGNORED
from scrivania.formio.definition import FormDefinition
from scrivania.formio.engine.pool import EnginePool
from scrivania.formio.errors import FormBroken
from scrivania.formio.lint.code import snippets
from scrivania.formio.lint.problems import Problem
from scrivania.formio.lint.structure import MAX_DEPTH, raw_children, structure_problems
from scrivania.formio.overlay.cleaning import Cleaner
from scrivania.formio.overlay.uploads import no_files

MAX_SIZE = 1_000_000  # characters of JSON


@dataclass(frozen=True)
class PublishedForm:
    """`definition` may be stored and served only when there are no `problems`."""

    definition: dict[str, Any]
    sha256: str
    problems: tuple[Problem, ...]


def publish(pool: EnginePool, definition: Mapping[str, Any]) -> PublishedForm:
    """Turns a builder's definition into the one served, with the safe settings forced, and lists all
    that a technician must mend first."""
    form = _forced(definition) if _depth(definition) <= MAX_DEPTH else {}
    text = json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return PublishedForm(form, hashlib.sha256(text.encode()).hexdigest(), tuple(_problems(pool, form, text)))


def _problems(pool: EnginePool, form: dict[str, Any], text: str) -> list[Problem]:
    if not form or len(text) > MAX_SIZE:
        return [Problem("", "", gettext("The form is too large or too deep."))]
    problems = [*structure_problems(form), *_code_problems(pool, form)]
    return problems or _dry_run(pool, form, text)


def _code_problems(pool: EnginePool, form: dict[str, Any]) -> list[Problem]:
    found = list(snippets(form))
    problems = [
        Problem(s.key, s.path, gettext("“{{” in code lets citizens write code: use the variables instead."))
        for s in found
        if "{{" in s.source
    ]
    complaints = pool.check([{"kind": s.kind, "source": s.source} for s in found])
    for snippet, complaint in zip(found, complaints, strict=True):
        if complaint:
            text = gettext("The code of %(where)s isn't valid JavaScript: %(complaint)s")
            values = {"where": snippet.where, "complaint": complaint}
            problems.append(Problem(snippet.key, snippet.path, text % values))
    return problems


def _dry_run(pool: EnginePool, form: dict[str, Any], text: str) -> list[Problem]:
    """An empty submission: code that only runs on filled fields throws for whoever opens the form."""
    key = "publish " + hashlib.sha256(text.encode()).hexdigest()
    definition = FormDefinition.parse(form)
    try:
        failures = pool.run(key, definition.text, Cleaner({}, no_files).clean(definition, {})).failures
    except FormBroken as broken:
        failures = broken.failures
    message = gettext("The code fails on an empty form: %(error)s")
    return [Problem(f.key, "", message % {"error": f.message}) for f in failures[:10]]


def _forced(definition: Mapping[str, Any]) -> dict[str, Any]:
    form: dict[str, Any] = copy.deepcopy(dict(definition))
    # Code of a module would run before every rule; an action would leave for another site.
    for name in ("module", "action"):
        form.pop(name, None)
    _force_all(form)
    return form


def _force_all(container: dict[str, Any]) -> None:
    for components in raw_children(container):
        components[:] = [raw for raw in components if raw.get("type") not in IGNORED]
        for raw in components:
            _force(raw)
            _force_all(raw)


def _force(raw: dict[str, Any]) -> None:
    # It can undo any rule on the server, those forced here included.
    raw.pop("serverOverride", None)
    if raw.get("calculateValue"):
        raw["calculateServer"] = True
    if raw.get("type") in CHOICES:
        raw["validate"] = {**(raw.get("validate") or {}), "onlyAvailableItems": True}
    # Our pages store every field; one marked otherwise isn't validated by the core.
    raw.pop("persistent", None)


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level and depth <= MAX_DEPTH:
        depth += 1
        level = [
            item
            for container in level
            for item in (container.values() if isinstance(container, Mapping) else container)
            if isinstance(item, Mapping | list)
        ]
    return depth
