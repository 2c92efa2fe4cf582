import argparse
import shutil
from pathlib import Path

from ..installation import DEMO_MARK, Installation
from ..mirror import program_fingerprint
from ..refusal import Refusal
from ..running import Running, require_ports
from ..supervisor import Stopped, Supervisor
from . import options as shared

DATA = "var/demo"
# The simulated mail server listens this far above the web port.
SMTP = 25
STAFF = "elena.bertoni@montelieto.example, password scrivania-demo"
MARK_TEXT = "Invented people, simulated outside systems: `scrivania demo --reset` empties this folder.\n"


def configure(parser: argparse.ArgumentParser) -> None:
    shared.add_data(parser)
    shared.add_port(parser)
    parser.add_argument("--reset", action="store_true", help="throw the demonstration's data away first")


def run(options: argparse.Namespace) -> int:
    installation = Installation.from_environment()
    installation.create()
    with installation.locked():
        _mark(installation, reset=options.reset)
        require_ports("localhost", options.port, options.port + 1, options.port + SMTP)
        try:
            with Supervisor() as supervisor:
                _demonstrate(installation, supervisor, options.port)
        except Stopped:
            return 0
    return 0


def _mark(installation: Installation, *, reset: bool) -> None:
    """Make the folder a demonstration’s; one with other content is refused."""
    content = [path for path in installation.data.iterdir() if path.name != "lock"]
    if content and not installation.is_demo:
        raise Refusal(f"{installation.data} isn't empty and holds no demonstration: choose another folder.")
    # A first start killed halfway left half of the content, and nothing that anybody has worked on.
    if reset or not _prepared(installation).exists():
        for path in content:
            if path.name != DEMO_MARK:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    (installation.data / DEMO_MARK).write_text(MARK_TEXT)


def _prepared(installation: Installation) -> Path:
    """What the last preparation was for (first line) and what it said; absent until one has succeeded."""
    return installation.data / "prepared"


def _prepare(running: Running, port: int) -> str:
    """Schema and content, unless the last start had the same program and port."""
    record = _prepared(running.installation)
    reason = f"{program_fingerprint()} {port}"
    if record.exists():
        last, _, said = record.read_text().partition("\n")
        if last == reason:
            return said
    said = running.call("prepare-demo", f"--port={port}")
    record.write_text(f"{reason}\n{said}")
    return said


def _demonstrate(installation: Installation, supervisor: Supervisor, port: int) -> None:
    environment = {
        "SCRIVANIA_DEMO": "1",
        "SCRIVANIA_INSECURE_HTTP": "1",
        "SCRIVANIA_SIMULATORS_URL": f"http://localhost:{port + 1}/",
        "SCRIVANIA_SMTP_PORT": str(port + SMTP),
    }
    running = Running(installation, supervisor, log_to_files=True, environment=environment)
    running.start_database()
    people = _prepare(running, port)
    running.add("worker")
    running.add("simulators", f"--port={port + 1}")
    running.add("web", f"--port={port}")
    running.wait_until_ready("localhost", port)
    _welcome(port, people)
    while True:
        supervisor.tend()


def _welcome(port: int, people: str) -> None:
    print(f"ready: http://localhost:{port}/")
    print(people, end="")
    print("  staff sign in at /operatori/accedi/, citizens with SPID and the simulated provider's people")
    print(f"outside systems, simulated: http://localhost:{port + 1}/simulators/", flush=True)
