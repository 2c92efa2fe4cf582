import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from scrivania.program import supervisor as module
from scrivania.program.lifeline import ends_with_parent
from scrivania.program.refusal import Refusal
from scrivania.program.supervisor import Child, Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
PARENT_AND_CHILD = [
    sys.executable,
    "-c",
    "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "time.sleep(60)",
]


def sleeper(command=SLEEP, name="sleeper"):
    def start():
        return subprocess.Popen(command, start_new_session=True, preexec_fn=ends_with_parent())

    return Child(name, start)


@pytest.fixture
def supervisor():
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    with Supervisor() as supervisor:
        yield supervisor
    for number, handler in handlers.items():
        signal.signal(number, handler)


def tend_until(supervisor, condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        supervisor.tend()


def gone(process):
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def wait_until(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_killed_process_is_started_again_and_what_it_started_is_ended(supervisor, capsys):
    child = sleeper(PARENT_AND_CHILD)
    supervisor.add(child)
    first = psutil.Process(child.process.pid)
    wait_until(first.children)
    grandchild = first.children()[0]
    first.kill()
    tend_until(supervisor, lambda: child.process is not None and child.process.pid != first.pid)
    wait_until(lambda: gone(grandchild))
    assert "sleeper ended (signal SIGKILL), starts again" in capsys.readouterr().err


def test_each_death_in_a_row_waits_longer_up_to_a_bound():
    child = Child("dying", lambda: None)
    ended = subprocess.Popen([sys.executable, "-c", ""], start_new_session=True)
    ended.wait()
    waits = []
    for _ in range(9):
        child.started = time.monotonic()
        child.bury(ended)
        waits.append(round(child.due - time.monotonic(), 1))
    assert waits == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]
    child.started = time.monotonic() - module.HEALTHY_AFTER - 1
    child.bury(ended)
    assert child.deaths == 1


def test_a_process_that_never_stays_up_is_given_up(supervisor, monkeypatch):
    monkeypatch.setattr(module, "FIRST_DELAY", 0.0)
    monkeypatch.setattr(module, "POLL", 0.01)
    supervisor.add(sleeper([sys.executable, "-S", "-c", "raise SystemExit(3)"], "broken"))
    with pytest.raises(Refusal, match="broken ended 11 times in a row"):
        tend_until(supervisor, lambda: False)


def test_the_stop_ends_every_process_even_one_that_ignores_it(monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 1.0)
    deaf = [
        sys.executable,
        "-c",
        "import signal, time; signal.signal(15, signal.SIG_IGN); print(); time.sleep(60)",
    ]
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    me = psutil.Process()
    others = set(me.children(recursive=True))  # what other tests of this process keep running
    with Supervisor() as supervisor:
        for command in (PARENT_AND_CHILD, deaf):
            supervisor.add(sleeper(command))
        wait_until(lambda: len(set(me.children(recursive=True)) - others) >= 3)
        processes = set(me.children(recursive=True)) - others
    for number, handler in handlers.items():
        signal.signal(number, handler)
    alive = psutil.wait_procs(processes, timeout=5)[1]
    assert all(gone(each) for each in alive)


def test_the_children_of_a_killed_supervisor_end_by_themselves():
    program = f"""
import subprocess, sys, time
from scrivania.program.lifeline import ends_with_parent
child = subprocess.Popen({SLEEP!r}, start_new_session=True, preexec_fn=ends_with_parent())
print(child.pid, flush=True)
time.sleep(60)
"""
    supervisor = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    child = psutil.Process(int(supervisor.stdout.readline()))
    os.kill(supervisor.pid, signal.SIGKILL)
    supervisor.wait()
    wait_until(lambda: gone(child))
