"""The mails received: one file each, named so that they sort by arrival."""

import time
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser, BytesParser
from pathlib import Path

from scrivania.simulators.places import folder

RECIPIENT = "X-Envelope-To"


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Received:
    """`name` is the mail's own here; `message` its headers, or all of it when it was opened."""

    name: str
    message: EmailMessage

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])

    @property
    def text(self) -> str:
        body = self.message.get_body(("plain", "html"))
        return str(body.get_content()) if body is not None else ""

    @property
    def attachments(self) -> list[Attachment]:
        return [
            Attachment(part.get_filename("allegato"), part.get_content_type(), _bytes(part))
            for part in self.message.iter_attachments()
        ]


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def keep(recipient: str, content: bytes) -> None:
    """The whole mail or nothing: it is renamed into its place."""
    draft = _box() / f".{time.time_ns():020d}"
    draft.write_bytes(f"{RECIPIENT}: {recipient}\r\n".encode() + content)
    draft.rename(draft.with_name(f"{draft.name[1:]}.eml"))


def latest(most: int) -> list[Received]:
    """The last mails, newest first, headers only."""
    paths = sorted(_box().glob("*.eml"), reverse=True)[:most]
    parser = BytesHeaderParser(policy=policy.default)
    return [Received(path.stem, parser.parsebytes(path.read_bytes())) for path in paths]


def opened(name: str) -> Received | None:
    path = _box() / f"{name}.eml"
    if not name.isdigit() or not path.exists():
        return None
    return Received(name, BytesParser(policy=policy.default).parsebytes(path.read_bytes()))


def _box() -> Path:
    path = folder() / "mail"
    path.mkdir(mode=0o700, exist_ok=True)
    return path
