"""Error pages. The root URLconf names the first four as handlers; views and middleware call `error_page`."""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_RETRY_AFTER_S = 30


def error_page(request: HttpRequest, status: int, *, retry_after_s: int | None = None) -> HttpResponse:
    """The page of an HTTP status: 400, 403, 404, 409, 429, 500 or 503 (the last two touch no database)."""
    # 5xx: the context processors are what may have failed.
    response = render(None if status >= 500 else request, f"{status}.html", status=status)
    if retry_after_s is not None:
        response["Retry-After"] = str(retry_after_s)
    return response


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Called while the exception is handled: a database that is down or full will be back, a fault won't."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return error_page(request, 503, retry_after_s=_RETRY_AFTER_S)
    return error_page(request, 500)
