"""The card of a service, in the sections of the Modello Comuni."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from scrivania.catalog.models import Service
from scrivania.catalog.queries import Opening, extensions_of, opening_at, published_form, topics_of
from scrivania.core.fields import Translated
from scrivania.core.tenant_cache import TenantInfo
from scrivania.portal.cards import notice_of
from scrivania.portal.markdown import as_html
from scrivania.portal.words import closing_words

# A JSON block in the page: what could end it is written as an escape (as django.utils.html.json_script does).
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
_TOWN = re.compile(r"(?P<street>.*?)[,\s]*(?P<code>\d{5})\s+(?P<town>[^,(]+)")


@dataclass(frozen=True, slots=True)
class Section:
    """`element` is what the municipal site's validator looks for."""

    id: str
    title: str
    html: SafeString
    element: str = ""


def card_page(tenant: TenantInfo, service: Service, now: datetime) -> dict[str, Any]:
    opening = opening_at(service, now)
    return {
        "service": service,
        "sections": list(_sections(service)),
        "topics": topics_of(service),
        "closes": closing_words(service.closes_at),
        "extensions": [
            {
                "closed": closing_words(extension.closed_at),
                "closes": closing_words(extension.closes_at),
                "reason": extension.reason,
            }
            for extension in extensions_of(service)
        ],
        "opening": opening,
        "notice": notice_of(service, now),
        "is_open": opening == Opening.OPEN and published_form(service) is not None,
        "structured_data": _structured_data(tenant, service),
    }


def _sections(service: Service) -> Iterator[Section]:
    """In the model's order; the last four always stand, since each holds something that isn't card text."""
    known = [
        ("audience", _("Who it is for"), "service-addressed"),
        ("description", _("Description"), ""),
        ("how_to", _("How to do it"), "service-how-to"),
        ("needed", _("What you need"), "service-needed"),
        ("achieved", _("What you get"), "service-achieved"),
        ("times", _("Times and deadlines"), "service-calendar-text"),
        ("costs", _("How much it costs"), ""),
        ("access", _("Get the service"), "service-generic-access"),
        ("more", _("Further information"), ""),
        ("conditions", _("Conditions of service"), "service-file"),
        ("contacts", _("Contacts"), ""),
    ]
    for code, title, element in known:
        text = str(Translated(service.card.get(code) or {}))
        if text or code in ("times", "access", "conditions", "contacts"):
            yield Section(code, title, as_html(text), element)


def _structured_data(tenant: TenantInfo, service: Service) -> SafeString:
    """JSON-LD of the service, with the keys that recommendation R.SI.1.1 asks for."""
    place = service.office.address or str(tenant.profile.get("address") or "")
    audience = str(Translated(service.card.get("audience") or {}))
    data = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": str(service.title),
        "description": str(service.summary),
        "serviceType": str(service.category.title),
        "serviceOperator": {"@type": "GovernmentOrganization", "name": tenant.name},
        "areaServed": {"@type": "AdministrativeArea", "name": tenant.name},
        "audience": {"@type": "Audience", "audienceType": audience or str(service.title)},
        "availableChannel": {
            "@type": "ServiceChannel",
            "name": _("Online desk"),
            "serviceUrl": tenant.base_url + reverse("portal:service", args=[service.slug]),
            "serviceLocation": {
                "@type": "GovernmentOffice",
                "name": str(service.office),
                "address": _postal_address(place),
            },
        },
    }
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308 - escaped here


def _postal_address(text: str) -> Mapping[str, str]:
    found = _TOWN.match(text)
    parts = found.groupdict() if found else {"street": text, "code": "", "town": ""}
    return {
        "@type": "PostalAddress",
        "streetAddress": parts["street"],
        "postalCode": parts["code"],
        "addressLocality": parts["town"].strip(),
    }
