"""Static files, hashed and compressed: by the wheel's build, or once per change in a checkout."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .mirror import PACKAGE, fingerprint
from .refusal import Refusal

PREBUILT = PACKAGE / "static-build"
STAMP = ".stamp"
# collectstatic reads the settings, which insist on these; it uses none of them.
UNUSED_SETTINGS = {
    "SECRET_KEY": "unused",
    "SCRIVANIA_KEYS": "unused",
    **{f"DATABASE_{role}URL": "postgresql://unused" for role in ("", "OWNER_", "SYSTEM_")},
}


def static_folder(data: Path) -> Path:
    """Where the files are served from: inside the wheel, else in the data folder."""
    return PREBUILT if PREBUILT.exists() else data / "static"


def ensure(target: Path) -> None:
    """Build the folder unless it is that of today's sources."""
    if target == PREBUILT:
        return
    stamp = _stamp_of_sources()
    if not _is_of(target, stamp):
        build(target, stamp)


def build(target: Path, stamp: str = "") -> None:
    """Collect, hash and compress into `target`, which is replaced only when all went well.

    Of processes that start together one builds, the others wait and find it done.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.with_name(f".{target.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stamp or not _is_of(target, stamp):
            _build(target, stamp)


def _is_of(target: Path, stamp: str) -> bool:
    written = target / STAMP
    return written.exists() and written.read_text() == stamp


def _build(target: Path, stamp: str) -> None:
    draft = target.with_name(f".{target.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    command = [sys.executable, "-m", "django", "collectstatic", "--no-input", "--verbosity=0"]
    environment = (
        os.environ
        | UNUSED_SETTINGS
        | {
            "DJANGO_SETTINGS_MODULE": "scrivania.settings",
            "SCRIVANIA_STATIC": str(draft),
            "PYTHONPATH": os.pathsep.join([str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")]),
        }
    )
    ran = subprocess.run(
        command, env=environment, cwd="/", capture_output=True, text=True, timeout=300, check=False
    )
    if ran.returncode:
        raise Refusal(f"The static files can't be prepared: {ran.stderr.strip().splitlines()[-1]}")
    (draft / STAMP).write_text(stamp)
    shutil.rmtree(target, ignore_errors=True)
    draft.rename(target)


def _stamp_of_sources() -> str:
    return " ".join(fingerprint(folder) for folder in sorted(PACKAGE.glob("**/static")))
