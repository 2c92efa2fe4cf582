from dataclasses import dataclass
from importlib import import_module

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import journal
from .systems import SYSTEMS


@dataclass(frozen=True)
class System:
    name: str
    title: str
    entries: list[dict[str, object]]


def index(request: HttpRequest) -> HttpResponse:
    """What each outside system received, newest first."""
    systems = [
        System(name, import_module(module).TITLE, journal.latest(name)) for name, module in SYSTEMS.items()
    ]
    return render(request, "simulators/index.html", {"systems": systems})
