"""The register of one AOO: numbers by year, one JSON object a line, the bytes beside."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from zoneinfo import ZoneInfo

from scrivania.simulators.places import folder
from scrivania.simulators.registry.documents import Received

_ROME = ZoneInfo("Europe/Rome")


def number_of(year: int, serial: int) -> str:
    return f"{serial:07d}/{year}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A registration. `registered_at` is ISO 8601 with its zone."""

    year: int
    serial: int
    registered_at: str
    document: Received

    @property
    def number(self) -> str:
        return number_of(self.year, self.serial)


class Archive:
    """Like the real registries it does not tell a repeated request from a new one: each gets a number."""

    def __init__(self, path: Path) -> None:
        self._lines = path / "register.jsonl"
        self._files = path / "files"
        self._files.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = Lock()
        self._entries = list(self._read())

    def register(self, document: Received, content: bytes) -> Entry:
        """Give the next number. Bytes first, then the line: a crash between them registers nothing."""
        kept = self._files / document.sha256
        if not kept.exists():
            _write_whole(kept, content)
        with self._lock:
            now = datetime.now(_ROME)
            serial = 1 + max((e.serial for e in self._entries if e.year == now.year), default=0)
            entry = Entry(now.year, serial, now.isoformat(), document)
            with self._lines.open("a", encoding="utf-8") as register:
                register.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")
                register.flush()
                os.fsync(register.fileno())
            self._entries.append(entry)
        return entry

    def entries(self) -> list[Entry]:
        """All registrations, newest first."""
        return self._entries[::-1]

    def by_reference(self, reference: str) -> Entry | None:
        return next((e for e in self._entries if e.document.reference == reference), None)

    def by_number(self, number: str) -> Entry | None:
        return next((e for e in self._entries if e.number == number), None)

    def content(self, entry: Entry) -> bytes:
        return (self._files / entry.document.sha256).read_bytes()

    def _read(self) -> Iterator[Entry]:
        if not self._lines.exists():
            return
        whole, _, _torn = self._lines.read_bytes().rpartition(b"\n")
        os.truncate(self._lines, len(whole) + 1 if whole else 0)  # a line torn by a crash was never answered
        for line in whole.decode().splitlines():
            fields = json.loads(line)
            yield Entry(**{**fields, "document": Received(**fields["document"])})


@cache
def archive_of(aoo: str) -> Archive:
    return Archive(_registers() / aoo)


def known() -> list[str]:
    """The areas that have a register."""
    return sorted(path.name for path in _registers().iterdir())


def _registers() -> Path:
    path = folder() / "registry"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def _write_whole(path: Path, content: bytes) -> None:
    draft = path.with_name(f"{path.name}.{os.urandom(4).hex()}")
    draft.write_bytes(content)
    draft.replace(path)
