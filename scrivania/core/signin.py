"""Opening and closing a session: the last step of every way to sign in."""

from django.contrib.auth import login, logout
from django.http import HttpRequest

from scrivania.core.middleware import LEVEL_KEY, METHOD_KEY, PROVIDER_KEY
from scrivania.core.models import User


def open_session(request: HttpRequest, user: User, *, method: str, level: int, provider: str = "") -> None:
    """Sign `user` in on this browser. The session key changes, so one planted before is worth nothing."""
    request.session.flush()
    login(request, user, backend="scrivania.core.backends.SessionOnlyBackend")
    request.session[METHOD_KEY] = method
    request.session[LEVEL_KEY] = level
    request.session[PROVIDER_KEY] = provider


def close_session(request: HttpRequest) -> None:
    logout(request)
