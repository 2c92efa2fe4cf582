"""pytest plugin: before Django reads its settings, they name a database of this run's own cluster."""

import os
import shutil
import tempfile

import pytest
from cryptography.fernet import Fernet

from . import fixtures
from .cluster import test_cluster
from .database import run_database

DATA_PREFIX = "scrivania-test-"


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    os.environ.update(test_cluster().urls(run_database()).environment())
    os.environ["SCRIVANIA_DATA"] = tempfile.mkdtemp(prefix=DATA_PREFIX)
    os.environ["SECRET_KEY"] = "only for tests, worth nothing, long enough for Django"  # noqa: S105
    os.environ["SCRIVANIA_KEYS"] = Fernet.generate_key().decode()


def pytest_configure(config: pytest.Config) -> None:
    # Registered now, after pytest-django, whose fixture of the same name gives way to the later one.
    config.pluginmanager.register(fixtures)


def pytest_unconfigure() -> None:
    shutil.rmtree(os.environ["SCRIVANIA_DATA"], ignore_errors=True)
