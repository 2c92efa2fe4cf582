"""The layers of docs/architecture.md, walked import by import."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "scrivania"

# From the top down; on a line each may import what stands to its right.
LINES = [
    ["program"],
    ["connectors", "simulators"],
    ["portal", "backoffice"],
    ["applications"],
    ["registry", "documents", "conversations", "access", "catalog"],
    ["citizens", "tenants"],
    ["ui", "core", "formio", "saml"],
    ["env"],
]
# What any package shows to those above it.
ROOMS = {"actions", "models", "queries", "contracts"}
# Published besides, and why.
PUBLISHED = {
    "core": "everything: what every package stands on",
    "ui": "everything: base pages, components, form steps",
    "formio": "its root, the only face of the engine",
    "saml": "its root, the only face of the protocol",
    "env": "reading the environment",
    "catalog.openings": "a rule without rows: is a service open at this instant?",
    "documents.pdf": "lays out a document given its content; knows no rows",
}
# The top assembles all: what it reaches into, and why.
ASSEMBLED = {
    "applications.forms": "the demo and the benches fill in forms as a citizen does",
    "applications.tasks": "the demo's past and the benches do the worker's part",
    "connectors.identity": "the demo gives its bodies a SPID key",
    "registry.delivery": "`check` asks each body's registry whether it answers",
    "simulators.idp": "the demo writes the simulated provider's metadata",
    "simulators.mail": "the simulators' process listens for mail",
    "tenants.profile": "the demo's bodies have addresses",
    "testing.bodies": "benches make their own people",
    "testing.environment": "benches make their own database",
}
WIRING = {"settings.py", "urls.py", "wsgi.py"}


@dataclass(frozen=True)
class Import:
    module: str
    line: int
    package: str
    target: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.target}"


def imports() -> Iterator[Import]:
    """Imports between packages, tests and what they stand on apart."""
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE)
        if {"tests", "testing"} & set(module.parts):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            for name in _names(node, module):
                target = name.removeprefix("scrivania.")
                if name != target and target.split(".")[0] != module.parts[0]:
                    yield Import(str(module), node.lineno, module.parts[0], target)


def _names(node: ast.AST, module: Path) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        parents = ["scrivania", *module.parts[:-1]]
        base = parents[: len(parents) - node.level + 1] if node.level else []
        return [".".join([*base, *filter(None, [node.module]), alias.name]) for alias in node.names]
    return []


IMPORTS = list(imports())
HEIGHT = {package: (line, place) for line, row in enumerate(LINES) for place, package in enumerate(row)}


def test_every_package_has_its_place() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert folders - {"testing", "demo"} == set(HEIGHT) - {"env"}


def test_the_walk_sees_the_imports() -> None:
    assert len(IMPORTS) > 300
    assert any(found.package == "applications" and found.target.startswith("registry") for found in IMPORTS)
    assert _names(
        ast.parse("from ..http_server import HttpServer").body[0], Path("program/commands/web.py")
    ) == ["scrivania.program.http_server.HttpServer"]


def test_a_package_imports_only_what_lies_below_or_to_its_right() -> None:
    wrong = [
        str(found)
        for found in IMPORTS
        if found.package in HEIGHT
        and found.target.split(".")[0] in HEIGHT
        and HEIGHT[found.target.split(".")[0]] <= HEIGHT[found.package]
    ]
    assert wrong == []


def test_from_outside_only_what_a_package_publishes() -> None:
    wrong = [str(found) for found in IMPORTS if not _published(found)]
    assert wrong == []


def _published(found: Import) -> bool:
    package, *rest = found.target.split(".")
    room = f"{package}.{rest[0]}" if rest else package
    if found.package == "program" and (room in ASSEMBLED or room == "__version__"):
        return True
    if package in PUBLISHED:
        return package not in {"formio", "saml"} or len(rest) == 1
    return room in PUBLISHED or bool(rest and rest[0] in ROOMS)


@pytest.mark.parametrize("room", sorted({*PUBLISHED, *ASSEMBLED}))
def test_what_is_listed_is_used(room: str) -> None:
    assert any(f"{found.target}.".startswith(f"{room}.") for found in IMPORTS)


def test_connectors_are_found_by_name_and_imported_by_nobody() -> None:
    """Deleting the folder of one, and its line in the settings, removes the feature."""
    importers = {found.module for found in IMPORTS if found.target.startswith("connectors")}
    assert importers <= {"program/demo_content/bodies.py"}
    folders = {path.parent for path in PACKAGE.glob("connectors/*/*/connector.py")}
    for folder in folders:
        others = [other for other in folders if other != folder]
        text = "".join(path.read_text() for path in folder.rglob("*.py"))
        assert not any(f"scrivania.{'.'.join(o.relative_to(PACKAGE).parts)}" in text for o in others)


def test_engine_and_protocol_know_nothing_of_the_program() -> None:
    assert [str(found) for found in IMPORTS if found.package in {"formio", "saml"}] == []


def test_simulators_share_no_code_with_what_they_test_but_the_protocol() -> None:
    targets = {found.target.split(".")[0] for found in IMPORTS if found.package == "simulators"}
    assert targets <= {"saml", "env"}


def test_only_benches_use_what_tests_stand_on() -> None:
    users = {found.module for found in IMPORTS if found.target.startswith("testing")}
    assert all(user.startswith(("program/bench/", "program/commands/bench")) for user in users)


def test_the_wiring_is_thin() -> None:
    targets = {found.target.split(".")[0] for found in IMPORTS if found.module in WIRING}
    assert targets <= {"core", "ui", "env"}
