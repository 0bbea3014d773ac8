"""What can be chosen beside the map."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kentongan.rooms.places import api as places
from kentongan.rooms.reports.queries.categories import list_groups
from kentongan.rooms.reports.rules.filters import Filter

DISTRICT_LENGTH = len("35.10.05")


@dataclass(frozen=True)
class Choice:
    """One thing to choose, and whether it is chosen now."""

    value: str
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class Choices:
    """The choices of each field; groups are (heading, choices)."""

    categories: list[tuple[str, list[Choice]]]
    kinds: list[Choice]
    standings: list[Choice]
    regions: list[tuple[str, list[Choice]]]


def list_choices(wanted: Filter) -> Choices:
    """Return what can be chosen, with what the filter chose."""
    kinds = {
        "pengaduan": _("Complaints"),
        "aspirasi": _("Aspirations"),
        "informasi": _("Requests for information"),
    }
    standings = {
        "terbuka": _("Being mended"),
        "ditangani": _("Mended"),
        "dikonfirmasi": _("Mended and confirmed"),
        "ditolak": _("Not taken on"),
    }
    return Choices(
        categories=[
            (name, [Choice(c.slug, c.name, c.slug in wanted.categories) for c in members])
            for name, members in list_groups()
        ],
        kinds=[Choice(key, name, key == wanted.kind) for key, name in kinds.items()],
        standings=[Choice(key, name, key == wanted.standing) for key, name in standings.items()],
        regions=[
            _list_regions(district, villages, wanted)
            for district, villages in places.list_villages()
        ],
    )


def _list_regions(
    district: str, villages: list[tuple[str, str]], wanted: Filter
) -> tuple[str, list[Choice]]:
    code = villages[0][0][:DISTRICT_LENGTH]
    whole = Choice(code, _("All of %(district)s") % {"district": district}, code == wanted.region)
    return district, [
        whole,
        *(Choice(key, name.partition(",")[0], key == wanted.region) for key, name in villages),
    ]
