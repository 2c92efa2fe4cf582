"""The server's processes: started, found, waited for and ended."""

import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg

from ..account import Account
from ..refusal import Refusal
from .binaries import Binaries
from .initdb import clean_environment, last_complaint

START_TIMEOUT = 300.0
STOP_TIMEOUT = 60.0
LOG_LIMIT = 10_000_000


def launch(
    binaries: Binaries,
    cluster: Path,
    settings: dict[str, str],
    log: Path,
    account: Account | None,
    in_child: Callable[[], None] | None,
) -> subprocess.Popen[bytes]:
    """Start the server in a session of its own: a Ctrl-C at the terminal is for the supervisor alone."""
    command = [binaries.program("postgres"), "-D", str(cluster)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    options = account.process_options() if account else {}
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            cwd=cluster,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=in_child,
            **options,
        )


def wait_until_ready(
    process: subprocess.Popen[bytes], url: str, log: Path, log_start: int
) -> psycopg.Connection:
    """A connection as soon as the server gives one; recovery after a crash may take its time."""
    deadline = time.monotonic() + START_TIMEOUT
    while True:
        try:
            return psycopg.connect(url, autocommit=True, connect_timeout=5)
        except psycopg.OperationalError as error:
            reason = last_complaint(str(error))
        if process.poll() is not None:
            written = log.read_bytes()[log_start:].decode(errors="replace")
            raise Refusal(f"The database does not start: {last_complaint(written)} (see {log}).")
        if "password authentication failed" in reason or time.monotonic() > deadline:
            process.send_signal(signal.SIGINT)
            raise Refusal(f"The database does not answer: {reason} (see {log}).")
        time.sleep(0.05)


def rotate(log: Path) -> int:
    """Put a log grown too long aside; the size of what remains, after which the new start will write."""
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))
    return log.stat().st_size if log.exists() else 0


def processes(cluster: Path) -> list[psutil.Process]:
    """Every PostgreSQL process working in the cluster's folder, orphans of a killed server included."""
    found = []
    for process in psutil.process_iter(["name", "status"]):
        if process.info["name"].startswith("postgres") and process.info["status"] != psutil.STATUS_ZOMBIE:
            try:
                if Path(process.cwd()) == cluster.resolve():
                    found.append(process)
            except psutil.Error:  # gone meanwhile, or another user's
                continue
    return found


def main_process(cluster: Path) -> psutil.Process | None:
    """The running server; a pid file left behind by a killed one, or by another machine, doesn't count."""
    pid = _pid_in_file(cluster)
    return next((process for process in processes(cluster) if process.pid == pid), None)


def end(cluster: Path) -> None:
    """Fast shutdown (open transactions rolled back, committed ones on disk), then by force what is left."""
    if server := main_process(cluster):
        for number, patience in ((signal.SIGINT, STOP_TIMEOUT), (signal.SIGQUIT, 5)):
            server.send_signal(number)
            if psutil.wait_procs([server], timeout=patience)[0]:
                break
    _, stubborn = psutil.wait_procs(processes(cluster), timeout=5)
    for process in stubborn:
        process.kill()
    psutil.wait_procs(stubborn, timeout=5)


def clear_foreign_pid_file(cluster: Path) -> None:
    """Drop a pid file whose number now belongs to some other program: PostgreSQL would refuse to start.

    Called when no server of ours runs. A dead number is left to PostgreSQL, which checks shared memory too.
    """
    pid = _pid_in_file(cluster)
    if pid is not None and psutil.pid_exists(pid):
        (cluster / "postmaster.pid").unlink(missing_ok=True)


def _pid_in_file(cluster: Path) -> int | None:
    try:
        return int((cluster / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
