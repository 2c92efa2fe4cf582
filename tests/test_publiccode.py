"""publiccode.yml keeps to version 0.7 of the standard and agrees with the rest of the repository."""

import copy
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "tests/publiccode-0.7.schema.json").read_text())
PUBLICCODE: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text())
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def errors(document: dict[str, Any]) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(document)]


def test_it_keeps_to_the_standard() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert errors(PUBLICCODE) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("publiccodeYmlVersion",), "0.4"),
        (("url",), "not a url"),
        (("categories",), ["personal-area"]),
        (("developmentStatus",), "released"),
        (("description", "it", "shortDescription"), "x" * 151),
        (("description", "en", "longDescription"), "too short"),
        (("maintenance", "contacts"), []),
        (("maintenance", "type"), "contract"),
        (("localisation", "availableLanguages"), []),
        (("IT",), {"countryExtensionVersion": "1.0"}),
    ],
)
def test_a_broken_file_is_refused(path: tuple[str, ...], value: Any) -> None:
    broken = copy.deepcopy(PUBLICCODE)
    inside = broken
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    assert errors(broken)


def test_the_licence_is_the_one_in_the_repository() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    licence = (ROOT / "LICENSE").read_text()
    assert PUBLICCODE["legal"]["license"] == project["license"] == "EUPL-1.2"
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert all(f"\n{article}." in licence for article in range(1, 16))
    assert "Appendix" in licence
    assert "‘Compatible Licences’" in licence
