"""A few engines shared by the threads of one process."""

import atexit
import json
import os
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from scrivania.formio.engine.process import EngineDied, EngineKilled, EngineProcess
from scrivania.formio.errors import EngineBusy, Failure, FormBroken

# A form killed this often in a row is refused unrun for a while: it would hold every engine.
STRIKES = 2
REFUSED_SECONDS = 60.0


@dataclass(frozen=True)
class CoreError:
    """An error of the core; `key` is its errorKeyOrMessage, so the author's text where there is one."""

    path: str
    key: str
    rule: str
    setting: Any


@dataclass(frozen=True)
class Answer:
    """What the official core made of a submission. `hidden` names only what has a condition of its own."""

    data: dict[str, Any]
    errors: tuple[CoreError, ...]
    hidden: frozenset[str]
    failures: tuple[Failure, ...]


class EnginePool:
    """Up to `size` engine processes, started when needed and replaced when they die.

    A run is killed after `run_seconds`; a caller waits for a free engine at most `wait_seconds` and
    only if fewer than `max_waiting` others wait (else `EngineBusy`).
    """

    def __init__(
        self, size: int = 2, *, run_seconds: float = 1.5, wait_seconds: float = 5.0, max_waiting: int = 64
    ) -> None:
        self._run_seconds = run_seconds
        self._wait_seconds = wait_seconds
        self._max_waiting = max_waiting
        self._free = size
        self._idle: list[EngineProcess] = []
        self._working: set[EngineProcess] = set()
        self._waiting = 0
        self._closed = False
        self._change = threading.Condition()
        self._past_cpu = 0.0
        self._strikes: dict[str, tuple[int, float]] = {}

    def run(self, form_key: str, definition: str, data: Mapping[str, Any]) -> Answer:
        """Runs the official core over `data`. `form_key` names the tenant and the version of the form,
        `definition` is its JSON text. Raises `FormBroken` and `EngineBusy`.

        The answer's `failures` must be empty for it to be used; `scrivania.formio.process` sees to that.
        """
        self._refuse_repeated_killers(form_key)
        text = json.dumps(data, allow_nan=False)
        try:
            try:
                answer = self._run_once(form_key, definition, text)
            except EngineKilled:
                raise
            except EngineDied:
                # Someone killed it, or V8 fell: a second engine tells whether it was the form.
                answer = self._run_once(form_key, definition, text)
        except EngineDied as error:
            self._strike(form_key)
            raise FormBroken(form_key, (Failure(str(error)),)) from error
        self._strikes.pop(form_key, None)
        if "failed" in answer:
            raise FormBroken(form_key, (Failure(answer["failed"]),))
        return _answer(answer["answer"])

    def _run_once(self, form_key: str, definition: str, text: str) -> dict[str, Any]:
        with self._engine(form_key) as engine:
            if form_key not in engine.forms:
                engine.open(form_key, definition)
            answer = engine.run(form_key, text, self._run_seconds)
            if answer.get("unknown"):
                engine.open(form_key, definition)
                answer = engine.run(form_key, text, self._run_seconds)
            return answer

    def check(self, snippets: Sequence[Mapping[str, str]]) -> list[str | None]:
        """Compiles `{"kind": "code"|"pattern", "source"}` without running it: V8's complaint, or None."""
        with self._engine("") as engine:
            try:
                complaints: list[str | None] = engine.check(json.dumps(list(snippets)))["answer"]
            except EngineDied as error:
                raise EngineBusy(str(error)) from error
        return complaints

    def cpu_seconds(self) -> float:
        """CPU of all engines so far, as of each one's last answer."""
        with self._change:
            return self._past_cpu + sum(e.cpu_seconds for e in [*self._idle, *self._working])

    @property
    def waiting(self) -> int:
        """Callers that wait for a free engine now."""
        return self._waiting

    def pids(self) -> list[int]:
        with self._change:
            return [engine.pid for engine in [*self._idle, *self._working]]

    def close(self) -> None:
        """Ends the idle engines now, the others when their call is answered."""
        with self._change:
            self._closed = True
            idle, self._idle = self._idle, []
            self._change.notify_all()
        for engine in idle:
            self._retire(engine)

    @contextmanager
    def _engine(self, form_key: str) -> Iterator[EngineProcess]:
        engine = self._take(form_key)
        try:
            yield engine
        finally:
            self._give_back(engine)

    def _take(self, form_key: str) -> EngineProcess:
        with self._change:
            if not self._idle and not self._free and self._waiting >= self._max_waiting:
                raise EngineBusy("too many are waiting for a form engine")
            self._waiting += 1
            try:
                found = self._change.wait_for(
                    lambda: self._idle or self._free or self._closed, self._wait_seconds
                )
            finally:
                self._waiting -= 1
            if not found or self._closed:
                raise EngineBusy("no form engine came free")
            engine = self._choose(form_key) or self._start()
            self._working.add(engine)
        return engine

    def _choose(self, form_key: str) -> EngineProcess | None:
        """An idle engine, one that knows the form if possible; those that died meanwhile are let go."""
        for engine in [e for e in self._idle if not e.alive]:
            self._idle.remove(engine)
            self._free += 1
            self._retire(engine)
        if not self._idle:
            return None
        knowing = [engine for engine in self._idle if form_key in engine.forms]
        engine = (knowing or self._idle)[-1]
        self._idle.remove(engine)
        return engine

    def _start(self) -> EngineProcess:
        try:
            engine = EngineProcess()
        except OSError as error:
            raise EngineBusy(f"no form engine can be started: {error}") from error
        self._free -= 1
        return engine

    def _give_back(self, engine: EngineProcess) -> None:
        with self._change:
            self._working.discard(engine)
            keep = engine.alive and not engine.spent and not self._closed
            if keep:
                self._idle.append(engine)
            else:
                self._free += 1
                self._retire(engine)
            self._change.notify()

    def _retire(self, engine: EngineProcess) -> None:
        self._past_cpu += engine.cpu_seconds
        engine.close()

    def _refuse_repeated_killers(self, form_key: str) -> None:
        strikes, since = self._strikes.get(form_key, (0, 0.0))
        if strikes >= STRIKES and time.monotonic() - since < REFUSED_SECONDS:
            raise FormBroken(
                form_key, (Failure("refused for a minute: it was killed several times in a row"),)
            )

    def _strike(self, form_key: str) -> None:
        self._strikes[form_key] = (self._strikes.get(form_key, (0, 0.0))[0] + 1, time.monotonic())


def _answer(answer: dict[str, Any]) -> Answer:
    return Answer(
        data=answer["data"],
        errors=tuple(
            CoreError(e.get("path") or "", str(e["key"]), str(e["rule"]), e.get("setting"))
            for e in answer["errors"]
        ),
        hidden=frozenset(answer["hidden"]),
        failures=tuple(Failure(f["message"], f["key"]) for f in answer["failures"]),
    )


def shared_pool() -> EnginePool:
    """The pool of this process: two engines, the second only when two threads need one at once."""
    return _pool_of(os.getpid())


@cache
def _pool_of(pid: int) -> EnginePool:
    """By process id, since engines can't be shared with a fork: it would read the other's answers."""
    pool = EnginePool()

    def close() -> None:
        if os.getpid() == pid:
            pool.close()

    atexit.register(close)
    return pool
