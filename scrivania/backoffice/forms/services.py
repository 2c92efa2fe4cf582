"""When a service takes applications, and with which form."""

import json
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scrivania.backoffice.forms.fields import InstantField

_LARGEST_FORM = 2_000_000  # bytes of JSON


class SuspendForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Citizens read it on the service's page."),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )


class ScheduleForm(forms.Form):
    opens_at = InstantField(
        label=gettext_lazy("Opens"),
        required=False,
        help_text=gettext_lazy("Empty: open at once. Italian time."),
    )
    closes_at = InstantField(
        label=gettext_lazy("Closes"),
        required=False,
        help_text=gettext_lazy("Empty: no end. From this very second nothing is taken any more."),
    )


class ExtendForm(forms.Form):
    closes_at = InstantField(label=gettext_lazy("New closing"), help_text=gettext_lazy("Italian time."))
    reason = forms.CharField(
        label=gettext_lazy("Reason for the extension"),
        help_text=gettext_lazy("It stays in the history, with your name."),
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )


class UploadForm(forms.Form):
    definition = forms.FileField(
        label=gettext_lazy("form.io definition (JSON)"),
        help_text=gettext_lazy(
            "A wizard, as the form.io builder exports it. It is checked before it is published."
        ),
        widget=forms.FileInput({"accept": ".json,application/json"}),
    )

    def clean_definition(self) -> dict[str, Any]:
        upload: UploadedFile = self.cleaned_data["definition"]
        if (upload.size or 0) > _LARGEST_FORM:
            raise forms.ValidationError(_("The file is larger than 2 MB: no form needs that much."))
        try:
            definition = json.loads(upload.read())
        except (ValueError, RecursionError):
            raise forms.ValidationError(_("This file isn't JSON: export the form again and retry.")) from None
        if not isinstance(definition, dict) or not isinstance(definition.get("components"), list):
            raise forms.ValidationError(_("This JSON isn't a form.io form: it has no list of components."))
        return definition
