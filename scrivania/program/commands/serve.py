import argparse

from ..installation import Installation
from ..refusal import Refusal
from ..running import Running, require_ports
from ..supervisor import Stopped, Supervisor
from . import options as shared

DATA = "var"


def configure(parser: argparse.ArgumentParser) -> None:
    shared.add_data(parser)
    shared.add_port(parser)
    shared.add_web(parser)


def run(options: argparse.Namespace) -> int:
    installation = Installation.from_environment()
    if installation.is_demo:
        raise Refusal(f"{installation.data} holds a demonstration: run `scrivania demo`, or choose another.")
    installation.create()
    with installation.locked():
        require_ports(options.bind, options.port)
        try:
            with Supervisor() as supervisor:
                _serve(Running(installation, supervisor), options)
        except Stopped:
            return 0
    return 0


def _serve(running: Running, options: argparse.Namespace) -> None:
    running.start_database()
    running.call("migrate")
    running.add("worker")
    running.add(
        "web",
        f"--port={options.port}",
        f"--bind={options.bind}",
        f"--workers={options.workers}",
        f"--threads={options.threads}",
    )
    running.wait_until_ready(options.bind, options.port)
    print(f"ready: http://{options.bind}:{options.port}/", flush=True)
    while True:
        running.supervisor.tend()
