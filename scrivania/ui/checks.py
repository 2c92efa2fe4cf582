"""`settings.LAYOUT_URLS` must name an existing route for every link of the layout."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.urls import NoReverseMatch, reverse

from scrivania.ui.context import PURPOSES


@register
def check_layout_urls(**kwargs: Any) -> list[CheckMessage]:
    names: dict[str, str] = getattr(settings, "LAYOUT_URLS", {})
    problems: list[CheckMessage] = []
    for purpose, opens in PURPOSES.items():
        if purpose not in names:
            problems.append(Error(f"LAYOUT_URLS lacks {purpose!r} ({opens})", id="ui.E001"))
            continue
        try:
            reverse(names[purpose])
        except NoReverseMatch:
            problems.append(Error(f"LAYOUT_URLS[{purpose!r}] names no route: {names[purpose]}", id="ui.E002"))
    for unknown in names.keys() - PURPOSES.keys():
        problems.append(Error(f"LAYOUT_URLS has an unknown purpose {unknown!r}", id="ui.E003"))
    return problems
