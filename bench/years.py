"""What the benches add to the five years: busy desks, cases that wait or climbed, known people."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from bench.applications import grant_applications
from kentongan.foundation.actors import TERMINAL
from kentongan.rooms.cases import api as cases
from kentongan.rooms.services import api as services
from tests.people import SUMBERBERAS, make_people

OLDEST = timedelta(days=3)  # older years have empty last days
MARK = "five years until "
OPEN_AT_VILLAGE, OPEN_AT_AGENCY = 300, 3_000
LETTERS = 3
VILLAGE_SLUG, AGENCY_SLUG = "surat-keterangan-usaha", "kartu-identitas-anak"
WAITING = """
WITH chosen AS (SELECT id, current_step_id, submitted_at FROM "case"
                WHERE state = 'running' AND substr(id::text, 36) IN ('0', '1')),
     paused AS (INSERT INTO case_pause (case_id, starts_at, cause)
                SELECT id, submitted_at + interval '10 minutes', 'applicant' FROM chosen),
     quiet AS (UPDATE case_step SET alarm_at = NULL FROM chosen
               WHERE case_step.id = chosen.current_step_id)
UPDATE "case" SET state = 'waiting', pause_count = 1 FROM chosen WHERE chosen.id = "case".id
"""
CLIMBED = """
UPDATE case_step s SET escalated_office_id = coalesce(o.parent_id, o.id), escalated_at = s.due_at
FROM places_office o WHERE o.id = s.office_id AND s.ended_at IS NULL AND s.due_at < now()
"""


INDEXES = """
SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)
AND indexname NOT IN (SELECT conname FROM pg_constraint) AND indexdef NOT LIKE 'CREATE UNIQUE%%'
"""
FILLED = ["case", "case_step", "case_survey", "people_person"]


def make_years(count: int) -> None:
    """Fill an empty database with five years; indexes are built afterwards, which is quicker."""
    with connection.cursor() as cursor:
        cursor.execute(INDEXES, [FILLED])
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    call_command("make_years", cases=count)
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for _, definition in indexes:
            cursor.execute(definition)


def finish_years() -> None:
    """Add people with accounts, busy desks, waiting and escalated cases; then write the date."""
    now = timezone.localtime()
    folk = make_people()
    past = sorted(_list_open(list(folk.persons.values()), now=now), key=lambda c: c.submitted_at)
    cases.import_past_cases(past, by=TERMINAL, now=now)
    for case_id in grant_applications(VILLAGE_SLUG, count=LETTERS, folk=folk, now=now):
        services.issue_letter(case_id=case_id, by=TERMINAL, now=now)
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        cursor.execute(CLIMBED)
        name = connection.ops.quote_name(str(connection.settings_dict["NAME"]))
        cursor.execute(f"COMMENT ON DATABASE {name} IS '{MARK}{now.isoformat()}'")
    cases.refresh_statistics(by=TERMINAL)


def _list_open(applicants: list[object], *, now: datetime) -> Iterator[cases.PastCase]:
    """Yield cases of the last days at one village and one agency: a desk nobody kept up with."""
    random = Random(3510)  # noqa: S311 - the same each time
    for slug, count in ((VILLAGE_SLUG, OPEN_AT_VILLAGE), (AGENCY_SLUG, OPEN_AT_AGENCY)):
        for _ in range(count):
            yield cases.PastCase(
                type_slug=slug,
                place_code=SUMBERBERAS,
                applicant_id=random.choice(applicants),  # type: ignore[arg-type]
                submitted_at=now - timedelta(minutes=random.randint(30, 4 * 24 * 60)),
                ends=(),
            )


def read_end() -> datetime:
    """Return when the years of this database end."""
    return datetime.fromisoformat(_read_comment().removeprefix(MARK))


def is_finished() -> bool:
    """Tell whether the years are whole and fresh enough."""
    words = _read_comment()
    return words.startswith(MARK) and timezone.now() - read_end() < OLDEST


def _read_comment() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            " WHERE datname = current_database()"
        )
        return str(cursor.fetchone()[0] or "")
