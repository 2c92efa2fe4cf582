"""The registry of the demo: a plain JSON protocol, with the faults of the real ones."""

import base64
import uuid
from datetime import datetime
from typing import Any

import httpx

from scrivania.core.delivery import OutcomeUnknown, PermanentFailure, TemporaryFailure
from scrivania.registry.contracts import DocumentToRegister, RegistrationReceipt

_TIMEOUT = httpx.Timeout(15.0, connect=5.0)


class Connector:
    """A `RegistryConnector`. Config: `url` of the simulator, `aoo` (area organizzativa omogenea)."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._url = f"{config['url'].rstrip('/')}/{config['aoo']}"

    def register(self, document: DocumentToRegister) -> RegistrationReceipt:
        answer = self._call(
            "POST",
            "/documents",
            json={
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
            },
        )
        return _receipt(self._expect(answer))

    def find(self, reference: uuid.UUID) -> RegistrationReceipt | None:
        answer = self._call("GET", f"/documents/{reference}")
        return None if answer.status_code == httpx.codes.NOT_FOUND else _receipt(self._expect(answer))

    def check(self) -> None:
        self._expect(self._call("GET", "/status"))

    def _call(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        try:
            return httpx.request(method, self._url + path, timeout=_TIMEOUT, **arguments)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise TemporaryFailure(f"registry not reached: {type(error).__name__}") from error
        except httpx.HTTPError as error:
            raise OutcomeUnknown(f"registry call broke off: {type(error).__name__}") from error

    def _expect(self, answer: httpx.Response) -> dict[str, Any]:
        """The JSON of a good answer. A KO may hide in a 200, and a proxy may answer in HTML."""
        if answer.status_code >= 500 or "json" not in answer.headers.get("Content-Type", ""):
            raise OutcomeUnknown(f"registry answered {answer.status_code}")
        body: dict[str, Any] = answer.json()
        if answer.status_code >= 400 or body.get("result") != "OK":
            raise PermanentFailure(f"registry refused: {body.get('message', answer.status_code)}")
        return body


def _receipt(body: dict[str, Any]) -> RegistrationReceipt:
    return RegistrationReceipt(
        body["number"], body["register"], datetime.fromisoformat(body["registered_at"])
    )
