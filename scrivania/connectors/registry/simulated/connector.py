"""The registry of the demo: a plain JSON protocol, with the faults of the real ones."""

import base64
import json
import ssl
import time
import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import httpx

from scrivania.core.delivery import OutcomeUnknown, PermanentFailure, TemporaryFailure
from scrivania.registry.contracts import DocumentToRegister, RegistrationReceipt

_CONNECT_S = 5.0
_MOST_BYTES = 1_000_000
_NOT_FOUND = "NOT_FOUND"


@dataclass(frozen=True, slots=True)
class Config:
    """`url` of the simulator, `aoo` (area organizzativa omogenea), seconds a whole call may take."""

    url: str
    aoo: str
    timeout_s: float = 15.0


class Connector:
    """A `RegistryConnector`."""

    def __init__(self, config: dict[str, Any]) -> None:
        try:
            self._config = Config(**config)
        except TypeError as error:
            raise PermanentFailure(f"registry settings: {error}") from error

    def register(self, document: DocumentToRegister) -> RegistrationReceipt:
        return _receipt(_done(self._call("POST", "documents", _wire(document))))

    def find(self, reference: uuid.UUID) -> RegistrationReceipt | None:
        answer = self._call("GET", f"documents/{reference}")
        # Its own word only: a proxy's 404 must not pass for "never registered".
        return None if answer.get("code") == _NOT_FOUND else _receipt(_done(answer))

    def check(self) -> None:
        _done(self._call("GET", "status"))

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """The JSON object answered. Raises core.delivery's failures."""
        url = f"{self._config.url.rstrip('/')}/{self._config.aoo}/{path}"
        limit = self._config.timeout_s
        timeout = httpx.Timeout(limit, connect=min(limit, _CONNECT_S))
        deadline = time.monotonic() + limit
        try:
            with httpx.stream(
                method, url, json=body, timeout=timeout, verify=_tls(), trust_env=False
            ) as answer:
                return _read(answer, deadline)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise PermanentFailure(f"registry settings: {error}") from error
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise TemporaryFailure(f"registry not reached: {type(error).__name__}") from error
        except httpx.HTTPError as error:
            raise OutcomeUnknown(f"registry call broke off: {type(error).__name__}") from error


@cache
def _tls() -> ssl.SSLContext:
    """Made once: reading the certificate authorities costs more than the call."""
    return httpx.create_ssl_context()


def _read(answer: httpx.Response, deadline: float) -> dict[str, Any]:
    """httpx limits the wait for each piece; this limits the sum of them."""
    content = b""
    for piece in answer.iter_bytes():
        content += piece
        if time.monotonic() > deadline or len(content) > _MOST_BYTES:
            raise OutcomeUnknown("registry answer too slow or too long")
    try:
        body = json.loads(content)
    except ValueError as error:
        raise OutcomeUnknown(f"registry answered {answer.status_code}, not JSON") from error
    if answer.status_code >= 500 or not isinstance(body, dict):
        raise OutcomeUnknown(f"registry answered {answer.status_code}")
    return body


def _done(body: dict[str, Any]) -> dict[str, Any]:
    """The answer itself, if it is no KO: a KO may come with status 200."""
    if body.get("result") == "OK":
        return body
    message = f"registry refused: {body.get('code')} {body.get('message')}"
    match body.get("code"):
        case "DUPLICATE":  # it has the document, but this answer doesn't tell the number
            raise OutcomeUnknown(message)
        case "UNAVAILABLE":
            raise TemporaryFailure(message)
        case _:
            raise PermanentFailure(message)


def _receipt(body: dict[str, Any]) -> RegistrationReceipt:
    try:
        registered_at = datetime.fromisoformat(body["registered_at"])
        return RegistrationReceipt(body["number"], body["register"], registered_at)
    except (KeyError, TypeError, ValueError) as error:
        raise OutcomeUnknown(f"registry answer incomplete: {error!r}") from error


def _wire(document: DocumentToRegister) -> dict[str, Any]:
    return {
        "reference": str(document.reference),
        "direction": document.direction,
        "title": document.title,
        "correspondent": {"name": document.correspondent_name, "code": document.correspondent_code},
        "occurred_at": document.occurred_at.isoformat(),
        "parent": document.parent_number,
        "file": {
            "name": document.file_name,
            "media_type": document.media_type,
            "sha256": document.sha256,
            "content": base64.b64encode(document.content).decode(),
        },
    }
