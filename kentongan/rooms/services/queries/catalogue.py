"""Questions about the catalogue."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from kentongan.foundation.clock import Promise
from kentongan.rooms.cases import api as cases
from kentongan.rooms.services.errors import NoSuchService
from kentongan.rooms.services.models import Category, Service, pick_language

BIG = ("standard", "definition", "words", "fingerprint")

EDITION = "SELECT fingerprint FROM service WHERE slug = %s AND is_active"
MOST_POPULAR = 6
_kept: dict[str, tuple[bytes, Service, object]] = {}


@dataclass(frozen=True)
class Shelf:
    """A category with its services."""

    category: Category
    services: list[Service]


def get_service(slug: str) -> Service:
    """
    Return a service that can be asked for today; raises NoSuchService.

    Its form is long: a process reads it once per edition of the service's data.
    """
    with connection.cursor() as cursor:
        cursor.execute(EDITION, [slug])
        found = cursor.fetchone()
    if found is None:
        raise NoSuchService
    edition = bytes(found[0])
    kept = _kept.get(slug)
    if kept is None or kept[0] != edition:
        service = Service.objects.get(slug=slug)
        _kept[slug] = kept = (edition, service, service.form)
    return copy(kept[1])


def list_services(*, category: str | None = None) -> list[Service]:
    """Return today's services in the order of the catalogue, without their long parts."""
    services = _light()
    if category:
        services = services.filter(category_id=category)
    return _say(services)


def list_whole_services() -> list[Service]:
    """Return today's services with form and standard; for machines."""
    return list(Service.objects.filter(is_active=True).select_related("category"))


def list_by_slug(slugs: list[str]) -> list[Service]:
    """Return services in the order of `slugs`."""
    found = {service.slug: service for service in _say(_light().filter(slug__in=slugs))}
    return [found[slug] for slug in slugs if slug in found]


def list_popular(*, limit: int = MOST_POPULAR, now: datetime) -> list[Service]:
    """Return the services people asked for most lately, the catalogue's first ones among equals."""
    slugs = list(Service.objects.filter(is_active=True).values_list("slug", flat=True))
    asked = cases.count_asked(slugs, now=now)
    return list_by_slug(sorted(slugs, key=lambda slug: -asked[slug])[:limit])


def list_shelves(*, category: str | None = None) -> list[Shelf]:
    """Return the catalogue by category, empty shelves left out; one query."""
    shelves: dict[str, Shelf] = {}
    for service in list_services(category=category):
        shelf = shelves.setdefault(service.category_id, Shelf(service.category, []))
        shelf.services.append(service)
    return list(shelves.values())


def list_categories() -> Sequence[Category]:
    """Return categories that have services, each with `.service_count`; one query."""
    active = Count("services", filter=Q(services__is_active=True))
    rows = Category.objects.filter(is_active=True).annotate(held=active).filter(held__gt=0)
    listed = list(rows.order_by("order", "key"))
    for row in listed:
        row.service_count = row.held
    return listed


def _light() -> QuerySet[Service]:
    services = Service.objects.filter(is_active=True).select_related("category").defer(*BIG)
    return services.annotate(promised=F("definition__promise"), costs=F("standard__fee"))


def _say(services: QuerySet[Service]) -> list[Service]:
    """Return the services with promise and fee in the reader's language."""
    listed = list(services)
    for service in listed:
        service.promise = cases.say_promise(Promise.from_dict(service.promised))  # type: ignore[attr-defined]
        service.fee = pick_language(service.costs["id"], service.costs["en"])  # type: ignore[attr-defined]
    return listed
