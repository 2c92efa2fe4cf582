"""Who may call a view. Each view says it; `tests/test_routes.py` fails for one that does not."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

_V = TypeVar("_V", bound=Callable[..., object])


class Audience(StrEnum):
    PUBLIC = "public"
    CITIZEN = "citizen"
    STAFF = "staff"
    SYSTEM = "system"  # health checks: no body, no session


def _mark(audience: Audience) -> Callable[[_V], _V]:
    def mark(view: _V) -> _V:
        view.audience = audience  # type: ignore[attr-defined]
        return view

    return mark


public = _mark(Audience.PUBLIC)
citizen_only = _mark(Audience.CITIZEN)
staff_only = _mark(Audience.STAFF)
system = _mark(Audience.SYSTEM)


def keeps_posts(view: _V) -> _V:
    """A view that gives back what was posted to a session that was over: only there is it kept."""
    view.keeps_posts = True  # type: ignore[attr-defined]
    return view
