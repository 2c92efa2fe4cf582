import argparse
from typing import TYPE_CHECKING, cast

from ..django_setup import require_bound_roles, set_up
from ..installation import Installation
from . import options as shared

if TYPE_CHECKING:
    from procrastinate.contrib.django.django_connector import DjangoConnector

DATA = "var"
CONCURRENCY = 4
# Longer than any one outside call may take; what isn't finished then is run again by the sweep.
GRACE = 20.0


def configure(parser: argparse.ArgumentParser) -> None:
    shared.add_data(parser)


def run(options: argparse.Namespace) -> int:
    set_up(Installation.from_environment())
    require_bound_roles()
    from procrastinate.contrib.django import app

    connector = cast("DjangoConnector", app.connector)
    with app.replace_connector(connector.get_worker_connector()) as worker:
        worker.run_worker(
            name="scrivania",
            concurrency=CONCURRENCY,
            shutdown_graceful_timeout=GRACE,
            delete_jobs="successful",
        )
    return 0
