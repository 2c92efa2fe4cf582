"""Reads of the catalogue used by several pages."""

import uuid

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from scrivania.catalog.models import (
    Category,
    FormVersion,
    Service,
    ServiceExtension,
    ServiceTopic,
    Topic,
)
from scrivania.catalog.openings import Opening, can_schedule, opening_at

__all__ = [
    "Opening",
    "can_schedule",
    "categories",
    "extensions_of",
    "find",
    "form_versions",
    "opening_at",
    "published_form",
    "search",
    "topics",
    "topics_of",
    "visible_services",
]


def visible_services() -> QuerySet[Service]:
    """Services with a card that anyone may read, in the order of their Italian titles."""
    return (
        Service.objects.exclude(state=Service.State.DRAFT)
        .select_related("category", "office")
        .order_by("title__it", "pk")
    )


def search(text: str) -> list[Service]:
    """Visible services with every word of `text`, else with any, best first. Italian stems, no accents."""
    order = _matches(text[:200]) or _matches(" or ".join(text[:200].split()))
    found = list(visible_services().filter(pk__in=order))
    return sorted(found, key=lambda service: order[service.pk])


def _matches(query: str) -> dict[uuid.UUID, int]:
    """Place of each service in the search's answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM catalog_search(%s)", [query])
        return {pk: position for position, (pk,) in enumerate(cursor.fetchall())}


def find(text: str = "", *, category: str = "", topic: str = "") -> list[Service]:
    """Visible services of a category and topic (slugs), best first where there is a text to match."""
    found = search(text) if text.strip() else list(visible_services().defer("card"))
    if category:
        found = [service for service in found if service.category.slug == category]
    if topic:
        about = set(ServiceTopic.objects.filter(topic__slug=topic).values_list("service_id", flat=True))
        found = [service for service in found if service.pk in about]
    return found


def topics() -> QuerySet[Topic]:
    """Topics that visible services have."""
    visible = ServiceTopic.objects.filter(topic=OuterRef("pk")).exclude(service__state=Service.State.DRAFT)
    return Topic.objects.filter(Exists(visible)).order_by("title__it", "pk")


def topics_of(service: Service) -> list[Topic]:
    return list(Topic.objects.filter(service_links__service=service).order_by("title__it", "pk"))


def extensions_of(service: Service) -> list[ServiceExtension]:
    """Closings moved, oldest first."""
    return list(service.extensions.order_by("pk"))


def categories() -> QuerySet[Category]:
    """Categories that have visible services, each with `service_count`."""
    visible = Count("services", filter=~Q(services__state=Service.State.DRAFT))
    return Category.objects.annotate(service_count=visible).filter(service_count__gt=0).order_by("position")


def published_form(service: Service) -> FormVersion | None:
    """The form that new applications use, without its definition (see applications.forms)."""
    return service.form_versions.filter(state=FormVersion.State.PUBLISHED).defer("definition").first()


def form_versions(service: Service) -> list[FormVersion]:
    """Every version of its form, newest first, without definitions."""
    return list(service.form_versions.defer("definition").order_by("-number"))
