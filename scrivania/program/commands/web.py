import argparse

from ..django_setup import require_bound_roles, set_up
from ..http_server import HttpServer, addresses, is_loopback, require_free
from ..installation import Installation
from ..refusal import Refusal
from . import options as shared

DATA = "var"


def configure(parser: argparse.ArgumentParser) -> None:
    shared.add_data(parser)
    shared.add_port(parser)
    shared.add_web(parser)


def run(options: argparse.Namespace) -> int:
    set_up(Installation.from_environment())
    from django.conf import settings

    if settings.INSECURE_HTTP and not is_loopback(options.bind):
        raise Refusal(f"Plain http is for this machine alone: {options.bind} needs https before it.")
    require_bound_roles()
    require_free(options.bind, options.port)
    HttpServer(
        "scrivania.wsgi:application",
        addresses(options.bind, options.port),
        workers=options.workers,
        threads=options.threads,
    ).run()
    return 0
