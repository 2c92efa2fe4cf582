"""Fields that several forms of the back office use."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator, MinValueValidator

from scrivania.core.ids import uuid7

# Days beyond these are slips of the keyboard, and near year 1 or 9999 they overflow.
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


class DayField(forms.DateField):
    """A calendar day, picked with the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y"], **kwargs)
        self.validators += [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]


class InstantField(forms.DateTimeField):
    """An instant on the Italian wall clock, to the second."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput({"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S")
        formats = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M"]
        super().__init__(widget=widget, input_formats=formats, **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        instant: datetime | None = super().to_python(value)
        if instant is not None and not EARLIEST <= instant.date() <= LATEST:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return instant


class TokenField(forms.UUIDField):
    """Tells one showing of a form from another, so that a repeat creates nothing (`core.once`)."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, initial=uuid7)


class _FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=_FilesInput({"multiple": True}), **kwargs)

    def clean(self, data: Sequence[UploadedFile] | None, initial: Any = None) -> list[UploadedFile]:
        return [super(FilesField, self).clean(upload, initial) for upload in data or []]
