"""
The numbers this room offers, each over [since, until): of an office that has a part, or of all.

An office that has no part in permits has none of these numbers: None.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection

from kentongan.rooms.permits.permissions import list_ledger_offices
from kentongan.rooms.places import api as places

# Calendar days from sending to issuing, median: what people wait, payment and corrections too.
PBG_DAYS = """
SELECT percentile_cont(0.5) WITHIN GROUP (
    ORDER BY extract(epoch FROM issued_at - submitted_at) / 86400.0)
FROM permit WHERE kind = 'pbg' AND standing = 'issued'
  AND issued_at >= %(since)s AND issued_at < %(until)s
"""
# Of the approvals asked for in the period, how many had to be sent back to the applicant.
RETURNED = """
SELECT 100.0 * count(*) FILTER (WHERE EXISTS (
           SELECT FROM case_pause p WHERE p.case_id = permit.case_id AND p.cause = 'applicant'))
       / nullif(count(*), 0)
FROM permit WHERE kind = 'pbg' AND submitted_at >= %(since)s AND submitted_at < %(until)s
"""
# Of the duties that fell due in the period and were not relieved, how many are met.
DUTY_MET = """
SELECT 100.0 * count(*) FILTER (WHERE standing = 'met') / nullif(count(*), 0)
FROM camera_duty WHERE standing <> 'relieved'
  AND due_on >= (%(since)s AT TIME ZONE %(zone)s)::date
  AND due_on < (%(until)s AT TIME ZONE %(zone)s)::date
"""
PAID = """
SELECT sum(amount) FROM permit_bill
WHERE standing = 'paid' AND paid_at >= %(since)s AND paid_at < %(until)s
"""


def measure_pbg_days(
    *, since: datetime, until: datetime, office_key: str | None = None
) -> float | None:
    """Return the median of calendar days from sending to issuing, of approvals issued."""
    return _ask(PBG_DAYS, since, until, office_key)


def measure_returned(
    *, since: datetime, until: datetime, office_key: str | None = None
) -> float | None:
    """Return the percent of approvals that were sent back to the applicant at least once."""
    return _ask(RETURNED, since, until, office_key)


def measure_duty_met(
    *, since: datetime, until: datetime, office_key: str | None = None
) -> float | None:
    """Return the percent of camera duties due in the period that are fulfilled."""
    return _ask(DUTY_MET, since, until, office_key)


def measure_paid(
    *, since: datetime, until: datetime, office_key: str | None = None
) -> float | None:
    """Return the rupiah of retribution paid in the period."""
    return _ask(PAID, since, until, office_key)


def _ask(sql: str, since: datetime, until: datetime, office_key: str | None) -> float | None:
    if office_key is not None and places.get_office(office_key).pk not in list_ledger_offices():
        return None
    facts: dict[str, Any] = {"since": since, "until": until, "zone": settings.TIME_ZONE}
    with connection.cursor() as cursor:
        cursor.execute(sql, facts)
        (value,) = cursor.fetchone()
    return None if value is None else float(value)
