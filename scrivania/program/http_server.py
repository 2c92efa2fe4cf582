"""gunicorn, configured in code: no file of its own for anybody to lose."""

import errno
import socket
import time
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

from .refusal import Refusal

LOOPBACK = ("127.0.0.1", "::1")


class HttpServer(BaseApplication):
    """`threads` requests at a time in each of `workers` processes, started again after some thousand.

    `in_worker` is called in each of them at its start: threads don't outlive a fork.
    """

    def __init__(
        self,
        application: str,
        addresses: list[str],
        *,
        workers: int,
        threads: int,
        in_worker: Callable[[], None] = lambda: None,
    ) -> None:
        self.application = application
        self.options: dict[str, Any] = {
            "bind": addresses,
            "worker_class": "gthread",
            "workers": workers,
            "threads": threads,
            "timeout": 60,
            "graceful_timeout": 15,
            "keepalive": 5,
            # Imported once and forked: a start costs half. No form engine lives in these processes.
            "preload_app": True,
            "max_requests": 20_000,
            "max_requests_jitter": 2_000,
            "control_socket_disable": True,
            "proc_name": "scrivania",
            "post_worker_init": lambda _worker: in_worker(),
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        application = import_app(self.application)
        from django.urls import get_resolver

        # All pages are loaded here, before the fork, and not by the first request to each process.
        _ = get_resolver().url_patterns
        return application


def addresses(host: str, port: int) -> list[str]:
    """The addresses to listen on; "localhost" means both loopbacks, where the machine has both."""
    if host != "localhost":
        return [_address(host, port)]
    return [_address(each, port) for each in LOOPBACK if _bindable(each)]


def is_loopback(host: str) -> bool:
    return host == "localhost" or host == "::1" or host.startswith("127.")


def require_free(host: str, port: int) -> None:
    """Refuse a busy port at once; a moment's grace is for a server of ours that is just ending."""
    for address in LOOPBACK if host == "localhost" else (host,):
        deadline = time.monotonic() + 2
        while (problem := _try(address, port)) == errno.EADDRINUSE and time.monotonic() < deadline:
            time.sleep(0.1)
        if problem == errno.EADDRINUSE:
            raise Refusal(f"Port {port} is used by another program: stop it, or choose another with --port.")
        if problem == errno.EACCES:
            raise Refusal(f"Port {port} is reserved to the system: choose one above 1023 with --port.")
        if problem and not (host == "localhost" and address == "::1"):
            raise Refusal(f"This machine can't listen on {address}.")


def _bindable(host: str) -> bool:
    return _try(host, 0) is None


def _try(host: str, port: int) -> int | None:
    """The errno of listening there, None when it works."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        return error.errno
    return None


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
