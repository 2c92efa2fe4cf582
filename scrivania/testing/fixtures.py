import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections
from django.test import TransactionTestCase, override_settings

from .database import empty_tables
from .environment import run_cluster


@pytest.fixture(scope="session")
def django_db_setup() -> Iterator[None]:
    """In place of pytest-django's: the schema is the owner's, the tests run as the application's role."""
    with run_cluster():
        yield
        connections.close_all()


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """A password of staff is hashed at most tests' start: half a second each, for accounts worth nothing."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture
def reachable_folder() -> Iterator[Path]:
    """A folder that the unprivileged account can enter when root runs the tests, as pytest's own is not."""
    with temporary_reachable_folder() as folder:
        yield folder


@contextmanager
def temporary_reachable_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="scrivania-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture(scope="session", autouse=True)
def _emptied_by_the_owner() -> Iterator[None]:
    """Tests with real transactions leave rows, and Django's flush needs a right our role doesn't have."""
    with pytest.MonkeyPatch.context() as patch:
        owner_url = os.environ["DATABASE_OWNER_URL"]
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: empty_tables(owner_url))
        yield
