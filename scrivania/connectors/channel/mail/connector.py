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
            raise _failure(min(codes), f"recipient refused {codes}") from error
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise _failure(error.smtp_code, f"mail refused ({error.smtp_code})") from error
        except ValueError as error:  # an address no mail server could be asked about
            raise PermanentFailure(f"mail can't be written: {error}"[:300]) from error
        except (OSError, smtplib.SMTPException) as error:
            raise TemporaryFailure(f"{type(error).__name__}: {error}"[:300]) from error


def _failure(code: int, message: str) -> TemporaryFailure | PermanentFailure:
    """RFC 5321, 4.2.1: 4xx may pass another time, 5xx will not."""
    return PermanentFailure(message) if code >= 500 else TemporaryFailure(message)
