"""Settings for one run: its own database, data folder and keys."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.fernet import Fernet

from scrivania.program import static_files
from scrivania.program.database import Cluster

from .cluster import leave_test_cluster, start_test_cluster, starting, test_cluster
from .database import drop_run_database, make_run_database, run_database


def set_environment() -> Path:
    """Before Django reads its settings: point them at this run's database, which may not exist yet.

    Returns the run's data folder, for the caller to remove.
    """
    data = Path(tempfile.mkdtemp(prefix="scrivania-test-"))
    cluster = test_cluster()
    os.environ.update(cluster.urls(run_database()).environment())
    os.environ["DJANGO_SETTINGS_MODULE"] = "scrivania.settings"
    os.environ["SCRIVANIA_DATA"] = str(data)
    os.environ["SCRIVANIA_STATIC"] = str(static_place(cluster))
    os.environ["SCRIVANIA_INSECURE_HTTP"] = "1"
    os.environ["SECRET_KEY"] = "only for tests, worth nothing, long enough for Django"  # noqa: S105
    os.environ["SCRIVANIA_KEYS"] = Fernet.generate_key().decode()
    return data


def static_place(cluster: Cluster) -> Path:
    return cluster.data / "static"


@contextmanager
def run_cluster() -> Iterator[None]:
    """The server up and this run's database in it, the pages' static files built."""
    cluster = start_test_cluster()
    try:
        with starting(cluster):
            static_files.ensure(static_place(cluster))
        make_run_database(cluster)
        yield
    finally:
        drop_run_database(cluster)
        leave_test_cluster(cluster)


@contextmanager
def database_of_its_own() -> Iterator[None]:
    """All of the above, for a bench."""
    data = set_environment()
    try:
        with run_cluster():
            yield
    finally:
        shutil.rmtree(data, ignore_errors=True)
