import argparse

from ..django_setup import set_up
from ..installation import Installation
from . import options as shared

DATA = "var"


def configure(parser: argparse.ArgumentParser) -> None:
    shared.add_data(parser)


def run(options: argparse.Namespace) -> int:
    installation = Installation.from_environment()
    installation.create()
    with installation.database():
        set_up(installation)
        migrate()
    return 0


def migrate() -> None:
    """As the owner: the role of the web and the worker owns nothing."""
    from django.core.management import call_command

    call_command("migrate", database="owner", interactive=False, verbosity=0)
