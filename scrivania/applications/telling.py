"""Telling the citizen about their application: in the area, and by mail where they gave an address."""

from collections.abc import Callable, Iterable

from scrivania.applications import texts
from scrivania.applications.models import Application
from scrivania.conversations.actions import notify
from scrivania.core.models import StoredFile


def tell(
    application: Application,
    write: Callable[[Application], texts.Text],
    attachments: Iterable[StoredFile] = (),
) -> None:
    """Send what `write` says of the application, in its citizen's language. Needs a transaction."""
    citizen = application.citizen
    with texts.in_language(citizen.language):
        text = write(application)
    notify(
        citizen.user,
        application,
        title=text.title,
        body=text.body,
        email=application.applicant.get("email", ""),
        attachments=attachments,
    )
