"""The account without privileges that everything runs as when the program is started by root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .refusal import Refusal

NAME = "scrivania"
# Root's own, so that the account can't turn what root copies there against it.
BASE = Path("/var/lib/scrivania")
HOME = BASE / "home"


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    def process_options(self) -> dict[str, Any]:
        """Keyword arguments that make `subprocess` start a child as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def become(self) -> None:
        """Give up root for good; only sensible right before an exec."""
        os.setgroups([])
        os.setgid(self.gid)
        os.setuid(self.uid)


def for_root() -> Account | None:
    """The account to use when this process is root (made when missing), None for a normal user."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        _create()
        entry = pwd.getpwnam(NAME)
    account = Account(entry.pw_uid, entry.pw_gid)
    BASE.mkdir(mode=0o755, parents=True, exist_ok=True)
    own_folder(HOME, account)
    return account


def _create() -> None:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        raise Refusal(f"Started as root, this program runs as the account '{NAME}': create it first.")
    command = [
        useradd,
        "--system",
        "--user-group",
        "--home-dir",
        str(HOME),
        "--shell",
        "/usr/sbin/nologin",
        NAME,
    ]
    made = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    if made.returncode:
        raise Refusal(f"The account '{NAME}' can't be created: {made.stderr.strip()}")


def can(account: Account, right: str, path: Path) -> bool:
    """Whether the account has the right ("r", "w", "x") on a path; asked of the kernel, so ACLs count too."""
    probe = ["/usr/bin/test", f"-{right}", str(path)]
    ran = subprocess.run(probe, cwd="/", timeout=10, check=False, **account.process_options())
    return ran.returncode == 0


def own_folder(folder: Path, account: Account | None) -> None:
    """Make a folder that only the account (or this user) can enter."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if account:
        os.chown(folder, account.uid, account.gid)
