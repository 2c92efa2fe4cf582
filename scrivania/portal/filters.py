"""Search forms of the lists."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from scrivania.catalog.models import Category, Topic


class ServiceFilters(forms.Form):
    q = forms.CharField(label=_("What do you need?"), required=False, max_length=200)
    categoria = forms.ChoiceField(label=_("Category"), required=False)
    argomento = forms.ChoiceField(label=_("Topic"), required=False)

    def __init__(
        self, data: Any, *, categories: Iterable[Category], topics: Iterable[Topic], **kwargs: Any
    ) -> None:
        super().__init__(data, auto_id="%s", **kwargs)
        self.categories = list(categories)
        _offer(self.fields["categoria"], self.categories, str(_("All categories")))
        _offer(self.fields["argomento"], topics, str(_("All topics")))


def _offer(field: Any, options: Iterable[Category | Topic], everything: str) -> None:
    field.choices = [("", everything), *((option.slug, str(option)) for option in options)]


class ApplicationSearch(forms.Form):
    q = forms.CharField(
        label=_("Search by service, number or protocol number"), required=False, max_length=200
    )
    stato = forms.CharField(required=False, widget=forms.HiddenInput)
