import argparse
import os

from ..http_server import HttpServer, addresses, require_free
from ..installation import Installation
from ..refusal import Refusal
from . import options as shared

DATA = "var/demo"


def configure(parser: argparse.ArgumentParser) -> None:
    shared.add_data(parser)
    shared.add_port(parser, 8001)


def run(options: argparse.Namespace) -> int:
    installation = Installation.from_environment()
    if not installation.is_demo:
        raise Refusal(f"{installation.data} holds no demonstration: simulators run only beside one.")
    os.environ.update(installation.environment())
    require_free("localhost", options.port)
    # One process: what the simulated systems remember must not depend on which one answers.
    from scrivania.simulators.mail import sink

    HttpServer(
        "scrivania.simulators.wsgi:application",
        addresses("localhost", options.port),
        workers=1,
        threads=8,
        in_worker=sink.start,
    ).run()
    return 0
