"""Whole applications for the demonstration's forms, as pages post them and as people read them."""

import re
from collections.abc import Iterator
from typing import Any

from scrivania.core import clock
from scrivania.program.demo_content.reading import document, resolved

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")


class Answers:
    """What one of the demonstration's people answered to a service's form, told again today."""

    def __init__(self, service: str) -> None:
        seed = next(
            row for row in document("applications.json") if row["service"] == service and row["events"]
        )
        self.data: dict[str, Any] = resolved(seed["data"], clock.local(clock.now()))
        self.files = {path: papers[0]["name"] for path, papers in seed["files"].items()}
        self.form = document(f"forms/{service}.json")

    def fields(self) -> dict[str, str | list[str]]:
        """By name of control; those of every page, since a page reads only its own."""
        return dict(_fields(self.data))

    def uploads(self) -> dict[str, tuple[str, bytes, str]]:
        return {path: (name, PDF, "application/pdf") for path, name in self.files.items()}

    def texts(self) -> list[str]:
        """Every answer in the words of a summary."""
        return [*_texts(self.form, self.data), *self.files.values()]


def _fields(data: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str | list[str]]]:
    for key, value in data.items():
        path = prefix + key
        day = _DAY.fullmatch(value) if isinstance(value, str) else None
        if isinstance(value, list):
            yield f"_rows:{path}", str(len(value))
            for number, row in enumerate(value):
                yield from _fields(row, f"{path}[{number}].")
        elif isinstance(value, dict):
            yield path, [name for name, ticked in value.items() if ticked]
        elif day:
            yield from zip((f"{path}:day", f"{path}:month", f"{path}:year"), day.groups(), strict=True)
        elif isinstance(value, bool):
            yield path, ["true"] if value else []
        else:
            yield path, str(value)


def _texts(container: dict[str, Any], data: dict[str, Any]) -> Iterator[str]:
    children = [*container.get("components", []), *container.get("columns", [])]
    for component in children:
        value = data.get(component.get("key", ""))
        if isinstance(value, list):
            for row in value:
                yield from _texts(component, row)
        elif value is None:
            yield from _texts(component, data)
        else:
            yield from _text(component, value)


def _text(component: dict[str, Any], value: Any) -> Iterator[str]:
    options = component.get("values") or (component.get("data") or {}).get("values") or []
    labels = {option["value"]: option["label"] for option in options}
    match component["type"]:
        case "radio" | "select":
            yield labels[value]
        case "selectboxes":
            yield from (labels[name] for name, ticked in value.items() if ticked)
        case "checkbox":
            yield component["label"]
        case "currency":
            yield f"{value:,.2f} €".translate(str.maketrans(",.", ".,"))
        case "number":
            yield str(value).replace(".", ",")
        case "datetime":
            yield "/".join(reversed(value[:10].split("-")))
        case _:
            yield value
