"""What the base layouts need on each page, without a query."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_urlconf, reverse

# Purpose of a link of the layout -> what it opens. `settings.LAYOUT_URLS` gives each a URL name,
# so that this package, the lowest one, knows none of the pages above it.
PURPOSES = {
    "home": "first page of the citizens' site",
    "services": "catalogue of services",
    "sign_in": "choice of how to sign in, for citizens",
    "sign_out": "ends the session; POST only",
    "area": "the citizen's desk",
    "applications": "the citizen's applications",
    "messages": "the citizen's messages",
    "set_language": "keeps the language chosen; POST only",
    "staff_home": "the operator's inbox",
    "staff_services": "services and their forms",
    "staff_account": "the operator's own account",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """`links` are the body's addresses and contacts, missing ones absent; `urls` our own, by purpose."""

    body_name: str
    links: Mapping[str, Any]
    urls: Mapping[str, str]
    person_name: str = ""
    session_seconds: int = 0  # 0: nobody is signed in


def layout(request: HttpRequest) -> dict[str, Layout]:
    """Context processor. Works for pages without a body too: health checks, unknown hosts, errors."""
    tenant = getattr(request, "tenant", None)
    person = getattr(getattr(request, "actor", None), "person", None)
    return {
        "layout": Layout(
            body_name=tenant.name if tenant else "",
            links=tenant.profile if tenant else {},
            urls=_urls(get_urlconf()),
            person_name=str(person or ""),
            session_seconds=settings.SESSION_COOKIE_AGE if person else 0,
        )
    }


@cache
def _urls(urlconf: str | None) -> Mapping[str, str]:
    return {purpose: reverse(name, urlconf) for purpose, name in settings.LAYOUT_URLS.items()}
