import argparse

from ..django_setup import set_up
from ..installation import Installation
from ..refusal import Refusal
from . import options as shared

DATA = "var/demo"


def configure(parser: argparse.ArgumentParser) -> None:
    shared.add_data(parser)
    shared.add_port(parser)


def run(options: argparse.Namespace) -> int:
    """Fill a demonstration that is empty; point it at the port it runs on this time."""
    installation = Installation.from_environment()
    if not installation.is_demo:
        raise Refusal(f"{installation.data} holds no demonstration: nothing invented is loaded there.")
    with installation.database():
        set_up(installation)
        from scrivania.program import demo_content

        demo_content.load(options.port)
    return 0
