import argparse

from ..django_setup import set_up
from ..installation import Installation
from ..refusal import Refusal
from . import options as shared
from .migrate import migrate

DATA = "var/demo"


def configure(parser: argparse.ArgumentParser) -> None:
    shared.add_data(parser)
    shared.add_port(parser)


def run(options: argparse.Namespace) -> int:
    """Schema and content of a demonstration in one process, then its addresses and who may sign in."""
    installation = Installation.from_environment()
    if not installation.is_demo:
        raise Refusal(f"{installation.data} holds no demonstration.")
    set_up(installation)
    migrate()
    from ..demo_content import load
    from ..demo_content.people import PASSWORD
    from ..demo_content.reading import documents

    load(options.port)
    for body in documents("bodies"):
        print(f"{body['name']}: http://{body['hosts'][0]}:{options.port}/")
        print(f"  staff, for example: {body['staff'][0]['email']}, password {PASSWORD}")
    return 0
