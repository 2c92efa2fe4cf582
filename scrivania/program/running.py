"""An installation at work: its processes, from the database to the first answered page."""

import http.client
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from . import static_files
from .http_server import require_free
from .installation import Installation
from .lifeline import ends_with_parent
from .refusal import Refusal
from .supervisor import Child, Supervisor

READY_TIMEOUT = 120.0


@dataclass
class Running:
    """Starts and tends the processes of one installation; `environment` adds to what they all get."""

    installation: Installation
    supervisor: Supervisor
    log_to_files: bool = False
    environment: dict[str, str] = field(default_factory=dict)

    def start_database(self) -> None:
        if self.installation.embedded:
            cluster = self.installation.cluster
            # SIGTERM is the patient shutdown: if this program is killed, the database outlives the others.
            start = lambda: cluster.start(ends_with_parent())  # noqa: E731
            self.supervisor.add(Child("database", start, end=lambda _process: cluster.stop()))
        self.environment = self.installation.environment() | self.environment
        static_files.ensure(Path(self.environment["SCRIVANIA_STATIC"]))

    def call(self, *command: str) -> str:
        """Run one command of the program to its end: what it printed. Raises Refusal with its last words."""
        ran = subprocess.run(
            _command(*command), env=self.environment, capture_output=True, text=True, check=False
        )
        if ran.returncode:
            words = ran.stderr.strip().splitlines() or ["no reason given"]
            raise Refusal(words[-1].removeprefix("scrivania: "))
        return ran.stdout

    def add(self, name: str, *options: str) -> None:
        """A process that is a command of the program."""

        def start() -> subprocess.Popen[bytes]:
            output = self._log(name)
            try:
                return subprocess.Popen(
                    _command(name, *options),
                    env=self.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                    preexec_fn=ends_with_parent(),
                )
            finally:
                if output is not None:
                    os.close(output)

        self.supervisor.add(Child(name, start))

    def wait_until_ready(self, host: str, port: int) -> None:
        deadline = time.monotonic() + READY_TIMEOUT
        while not _answers(host, port):
            if time.monotonic() > deadline:
                raise Refusal(
                    f"No answer at port {port} after {READY_TIMEOUT:.0f} seconds: see the messages."
                )
            self.supervisor.tend()

    def _log(self, name: str) -> int | None:
        if not self.log_to_files:
            return None
        path = self.installation.data / "log" / f"{name}.log"
        # An embedded database has made the folder; one that somebody else runs has not.
        path.parent.mkdir(mode=0o700, exist_ok=True)
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def require_ports(host: str, *ports: int) -> None:
    for port in ports:
        require_free(host, port)


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "scrivania.program.cli", *arguments]


def _answers(host: str, port: int) -> bool:
    """Whether web, worker and database are up, in the words of /health/ready."""
    # Everything that isn't one named address is reached through the loopback.
    host = "127.0.0.1" if host in ("localhost", "0.0.0.0", "::") else host  # noqa: S104
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
