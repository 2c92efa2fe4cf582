"""Reads of the catalogue used by several pages."""

from django.db import connection
from django.db.models import Count, Q, QuerySet

from scrivania.catalog.models import Category, FormVersion, Service


def visible_services() -> QuerySet[Service]:
    """Services with a card that anyone may read, in the order of their Italian titles."""
    return (
        Service.objects.exclude(state=Service.State.DRAFT)
        .select_related("category", "office")
        .order_by("title__it", "pk")
    )


def search(text: str) -> list[Service]:
    """Visible services that match `text`, best first. Italian stems, accents ignored."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM catalog_search(%s)", [text[:200]])
        order = {pk: position for position, (pk,) in enumerate(cursor.fetchall())}
    found = list(visible_services().filter(pk__in=order))
    return sorted(found, key=lambda service: order[service.pk])


def categories() -> QuerySet[Category]:
    """Categories that have visible services, each with `service_count`."""
    visible = Count("services", filter=~Q(services__state=Service.State.DRAFT))
    return Category.objects.annotate(service_count=visible).filter(service_count__gt=0).order_by("position")


def published_form(service: Service) -> FormVersion | None:
    """The form that new applications use, without its definition (see applications.forms)."""
    return service.form_versions.filter(state=FormVersion.State.PUBLISHED).defer("definition").first()
