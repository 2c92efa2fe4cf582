"""Telling citizens things."""

from collections.abc import Iterable

from django.db.models import Model

from scrivania.conversations.models import Message
from scrivania.core import audit, clock, delivery
from scrivania.core.models import StoredFile, User


def notify(
    recipient: User,
    subject: Model,
    *,
    title: str,
    body: str,
    email: str = "",
    attachments: Iterable[StoredFile] = (),
) -> Message:
    """Put a message in a citizen's area and, where there is an address, mail it. Needs a transaction."""
    message = Message.objects.create(
        recipient_id=recipient.pk,
        subject_kind=audit.kind_of(subject),
        subject_id=subject.pk,
        title=title[:200],
        body=body,
        email=email,
    )
    if email:
        delivery.plan("mail", message, "mail", attachments=[str(stored.pk) for stored in attachments])
    return message


def mark_read(recipient: User, message: Message) -> None:
    """Note the first time its recipient opened it."""
    Message.objects.filter(pk=message.pk, recipient_id=recipient.pk, read_at=None).update(read_at=clock.now())
