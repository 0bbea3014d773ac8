"""A granted case whose job got lost still gets its letter."""

from datetime import timedelta

import pytest

from kentongan.foundation.actors import CLOCK
from kentongan.rooms.cases.services.finish import queue_lost_finishing
from kentongan.rooms.services.tests.conftest import MONDAY
from tests.letters.letter_makers import Apply, grant
from tests.letters.test_letter_faults import list_jobs, take_jobs
from tests.people import People


@pytest.mark.django_db
def test_a_lost_job_is_queued_again(apply: Apply, folk: People) -> None:
    case = grant(apply, folk)
    take_jobs(case.pk)

    early = queue_lost_finishing(by=CLOCK, now=MONDAY + timedelta(minutes=9))
    late = queue_lost_finishing(by=CLOCK, now=MONDAY + timedelta(minutes=11))
    again = queue_lost_finishing(by=CLOCK, now=MONDAY + timedelta(minutes=16))

    assert (early, late, again) == (0, 1, 0)
    assert len(list_jobs(case.pk)) == 1
