"""When a letter cannot be made: tried again, later each time, and somebody is told."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kentongan.foundation import checkups, press, seal
from kentongan.foundation.actors import CLOCK
from kentongan.foundation.checkups import State
from kentongan.foundation.outbox.models import Mail
from kentongan.foundation.outbox.sealed import unseal_address, unseal_words
from kentongan.rooms.cases import api as cases
from kentongan.rooms.letters.errors import CannotSign
from kentongan.rooms.letters.models import Letter, LetterFault
from kentongan.rooms.letters.queries.letters import describe_delay
from kentongan.rooms.letters.queries.signing import open_signer
from kentongan.rooms.letters.services.faults import try_finishing
from kentongan.rooms.services import tasks
from kentongan.rooms.services.services.letters import issue_letter
from tests.letters.letter_makers import LATER, Apply, grant
from tests.people import People

pytestmark = pytest.mark.django_db
SIGN = "kentongan.foundation.seal.signers.LocalSigner.sign"


class Broken:
    """A signing service that does not answer."""

    def __init__(self, fault: Exception) -> None:
        self.fault = fault

    def sign(self, _pdf: bytes, **_facts: Any) -> bytes:
        raise self.fault


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A house whose signing service is down; `broken.undo()` repairs it."""
    signer = Broken(seal.SealUnavailable())
    monkeypatch.setattr(
        "kentongan.rooms.letters.services.issuing.open_signer", lambda *_a, **_k: signer
    )
    return monkeypatch


def list_jobs(case_id: UUID) -> list[Any]:
    jobs = ProcrastinateJob.objects.filter(task_name="services.issue_letter", status="todo")
    return list(jobs.filter(args__case_id=str(case_id)).order_by("id"))


def take_jobs(case_id: UUID) -> None:
    """As if a worker had taken what is queued."""
    for job in list_jobs(case_id):
        ProcrastinateJob._base_manager.filter(pk=job.pk).delete()


def fail(case: Any, *, times: int) -> LetterFault:
    at = LATER
    for _try in range(times):
        take_jobs(case.pk)
        assert try_finishing(make=issue_letter, case_id=case.pk, by=CLOCK, now=at) is None
        at = LetterFault.objects.get().next_at
    return LetterFault.objects.get()


def test_a_signing_service_that_is_down_costs_time_and_no_number(
    apply: Apply, folk: People, broken: pytest.MonkeyPatch
) -> None:
    case = grant(apply, folk)
    fail(case, times=2)
    assert Letter.objects.count() == 0
    assert cases.get_case(case.pk).state == cases.State.FINISHING

    broken.undo()
    letter = try_finishing(
        make=issue_letter, case_id=case.pk, by=CLOCK, now=LATER + timedelta(minutes=5)
    )

    assert letter is not None
    assert letter.number == 1
    assert not LetterFault.objects.exists()
    assert cases.get_case(case.pk).state == cases.State.CLOSED


def test_each_try_comes_later(apply: Apply, folk: People, broken: pytest.MonkeyPatch) -> None:
    case = grant(apply, folk)

    first = fail(case, times=1)
    fifth = fail(case, times=5)

    assert first.next_at - first.last_at == timedelta(seconds=15)
    assert fifth.next_at - fifth.last_at == timedelta(hours=1)
    assert [job.scheduled_at for job in list_jobs(case.pk)] == [fifth.next_at]


def test_officers_see_why_the_letter_is_late(
    apply: Apply, folk: People, broken: pytest.MonkeyPatch
) -> None:
    case = grant(apply, folk)
    assert describe_delay(case) is None

    fail(case, times=1)

    delay = describe_delay(case)
    assert delay is not None
    assert delay.tries == 1
    assert not delay.is_told


def test_the_it_team_is_told_once(apply: Apply, folk: People, broken: pytest.MonkeyPatch) -> None:
    case = grant(apply, folk)

    fail(case, times=7)

    letters = [m for m in Mail.objects.all() if unseal_address(m.to_sealed).startswith("made@")]
    assert len(letters) == 1
    assert case.code in unseal_words(letters[0].body_sealed).text
    assert checkups.list_checkups()["letters"]().state is State.BAD


@pytest.mark.parametrize(
    "fault",
    [press.CannotPrint("no such file"), seal.SealRefused(said="1111"), MemoryError()],
    ids=["template", "refused", "unforeseen"],
)
def test_whatever_goes_wrong_is_tried_again(
    fault: Exception, apply: Apply, folk: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raise_it(**_facts: Any) -> bytes:
        raise fault

    case = grant(apply, folk)
    take_jobs(case.pk)
    monkeypatch.setattr(press, "print_letter", raise_it)

    tasks.issue_letter_of_case(str(case.pk))

    assert LetterFault.objects.get().tries == 1
    assert len(list_jobs(case.pk)) == 1


def test_the_national_service_is_asked_in_the_name_of_the_office(
    tmp_path: Any, settings: Any, db: None
) -> None:
    keys = tmp_path / "signing.toml"
    keys.write_text('["kec-1"]\nsigner_id = "3510"\npassphrase = "rahasia"\n')
    settings.SIGNING_URL = "https://house:s%40fe@esign.example/v2"
    settings.SIGNING_KEYS = str(keys)

    signer = open_signer("kec-1", None)

    assert isinstance(signer, seal.BsreSigner)
    assert (signer.url, signer.password) == ("https://esign.example/v2", "s@fe")
    assert "rahasia" not in repr(signer)
    with pytest.raises(CannotSign):
        open_signer("kec-2", None)
