"""Started by root, the program begins again as an account without privileges, all it needs in reach."""

import compileall
import os
import sys
import sysconfig
from pathlib import Path

from .account import BASE, HOME, NAME, Account, can, for_root
from .mirror import mirrored
from .refusal import Refusal
from .static_files import PACKAGE

MODULE = "scrivania.program.cli"


def leave_root(arguments: list[str], data: Path | None) -> None:
    """Replace this process by one of the unprivileged account; returns at once for a normal user."""
    account = for_root()
    if account is None:
        return
    os.umask(0o022)
    environment = os.environ | {"HOME": str(HOME), "USER": NAME, "LOGNAME": NAME}
    environment["PYTHONPATH"] = os.pathsep.join(map(str, _import_folders(account)))
    if data is not None:
        _give(data, account)
        environment["SCRIVANIA_DATA"] = str(data)
    python = _interpreter(account)
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


def _import_folders(account: Account) -> list[Path]:
    """Where the account finds this program and its libraries: copies, if the originals are closed to it."""
    libraries = Path(sysconfig.get_path("purelib"))
    if libraries in PACKAGE.parents:
        return [_within_reach(libraries, account)]
    # Compiled here, because the account may not write beside the sources and would compile at every start.
    compileall.compile_dir(PACKAGE, quiet=2)
    return [_within_reach(PACKAGE, account).parent, _within_reach(libraries, account)]


def _within_reach(folder: Path, account: Account) -> Path:
    return folder if can(account, "r", folder) else mirrored(folder, BASE / "program")


def _interpreter(account: Account) -> str:
    """This Python, or the system's of the same version when root's own is closed to the account."""
    name = f"python3.{sys.version_info.minor}"
    own = [Path(sys.executable), Path(getattr(sys, "_base_executable", sys.executable))]
    for candidate in (*own, Path("/usr/bin", name), Path("/usr/local/bin", name)):
        if can(account, "x", candidate.resolve()) and can(account, "x", candidate):
            return str(candidate)
    raise Refusal(f"The account '{NAME}' can't run {own[1]}: install {name} for all users.")
