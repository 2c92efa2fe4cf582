"""Filters of the inbox."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from scrivania.applications.queries import Due, InboxFilter, Order, Status, Tab
from scrivania.backoffice.forms.fields import DayField
from scrivania.catalog.models import Service

_ORDERS = [(Order.NEWEST, _("Newest first")), (Order.DUE, _("Nearest term first"))]
_DUE = [("", _("Any")), (Due.OVERDUE, _("Expired")), (Due.SOON, _("Within 7 days"))]


class InboxForm(forms.Form):
    """Read from the address: a value that makes no sense is told and left out, the list is shown anyway."""

    tab = forms.ChoiceField(choices=[(tab, tab) for tab in Tab], required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Number, fiscal code or words"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"type": "search"}),
    )
    status = forms.TypedChoiceField(label=_("State"), required=False, coerce=int, empty_value=None)
    due = forms.ChoiceField(label=_("Term"), required=False, choices=_DUE)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=_ORDERS)
    service = forms.TypedChoiceField(label=_("Service"), required=False, coerce=UUID, empty_value=None)
    office = forms.TypedChoiceField(label=_("Office"), required=False, coerce=UUID, empty_value=None)
    sent_from = DayField(label=_("Sent from"), required=False)
    sent_to = DayField(label=_("Sent until"), required=False)

    FEWER = ("text", "status", "due")
    MORE = ("order", "service", "office", "sent_from", "sent_to")

    def __init__(self, data: Mapping[str, Any], services: Iterable[Service]) -> None:
        super().__init__(data)
        services = list(services)
        offices = {service.office_id: service.office for service in services}
        self._offer("status", [(status.value, status.label) for status in Status])
        self._offer("service", [(service.pk, str(service)) for service in services])
        self._offer("office", [(pk, str(office)) for pk, office in offices.items()])

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]

    @property
    def fewer(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FEWER]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MORE]

    @property
    def shows_more(self) -> bool:
        """Whether a filter of the second row is on, or wrong: then the row is open."""
        return any(self.data.get(name) for name in self.MORE)

    @property
    def is_filtered(self) -> bool:
        return self.shows_more or any(self.data.get(name) for name in self.FEWER)

    def wanted(self) -> InboxFilter:
        """Call it after `is_valid`, whatever that said."""
        value = self.cleaned_data.get
        due = value("due")
        return InboxFilter(
            service_id=value("service"),
            office_id=value("office"),
            status=value("status"),
            sent_from=value("sent_from"),
            sent_to=value("sent_to"),
            due=Due(due) if due else None,
            text=value("text") or "",
        )

    def tab_or_default(self) -> Tab:
        return Tab(self.cleaned_data.get("tab") or Tab.MINE)

    def order_or_default(self) -> Order:
        return Order(self.cleaned_data.get("order") or Order.NEWEST)
