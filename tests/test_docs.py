"""The documents agree with the code, and nothing committed tells of somebody's machine."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

from scrivania import __version__

ROOT = Path(__file__).parent.parent
MOST_DEPENDENCIES = 36
LINK = re.compile(r"\]\(([^)\s]+)\)")
VARIABLE = re.compile(r"(?:SCRIVANIA|DATABASE)_[A-Z_]*[A-Z]")
READERS = {"text", "secret", "boolean", "integer", "database"}
# The GPL or the AGPL, but not the LGPL.
COPYLEFT = re.compile(r"(?<!Lesser )General Public License|\bA?GPL", re.IGNORECASE)


@cache
def committed() -> tuple[Path, ...]:
    """What is or will be committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def text_of(path: Path) -> str | None:
    content = path.read_bytes()
    return None if b"\0" in content else content.decode(errors="replace")


def pages() -> list[Path]:
    return [path for path in committed() if path.suffix == ".md"]


def section(page: str, heading: str) -> str:
    text = (ROOT / page).read_text()
    return text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def rows(table: str) -> Iterator[list[str]]:
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and set(cells[0]) - set("-"):
            yield cells


def name_of(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(page: Path) -> list[str]:
    broken = []
    for link in LINK.findall(page.read_text()):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    return broken


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert broken_links(page) == []


def test_a_broken_link_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# One heading\n[a](#one-heading) [b](#two) [c](page.md) [d](none.md) [e](https://e.example)"
    )
    assert broken_links(page) == ["#two", "none.md"]


def test_every_decision_stands_in_their_list() -> None:
    folder = ROOT / "docs/adr"
    listed = set(LINK.findall((folder / "README.md").read_text()))
    assert listed == {page.name for page in folder.glob("[0-9]*.md")}


@pytest.mark.parametrize(("group", "heading"), [(None, "At run time"), ("dev", "For development and tests")])
def test_each_dependency_has_its_reason_and_licence(group: str | None, heading: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = project["dependency-groups"][group] if group else project["project"]["dependencies"]
    lines = list(rows(section("docs/dependencies.md", heading)))[1:]
    assert [line[0] for line in lines] == sorted({line[0] for line in lines}, key=str.lower)
    assert {line[0] for line in lines} == {name_of(requirement) for requirement in asked}
    assert all(reason and licence and not COPYLEFT.search(licence) for _, reason, licence in lines)


def test_there_are_few_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert len(project["dependencies"]) <= MOST_DEPENDENCIES


def licence_of(name: str) -> str:
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:  # for another system
        return ""
    classifiers = [text for text in about.get_all("Classifier", []) if text.startswith("License")]
    return " ".join([about.get("License-Expression") or "", about.get("License") or "", *classifiers])


def test_no_library_installed_at_run_time_is_under_the_gpl() -> None:
    locked = re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    licences = {name: licence_of(name) for name in locked}
    assert len([licence for licence in licences.values() if licence]) > len(locked) / 2
    assert {name: licence for name, licence in licences.items() if COPYLEFT.search(licence)} == {}


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("AGPL-3.0-only", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License v2 or later (LGPLv2+)", False),
    ],
)
def test_the_gpl_is_told_from_the_lgpl(licence: str, *, refused: bool) -> None:
    assert bool(COPYLEFT.search(licence)) is refused


