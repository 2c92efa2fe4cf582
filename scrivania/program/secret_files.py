"""Secrets the program makes for itself: one file each, readable by its owner alone, never in a backup."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def generated() -> str:
    return secrets.token_urlsafe(32)


def secret(folder: Path, name: str, make: Callable[[], str] = generated) -> str:
    """The secret of that name, made and kept the first time it is asked for."""
    path = folder / name
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(path, make())
    return path.read_text().strip()


def _write_once(path: Path, value: str) -> None:
    # Written whole beside and linked: a start killed halfway never leaves an empty secret behind.
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(value + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
