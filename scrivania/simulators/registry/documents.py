"""A request to register, checked as a strict registry would."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

DIRECTIONS = {"E": "in entrata", "U": "in uscita"}
_CLOCKS_APART = timedelta(minutes=5)


class Refused(Exception):
    """The request has a fault of its own; the message says which."""


@dataclass(frozen=True, slots=True)
class Received:
    """A valid request. `occurred_at` is ISO 8601 with its zone; `parent` the number of the main document."""

    reference: str
    direction: str
    title: str
    correspondent_name: str
    correspondent_code: str
    occurred_at: str
    parent: str
    file_name: str
    media_type: str
    sha256: str
    size: int

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def read(body: Any, is_number: Callable[[str], bool]) -> tuple[Received, bytes]:
    """Request and bytes. `is_number` tells the numbers already given. Raises Refused."""
    content = _content(_text(body, "file", "content"), _text(body, "file", "sha256"))
    received = Received(
        reference=_reference(_text(body, "reference")),
        direction=_text(body, "direction"),
        title=_text(body, "title"),
        correspondent_name=_text(body, "correspondent", "name"),
        correspondent_code=_text(body, "correspondent", "code"),
        occurred_at=_instant(_text(body, "occurred_at")),
        parent=_text(body, "parent", required=False),
        file_name=_text(body, "file", "name"),
        media_type=_text(body, "file", "media_type"),
        sha256=_text(body, "file", "sha256"),
        size=len(content),
    )
    if received.direction not in DIRECTIONS:
        raise Refused(f"direction: {received.direction!r} is neither E nor U")
    if received.parent and not is_number(received.parent):
        raise Refused(f"parent: {received.parent!r} isn't registered here")
    return received, content


def _text(body: Any, *path: str, required: bool = True) -> str:
    value = body
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    if required and not (isinstance(value, str) and value.strip()):
        raise Refused(f"{'.'.join(path)}: required")
    return value if isinstance(value, str) else ""


def _reference(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise Refused("reference: not a UUID") from None


def _instant(text: str) -> str:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise Refused("occurred_at: not an instant") from None
    if instant.tzinfo is None:
        raise Refused("occurred_at: without zone")
    if instant > datetime.now(UTC) + _CLOCKS_APART:
        raise Refused("occurred_at: in the future")
    return text


def _content(encoded: str, sha256: str) -> bytes:
    try:
        content = base64.b64decode(encoded, validate=True)
    except ValueError:
        raise Refused("file.content: not base64") from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Refused("file.sha256: isn't that of the content")
    return content
