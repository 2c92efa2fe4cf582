"""pytest plugin: before Django reads its settings, they name a database of this run's own cluster."""

import os
import shutil

import pytest

from . import fixtures
from .environment import set_environment


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    set_environment()


def pytest_configure(config: pytest.Config) -> None:
    # Registered now, after pytest-django, whose fixture of the same name gives way to the later one.
    from . import bodies, demo_site, outside  # need Django set up

    config.pluginmanager.register(fixtures)
    config.pluginmanager.register(bodies)
    config.pluginmanager.register(outside)
    config.pluginmanager.register(demo_site)


def pytest_unconfigure() -> None:
    shutil.rmtree(os.environ["SCRIVANIA_DATA"], ignore_errors=True)
