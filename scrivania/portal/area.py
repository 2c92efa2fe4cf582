"""What the pages of the personal area share."""

from django.urls import reverse
from django.utils.translation import gettext as _

Tab = dict[str, object]


def area_tabs(current: str) -> list[Tab]:
    """The four places of the personal area (Modello Comuni)."""
    places = [
        ("desk", _("Desk"), "pa"),
        ("applications", _("Applications"), "files"),
        ("messages", _("Messages"), "mail"),
        ("services", _("Services"), "list"),
    ]
    return [
        {"label": label, "url": reverse(f"portal:{name}"), "icon": icon, "current": name == current}
        for name, label, icon in places
    ]
