import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from scrivania.formio import EngineBusy, EnginePool, FormBroken, FormDefinition
from scrivania.formio.engine import child

from .forms import field, form

LOOP = FormDefinition.parse(form(field(validate={"custom": "while(true){}"}))).text
HONEST = FormDefinition.parse(form(field(validate={"maxLength": 3}))).text


def test_a_looping_form_is_killed_and_disturbs_nobody() -> None:
    pool = EnginePool(2)
    try:
        for _ in range(2):
            pool.run("honest", HONEST, {"a": "x"})
        with ThreadPoolExecutor(2) as threads:
            started = time.monotonic()
            looping = threads.submit(pool.run, "loop", LOOP, {"a": "x"})
            while not looping.done():
                assert pool.run("honest", HONEST, {"a": "long"}).errors[0].key == "maxLength"
            killed_after = time.monotonic() - started
        with pytest.raises(FormBroken, match="killed"):
            looping.result()
        assert 1.4 < killed_after < 4
        assert pool.run("honest", HONEST, {"a": "x"}).errors == ()
    finally:
        pool.close()


def test_a_form_killed_twice_is_refused_at_once() -> None:
    pool = EnginePool(1, run_seconds=0.3)
    try:
        for _ in range(2):
            with pytest.raises(FormBroken, match="killed"):
                pool.run("loop", LOOP, {"a": "x"})
        started = time.monotonic()
        with pytest.raises(FormBroken, match="in a row"):
            pool.run("loop", LOOP, {"a": "x"})
        assert time.monotonic() - started < 0.1
        assert pool.run("honest", HONEST, {"a": "x"}).errors == ()
    finally:
        pool.close()


def test_an_engine_killed_from_outside_is_replaced() -> None:
    pool = EnginePool(1)
    try:
        pool.run("honest", HONEST, {"a": "x"})
        [pid] = pool.pids()
        os.kill(pid, 9)
        psutil.wait_procs([psutil.Process(pid)] if psutil.pid_exists(pid) else [], timeout=5)
        assert pool.run("honest", HONEST, {"a": "x"}).errors == ()
        assert pool.pids() != [pid]
    finally:
        pool.close()


def test_an_engine_killed_under_a_call_costs_nobody_an_answer() -> None:
    slow = FormDefinition.parse(
        form(
            field(
                calculateServer=True,
                calculateValue="var t = Date.now(); while (Date.now() - t < 600) {} value = 'x'",
            )
        )
    ).text
    pool = EnginePool(1)
    try:
        pool.run("honest", HONEST, {"a": "x"})
        [pid] = pool.pids()
        with ThreadPoolExecutor(1) as threads:
            answer = threads.submit(pool.run, "slow", slow, {})
            time.sleep(0.4)
            os.kill(pid, 9)
            assert answer.result().data == {"a": "x"}
        assert pool.pids() != [pid]
    finally:
        pool.close()


def test_waiting_is_bounded() -> None:
    pool = EnginePool(1, wait_seconds=0.2, max_waiting=1)
    try:
        pool.run("honest", HONEST, {"a": "x"})
        with ThreadPoolExecutor(1) as threads:
            slow = threads.submit(pool.run, "loop", LOOP, {"a": "x"})
            time.sleep(0.3)
            with pytest.raises(EngineBusy):
                pool.run("honest", HONEST, {"a": "x"})
        with pytest.raises(FormBroken):
            slow.result()
    finally:
        pool.close()


def test_closing_ends_every_engine() -> None:
    pool = EnginePool(2)
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda n: pool.run(f"honest {n}", HONEST, {"a": "x"}), range(4)))
    processes = [psutil.Process(pid) for pid in pool.pids()]
    assert processes
    assert pool.cpu_seconds() > 0
    pool.close()
    assert [p for p in processes if p.is_running()] == []
    with pytest.raises(EngineBusy):
        pool.run("honest", HONEST, {"a": "x"})


def test_engines_end_with_their_parent() -> None:
    script = (
        "from scrivania.formio import EnginePool; import sys, time\n"
        f"pool = EnginePool(1); pool.run('k', {HONEST!r}, {{'a': 'x'}})\n"
        "print(*pool.pids(), 'py_mini_racer' in sys.modules, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid, v8_in_parent = parent.stdout.readline().split()
    engine = psutil.Process(int(pid))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    engine.wait(timeout=5)
    assert v8_in_parent == "False"


def test_an_engine_is_replaced_after_its_share_of_calls(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    original = Path(child.__file__)
    shutil.copytree(original.with_name("bundle"), tmp_path / "bundle")
    source = original.read_text("utf-8")
    assert "MAX_CALLS = 5_000" in source
    shortlived = tmp_path / "child.py"
    shortlived.write_text(source.replace("MAX_CALLS = 5_000", "MAX_CALLS = 3"), "utf-8")
    monkeypatch.setattr("scrivania.formio.engine.process.CHILD", shortlived)
    pool = EnginePool(1)
    seen = set()
    try:
        for _ in range(6):
            assert pool.run("honest", HONEST, {"a": "x"}).errors == ()
            seen |= set(pool.pids())
    finally:
        pool.close()
    assert len(seen) >= 2


def test_a_large_parent_does_not_wear_out_its_engines() -> None:
    """The kernel hands a parent's peak memory down to what it starts."""
    ballast = b"x" * (child.MAX_RSS + (50 << 20))
    pool = EnginePool(1)
    try:
        pool.run("honest", HONEST, {"a": "x"})
        first = pool.pids()
        pool.run("honest", HONEST, {"a": "x"})
        assert pool.pids() == first
    finally:
        pool.close()
    assert len(ballast) > child.MAX_RSS


def test_a_fork_gets_a_pool_of_its_own() -> None:
    script = (
        "import os; from scrivania.formio import shared_pool\n"
        f"run = lambda: shared_pool().run('k', {HONEST!r}, {{'a': 'x'}})\n"
        "run(); mine = shared_pool().pids(); child = os.fork(); run()\n"
        "if child: os.waitpid(child, 0); run()\n"
        "print((mine == shared_pool().pids()) == bool(child), flush=True)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == ["True", "True"]
