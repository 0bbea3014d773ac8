"""What is looked for on the map, as it stands in an address: words in, a filter out and back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from kentongan.rooms.reports.rules.words import Kind, Standing

# Words of the address; what is not among them is left out, as if nobody had asked.
KINDS = {"pengaduan": Kind.COMPLAINT, "aspirasi": Kind.ASPIRATION, "informasi": Kind.INFORMATION}
STANDINGS: dict[str, tuple[Standing, ...]] = {
    "terbuka": (Standing.WORKING, Standing.WAITING, Standing.RECEIVED),
    "ditangani": (Standing.MENDED,),
    "dikonfirmasi": (Standing.CONFIRMED,),
    "ditolak": (Standing.REFUSED,),
}
# A joined report is seen in the one it was joined to; one taken back is nobody's business.
SHOWN = tuple(standing for some in STANDINGS.values() for standing in some)
SLUG = re.compile(r"[a-z0-9-]{1,60}")
REGION = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?")
LEAST_ZOOM, MOST_ZOOM = 5, 19
CELL_PIXELS = 96  # reports nearer than this on the screen become one mark
TILE_PIXELS = 256


@dataclass(frozen=True)
class Box:
    """West, south, east and north in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True)
class Filter:
    """What is looked for; empty parts ask for everything."""

    categories: tuple[str, ...] = ()
    kind: str = ""
    standing: str = ""
    since: date | None = None
    until: date | None = None  # this day too
    region: str = ""
    box: Box | None = None
    zoom: int | None = None
    after: str = ""

    @property
    def standings(self) -> tuple[Standing, ...]:
        """The standings asked for."""
        return STANDINGS.get(self.standing, SHOWN)

    def write(self, **more: str) -> str:
        """Return the filter as the query of an address, without position and page."""
        facts = [
            *(("kategori", slug) for slug in self.categories),
            ("jenis", self.kind),
            ("keadaan", self.standing),
            ("dari", self.since.isoformat() if self.since else ""),
            ("sampai", self.until.isoformat() if self.until else ""),
            ("wilayah", self.region),
            *more.items(),
        ]
        return urlencode([(key, value) for key, value in facts if value])

    @property
    def query(self) -> str:
        """The filter as the query of an address."""
        return self.write()


def read_filter(asked: Mapping[str, list[str]]) -> Filter:
    """Read a filter from the query of an address; what cannot be meant is left out."""

    def first(key: str) -> str:
        return next(iter(asked.get(key, [])), "").strip()

    slugs = [slug for slug in asked.get("kategori", []) if SLUG.fullmatch(slug)]
    return Filter(
        categories=tuple(dict.fromkeys(slugs))[:50],
        kind=first("jenis") if first("jenis") in KINDS else "",
        standing=first("keadaan") if first("keadaan") in STANDINGS else "",
        since=read_date(first("dari")),
        until=read_date(first("sampai")),
        region=first("wilayah") if REGION.fullmatch(first("wilayah")) else "",
        box=read_box(first("kotak")),
        zoom=read_zoom(first("dekat")),
        after=first("setelah"),
    )


def read_date(text: str) -> date | None:
    """Return a day written as 2026-11-22, None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_box(text: str) -> Box | None:
    """Return the box of `west,south,east,north`; None for anything else."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    is_box = -180 <= west < east <= 180 and -90 <= south < north <= 90  # noqa: PLR2004
    return Box(west, south, east, north) if is_box else None


def read_zoom(text: str) -> int | None:
    """Return the zoom of a web map between 5 and 19; None for no number."""
    return min(max(int(text), LEAST_ZOOM), MOST_ZOOM) if text.isascii() and text.isdigit() else None


def find_step(zoom: int) -> float:
    """Return the side of a cluster's cell in degrees at this zoom of a web map."""
    return 360 * CELL_PIXELS / (TILE_PIXELS << zoom)


def write_key(moment: datetime, key: object) -> str:
    """Return where a page ends, for the address of the next: moment and id."""
    return f"{moment.timestamp():.6f}_{key}"


def read_key(text: str) -> tuple[float, str] | None:
    """Return moment (seconds since 1970) and id of `setelah`; None for anything else."""
    found = re.fullmatch(r"(\d{9,11}\.\d{6})_([0-9a-f-]{36})", text)
    return (float(found[1]), found[2]) if found else None
