"""Faults set from a page (a test sends the same POST), kept until used up or the program ends."""

from collections.abc import Container
from dataclasses import dataclass
from threading import Lock

ALWAYS = 0


@dataclass(slots=True)
class Fault:
    """`times` counts down to its end; ALWAYS never ends. `seconds` is how long a slow one takes."""

    name: str
    times: int = 1
    seconds: float = 0.0


_armed: dict[str, Fault] = {}
_lock = Lock()


def arm(system: str, fault: Fault | None) -> None:
    """Set what goes wrong next at a system, or nothing."""
    with _lock:
        if fault is None:
            _armed.pop(system, None)
        else:
            _armed[system] = fault


def armed(system: str) -> Fault | None:
    return _armed.get(system)


def take(system: str, among: Container[str]) -> Fault | None:
    """The fault to inject into one call, if the one set is of those that such a call can have."""
    with _lock:
        fault = _armed.get(system)
        if fault is None or fault.name not in among:
            return None
        if fault.times == 1:
            del _armed[system]
        elif fault.times != ALWAYS:
            fault.times -= 1
        return Fault(fault.name, 1, fault.seconds)
