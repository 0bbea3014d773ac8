from collections import defaultdict
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from kentongan.foundation.audience import Audience
from kentongan.foundation.reference import ReferenceCommand

START = """# What each audience may open

Written by `python manage.py list_permissions` from the mark `@for_audience` of every view. The mark
is the outer gate: what somebody may see of a case is asked of the room behind it, and what one may
not see answers 404.
"""


class Command(ReferenceCommand):
    help = "Lists for each audience what it may open into docs/reference/permissions.md."
    page = "permissions.md"

    def draw(self) -> str:
        addresses = defaultdict(list)
        with translation.override("id"):
            for address, audience in _list_addresses(get_resolver(), start="/"):
                addresses[audience].append(f"- `{address}`")
        lines = [START]
        for audience in [*Audience, None]:
            if audience in addresses:
                name = audience.value.capitalize() if audience else "Not marked"
                lines += [f"## {name}", "", *sorted(addresses[audience]), ""]
        return "\n".join(lines)


def _list_addresses(resolver: URLResolver, *, start: str) -> Iterator[tuple[str, Audience | None]]:
    for entry in resolver.url_patterns:
        address = start + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _list_addresses(entry, start=address)
        elif isinstance(entry, URLPattern):
            yield address, getattr(entry.callback, "audience", None)
