"""Three years of reports from the street: 100,000, made once and kept for the next bench."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from time import perf_counter
from typing import Any

from bench.house import open_house
from bench.report import Scale, say

REPORTS, QUICK_REPORTS = 100_000, 5_000
MARK = "reports until "
OLDEST = timedelta(days=3)
DAYS = 3 * 365
PEOPLE = 5_000
CHUNK = 10_000
WEST, SOUTH, EAST, NORTH = 113.95, -8.62, 114.42, -7.95  # mostly land of the regency
CENTRE = (-8.2192, 114.3691)  # a fifth of all lies in one town
THINGS = (
    "depan pasar", "dekat sekolah dasar", "di simpang tiga", "depan puskesmas", "di jembatan",
    "dekat masjid", "di gang belakang kantor pos", "pinggir sawah", "depan toko bangunan",
    "di tikungan",
)  # fmt: skip
ENDS = (
    "sejak kemarin", "sudah seminggu", "tolong segera", "membahayakan pengendara", "tiap malam", "",
)  # fmt: skip
COLUMNS = (
    "case_id", "code", "category_id", "place_id", "description", "public_words", "place_words",
    "lat", "lon", "cell_x", "cell_y", "channel", "secrecy", "is_public", "standing", "priority",
    "reported_at", "changed_at", "verified_at", "first_answer_at", "mended_at", "confirmed_at",
    "reopened_count", "follower_count", "lapor_ticket",
)  # fmt: skip
CASES = """SELECT id, code, type_slug, place_id, state, outcome, submitted_at, closed_at,
                  (SELECT min(ended_at) FROM case_step s WHERE s.case_id = c.id)
           FROM "case" c WHERE type_slug LIKE 'lapor-%%' ORDER BY id"""


def open_reports(scale: Scale) -> datetime:
    """Open the database with this many reports, made the first time; return its last moment."""
    count = scale.pick(REPORTS, QUICK_REPORTS)
    name = f"reports_{count}"
    made = open_house(fresh=False, name=name)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    until = _read_mark()
    if until is not None and _now() - until < OLDEST:
        return until
    if not made:
        from django.db import connection

        connection.close()  # the database is dropped
        open_house(fresh=True, name=name)
        call_command("migrate", verbosity=0)
    return _make(count)


def _make(count: int) -> datetime:
    from django.core.management import call_command
    from django.db import connection

    from kentongan.foundation.actors import TERMINAL
    from kentongan.lobby.demo import years
    from kentongan.rooms.cases import api as cases

    started, now = perf_counter(), _now()
    say(f"Making {count:,} reports; they are kept for the next time ...")
    call_command("load_regency", verbosity=0)
    homes = years.make_people(PEOPLE, by=TERMINAL, now=now)
    cases.import_past_cases(_list_past(homes, count=count, until=now), by=TERMINAL, now=now)
    _write_reports()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        name = connection.ops.quote_name(str(connection.settings_dict["NAME"]))
        cursor.execute(f"COMMENT ON DATABASE {name} IS '{MARK}{now.isoformat()}'")
    say(f"made in {perf_counter() - started:.0f} s")
    return now


def _list_past(homes: dict[str, list[Any]], *, count: int, until: datetime) -> Iterator[Any]:
    """Yield cases of all categories: most mended, some refused, those of the last weeks open."""
    from kentongan.rooms.cases import api as cases
    from kentongan.rooms.reports import api as reports

    random = Random(62)  # noqa: S311 - the same each time
    categories = reports.list_categories()
    weights = [random.lognormvariate(0, 0.8) for _ in categories]
    villages = list(homes)
    for number in range(count):
        category = random.choices(categories, weights)[0]
        village = random.choice(villages)
        at = until - timedelta(days=DAYS * (1 - number / count), minutes=random.randint(0, 900))
        check = at + timedelta(hours=random.lognormvariate(1.5, 1))
        mend = check + timedelta(hours=random.lognormvariate(3, 1))
        steps = (mend,) if category.kind == "information" else (check, mend)
        done = tuple(moment for moment in steps if moment < until - timedelta(hours=1))
        yield cases.PastCase(
            type_slug=category.type_slug, place_code=village,
            applicant_id=random.choice(homes[village]), submitted_at=at, ends=done,
            outcome="refused" if random.random() < 0.06 else "granted",
        )  # fmt: skip


def _write_reports() -> None:
    from django.db import connection

    from kentongan.rooms.reports import api as reports

    random = Random(63)  # noqa: S311 - the same each time
    categories = {category.type_slug: category for category in reports.list_categories()}
    spots: dict[str, tuple[float, float]] = {}
    with connection.cursor() as cursor:
        cursor.execute(CASES)
        rows = iter(cursor.fetchall())
        while chunk := list(islice(rows, CHUNK)):
            with cursor.copy(f"COPY report ({', '.join(COLUMNS)}) FROM STDIN") as copy:
                for row in chunk:
                    copy.write_row(_describe(row, categories, spots, random))


def _describe(
    row: tuple[Any, ...],
    categories: dict[str, Any],
    spots: dict[str, tuple[float, float]],
    random: Random,
) -> tuple[Any, ...]:
    from kentongan.rooms.reports.rules.words import find_cell

    pk, code, slug, place, state, outcome, at, closed, first = row
    category = categories[slug]
    secrecy = random.choices(("open", "anonymous", "secret"), (88, 9, 3))[0]
    secrecy = "secret" if category.is_secret else secrecy
    standing = _find_standing(state, outcome, first, random)
    checked = first if standing != "received" else None
    is_public = bool(checked) and secrecy != "secret"
    lat, lon = _find_spot(place, spots, random)
    named = category.keywords or [category.name_id]
    parts = (random.choice(named), random.choice(named), random.choice(THINGS), random.choice(ENDS))
    words = " ".join(parts).strip()
    mended = closed if standing in {"mended", "confirmed"} else None
    return (
        pk, code, category.slug, place, words, words if is_public else "", "", lat, lon,
        None if lon is None else find_cell(lon), None if lat is None else find_cell(lat),
        random.choice(("web", "web", "whatsapp", "open311", "officer")), secrecy, is_public,
        standing, category.priority, at, closed or first or at, checked, first, mended,
        closed + timedelta(days=1) if standing == "confirmed" else None,
        int(random.random() < 0.04), int(random.lognormvariate(-0.5, 1)), "",
    )  # fmt: skip


def _find_standing(state: str, outcome: str, first: Any, random: Random) -> str:
    if state == "closed":
        if outcome == "refused":
            return "refused"
        return random.choice(("mended", "confirmed"))
    return "working" if first else "received"


def _find_spot(
    place: str, spots: dict[str, tuple[float, float]], random: Random
) -> tuple[float | None, float | None]:
    """Return where it is: near the middle of its village, in the town, or nowhere."""
    if random.random() < 0.1:
        return None, None
    if random.random() < 0.2:
        middle, spread = CENTRE, 0.012
    else:
        fresh = (random.uniform(SOUTH, NORTH), random.uniform(WEST, EAST))
        middle, spread = spots.setdefault(place, fresh), 0.008
    lat, lon = (side + random.gauss(0, spread) for side in middle)
    return round(lat, 7), round(lon, 7)


def _read_mark() -> datetime | None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            " WHERE datname = current_database()"
        )
        words = str(cursor.fetchone()[0] or "")
    return datetime.fromisoformat(words.removeprefix(MARK)) if words.startswith(MARK) else None


def _now() -> datetime:
    from django.utils import timezone

    return timezone.localtime()
