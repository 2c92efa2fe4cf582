"""What messages and mails to citizens say, in the recipient's language."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from scrivania.applications.models import Application
from scrivania.core import clock
from scrivania.ui.dates import day_in_words


@dataclass(frozen=True, slots=True)
class Text:
    title: str
    body: str


def _facts(application: Application) -> dict[str, str]:
    submitted = clock.local(application.submitted_at)
    return {
        "number": application.number,
        "title": application.title,
        "name": application.applicant["given_name"],
        "instant": day_in_words(submitted) + submitted.strftime(", %H:%M:%S"),
        "office": application.procedure["office"],
        "due": day_in_words(application.due_on),
    }


def submitted(application: Application) -> Text:
    facts = _facts(application)
    return Text(
        _("Application %(number)s received: %(title)s") % facts,
        _(
            "We have received your application “%(title)s”, number %(number)s, on %(instant)s.\n\n"
            "%(office)s handles it and answers by %(due)s. The receipt is in your personal area; "
            "the protocol number follows."
        )
        % facts,
    )


def registered(application: Application) -> Text:
    facts = _facts(application) | {"registration": application.registration_number}
    return Text(
        _("Application %(number)s: protocol number %(registration)s") % facts,
        _(
            "Your application “%(title)s”, number %(number)s, has protocol number %(registration)s. "
            "The receipt with this number is attached and in your personal area."
        )
        % facts,
    )


def taken_in_charge(application: Application) -> Text:
    facts = _facts(application)
    return Text(
        _("Application %(number)s taken in charge") % facts,
        _("%(office)s has taken in charge your application “%(title)s”. It answers by %(due)s.") % facts,
    )


def integration_requested(application: Application, text: str, due_on: date, *, suspends: bool) -> Text:
    effect = (
        _("Until then, for at most 30 days, the term of the procedure stands still.")
        if suspends
        else _("The term of the procedure keeps running: it stands still for the first request only.")
    )
    facts = _facts(application) | {"text": text, "answer_by": day_in_words(due_on), "effect": effect}
    return Text(
        _("Application %(number)s: we need something more") % facts,
        _(
            "%(office)s asks, about your application “%(title)s”:\n\n%(text)s\n\n"
            "Answer from your personal area by %(answer_by)s. %(effect)s"
        )
        % facts,
    )


def integration_answered(application: Application) -> Text:
    facts = _facts(application)
    return Text(
        _("Application %(number)s: integrations received") % facts,
        _("We have received what you sent for your application “%(title)s”. The term is %(due)s.") % facts,
    )


def integration_unanswered(application: Application, asked_by_day: date) -> Text:
    facts = _facts(application) | {"answer_by": day_in_words(asked_by_day)}
    return Text(
        _("Application %(number)s: we go on without the integrations") % facts,
        _(
            "The day to send what we asked for your application “%(title)s”, %(answer_by)s, has passed "
            "without an answer. %(office)s goes on with what you have already sent. The term is %(due)s."
        )
        % facts,
    )


def closed(application: Application) -> Text:
    facts = _facts(application) | {"reasons": application.reasons}
    if application.accepted:
        return Text(
            _("Application %(number)s accepted") % facts,
            _("Your application “%(title)s” has been accepted.\n\n%(reasons)s\n\nThe act is attached.")
            % facts,
        )
    return Text(
        _("Application %(number)s rejected") % facts,
        _("Your application “%(title)s” has been rejected.\n\n%(reasons)s\n\nThe act is attached.") % facts,
    )


def closing_soon(service_title: str, closes: str) -> Text:
    facts = {"title": service_title, "closes": closes}
    return Text(
        _("Your draft “%(title)s”: applications close on %(closes)s") % facts,
        _(
            "You have a draft for “%(title)s”. Applications are taken until %(closes)s: "
            "after that instant the draft stays, but can't be sent."
        )
        % facts,
    )


def in_language(code: str) -> translation.override:
    """Texts are written in the recipient's language, whatever the worker's."""
    return translation.override(code)
