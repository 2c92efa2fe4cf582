"""Mail as a delivery step: at least once."""

import uuid
from email.utils import formataddr

from django.conf import settings
from django.utils.module_loading import import_string

from scrivania.conversations.contracts import Mail, MailAttachment, MailChannel
from scrivania.conversations.models import Message
from scrivania.core import files, subjects
from scrivania.core.delivery import Delivered
from scrivania.core.models import DeliveryStep, StoredFile, Tenant, TenantHost


class MailHandler:
    """Sends a message of the area to its recipient's address."""

    def send(self, step: DeliveryStep) -> Delivered:
        message = Message.objects.get(pk=step.subject_id)
        tenant = Tenant.objects.get(pk=step.tenant_id)
        host = TenantHost.objects.filter(tenant=tenant).order_by("host").first()
        base_url = host.base_url if host else ""
        link = base_url + subjects.subject_of(message.subject_kind).url(message.subject_id)
        sender = tenant.profile.get("email") or f"noreply@{tenant.slug}.invalid"
        message_id = f"<{message.pk}@{sender.rpartition('@')[2]}>"
        channel: MailChannel = import_string(settings.MAIL_CHANNEL)()
        channel.send(
            Mail(
                to=message.email,
                sender=formataddr((tenant.name, sender)),
                subject=message.title,
                text=f"{message.body}\n\n{link}\n\n{tenant.name}\n",
                message_id=message_id,
                attachments=tuple(_attachments(step)),
            )
        )
        return Delivered(message_id)

    def find(self, step: DeliveryStep) -> Delivered | None:
        """A mail server can't be asked: after a broken call the mail goes again, with the same Message-ID."""
        return None


def _attachments(step: DeliveryStep) -> list[MailAttachment]:
    wanted = [uuid.UUID(pk) for pk in step.params.get("attachments", [])]
    found = StoredFile.objects.in_bulk(wanted)
    return [
        MailAttachment(found[pk].name, found[pk].media_type, files.read(found[pk]))
        for pk in wanted
        if pk in found
    ]
