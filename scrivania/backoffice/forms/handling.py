"""What an operator writes about a case."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from scrivania.backoffice.forms.fields import FilesField, TokenField
from scrivania.tenants.models import StaffMember

_LONGEST = 5000


def _text(*, rows: int, **options: Any) -> forms.CharField:
    return forms.CharField(max_length=_LONGEST, widget=forms.Textarea({"rows": rows}), **options)


class NoteForm(forms.Form):
    token = TokenField()
    text = _text(label=gettext_lazy("New note"), rows=3)


class AssignForm(forms.Form):
    member = forms.ChoiceField(label=gettext_lazy("Give the case to"))

    def __init__(self, data: Mapping[str, Any] | None = None, *, members: Iterable[StaffMember]) -> None:
        super().__init__(data)
        self.members = {str(member.pk): member for member in members}
        names = [(pk, str(member)) for pk, member in self.members.items()]
        self.fields["member"].choices = [("", gettext_lazy("Choose a colleague")), *names]  # type: ignore[attr-defined]

    def chosen(self) -> StaffMember:
        return self.members[self.cleaned_data["member"]]


class IntegrationForm(forms.Form):
    token = TokenField()
    text = _text(
        label=gettext_lazy("What is missing"),
        rows=8,
        help_text=gettext_lazy("The citizen reads this text as it is: list what to send, and in which form."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days to answer"),
        help_text=gettext_lazy("Counted from today, at most 60."),
        min_value=1,
        max_value=60,
        initial=10,
    )


class DecisionForm(forms.Form):
    token = TokenField()
    reasons = _text(
        label=gettext_lazy("Reasons"),
        rows=10,
        help_text=gettext_lazy(
            "They stand in the decision sent to the citizen: facts, rules applied, conclusion."
        ),
    )
    uploads = FilesField(
        label=gettext_lazy("Files to send with the decision"),
        help_text=gettext_lazy(
            "Optional. PDF, signed PDF or p7m, images, office documents; at most 30 MB each."
        ),
        required=False,
    )
