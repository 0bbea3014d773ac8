"""Eight at once: every letter gets its number, no number is given twice or lost."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connections

import pytest

from kentongan.rooms.letters.models import Letter, LetterCounter, OfficeCertificate
from tests.letters.letter_makers import Apply, grant, issue
from tests.people import People

EIGHT = 8


@pytest.mark.django_db(transaction=True)
def test_eight_issuers_leave_no_gap_and_no_double(apply: Apply, folk: People) -> None:
    waiting = [grant(apply, folk) for _case in range(12)]

    def work(case: object) -> None:
        try:
            issue(case)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(EIGHT) as pool:
        list(pool.map(work, waiting * 2))  # every job twice, as after a kill

    numbers = sorted(Letter.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 13))
    assert LetterCounter.objects.get().last_number == 12
    assert OfficeCertificate.objects.count() == 1
