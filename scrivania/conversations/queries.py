"""Reads of messages used by several pages."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, Q, QuerySet

from scrivania.conversations.models import Message
from scrivania.core.audit import kind_of

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class MessagePage:
    """`following` names the next page, empty on the last."""

    rows: list[Message]
    following: str


def inbox(user_id: uuid.UUID) -> QuerySet[Message]:
    """Messages of a citizen, newest first, in the order of their index."""
    return Message.objects.filter(recipient_id=user_id).order_by("-created_at", "pk")


def page_of(messages: QuerySet[Message], after: str = "") -> MessagePage:
    """The next messages after a place that an earlier page named; anything else starts from the newest."""
    instant, _, pk = after.partition("~")
    try:
        at, last = datetime.fromisoformat(instant), uuid.UUID(pk)
    except ValueError:
        pass
    else:
        messages = messages.filter(Q(created_at__lt=at) | Q(created_at=at, pk__gt=last), created_at__lte=at)
    rows = list(messages[: PAGE_SIZE + 1])
    if len(rows) <= PAGE_SIZE:
        return MessagePage(rows, "")
    end = rows[PAGE_SIZE - 1]
    return MessagePage(rows[:PAGE_SIZE], f"{end.created_at.isoformat()}~{end.pk}")


def unread(user_id: uuid.UUID) -> int:
    return Message.objects.filter(recipient_id=user_id, read_at=None).count()


def about(subject: Model, *, recipient_id: uuid.UUID | None = None) -> list[Message]:
    """What was told about a subject, to one recipient or to all, oldest first."""
    messages = Message.objects.filter(subject_kind=kind_of(subject), subject_id=subject.pk)
    if recipient_id is not None:
        messages = messages.filter(recipient_id=recipient_id)
    return list(messages.order_by("created_at"))
