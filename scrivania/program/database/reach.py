from dataclasses import replace
from pathlib import Path

from ..account import BASE, Account, can
from ..mirror import mirrored
from .binaries import Binaries


def within_reach(binaries: Binaries, account: Account | None) -> Binaries:
    """The same binaries, copied where the account may run them when their folder is closed to it."""
    if account is None or can(account, "x", Path(binaries.program("postgres"))):
        return binaries
    copy = mirrored(binaries.folder.parent, BASE / "postgresql")
    return replace(binaries, folder=copy / "bin")
