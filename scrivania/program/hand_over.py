"""Started by root, the program begins again as an account without privileges, all it needs in reach."""

import compileall
import hashlib
import os
import shutil
import sys
import sysconfig
from pathlib import Path

from .account import BASE, HOME, NAME, Account, can, for_root
from .mirror import PACKAGE, mirrored
from .refusal import Refusal

MODULE = "scrivania.program.cli"


def leave_root(arguments: list[str], data: Path | None) -> None:
    """Replace this process by one of the unprivileged account; returns at once for a normal user."""
    account = for_root()
    if account is None:
        return
    os.umask(0o022)
    environment = os.environ | {"HOME": str(HOME), "USER": NAME, "LOGNAME": NAME}
    if data is not None:
        _give(data, account)
        environment["SCRIVANIA_DATA"] = str(data)
    python = _python(account)
    if not can(account, "x", Path.cwd()):
        os.chdir(HOME)
    account.become()
    os.execve(python, [python, "-m", MODULE, *arguments], environment)  # noqa: S606


def reachable_by_account(folder: Path) -> bool:
    account = for_root()
    return account is None or can(account, "x", folder)


def _give(data: Path, account: Account) -> None:
    """Make a new data folder the account's own. One that holds something keeps its owner."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not any(data.iterdir()):
        os.chown(data, account.uid, account.gid)
    if not can(account, "w", data):
        raise Refusal(f"The account '{NAME}' can't use the data folder {data}: choose another folder.")


def _python(account: Account) -> str:
    """An interpreter that the account can run, and that finds this program and its libraries."""
    originals = _import_folders()
    folders = [each if can(account, "r", each) else mirrored(each, BASE / "program") for each in originals]
    own = Path(sys.executable)
    if folders == originals and can(account, "x", own):
        return str(own)
    return _environment(_interpreter(account), folders)


def _import_folders() -> list[Path]:
    libraries = Path(sysconfig.get_path("purelib"))
    if libraries in PACKAGE.parents:
        return [libraries]
    # Compiled here, because the account may not write beside the sources and would compile at every start.
    compileall.compile_dir(PACKAGE, quiet=2)
    return [PACKAGE, libraries]


def _interpreter(account: Account) -> Path:
    """The Python below this environment, or the system's of the same version when that is closed."""
    name = f"python3.{sys.version_info.minor}"
    own = Path(getattr(sys, "_base_executable", sys.executable))
    for candidate in (own, Path("/usr/bin", name), Path("/usr/local/bin", name)):
        if can(account, "x", candidate):
            return candidate
    raise Refusal(f"The account '{NAME}' can't run {own}: install {name} for all users.")


def _environment(interpreter: Path, folders: list[Path]) -> str:
    """A virtual environment that is nothing but paths; one and not PYTHONPATH, which `python -I` ignores."""
    paths = "".join(f"{each.parent if each.name == PACKAGE.name else each}\n" for each in folders)
    digest = hashlib.sha256(f"{interpreter}\n{paths}".encode()).hexdigest()[:16]
    place = BASE / "program" / f"python-{digest}"
    python = place / "bin/python"
    if not python.exists():
        shutil.rmtree(place, ignore_errors=True)
        packages = place / f"lib/python3.{sys.version_info.minor}/site-packages"
        for folder in (packages, python.parent):
            folder.mkdir(parents=True)
        (place / "pyvenv.cfg").write_text(f"home = {interpreter.parent}\n")
        (packages / "program.pth").write_text(paths)
        python.symlink_to(interpreter)
    return str(python)
