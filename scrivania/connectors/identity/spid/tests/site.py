"""The real program on a real port: gunicorn, this run's database."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

_PATIENCE_S = 30


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving(
    application: str, port: int, log: Path, *, certificate: Path | None = None, **environment: str
) -> Iterator[str]:
    """The base URL of `application` until the block ends: http://localhost, or https://127.0.0.1."""
    base_url = f"https://127.0.0.1:{port}" if certificate else f"http://localhost:{port}"
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "4", application]
    if certificate:
        command += ["--certfile", str(certificate), "--keyfile", str(certificate)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--no-control-socket"], env={**os.environ, **environment}, stdout=output, stderr=output
        )
    try:
        _wait(base_url, process, log)
        yield base_url
    finally:
        process.terminate()
        process.wait(timeout=15)


def _wait(base_url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(base_url, timeout=5, trust_env=False, verify=False)  # only whether it's up
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"no answer at {base_url}:\n{log.read_text()[-3000:]}")
