"""A whole installation under the worst: each of its processes killed, wrong starts, the clean stop."""

import os
import random
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
from scrivania.program.installation import DEMO_MARK
from scrivania.testing.fixtures import temporary_reachable_folder

CLI = [sys.executable, "-m", "scrivania.program.cli"]
KINDS = {
    "database": lambda command: command[0].endswith("/postgres"),
    "web": lambda command: "web" in command,
    "worker": lambda command: "worker" in command,
}


class Served:
    def __init__(self, data):
        self.data = data
        self.port = free_port()

    def start(self):
        command = [*CLI, "serve", f"--data={self.data}", f"--port={self.port}"]
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


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


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


def give(folder, file):
    """A folder of the account's that already holds something."""
    account.own_folder(folder, account.for_root())
    (folder / file).touch()


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
        patch.setenv("SCRIVANIA_INSECURE_HTTP", "1")
        yield


@pytest.fixture(scope="module")
def served(folder, environment):
    served = Served(folder / "served")
    assert served.start() == f"ready: http://localhost:{served.port}/"
    yield served
    processes = served.everything()
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(30) == 0
    assert all(gone(each) for each in processes)


@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_process_comes_back_and_nothing_committed_is_lost(served, kind):
    with served.owner() as connection:
        connection.execute(f"CREATE TABLE kept_{kind} AS SELECT 7 AS number")
    killed = served.child(kind)
    killed.kill()
    wait_until(lambda: gone(killed))
    wait_until(lambda: served.child(kind))
    wait_until(served.is_ready)
    with served.owner() as connection:
        assert connection.execute(f"SELECT number FROM kept_{kind}").fetchone() == (7,)


def test_after_the_supervisor_is_killed_nothing_runs_on_and_the_next_start_recovers(served):
    with served.owner() as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    processes = served.everything()
    served.process.kill()
    served.process.wait()
    wait_until(lambda: all(gone(each) for each in processes))
    served.start()
    with served.owner() as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_a_second_start_on_the_same_data_says_so(served):
    assert "already running on the data folder" in refused("serve", f"--data={served.data}")


def test_a_busy_port_says_so(served, folder):
    message = refused("serve", f"--data={folder / 'other'}", f"--port={served.port}")
    assert (
        message == f"Port {served.port} is used by another program: stop it, or choose another with --port."
    )


def test_a_demonstration_is_never_served_as_the_real_thing(folder, environment):
    give(folder / "shown", DEMO_MARK)
    assert "holds a demonstration" in refused("serve", f"--data={folder / 'shown'}")


def test_a_database_that_does_not_answer_is_told_in_one_sentence(folder, environment):
    names = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_SYSTEM_URL")
    closed = dict.fromkeys(names, f"postgresql://nobody@127.0.0.1:{free_port()}/none")
    message = refused("migrate", f"--data={folder / 'outside'}", SECRET_KEY="x", SCRIVANIA_KEYS="x", **closed)
    assert message.startswith("The database does not answer: ")


def test_a_missing_setting_is_named(folder, environment):
    message = refused("migrate", f"--data={folder / 'outside'}", DATABASE_URL="postgresql://x@127.0.0.1/x")
    assert message == "SECRET_KEY is not set (see docs/install.md)"


@pytest.mark.parametrize("name", ["SCRIVANIA_DEMO", "SCRIVANIA_SIMULATORS_URL"])
def test_a_real_installation_refuses_the_settings_of_a_demonstration(folder, environment, name):
    message = refused("web", f"--data={folder / 'real'}", **{name: "1"})
    assert message == f"{name}: only for a data folder made by `scrivania demo`."


def test_a_folder_with_other_content_does_not_become_a_demonstration(folder, environment):
    give(folder / "papers", "letter.txt")
    assert "holds no demonstration" in refused("demo", "--reset", f"--data={folder / 'papers'}")
    assert (folder / "papers/letter.txt").exists()


def test_plain_http_stays_on_this_machine(served):
    cluster = Cluster(served.data, account=account.for_root())
    environment = cluster.urls().environment() | {"SECRET_KEY": "x", "SCRIVANIA_KEYS": "x"}
    message = refused("web", f"--data={served.data}", "--bind=0.0.0.0", **environment)
    assert message == "Plain http is for this machine alone: 0.0.0.0 needs https before it."


def test_nothing_runs_as_root(served):
    assert all(each.uids().effective != 0 for each in served.everything())


def test_the_secrets_are_readable_by_their_owner_alone(served):
    for path in Path(served.data, "secrets").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.chaos
def test_random_kills_lose_nothing_that_was_committed(served):
    """Two dozen kills at random moments; whatever the database said it had kept is there at the end."""
    chance = random.Random(20)
    with served.owner() as connection:
        connection.execute("CREATE TABLE kept_chaos (number int PRIMARY KEY)")
    kept = set()

    def write():
        number = len(kept)
        with suppress(psycopg.Error), served.owner() as connection:
            connection.execute("INSERT INTO kept_chaos VALUES (%s) ON CONFLICT DO NOTHING", [number])
            kept.add(number)

    for _ in range(24):
        until = time.monotonic() + chance.uniform(0.1, 3)
        while time.monotonic() < until:
            write()
        with suppress(psutil.Error):
            victim = served.child(chance.choice(sorted(KINDS)))
            if victim is not None:
                victim.kill()
    wait_until(served.is_ready, 90)
    with served.owner() as connection:
        there = {number for (number,) in connection.execute("SELECT number FROM kept_chaos")}
    assert kept <= there
    assert len(kept) > 100
