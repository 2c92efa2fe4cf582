"""What a mail channel must do."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class MailAttachment:
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person. `message_id` is stable over retries, so that a reader's program folds them."""

    to: str
    sender: str
    subject: str
    text: str
    message_id: str
    attachments: tuple[MailAttachment, ...] = ()


class MailChannel(Protocol):
    """Sends mail, at least once: no mail server tells after a broken call whether it took the mail."""

    def send(self, mail: Mail) -> None:
        """SHALL raise core.delivery.TemporaryFailure or PermanentFailure on failure."""
