"""Where a request comes from."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Address of the browser: for limits, never for rights.

    Behind the TLS proxy it is the last entry of X-Forwarded-For, the one the proxy itself wrote; those before
    it are the client's word. Plain http has no proxy.
    """
    forwarded = "" if settings.INSECURE_HTTP else request.headers.get("X-Forwarded-For", "")
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
