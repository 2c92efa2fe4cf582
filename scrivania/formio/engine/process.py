"""The parent's handle on one engine process."""

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any, cast

CHILD = Path(__file__).with_name("child.py")
# Our own code, not the form's: starting Python and V8, or loading the bundle into a new context.
START_SECONDS = 20.0


class EngineDied(Exception):
    """The process ended under a call; the text says how, for staff."""


class EngineKilled(EngineDied):
    """Ended by us, because the call took too long."""


class EngineProcess:
    """Serves one call at a time. After `EngineDied`, or when `spent`, it must be closed and replaced."""

    def __init__(self) -> None:
        self.forms: set[str] = set()  # opened here at some time; the child may have closed them since
        self.cpu_seconds = 0.0
        self.spent = False
        # A group of its own: Ctrl-C in a terminal is the parent's to handle, the child ends by EOF.
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", os.fspath(CHILD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"TZ": "Europe/Rome"} | os.environ,
            process_group=0,
        )
        self._input = cast(IO[bytes], self._process.stdin)
        self._output = cast(IO[bytes], self._process.stdout)
        self._poll = select.poll()
        self._poll.register(self._output, select.POLLIN)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def open(self, form: str, definition: str) -> None:
        self._ask({"op": "open", "form": form, "definition": definition}, START_SECONDS)
        self.forms.add(form)

    def run(self, form: str, data: str, seconds: float) -> dict[str, Any]:
        return self._ask({"op": "run", "form": form, "data": data}, seconds)

    def check(self, snippets: str) -> dict[str, Any]:
        return self._ask({"op": "check", "snippets": snippets}, START_SECONDS)

    def _ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        deadline = time.monotonic() + seconds
        try:
            self._input.write(json.dumps(request).encode() + b"\n")
            self._input.flush()
            answer: dict[str, Any] = json.loads(self._read_line(deadline))
        except EngineKilled:
            self.close()
            raise
        except (OSError, EOFError) as error:
            status = self._status()
            self.close()
            raise EngineDied(f"the engine ended with status {status}") from error
        self.cpu_seconds = answer["cpu"]
        self.spent = answer["last"]
        return answer

    def _read_line(self, deadline: float) -> bytes:
        received = bytearray()
        while not received.endswith(b"\n"):
            left = deadline - time.monotonic()
            if left <= 0 or not self._poll.poll(left * 1000):
                raise EngineKilled("ran too long and was killed")
            piece = os.read(self._output.fileno(), 1 << 16)
            if not piece:
                raise EOFError("no answer")
            received += piece
        return bytes(received)

    def _status(self) -> int | None:
        """The exit status of a process that closed its pipes, negative for a signal; None if it lingers."""
        try:
            return self._process.wait(1)
        except subprocess.TimeoutExpired:
            return None

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for pipe in (self._input, self._output):
            try:
                pipe.close()
            except BrokenPipeError:
                continue
