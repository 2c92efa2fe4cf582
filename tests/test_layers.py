"""Who may import whom. A package imports only what stands below it, or to its right on its own line."""

import ast
import importlib
from pathlib import Path

import pytest

import scrivania

PACKAGE = Path(scrivania.__file__).parent
LINES = """
program testing
connectors simulators
portal backoffice
desk
applications
registry documents conversations access catalog
citizens tenants
ui core formio saml
"""
ORDER = LINES.split()
# From outside one imports only these of a package...
ROOMS = {"actions", "models", "queries", "contracts"}
# ...but for those published as wholes, and those whose root is their door.
WHOLE, ROOT_ONLY = {"core", "ui"}, {"formio", "saml"}
# Pure calculation on what it is given, with no row read or written: nothing to hide behind a room.
PURE = {"catalog": "openings", "documents": "pdf"}
# These put everything together, each other included.
FREE = {"program", "testing"}


def sources():
    return [path for path in PACKAGE.rglob("*.py") if "tests" not in path.parts]


def imports(path):
    """Dotted names, below `scrivania`, of all that a file imports anywhere in it."""
    here = ("scrivania", *path.relative_to(PACKAGE).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = [*here[: -node.level]] if node.level else []
            stem = base + (node.module.split(".") if node.module else [])
            names = [[*stem, alias.name] for alias in node.names]
        else:
            continue
        yield from (name[1:] for name in names if name[0] == "scrivania" and len(name) > 1)


def crossings():
    """(file, importing package, imported package, the rest of the imported name)."""
    for path in sources():
        importer = path.relative_to(PACKAGE).parts[0]
        for name in imports(path):
            if importer in ORDER and name[0] in ORDER and name[0] != importer and importer not in FREE:
                yield str(path.relative_to(PACKAGE)), importer, name[0], name[1:]


def test_every_package_has_its_place():
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    # `desk` has a line before it has a package: the feed of opportunities and notices goes there.
    assert packages - {"demo"} == set(ORDER) - {"desk"}


def test_imports_go_down():
    upward = [
        f"{file} imports {imported}"
        for file, importer, imported, _ in crossings()
        if ORDER.index(imported) < ORDER.index(importer)
    ]
    assert upward == []


def test_only_the_published_rooms_are_entered():
    trespasses = [
        f"{file} imports {imported}.{'.'.join(rest)}"
        for file, importer, imported, rest in crossings()
        if imported not in WHOLE and not _published(imported, rest)
    ]
    assert trespasses == []


def _published(package, rest):
    if not rest:
        return False
    if package in ROOT_ONLY:
        return rest[0] in importlib.import_module(f"scrivania.{package}").__all__ and len(rest) == 1
    return rest[0] in ROOMS or rest[0] == PURE.get(package)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import scrivania.desk.models", [["desk", "models"]]),
        ("from scrivania.desk import models, queries", [["desk", "models"], ["desk", "queries"]]),
        ("def later():\n    from ..desk.queries import feed", [["desk", "queries", "feed"]]),
        ("from . import actions", [["portal", "actions"]]),
        ("import django", []),
    ],
)
def test_the_reader_of_imports(monkeypatch, source, expected):
    monkeypatch.setattr(Path, "read_text", lambda _path: source)
    assert list(imports(PACKAGE / "portal/pages.py")) == expected
