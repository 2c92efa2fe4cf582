"""The engine process: V8 contexts behind JSON lines.

Started by path and not as a module of the package, so that a process holds V8 and nothing else.
A line in is `{"op": "open"|"run"|"check", ...}`, a line out its answer, which says when it wants to be the
`last`; it ends with its input.
"""

import json
import resource
import signal
import sys
import time
from collections import OrderedDict
from pathlib import Path
from typing import Any

import psutil
from py_mini_racer import DEFAULT_V8_FLAGS, JSEvalException, MiniRacer, init_mini_racer

MAX_CONTEXTS = 8  # about 20 MB and 70 ms of CPU each
# MB. A context's young heap would grow to several times this for 5 % of speed.
YOUNG_HEAP = 2
MAX_HEAP = 128 << 20  # bytes, per context
MAX_ANSWER = 4 << 20  # characters
MAX_CALLS = 5_000
MAX_RSS = 400 << 20  # bytes
# Longer than any wait of the parent: for one that died while a form was looping.
ORPHAN_SECONDS = 30

BUNDLE = Path(__file__).with_name("bundle")
SOURCE = "".join((BUNDLE / name).read_text("utf-8") for name in ("shim.js", "formio-core.min.js"))

Answer = dict[str, Any]


class Contexts:
    """Sealed V8 contexts by form, the least recently used closed first.

    Every context is closed explicitly: one left to the garbage collector may hang the interpreter's exit.
    """

    def __init__(self) -> None:
        self._by_form: OrderedDict[str, MiniRacer] = OrderedDict()

    def get(self, form: str) -> MiniRacer | None:
        if form in self._by_form:
            self._by_form.move_to_end(form)
        return self._by_form.get(form)

    def add(self, form: str) -> MiniRacer:
        self.drop(form)
        while len(self._by_form) >= MAX_CONTEXTS:
            self.drop(next(iter(self._by_form)))
        self._by_form[form] = context = new_context()
        return context

    def drop(self, form: str) -> None:
        context = self._by_form.pop(form, None)
        if context is not None:
            context.close()

    def close(self) -> None:
        for form in list(self._by_form):
            self.drop(form)


def new_context() -> MiniRacer:
    context = MiniRacer()
    context.set_hard_memory_limit(MAX_HEAP)
    context.eval(SOURCE)
    return context


def call(context: MiniRacer, function: str, text: str) -> Any:
    """Calls a function of the bundle that takes a text and returns JSON."""
    answer = context.eval(f"{function}({json.dumps(text)})")
    if not isinstance(answer, str):
        raise JSEvalException(f"{function} returned no text")
    if len(answer) > MAX_ANSWER:
        raise JSEvalException("the answer is too large")
    return json.loads(answer)


def run(contexts: Contexts, form: str, data: str) -> Answer:
    context = contexts.get(form)
    if context is None:
        return {"unknown": True}
    try:
        return {"answer": call(context, "__run", data)}
    except JSEvalException as error:
        # A context that threw outside the core's own nets isn't worth trusting again.
        contexts.drop(form)
        return {"failed": str(error).splitlines()[0][:300]}


def check(contexts: Contexts, snippets: str) -> Answer:
    """Compiles only, so one context without a form serves them all."""
    context = contexts.get("") or contexts.add("")
    return {"answer": call(context, "__check", snippets)}


def answer_to(contexts: Contexts, request: dict[str, Any]) -> Answer:
    if request["op"] == "run":
        return run(contexts, request["form"], request["data"])
    if request["op"] == "check":
        return check(contexts, request["snippets"])
    return {"answer": call(contexts.add(request["form"]), "__load", request["definition"])}


def memory() -> int:
    """Bytes this process holds now. Not its peak: the kernel hands the parent's own peak down at exec."""
    return psutil.Process().memory_info().rss


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    init_mini_racer(flags=(*DEFAULT_V8_FLAGS, f"--max-semi-space-size={YOUNG_HEAP}"))
    contexts = Contexts()
    try:
        for calls, line in enumerate(sys.stdin.buffer, start=1):
            signal.alarm(ORPHAN_SECONDS)
            answer = answer_to(contexts, json.loads(line))
            signal.alarm(0)
            answer |= {"cpu": time.process_time(), "last": calls >= MAX_CALLS or memory() > MAX_RSS}
            sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
            sys.stdout.buffer.flush()
    finally:
        contexts.close()


if __name__ == "__main__":
    main()
