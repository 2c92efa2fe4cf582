"""Keeps the processes of an installation running, and ends them all together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType

from .refusal import Refusal

POLL = 0.2
FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0
# A process that lived this long is healthy: its next death is a first one.
HEALTHY_AFTER = 60.0
MOST_DEATHS = 10
PATIENCE = 25.0


@dataclass
class Child:
    """One process to keep alive. `end` asks it to finish; afterwards its whole group is killed."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    end: Callable[[subprocess.Popen[bytes]], None] = subprocess.Popen.terminate
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started: float = 0.0
    due: float = 0.0

    def run(self) -> None:
        self.started = time.monotonic()
        self.process = self.start()

    def bury(self, process: subprocess.Popen[bytes]) -> None:
        """After its death: end what it left in its group, and set when to start it again."""
        kill_group(process.pid)
        now = time.monotonic()
        self.deaths = 1 if now - self.started > HEALTHY_AFTER else self.deaths + 1
        self.due = now + min(LONGEST_DELAY, FIRST_DELAY * 2 ** (self.deaths - 1))
        self.process = None
        print(f"scrivania: {self.name} ended ({_reason(process.returncode)}), starts again", file=sys.stderr)


class Stopped(BaseException):
    """Somebody asked the program to end; like KeyboardInterrupt, no `except Exception` may swallow it."""


class Supervisor:
    def __init__(self) -> None:
        self.children: list[Child] = []

    def __enter__(self) -> "Supervisor":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _stop)
        return self

    def __exit__(self, *failure: object) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        # In the order opposite to their start: the database serves the others to the end.
        for child in reversed(self.children):
            _end(child)

    def add(self, child: Child) -> None:
        self.children.append(child)
        child.run()

    def tend(self) -> None:
        """One round: bury the dead, start again those whose time has come; Refusal when one is hopeless."""
        for child in self.children:
            if child.process is not None and child.process.poll() is not None:
                child.bury(child.process)
            if child.deaths > MOST_DEATHS:
                raise Refusal(f"{child.name} ended {child.deaths} times in a row: see its messages.")
            if child.process is None and time.monotonic() >= child.due:
                child.run()
        time.sleep(POLL)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


def _end(child: Child) -> None:
    process = child.process
    if process is None:
        return
    if process.poll() is None:
        child.end(process)
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
    kill_group(process.pid)
    process.wait(PATIENCE)


def kill_group(leader: int) -> None:
    """End what a process started and left: each child leads a session, so its group is its own."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def _reason(code: int) -> str:
    if code < 0:
        return f"signal {signal.Signals(-code).name}"
    return f"code {code}"
