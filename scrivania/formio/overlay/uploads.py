"""Files of a submission: ids that the caller vouches for, never what the browser says of them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from scrivania.formio.definition import Component
from scrivania.formio.overlay.values import Refused

MAX_FILES = 20
DEFAULT_MAX_SIZE = 10_000_000  # bytes
SIZE = re.compile(r"\s*([\d.]+)\s*(B|KB|MB|GB)?\s*", re.IGNORECASE)
UNITS = {"": 1, "B": 1, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}


@dataclass(frozen=True)
class TrustedFile:
    """A file as our own store knows it; `size` in bytes."""

    id: str
    name: str
    size: int
    media_type: str


# The id's file if it belongs to this draft and may be used, else None. Cached by the caller if it costs.
FileLookup = Callable[[str], TrustedFile | None]


def no_files(_: str) -> TrustedFile | None:
    return None


def max_size(component: Component) -> int:
    """Bytes; form.io's "10MB" means ten million here, the smaller reading."""
    found = SIZE.fullmatch(str(component.raw.get("fileMaxSize") or ""))
    return int(float(found[1]) * UNITS[(found[2] or "").upper()]) if found else DEFAULT_MAX_SIZE


def patterns(component: Component) -> tuple[str, ...]:
    """Accepted extensions (`.pdf`) and media types (`image/*`), empty for any."""
    stated = re.split(r"[,;\s]+", str(component.raw.get("filePattern") or "").strip())
    return tuple(p.lower() for p in stated if p and p != "*")


def accepts(component: Component, file: TrustedFile) -> bool:
    name, kind = PurePath(file.name.lower()), file.media_type.lower()
    wanted = patterns(component)
    return not wanted or any(
        pattern in ("*/*", kind, "".join(name.suffixes), name.suffix)
        or pattern.removeprefix("*") == name.suffix
        or (pattern.endswith("/*") and kind.startswith(pattern[:-1]))
        for pattern in wanted
    )


def read_files(component: Component, value: Any, lookup: FileLookup) -> list[dict[str, Any]]:
    """Ids, or objects with an id, to what the store says of them. Raises `Refused`."""
    if value in (None, ""):
        return []
    if not isinstance(value, list) or len(value) > MAX_FILES:
        raise Refused("type")
    if len(value) > 1 and not component.multiple:
        raise Refused("file_count")
    return [_trusted(component, item, lookup) for item in value]


def _trusted(component: Component, item: Any, lookup: FileLookup) -> dict[str, Any]:
    identifier = item.get("id") if isinstance(item, Mapping) else item
    file = lookup(identifier) if isinstance(identifier, str) else None
    if file is None:
        raise Refused("file_unknown")
    if file.size > max_size(component):
        raise Refused("file_size", component.raw.get("fileMaxSize") or f"{DEFAULT_MAX_SIZE // 1_000_000} MB")
    if not accepts(component, file):
        raise Refused("file_type", ", ".join(patterns(component)))
    return {
        "id": file.id,
        "name": file.name,
        "originalName": file.name,
        "size": file.size,
        "type": file.media_type,
    }
