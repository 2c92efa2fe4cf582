"""Copies of folders that the unprivileged account can't reach, such as a checkout in root's home."""

import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

IGNORED = shutil.ignore_patterns("__pycache__", ".git", "var")


def fingerprint(folder: Path) -> str:
    """Changes with the name, size or time of any file below; contents aren't read."""
    digest = hashlib.sha256()
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", ".git", "var"))
        for name in sorted(files):
            path = os.path.join(parent, name)  # noqa: PTH118  pathlib here costs four times as much
            status = os.lstat(path)
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


def mirrored(folder: Path, below: Path) -> Path:
    """A copy of the folder, readable by everybody, made once for each state of it; older copies go."""
    copies = below / folder.name
    copy = copies / fingerprint(folder)
    if not copy.exists():
        draft = copies / f".{copy.name}.{os.getpid()}"
        shutil.copytree(folder, draft, ignore=IGNORED, symlinks=False, ignore_dangling_symlinks=True)
        _open_to_all(draft)
        _remove(each for each in copies.iterdir() if each != draft)
        draft.rename(copy)
    return copy


def _open_to_all(folder: Path) -> None:
    for parent, _, files in os.walk(folder):
        Path(parent).chmod(0o755)
        for name in files:
            path = Path(parent, name)
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)


def _remove(folders: Iterable[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
