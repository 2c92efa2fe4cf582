"""What a citizen reads when a value is refused: what to do, naming the field, never the core's English."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from scrivania.formio.component_types import CHOICES
from scrivania.formio.definition import Component

# By the core's error key or by a rule of ours. `%(label)s` is the field, `%(setting)s` the rule's limit.
MESSAGES: Mapping[str, Any] = {
    "required": gettext_lazy("Fill in “%(label)s”."),
    "required:choice": gettext_lazy("Choose an answer for “%(label)s”."),
    "required:checkbox": gettext_lazy("To go on, tick “%(label)s”."),
    "required:file": gettext_lazy("Attach a file to “%(label)s”."),
    "required:datagrid": gettext_lazy("Add at least one row to “%(label)s”."),
    "array": gettext_lazy("Fill in “%(label)s”."),
    "array_nonempty": gettext_lazy("Fill in “%(label)s”."),
    "nonarray": gettext_lazy("“%(label)s” takes only one value."),
    "minLength": gettext_lazy("Write at least %(setting)s characters in “%(label)s”."),
    "maxLength": gettext_lazy("Shorten “%(label)s”: at most %(setting)s characters."),
    "minWords": gettext_lazy("Write at least %(setting)s words in “%(label)s”."),
    "maxWords": gettext_lazy("Shorten “%(label)s”: at most %(setting)s words."),
    "min": gettext_lazy("In “%(label)s” write a number not smaller than %(setting)s."),
    "max": gettext_lazy("In “%(label)s” write a number not greater than %(setting)s."),
    "number": gettext_lazy("In “%(label)s” write a number, for example 1250 or 12,50."),
    "decimals": gettext_lazy("In “%(label)s” write at most %(setting)s digits after the comma."),
    "pattern": gettext_lazy("Check “%(label)s”: it isn't written in the expected way."),
    "mask": gettext_lazy("Check “%(label)s”: it isn't written in the expected way."),
    "invalid_email": gettext_lazy("Check “%(label)s”: write an address like nome@esempio.it."),
    "invalidDay": gettext_lazy("Check “%(label)s”: this day doesn't exist."),
    "invalidDate": gettext_lazy("Check “%(label)s”: write a date that exists."),
    "minDate": gettext_lazy("The date of “%(label)s” is too early: check it."),
    "maxDate": gettext_lazy("The date of “%(label)s” is too late: check it."),
    "minYear": gettext_lazy("In “%(label)s” the year can't be before %(setting)s."),
    "maxYear": gettext_lazy("In “%(label)s” the year can't be after %(setting)s."),
    "invalidOption": gettext_lazy("For “%(label)s” choose one of the answers listed."),
    "select": gettext_lazy("For “%(label)s” choose one of the answers listed."),
    "minSelectedCount": gettext_lazy("For “%(label)s” choose at least %(setting)s answers."),
    "maxSelectedCount": gettext_lazy("For “%(label)s” choose at most %(setting)s answers."),
    "control": gettext_lazy("“%(label)s” contains characters that can't be read: write it again by hand."),
    "type": gettext_lazy("“%(label)s” couldn't be read: fill it in again."),
    "rows_min": gettext_lazy("Add rows to “%(label)s”: at least %(setting)s."),
    "rows_max": gettext_lazy("Remove rows from “%(label)s”: at most %(setting)s."),
    "too_large": gettext_lazy("You wrote too much: shorten the texts and send again."),
    "file_unknown": gettext_lazy("The file of “%(label)s” isn't available any more: attach it again."),
    "file_size": gettext_lazy("The file of “%(label)s” is too large: at most %(setting)s."),
    "file_type": gettext_lazy("The file of “%(label)s” isn't of an accepted type: %(setting)s."),
    "file_count": gettext_lazy("Attach only one file to “%(label)s”."),
    "fiscal_code": gettext_lazy("Check “%(label)s”: it isn't a valid fiscal code."),
    "iban": gettext_lazy("Check “%(label)s”: it isn't a valid IBAN."),
    "vat": gettext_lazy("Check “%(label)s”: it isn't a valid VAT number."),
}
SAME_AS = {
    "requiredDayEmpty": "required",
    "requiredDayField": "required",
    "requiredMonthField": "required",
    "requiredYearField": "required",
}
FALLBACK = gettext_lazy("Check “%(label)s”: the value isn't accepted.")
PLACEHOLDER = re.compile(r"{{\s*(field|label)\s*}}")


def message(component: Component, rule: str, setting: Any = "") -> str:
    """The author's own text for the rule if there is one, otherwise ours in the reader's language."""
    rule = SAME_AS.get(rule, rule)
    own = component.rules.get("customMessage") or (component.raw.get("errors") or {}).get(rule)
    if own:
        return PLACEHOLDER.sub(lambda _: component.label, str(own))
    text = MESSAGES.get(_special(component, rule)) or MESSAGES.get(rule) or FALLBACK
    return str(text) % {"label": component.label, "setting": setting}


def author_text(component: Component, key: str, rule: str, setting: Any) -> str:
    """The core puts what a rule's own code returned where its error keys stand: told apart here."""
    if key in MESSAGES or key in SAME_AS or component.rules.get("customMessage"):
        return message(component, key, setting)
    if key in ("custom", "jsonLogic") or rule not in AUTHORED_RULES:
        return message(component, rule, setting)
    return PLACEHOLDER.sub(lambda _: component.label, key)


# Rules whose error key may be a sentence of the form's author.
AUTHORED_RULES = frozenset({"custom", "json", "pattern", "minSelectedCount", "maxSelectedCount"})


def _special(component: Component, rule: str) -> str:
    return f"{rule}:{'choice' if component.type in CHOICES else component.type}"