def variables_in(source: str) -> set[str]:
    """Names of the environment: what `scrivania.env` reads, and every text that looks like one of ours."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and VARIABLE.fullmatch(node.value):
            found.add(node.value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READERS:
            called_on_env = isinstance(node.func.value, ast.Name) and node.func.value.id == "env"
            first = node.args[0] if node.args else None
            if called_on_env and isinstance(first, ast.Constant):
                found.add(str(first.value))
    return {name.removesuffix("_FILE") for name in found}


def test_every_variable_of_the_environment_is_explained() -> None:
    read: set[str] = set()
    for path in (ROOT / "scrivania").rglob("*.py"):
        if not {"tests", "testing"} & set(path.relative_to(ROOT).parts):
            read |= variables_in(path.read_text())
    table = list(rows(section("docs/install.md", "Environment")))[1:]
    explained = {name for line in table for name in re.findall(r"`([A-Z_]+)`", line[0])}
    assert {"DATABASE_URL", "SECRET_KEY", "SCRIVANIA_DATA"} <= read
    assert read <= explained
    assert explained - read <= {"TZ"}


def test_variables_are_found_however_they_are_read() -> None:
    source = 'env.secret("OTHER_KEY"); "SCRIVANIA_A_FILE" in os.environ; os.environ["DATABASE_B_URL"]; x("y")'
    assert variables_in(source) == {"OTHER_KEY", "SCRIVANIA_A", "DATABASE_B_URL"}


def test_the_variables_of_the_tests_are_explained_to_contributors() -> None:
    from scrivania.testing.cluster import CHOICE

    assert f"`{CHOICE}=" in (ROOT / "CONTRIBUTING.md").read_text()


def test_every_command_is_explained() -> None:
    from scrivania.program.cli import COMMANDS

    page = (ROOT / "docs/install.md").read_text()
    named = set(re.findall(r"`scrivania ([a-z-]+)", page))
    assert named <= set(COMMANDS)
    assert {"serve", "web", "worker", "migrate", "check"} <= named


def words_on_the_screen() -> set[str]:
    """Every text of the Italian translations."""
    texts = set()
    for catalogue in (ROOT / "scrivania").glob("*/locale/it/LC_MESSAGES/django.po"):
        for entry in re.findall(r"^msgstr(?:\[\d\])? ((?:\".*\"\n)+)", catalogue.read_text(), re.MULTILINE):
            texts.add("".join(re.findall(r"\"(.*)\"", entry)))
    return texts


@pytest.mark.parametrize("page", sorted((ROOT / "docs/manuale").glob("*.md")), ids=lambda page: page.stem)
def test_the_manuals_quote_what_the_screen_says(page: Path) -> None:
    quoted = {" ".join(words.split()) for words in re.findall(r"\*\*(.+?)\*\*", page.read_text(), re.DOTALL)}
    assert len(quoted) > 10
    assert quoted - words_on_the_screen() == set()


def test_the_changelog_tells_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text()
    versions = re.findall(r"^## v(\S+) - (?:\d{4}-\d\d-\d\d|Unreleased)$", changelog, re.MULTILINE)
    assert versions[0] == __version__
    assert len(versions) == len(re.findall(r"^## ", changelog, re.MULTILINE))
    assert set(re.findall(r"^### (.+)$", changelog, re.MULTILINE)) <= {"Improvements", "Bug Fixes"}


def machine_paths() -> re.Pattern[str]:
    """Folders of people and of workplaces; put together here, so that this file isn't one of the finds."""
    folders = ["root", "home", "Users", "work"]
    here = [re.escape(str(ROOT))] if len(ROOT.parts) > 2 else []
    return re.compile("|".join([*here, *(rf"(?<![\w.>}}:-])/{folder}/\w" for folder in folders)]))


def test_nothing_committed_names_a_place_on_somebodys_machine() -> None:
    pattern = machine_paths()
    assert pattern.search("see /" + "home/ada/scrivania")
    assert not pattern.search("https://a.example/home/x, comune/work/y")
    found = {
        str(path.relative_to(ROOT)): match[0]
        for path in committed()
        if (match := pattern.search(text_of(path) or ""))
    }
    assert found == {}


def test_locks_hold_hashes_and_no_addresses() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        assert not re.search(r"://|^\s*--(?!hash=)", lock.read_text(), re.MULTILINE)
    packages = [path for path in committed() if path.name == "package-lock.json"]
    assert packages
    assert [path for path in packages if '"resolved"' in path.read_text()] == []
