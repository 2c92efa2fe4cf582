from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import journal
from .systems import SYSTEMS


@dataclass(frozen=True)
class System:
    name: str
    title: str
    page: str
    entries: list[dict[str, object]]


def index(request: HttpRequest) -> HttpResponse:
    """What each outside system received, newest first."""
    systems = [_system(name, import_module(module)) for name, module in SYSTEMS.items()]
    return render(request, "simulators/index.html", {"systems": systems})


def _system(name: str, package: ModuleType) -> System:
    return System(name, package.TITLE, getattr(package, "PAGE", ""), journal.latest(name))
