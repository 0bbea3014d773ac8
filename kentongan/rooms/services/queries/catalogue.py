"""Questions about the catalogue."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from kentongan.rooms.services.errors import NoSuchService
from kentongan.rooms.services.models import Category, Service

BIG = ("standard", "definition", "words", "fingerprint")
MOST_POPULAR = 6


@dataclass(frozen=True)
class Shelf:
    """A category with its services."""

    category: Category
    services: list[Service]


def get_service(slug: str) -> Service:
    """Return a service that can be asked for today; raises NoSuchService."""
    found = Service.objects.filter(slug=slug, is_active=True).select_related("category").first()
    if found is None:
        raise NoSuchService
    return found


def list_services(*, category: str | None = None) -> list[Service]:
    """Return today's services in the order of the catalogue, without their long parts."""
    services = _light()
    if category:
        services = services.filter(category_id=category)
    return list(services)


def list_whole_services() -> list[Service]:
    """Return today's services with form and standard; for machines."""
    return list(Service.objects.filter(is_active=True).select_related("category"))


def list_by_slug(slugs: list[str]) -> list[Service]:
    """Return services in the order of `slugs`."""
    found = {service.slug: service for service in _light().filter(slug__in=slugs)}
    return [found[slug] for slug in slugs if slug in found]


def list_shelves(*, category: str | None = None) -> list[Shelf]:
    """Return the catalogue by category, empty shelves left out; one query."""
    shelves: dict[str, Shelf] = {}
    for service in list_services(category=category):
        shelf = shelves.setdefault(service.category_id, Shelf(service.category, []))
        shelf.services.append(service)
    return list(shelves.values())


def list_categories() -> list[Category]:
    """Return categories that have services, each with `.count`."""
    active = Count("services", filter=Q(services__is_active=True))
    return list(Category.objects.filter(is_active=True).annotate(count=active).filter(count__gt=0))


def _light() -> QuerySet[Service]:
    return Service.objects.filter(is_active=True).select_related("category").defer(*BIG)
