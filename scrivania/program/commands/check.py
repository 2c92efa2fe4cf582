import argparse
import sys
from collections.abc import Iterator

from ..django_setup import set_up
from ..installation import Installation
from . import options as shared

DATA = "var"
RED, NORMAL = "\033[31m", "\033[0m"


def configure(parser: argparse.ArgumentParser) -> None:
    shared.add_data(parser)


def run(options: argparse.Namespace) -> int:
    """Say everything that is wrong, one line each; 0 only when nothing is."""
    installation = Installation.from_environment()
    installation.create()
    with installation.database():
        set_up(installation)
        problems = list(_problems())
    for problem in problems:
        print(f"{RED}{problem}{NORMAL}" if sys.stdout.isatty() else problem)
    if not problems:
        print("Everything checked is in order.")
    return 1 if problems else 0


def _problems() -> Iterator[str]:
    from django.core.checks import run_checks

    for message in run_checks(include_deployment_checks=False):
        yield f"{message.id}: {message.msg}"
    pending = _pending_migrations()
    if pending:
        yield f"The database is older than the program: run scrivania migrate ({pending} to apply)."
        return
    from scrivania.tenants.queries import missing_addresses

    for body, names in missing_addresses().items():
        yield f"{body}: footer addresses missing: {', '.join(names)}."


def _pending_migrations() -> int:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
