"""docs/conformita.md is kept honest: each criterion has a test that exists, or the area it will come from."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/conformita.md"
CRITERIA = {
    *(f"C.SE.1.{n}" for n in range(1, 11)),
    *("C.SE.2.1", "C.SE.2.2", "C.SE.3.1", "C.SE.3.2", "C.SE.3.3", "C.SE.4.1", "C.SE.5.1", "C.SE.5.2"),
    *("R.SE.1.1", "R.SE.1.2", "R.SE.1.3", "R.SE.1.4", "R.SE.2.1", "R.SE.2.2", "R.SE.2.3"),
}
# What a state promises: (a test, something left to do).
STATES = {
    "soddisfatto": (True, False),
    "in parte": (True, True),
    "previsto": (False, True),
    "dell'ente": (False, True),
}


@dataclass(frozen=True)
class Row:
    code: str
    asks: str
    state: str
    tests: tuple[str, ...]
    left: str


def parse(page: str) -> list[Row]:
    cells = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in page.splitlines()
        if re.match(r"\| [CR]\.SE\.", line)
    ]
    return [
        Row(code, asks, state, tuple(re.findall(r"`([^`]+)`", tests)), left)
        for code, asks, state, tests, left in cells
    ]


def problems(row: Row) -> list[str]:
    if row.state not in STATES:
        return [f"{row.code}: unknown state {row.state!r}"]
    found = [f"{row.code}: {test} doesn't exist" for test in row.tests if not exists(test)]
    if (bool(row.tests), bool(row.left)) != STATES[row.state]:
        found.append(f"{row.code}: {row.state!r} doesn't fit its test and what is left to do")
    if row.left and not row.left.startswith("area "):
        found.append(f"{row.code}: doesn't name the area it will come from")
    return found


def exists(test: str) -> bool:
    path, _, name = test.partition("::")
    if not name or not (ROOT / path).is_file():
        return False
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = ast.walk(ast.parse((ROOT / path).read_text()))
    return any(isinstance(node, functions) and node.name == name for node in nodes)


def test_every_criterion_has_one_row() -> None:
    codes = [row.code for row in parse(PAGE.read_text())]
    assert sorted(codes) == sorted(CRITERIA)


@pytest.mark.parametrize("row", parse(PAGE.read_text()), ids=lambda row: row.code)
def test_a_row_has_a_test_that_exists_or_an_area(row: Row) -> None:
    assert problems(row) == []


@pytest.mark.parametrize(
    "row",
    [
        Row("C.SE.9.1", "…", "previsto", (), ""),
        Row("C.SE.9.1", "…", "soddisfatto", (), ""),
        Row("C.SE.9.1", "…", "soddisfatto", ("tests/conformity/test_table.py::test_that_is_not_there",), ""),
        Row("C.SE.9.1", "…", "soddisfatto", ("tests/no_such_file.py::test_anything",), ""),
        Row("C.SE.9.1", "…", "previsto", (), "dopo"),
        Row("C.SE.9.1", "…", "fatto", (), "area pagamenti"),
    ],
)
def test_a_row_with_neither_is_found(row: Row) -> None:
    assert problems(row)
