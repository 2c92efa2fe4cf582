"""What each outside system received: one JSON object a line, appended."""

import json
from datetime import UTC, datetime
from itertools import islice

from scrivania.simulators.places import folder

_SHOWN = 50
_MOST_BYTES = 5_000_000


def note(system: str, what: str, **details: str) -> None:
    """Append an entry. One write of one line: threads don't mix theirs."""
    entry = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "what": what, "details": details}
    path = folder() / f"{system}.jsonl"
    if path.exists() and path.stat().st_size > _MOST_BYTES:
        path.replace(path.with_suffix(".old.jsonl"))
    with path.open("a", encoding="utf-8") as journal:
        journal.write(json.dumps(entry, ensure_ascii=False) + "\n")


def latest(system: str) -> list[dict[str, object]]:
    """The last entries, newest first; `at` is an instant."""
    path = folder() / f"{system}.jsonl"
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in islice(reversed(lines), _SHOWN)]
    return [{**entry, "at": datetime.fromisoformat(entry["at"])} for entry in entries]
