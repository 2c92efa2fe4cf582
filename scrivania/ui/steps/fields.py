"""One component to one node of the page."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from scrivania.formio import Component, FileLookup, max_size, patterns
from scrivania.ui.steps import display
from scrivania.ui.steps.markup import safe_html
from scrivania.ui.steps.names import control_id, part_name
from scrivania.ui.steps.nodes import Choice, DayPart, Field

INPUT_TYPES = {"email": "email", "phoneNumber": "tel"}
# Keys that mean the person who fills in, in the words municipal forms use (WCAG 1.3.5).
AUTOCOMPLETE = {
    "nome": "given-name",
    "cognome": "family-name",
    "email": "email",
    "telefono": "tel",
    "cellulare": "tel",
    "indirizzo": "street-address",
    "cap": "postal-code",
    "comune": "address-level2",
    "data_nascita": "bday",
}
DAY_PARTS = ("day", "month", "year")


class FieldBuilder:
    """What one page knows while its fields are built."""

    def __init__(
        self,
        *,
        errors: Mapping[str, str],
        locked: Mapping[str, Any],
        files: FileLookup,
        triggers: frozenset[str],
    ) -> None:
        self._errors = errors
        self._locked = locked
        self._files = files
        self._triggers = triggers
        self._builders: Mapping[str, Callable[[Component, str, Any], Field]] = {
            "checkbox": self._checkbox,
            "currency": self._number,
            "datetime": self._datetime,
            "day": self._day,
            "file": self._file,
            "number": self._number,
            "radio": self._radio,
            "select": self._select,
            "selectboxes": self._selectboxes,
            "textarea": self._textarea,
        }

    def build(self, component: Component, path: str, value: Any) -> Field:
        if path in self._locked:
            return self._fixed(component, path, self._locked[path])
        if component.never_posted:
            return self._fixed(component, path, value)
        build = self._builders.get(component.type, self._line)
        return build(component, path, value)

    def _common(self, component: Component, path: str, **more: Any) -> dict[str, Any]:
        identifier = control_id(path)
        return {
            "id": identifier,
            "path": path,
            "label": label_of(component),
            "required": component.required,
            "help": help_of(component),
            "error": self._errors.get(path, ""),
            "refreshes": component.key in self._triggers,
            "focus_id": identifier,
            **more,
        }

    def _fixed(self, component: Component, path: str, value: Any) -> Field:
        """Shown and read aloud like the other fields, but never sent: it has no name."""
        if component.type == "checkbox" or not isinstance(value, dict | list):
            text = display.one_text(component, value)
        else:
            text = ", ".join(display.lines(component, value, self._files))
        common = self._common(component, path, value=text, readonly=True, required=False)
        marks = {"from_spid": path in self._locked, "computed": component.calculated}
        template = "textarea" if component.type == "textarea" else "input"
        return Field(f"ui/steps/{template}.html", **{**common, **marks, "attributes": {"type": "text"}})

    def _line(self, component: Component, path: str, value: Any) -> Field:
        attributes = {"type": INPUT_TYPES.get(component.type, "text"), **text_attributes(component, path)}
        if component.multiple:
            values = value if isinstance(value, list) else [value] if value else []
            hint = gettext("One per line.")
            text = "\n".join(str(item) for item in values)
            common = self._common(component, path, value=text, hint=hint)
            return Field("ui/steps/textarea.html", **common, attributes={"rows": "3"})
        text = "" if value is None else str(value)
        return Field(
            "ui/steps/input.html", **self._common(component, path, value=text), attributes=attributes
        )

    def _number(self, component: Component, path: str, value: Any) -> Field:
        if component.multiple and isinstance(value, list):
            value = [display.number_text(component, item) for item in value]
        elif not component.multiple:
            value = display.number_text(component, value)
        field = self._line(component, path, value)
        whole = component.raw.get("decimalLimit") == 0
        mode = {"inputmode": "numeric" if whole else "decimal", "autocomplete": "off"}
        return replace(field, attributes={**field.attributes, **mode})

    def _textarea(self, component: Component, path: str, value: Any) -> Field:
        limit = component.rules.get("maxLength")
        hint = gettext("At most %s characters.") % limit if limit else ""
        text = "" if value is None else str(value)
        attributes = {"rows": str(component.raw.get("rows") or 4), **text_attributes(component, path)}
        common = self._common(component, path, value=text, hint=hint)
        return Field("ui/steps/textarea.html", **common, attributes=attributes)

    def _checkbox(self, component: Component, path: str, value: Any) -> Field:
        common = self._common(component, path, value="true" if value is True else "")
        return Field("ui/steps/checkbox.html", **common)

    def _radio(self, component: Component, path: str, value: Any) -> Field:
        return self._choices("radio", component, path, {display.option_value(value)})

    def _selectboxes(self, component: Component, path: str, value: Any) -> Field:
        ticked = {key for key, on in value.items() if on is True} if isinstance(value, Mapping) else set()
        return self._choices("selectboxes", component, path, ticked)

    def _choices(self, kind: str, component: Component, path: str, chosen: set[str]) -> Field:
        choices = tuple(
            Choice(control_id(path, str(number)), option.value, option.label, option.value in chosen)
            for number, option in enumerate(component.options)
        )
        focus = choices[0].id if choices else control_id(path)
        common = self._common(component, path, choices=choices, focus_id=focus)
        return Field(f"ui/steps/{kind}.html", **common)

    def _select(self, component: Component, path: str, value: Any) -> Field:
        items = value if isinstance(value, list) else [value]
        chosen = {display.option_value(item) for item in items}
        if component.multiple:  # a list where several lines are chosen with a key held down defeats many
            return self._choices("selectboxes", component, path, chosen)
        choices = tuple(Choice("", o.value, o.label, o.value in chosen) for o in component.options)
        return Field("ui/steps/select.html", **self._common(component, path, choices=choices))

    def _datetime(self, component: Component, path: str, value: Any) -> Field:
        with_time = bool(component.raw.get("enableTime", False))
        kind = {"type": "datetime-local" if with_time else "date"}
        text = display.date_text(value, with_time=with_time)
        return Field("ui/steps/input.html", **self._common(component, path, value=text), attributes=kind)

    def _day(self, component: Component, path: str, value: Any) -> Field:
        shown = day_parts(component)
        values = dict(zip(shown, str(value or "").split("/"), strict=False))
        names = {"day": gettext("Day"), "month": gettext("Month"), "year": gettext("Year")}
        whose_birth = AUTOCOMPLETE.get(path) == "bday" or component.raw.get("autocomplete") == "bday"
        parts = tuple(
            DayPart(
                id=control_id(path, part),
                name=part_name(path, part),
                label=names[part],
                value="" if set(values.get(part, "")) == {"0"} else values.get(part, ""),
                width=4 if part == "year" else 2,
                autocomplete=f"bday-{part}" if whose_birth else "off",
            )
            for part in shown
        )
        return Field("ui/steps/day.html", **self._common(component, path, parts=parts, focus_id=parts[0].id))

    def _file(self, component: Component, path: str, value: Any) -> Field:
        found = (
            [self._files(display.file_id(item)) for item in value if item] if isinstance(value, list) else []
        )
        files = tuple(file for file in found if file)
        accepted = patterns(component)
        attributes = {"accept": ",".join(accepted)} if accepted else {}
        label = f"{label_of(component)} ({file_limits(component)})"
        more = {"files": files, "multiple": component.multiple, "label": label}
        return Field("ui/steps/file.html", **self._common(component, path, **more), attributes=attributes)


def label_of(component: Component) -> str:
    unit = "€" if component.type == "currency" else str(component.raw.get("suffix") or "")
    return f"{component.label} ({unit})" if unit else component.label


def help_of(component: Component) -> str:
    texts = (component.raw.get("description"), component.raw.get("tooltip"))
    return safe_html(" ".join(str(text) for text in texts if text))


def file_limits(component: Component) -> str:
    size = gettext("at most %s MB") % f"{max_size(component) / 1_000_000:g}".replace(".", ",")
    kinds = [
        pattern.removeprefix("*").lstrip(".").upper() for pattern in patterns(component) if "/" not in pattern
    ]
    return f"{', '.join(kinds)}, {size}" if kinds else size


def text_attributes(component: Component, path: str) -> dict[str, str]:
    attributes = {}
    if component.raw.get("placeholder"):
        attributes["placeholder"] = str(component.raw["placeholder"])
    token = component.raw.get("autocomplete") or AUTOCOMPLETE.get(path)
    if token:
        attributes["autocomplete"] = str(token)
    return attributes


def day_parts(component: Component) -> tuple[str, ...]:
    """The boxes a day shows, in the order of its stored text (month first unless the author says)."""
    order = DAY_PARTS if component.raw.get("dayFirst") else ("month", "day", "year")
    fields = component.raw.get("fields") or {}
    return tuple(part for part in order if not (fields.get(part) or {}).get("hide")) or ("year",)
