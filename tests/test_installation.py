"""A whole installation under the worst: each of its processes killed, wrong starts, the clean stop."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from scrivania.program import account
from scrivania.program.database import Cluster
from scrivania.testing.fixtures import temporary_reachable_folder

CLI = [sys.executable, "-m", "scrivania.program.cli"]
KINDS = {
    "database": lambda command: command[0].endswith("/postgres"),
    "web": lambda command: "web" in command,
    "worker": lambda command: "worker" in command,
    "simulators": lambda command: "simulators" in command,
}


class Demo:
    def __init__(self, data):
        self.data = data
        self.port = free_ports()

    def start(self):
        command = [*CLI, "demo", f"--data={self.data}", f"--port={self.port}"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if line.startswith("ready: "):
                return line.strip()
        raise AssertionError("".join(lines))

    def child(self, kind):
        for each in psutil.Process(self.process.pid).children():
            with suppress(psutil.Error):  # it ended meanwhile
                if KINDS[kind](each.cmdline()):
                    return each
        return None

    def everything(self):
        main = psutil.Process(self.process.pid)
        return [main, *main.children(recursive=True)]

    def owner(self):
        return psycopg.connect(Cluster(self.data, account=account.for_root()).urls().owner, autocommit=True)

    def is_ready(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False


def free_ports():
    """A port that is free, the next one too."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def gone(process):
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def wait_until(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def refused(*arguments, **environment):
    """The one sentence on standard error of a start that must not succeed."""
    ran = subprocess.run(
        [*CLI, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 1
    assert len(ran.stderr.splitlines()) == 1
    return ran.stderr.strip().removeprefix("scrivania: ")


@pytest.fixture(scope="module")
def folder():
    with temporary_reachable_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def environment():
    """What names the tests' own database doesn't concern an installation with its own."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("DATABASE_", "SCRIVANIA_", "SECRET_KEY", "DJANGO_")):
                patch.delenv(name)
        yield


@pytest.fixture(scope="module")
def demo(folder, environment):
    demo = Demo(folder / "demo")
    assert demo.start() == f"ready: http://localhost:{demo.port}/"
    yield demo
    processes = demo.everything()
    demo.process.send_signal(signal.SIGINT)
    assert demo.process.wait(30) == 0
    assert all(gone(each) for each in processes)


@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_process_comes_back_and_nothing_committed_is_lost(demo, kind):
    with demo.owner() as connection:
        connection.execute(f"CREATE TABLE kept_{kind} AS SELECT 7 AS number")
    killed = demo.child(kind)
    killed.kill()
    wait_until(lambda: gone(killed))
    wait_until(lambda: demo.child(kind))
    wait_until(demo.is_ready)
    with demo.owner() as connection:
        assert connection.execute(f"SELECT number FROM kept_{kind}").fetchone() == (7,)


def test_after_the_supervisor_is_killed_nothing_runs_on_and_the_next_start_recovers(demo):
    with demo.owner() as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    processes = demo.everything()
    demo.process.kill()
    demo.process.wait()
    wait_until(lambda: all(gone(each) for each in processes))
    demo.start()
    with demo.owner() as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_a_second_start_on_the_same_data_says_so(demo):
    assert "already running on the data folder" in refused("demo", f"--data={demo.data}")


def test_a_busy_port_says_so(demo, folder):
    message = refused("demo", f"--data={folder / 'other'}", f"--port={demo.port}")
    assert message == f"Port {demo.port} is used by another program: stop it, or choose another with --port."


def test_a_demonstration_is_never_served_as_the_real_thing(demo):
    assert "holds a demonstration" in refused("serve", f"--data={demo.data}")


@pytest.mark.parametrize("name", ["SCRIVANIA_DEMO", "SCRIVANIA_SIMULATORS_URL"])
def test_a_real_installation_refuses_the_settings_of_a_demonstration(folder, environment, name):
    message = refused("web", f"--data={folder / 'real'}", **{name: "1"})
    assert message == f"{name}: only for a data folder made by `scrivania demo`."


def test_a_folder_with_other_content_does_not_become_a_demonstration(folder, environment):
    other = folder / "papers"
    other.mkdir(mode=0o755)
    (other / "letter.txt").touch()
    if entry := account.for_root():
        os.chown(other, entry.uid, entry.gid)
    assert "holds no demonstration" in refused("demo", "--reset", f"--data={other}")
    assert (other / "letter.txt").exists()


def test_plain_http_stays_on_this_machine(demo):
    cluster = Cluster(demo.data, account=account.for_root())
    environment = cluster.urls().environment() | {"SECRET_KEY": "x", "SCRIVANIA_KEYS": "x"}
    message = refused(
        "web", f"--data={demo.data}", "--bind=0.0.0.0", SCRIVANIA_INSECURE_HTTP="1", **environment
    )
    assert message == "Plain http is for this machine alone: 0.0.0.0 needs https before it."


def test_nothing_runs_as_root(demo):
    assert all(each.uids().effective != 0 for each in demo.everything())


def test_the_secrets_are_readable_by_their_owner_alone(demo):
    for path in Path(demo.data, "secrets").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
