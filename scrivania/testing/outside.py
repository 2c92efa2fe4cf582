"""The simulated outside systems and the worker as processes of their own: real HTTP, SMTP, signals."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.db import connection

from scrivania.core import connectors
from scrivania.program.lifeline import ends_with_parent

from .bodies import TestBody

_PATIENCE_S = 20.0
_SIMULATORS = """
from scrivania.program.http_server import HttpServer, addresses
from scrivania.simulators.mail import sink
application = "scrivania.simulators.wsgi:application"
own = addresses("127.0.0.1", {port})
HttpServer(application, own, workers=1, threads=8, in_worker=sink.start).run()
"""
_WORKER = "from scrivania.program.commands import worker; worker.run(None)"


def wait_until(condition: Callable[[], Any], seconds: float = _PATIENCE_S) -> Any:
    """What `condition` returns once it is true. Fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
    return value


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Program:
    """A Python process of ours that ends with the tests. `output` is what it printed so far."""

    def __init__(self, code: str, log: Path, **environment: str) -> None:
        self._log = log
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-c", code],
                env={**os.environ, **environment},
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=ends_with_parent(),
            )

    @property
    def output(self) -> str:
        return self._log.read_text()

    def ended(self) -> bool:
        return self._process.poll() is not None

    def end(self, number: int = signal.SIGTERM) -> None:
        """Signal the whole group and wait for its end."""
        if not self.ended():
            os.killpg(self._process.pid, number)
        self._process.wait(_PATIENCE_S)


class Simulators:
    """The simulators' site and its mail server, on ports of their own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port, self.smtp_port = free_port(), free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._program = Program(
            _SIMULATORS.format(port=self.port),
            self.data / "simulators.log",
            SCRIVANIA_DATA=str(self.data),
            SCRIVANIA_SMTP_PORT=str(self.smtp_port),
        )
        wait_until(
            lambda: self._program.ended() or (self._listens(self.port) and self._listens(self.smtp_port))
        )
        assert not self._program.ended(), self._program.output

    def stop(self, number: int = signal.SIGTERM) -> None:
        self._program.end(number)

    def get(self, path: str) -> httpx.Response:
        return httpx.get(self.base_url + path, timeout=10, trust_env=False)

    def post(self, path: str, **fields: object) -> httpx.Response:
        return httpx.post(self.base_url + path, data=fields, timeout=10, trust_env=False)

    @staticmethod
    def _listens(port: int) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0


class SimulatedRegistry:
    """One area's register at the simulator."""

    def __init__(self, simulators: Simulators) -> None:
        self.simulators = simulators
        self.aoo = f"aoo-{uuid.uuid4().hex[:12]}"
        self.path = f"/registry/{self.aoo}"

    @property
    def config(self) -> dict[str, Any]:
        return {"url": f"{self.simulators.base_url}/registry", "aoo": self.aoo, "timeout_s": 5.0}

    def use(self, **changes: Any) -> None:
        """Make it the registry of the body at work."""
        connectors.save_config("registry", "simulated", self.config | changes)

    def documents(self) -> list[dict[str, Any]]:
        """What was registered, oldest first."""
        found: list[dict[str, Any]] = self.simulators.get(f"{self.path}/documents").json()["documents"]
        return found[::-1]

    def numbers(self) -> list[str]:
        return [document["number"] for document in self.documents()]

    def content(self, number: str) -> bytes:
        serial, _, year = number.partition("/")
        return self.simulators.get(f"{self.path}/{year}/{int(serial)}/file").content

    def fail(self, fault: str, *, times: int = 1, **more: object) -> None:
        answer = self.simulators.post(f"{self.path}/guasti", fault=fault, times=times, **more)
        assert answer.status_code == 303, answer.text


class Worker(Program):
    """A real worker on this run's database, up and looking for jobs."""

    def __init__(self, log: Path, **environment: str) -> None:
        before = self._known()
        super().__init__(_WORKER, log, **environment)
        wait_until(lambda: self.ended() or self._known() - before)
        assert not self.ended(), self.output

    @staticmethod
    def _known() -> set[int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM procrastinate_workers")
            return {pk for (pk,) in cursor.fetchall()}


@pytest.fixture(scope="session")
def simulators(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulators]:
    running = Simulators(tmp_path_factory.mktemp("simulators"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def simulated_registry(simulators: Simulators, body: TestBody) -> SimulatedRegistry:
    """A register of the test's own, in use by `body`."""
    registry = SimulatedRegistry(simulators)
    registry.use()
    return registry


@pytest.fixture
def simulated_mail(simulators: Simulators, settings: Any) -> Simulators:
    """Mail goes over SMTP to the simulator, not into Django's test outbox."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = simulators.smtp_port
    return simulators


@pytest.fixture
def start_worker(tmp_path: Path, simulators: Simulators) -> Iterator[Callable[[], Worker]]:
    """Starts real workers; the test must have committed what they are to see."""
    started: list[Worker] = []

    def start() -> Worker:
        started.append(Worker(tmp_path / "worker.log", SCRIVANIA_SMTP_PORT=str(simulators.smtp_port)))
        return started[-1]

    yield start
    for worker in started:
        worker.end(signal.SIGKILL)
