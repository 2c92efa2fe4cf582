"""Mail over SMTP, by Django's own back end."""

import smtplib

from django.core.mail import EmailMessage

from scrivania.conversations.contracts import Mail
from scrivania.core.delivery import PermanentFailure, TemporaryFailure


class Channel:
    """A `MailChannel`. Server and credentials are the deployment's (SCRIVANIA_SMTP_*)."""

    def send(self, mail: Mail) -> None:
        message = EmailMessage(
            subject=" ".join(mail.subject.split()),
            body=mail.text,
            from_email=mail.sender,
            to=[mail.to],
            headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
            attachments=[(item.name, item.content, item.media_type) for item in mail.attachments],
        )
        try:
            message.send()
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            failure = PermanentFailure if all(code >= 500 for code in codes) else TemporaryFailure
            raise failure(f"recipient refused ({codes})") from error
        except (OSError, smtplib.SMTPException) as error:
            raise TemporaryFailure(f"{type(error).__name__}: {error}"[:300]) from error
