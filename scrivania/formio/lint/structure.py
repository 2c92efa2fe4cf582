"""The shape of a definition: known types, labels, keys, and what our pages can show."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from scrivania.formio.component_types import CHOICES, CONTENTS, INPUTS, LAYOUTS, MULTIPLE
from scrivania.formio.lint.problems import Problem
from scrivania.formio.overlay.codes import CODES

MAX_COMPONENTS = 600
MAX_DEPTH = 40  # of nested JSON
MAX_OPTIONS = 500
KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,99}")
# Names that mean something to JavaScript's objects or to our own pages.
RESERVED = frozenset({"__proto__", "constructor", "prototype", "hasOwnProperty", "toString", "valueOf"})


def raw_children(raw: Mapping[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """The lists of components inside a form or a component."""
    if isinstance(raw.get("components"), list):
        yield raw["components"]
    for column in raw.get("columns") or [] if raw.get("type") == "columns" else []:
        if isinstance(column.get("components"), list):
            yield column["components"]


def walk(raw: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[dict[str, Any], str]]:
    """Every component with the path of its value, rows written empty."""
    for components in raw_children(raw):
        for child in components:
            path = f"{prefix}{child.get('key') or ''}"
            yield child, path
            yield from walk(child, prefix if child.get("type") in LAYOUTS | CONTENTS else f"{path}[].")


def structure_problems(form: Mapping[str, Any]) -> Iterator[Problem]:
    components = list(walk(form))
    yield from _form_problems(form, len(components))
    for path, count in Counter(path for _, path in components).items():
        if count > 1:
            yield Problem(path, path, gettext("The key “%s” is used more than once.") % path)
    for raw, path in components:
        key = str(raw.get("key") or "")
        for message in (*_key_messages(key), *_component_messages(raw, path)):
            yield Problem(key, path, message)


def _form_problems(form: Mapping[str, Any], count: int) -> Iterator[Problem]:
    if not count:
        yield Problem("", "", gettext("The form has no components."))
    if count > MAX_COMPONENTS:
        yield Problem("", "", gettext("The form has more than %s components: split it.") % MAX_COMPONENTS)
    if form.get("display") == "wizard":
        for raw in form.get("components") or []:
            if raw.get("type") != "panel":
                text = gettext("In a form with steps everything must be inside a step (panel).")
                yield Problem(str(raw.get("key") or ""), "", text)


def _key_messages(key: str) -> Iterator[str]:
    if not KEY.fullmatch(key) or key in RESERVED:
        yield gettext("The key may hold only letters, digits, “_” and “-”, and must begin with a letter.")


def _component_messages(raw: Mapping[str, Any], path: str) -> Iterator[str]:
    kind = str(raw.get("type"))
    if kind not in INPUTS | LAYOUTS | CONTENTS:
        yield gettext("Components of type “%s” can't be used.") % kind
        return
    if not _label(raw, kind):
        yield gettext("Write a label: without it the field can't be understood by who listens to the page.")
    if kind in INPUTS:
        yield from _input_messages(raw, kind)
    if kind in LAYOUTS and "[]" in path and _conditional(raw):
        yield gettext("Inside a table put the condition on the fields, not on their group.")
    if kind == "datagrid" and "[]" in path:
        yield gettext("A table can't stand inside another table.")


def _label(raw: Mapping[str, Any], kind: str) -> bool:
    if kind in {"columns", "well", "hidden"} | CONTENTS:
        return True
    return any(str(raw.get(name) or "").strip() for name in ("label", "title", "legend"))


def _conditional(raw: Mapping[str, Any]) -> bool:
    condition = raw.get("conditional") or {}
    return bool(raw.get("customConditional")) or any(condition.get(n) for n in ("when", "json", "conditions"))


def _input_messages(raw: Mapping[str, Any], kind: str) -> Iterator[str]:
    if raw.get("multiple") and kind not in MULTIPLE:
        yield gettext("This type of field can't hold more than one value.")
    if raw.get("allowCalculateOverride"):
        yield gettext("A computed value can't be left to the citizen to change: take one of the two off.")
    if raw.get("unique") or raw.get("inputMasks"):
        yield gettext("“Unique” and lists of masks aren't available.")
    if kind in CHOICES:
        yield from _choice_messages(raw, kind)
    code = (raw.get("validate") or {}).get("scrivania")
    if code and code not in CODES:
        yield gettext("“%(code)s” isn't a known check: use one of %(known)s.") % {
            "code": code,
            "known": ", ".join(CODES),
        }
    for logic in raw.get("logic") or []:
        for action in logic.get("actions") or []:
            if (action.get("property") or {}).get("value") in ("hidden", "disabled"):
                yield gettext("To show or hide a field use a condition, not the logic.")


def _choice_messages(raw: Mapping[str, Any], kind: str) -> Iterator[str]:
    if kind == "select" and raw.get("dataSrc", "values") != "values":
        yield gettext("The answers must be listed in the form.")
        return
    values = (raw.get("data") or {}).get("values") if kind == "select" else raw.get("values")
    options = [v for v in values or [] if str(v.get("value", "")) != ""]
    if not options or len(options) > MAX_OPTIONS:
        yield gettext("List from 1 to %s answers.") % MAX_OPTIONS
    if any(not str(v.get("label") or "").strip() for v in options):
        yield gettext("Write a label for every answer.")
    if len({str(v["value"]) for v in options}) != len(options):
        yield gettext("Two answers have the same value.")
