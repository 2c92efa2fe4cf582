"""Why a sign-in ended, in the words shown to the citizen (SPID technical rules, error table)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class Refusal:
    title: Text
    reason: Text


TECHNICAL = Refusal(
    _("You are not signed in"),
    _("Something went wrong between us and your identity provider. Your data are safe: try again."),
)
NOT_STARTED_HERE = Refusal(
    _("You are not signed in"),
    _("This sign-in was not begun in this browser, has already been used, or took more than 15 minutes."),
)
UNKNOWN_PROVIDER = Refusal(
    _("Identity provider not found"),
    _("The identity provider you chose is not among those of this body. Choose one from the list."),
)
LOGOUT = Refusal(
    _("Sign-out not completed"),
    _("The message of your identity provider isn't valid or is too old. Close the browser to be safe."),
)
_BY_CODE = {
    19: Refusal(
        _("You are not signed in"),
        _("Your identity provider stopped the sign-in after several attempts with wrong credentials."),
    ),
    20: Refusal(
        _("You need stronger credentials"),
        _("Your credentials don't reach the security level asked for: ask your identity provider for it."),
    ),
    21: Refusal(_("Time is up"), _("You took longer than your identity provider allows.")),
    22: Refusal(
        _("You are not signed in"),
        _("You didn't consent to sending us your data: without them we can't know who you are."),
    ),
    23: Refusal(
        _("Your identity is suspended"),
        _("Your digital identity is suspended or revoked, or the credentials blocked: ask its provider."),
    ),
    25: Refusal(_("Sign-in cancelled"), _("You cancelled the sign-in.")),
    30: Refusal(
        _("You need another kind of identity"),
        _("The digital identity you used isn't of the kind this service asks for."),
    ),
}


def refusal_for(error_code: int | None) -> Refusal:
    """Technical faults (1-18), unknown numbers and faults that we found get the general words."""
    return _BY_CODE.get(error_code or 0, TECHNICAL)
