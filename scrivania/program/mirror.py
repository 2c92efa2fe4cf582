"""Copies of folders that the unprivileged account can't reach, such as a checkout in root's home."""

import hashlib
import os
import shutil
import sysconfig
from collections.abc import Sequence
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def fingerprint(folder: Path) -> str:
    """Changes with the name, size or time of any file below; contents aren't read. A copy has the same."""
    digest = hashlib.sha256()
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            path = os.path.join(parent, name)  # noqa: PTH118  pathlib here costs four times as much
            status = os.lstat(path)
            digest.update(
                f"{os.path.relpath(path, folder)}\0{status.st_size}\0{status.st_mtime_ns}\n".encode()
            )
    return digest.hexdigest()[:16]


def program_fingerprint() -> str:
    """Changes with this program's files and with the libraries installed, whose names tell their versions."""
    libraries = sorted(each.name for each in Path(sysconfig.get_path("purelib")).iterdir())
    return hashlib.sha256(f"{fingerprint(PACKAGE)} {libraries}".encode()).hexdigest()[:16]


def mirrored(folder: Path, below: Path, *, beside: Sequence[Path] = ()) -> Path:
    """A copy of the folder under its own name, readable by all, made once for each state; older ones go.

    `beside` are folders that it finds next to itself, and so does the copy.
    """
    place = below / f"{folder.name}-{fingerprint(folder)}"
    if not place.exists():
        draft = below / f".{folder.name}.{os.getpid()}"
        # Compiled modules come along: they stay valid, as a copied file keeps its time.
        for each in (folder, *beside):
            shutil.copytree(each, draft / each.name, ignore_dangling_symlinks=True)
        _open_to_all(draft)
        for older in below.glob(f"{folder.name}-*"):
            shutil.rmtree(older, ignore_errors=True)
        draft.rename(place)
    return place / folder.name


def _open_to_all(folder: Path) -> None:
    for parent, _, files in os.walk(folder):
        Path(parent).chmod(0o755)
        for name in files:
            path = Path(parent, name)
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
