"""Every use of the manager that doesn't filter by body, each with its reason."""

import ast
from collections import Counter
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "scrivania"

# Module to how many uses, and why the body at work can't be the filter there.
USES = {
    "applications/tasks.py": (3, "finds closings and unmade documents of every body, then enqueues for each"),
    "citizens/tasks.py": (2, "removes what is past its term, of every body, as the system role"),
    "core/files.py": (2, "sweeps files of every body as the system role"),
    "program/commands/check.py": (1, "counts what no body tries again, as the system role"),
    "core/tasks.py": (4, "sweeps of every body as the system role"),
}


def uses_in(path: Path) -> int:
    tree = ast.parse(path.read_text())
    return sum(isinstance(node, ast.Attribute) and node.attr == "unscoped" for node in ast.walk(tree))


def test_each_use_is_known() -> None:
    modules = [path for path in PACKAGE.rglob("*.py") if not {"tests", "testing"} & set(path.parts)]
    found = Counter({str(path.relative_to(PACKAGE)): uses_in(path) for path in modules})
    assert +found == Counter({module: count for module, (count, _) in USES.items()})
