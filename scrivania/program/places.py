from pathlib import Path

from .account import BASE
from .hand_over import reachable_by_account
from .mirror import PACKAGE


def default_data(name: str) -> Path:
    """`name` in the checkout, or in the current folder for an installed wheel.

    Started by root where its account can't go, in the account's own home.
    """
    checkout = PACKAGE.parent
    base = checkout if (checkout / "bin/demo").exists() else Path.cwd()
    return (base if reachable_by_account(base) else BASE) / name
