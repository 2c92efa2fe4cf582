"""Reads the demo's content for the tests."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DEMO = Path(__file__).parents[1]
PREFILL = {
    "spid.given_name",
    "spid.family_name",
    "spid.fiscal_code",
    "spid.birth_date",
    "spid.birth_place",
    "spid.gender",
    "spid.email",
    "spid.phone",
    "spid.address",
    "spid.digital_address",
}
LOCKED = {
    "spid.given_name",
    "spid.family_name",
    "spid.fiscal_code",
    "spid.birth_date",
    "spid.birth_place",
    "spid.gender",
}


def load(path: str) -> Any:
    return json.loads((DEMO / path).read_text())


def folder(name: str) -> dict[str, Any]:
    return {path.stem: json.loads(path.read_text()) for path in sorted((DEMO / name).glob("*.json"))}


BODIES: dict[str, Any] = folder("bodies")
SERVICES: dict[str, Any] = folder("services")
FORMS: dict[str, Any] = folder("forms")
CATALOGUE: dict[str, Any] = load("catalogue.json")
CITIZENS: list[dict[str, Any]] = load("citizens.json")
APPLICATIONS: list[dict[str, Any]] = load("applications.json")


def components(container: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every component below, layouts and those of a grid's rows included."""
    below = [*container.get("components", [])]
    for column in container.get("columns", []):
        below += column["components"]
    for component in below:
        yield component
        yield from components(component)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inside in value.items():
            yield key
            yield from strings(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from strings(inside)
