"""The demo's catalogue and forms."""

from typing import Any

from scrivania.catalog.actions import change_state, create_service, publish_form
from scrivania.catalog.models import Category, Service, Topic
from scrivania.core.actor import NOBODY
from scrivania.program.demo_content.reading import document, end_of, instant
from scrivania.tenants.models import Office

_LEVELS = {
    "anonymous": Service.AccessLevel.ANONYMOUS,
    "social": Service.AccessLevel.SOCIAL,
    "spid1": Service.AccessLevel.SPID_1,
    "spid2": Service.AccessLevel.SPID_2,
    "cie": Service.AccessLevel.CIE,
}


def create(
    slug: str, catalogue: dict[str, Any], cards: list[dict[str, Any]], offices: dict[str, Office]
) -> None:
    """Categories and topics, and the cards that body `slug` offers, with their forms published."""
    categories = {
        row["slug"]: Category.objects.create(
            slug=row["slug"],
            title=row["title"],
            description=row.get("description", {}),
            position=position,
        )
        for position, row in enumerate(catalogue["categories"])
    }
    topics = {
        row["slug"]: Topic.objects.create(slug=row["slug"], title=row["title"]) for row in catalogue["topics"]
    }
    for card in cards:
        offer = card["bodies"].get(slug)
        if offer is not None:
            _create_service(card, offer, categories[card["category"]], topics, offices[offer["office"]])


def _create_service(
    card: dict[str, Any], offer: dict[str, Any], category: Category, topics: dict[str, Topic], office: Office
) -> None:
    service = create_service(
        NOBODY,
        slug=card["slug"],
        topics=[topics[name] for name in card["topics"]],
        title=card["title"],
        summary=card["summary"],
        card=card["card"],
        category=category,
        office=office,
        responsible=offer["responsible"],
        access_level=_LEVELS[card["access_level"]],
        max_days=card["max_days"],
        silence=card["silence"],
        legal_basis=card["legal_basis"],
        opens_at=instant(f"{offer['opens_at']} 09:00") if offer.get("opens_at") else None,
        closes_at=end_of(offer["closes_at"]) if offer.get("closes_at") else None,
    )
    if card["form"]:
        publish_form(NOBODY, service, document(f"forms/{card['form']}.json"))
    change_state(NOBODY, service, Service.State[offer["state"].upper()], offer.get("state_reason", ""))
