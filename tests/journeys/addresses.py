"""Every address of the house that shows a page, found by its names, with something to see there."""

from collections.abc import Iterator
from itertools import product

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation
from django.utils.timezone import localdate

from kentongan.foundation.audience import Audience
from tests.journeys.running import House

# Who looks at the pages of an audience.
READERS = {
    "": (Audience.EVERYONE,),
    "wati": (Audience.RESIDENT, Audience.CASE_FOLLOWER),
    "sari": (Audience.OFFICER,),
    "joko": (Audience.OFFICER, Audience.RESIDENT),
    "made": (Audience.OPERATOR,),
}
ELSEWHERE = {"rancangan/<slug:page>/"}  # each of them is looked at in test_small_scripts.py
OWN = """SELECT DISTINCT ON (c.state, c.outcome) c.code FROM "case" c
         JOIN people_person p ON p.id = c.applicant_id JOIN people_user a ON a.id = p.user_id
         WHERE a.email = 'wati@demo.example'"""
AT_DESK = """SELECT DISTINCT ON (c.state, c.outcome) c.code FROM "case" c
             JOIN case_step s ON s.case_id = c.id JOIN places_office o ON o.id = s.office_id
             WHERE o.key = %s"""
ON_MAP = "SELECT code FROM report WHERE is_public AND lat IS NOT NULL LIMIT 1"
PHOTOS = """SELECT p.id FROM report_photo p JOIN case_step s ON s.case_id = p.report_id
            JOIN places_office o ON o.id = s.office_id WHERE o.key = %s LIMIT 1"""
# Pages whose address is a pair that belongs together: two notices, an article.
PAIRS = """(SELECT '/pengumuman/' || year || '/' || slug || '/' FROM notice
             WHERE published_at IS NOT NULL ORDER BY sort, published_at DESC LIMIT 2)
           UNION ALL
           (SELECT '/kabar/' || extract(year FROM published_at)::int || '/' || slug || '/'
             FROM news_article WHERE state = 'published' ORDER BY published_at LIMIT 1)"""
OFFICES = {"sari": "desa-35.10.05.2001", "joko": "kec-35.10.05"}


def list_addresses(house: House, reader: str) -> list[str]:
    """Return all addresses that are meant for this reader, with every place in them filled."""
    samples = list_samples(house, reader)
    pairs = [] if reader else [address for (address,) in house.query(PAIRS)]
    return pairs + sorted(
        {
            address
            for pattern, audience in _walk(get_resolver())
            if audience in READERS[reader] and pattern not in ELSEWHERE
            for address in _fill(pattern, samples)
        }
    )


def list_samples(house: House, reader: str) -> dict[str, list[str]]:
    """Return what may stand in the places of an address."""
    first = {
        "token": "SELECT token FROM letter WHERE revoked_at IS NULL LIMIT 1",
        "mail_id": "SELECT id::text FROM outbox_kept LIMIT 1",
    }
    samples = {name: [row[0] for row in house.query(ask)] for name, ask in first.items()}
    desk = OFFICES.get(reader)
    codes = [*(house.query(AT_DESK, desk) if desk else house.query(OWN)), *house.query(ON_MAP)]
    photos = house.query(PHOTOS, desk) if desk else []
    return samples | {
        "code": [code for (code,) in codes],
        "photo_id": [str(pk) for (pk,) in photos],
        "slug": ["surat-keterangan-usaha", "rekomendasi-bantuan-sosial"],
        "office_key": ["kec-35.10.05"],
        "kind": ["pbg", "slf"],
        "month": ["2026-11"],
        "uidb36-key": ["a-b"],
        "key": ["x"],
        "unit": ["sim-keliling"],
        "stop": ["wongsorejo"],
        "day": [f"{localdate().year + 1}-08-17"],
    }


def _walk(resolver: URLResolver, start: str = "") -> Iterator[tuple[str, Audience | None]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _walk(entry, start + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            with translation.override("id"):
                address = start + str(entry.pattern)
            yield address, getattr(entry.callback, "audience", None)


def _fill(pattern: str, samples: dict[str, list[str]]) -> Iterator[str]:
    if "^" in pattern:  # a link from a letter, with a key that only the letter has
        return
    pieces = [piece.partition(">") for piece in pattern.split("<")]
    names = [name.rpartition(":")[2] for name, found, _rest in pieces if found]
    if any(name not in samples for name in names):
        return
    ends = [rest for _name, found, rest in pieces if found]
    for values in product(*(samples[name] for name in names)):
        middle = "".join(value + end for value, end in zip(values, ends, strict=True))
        yield "/" + pieces[0][0] + middle
