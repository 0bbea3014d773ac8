"""The operator gets all answers, also when one check-up breaks."""

from io import StringIO

from django.core.management import CommandError, call_command

import pytest

from kentongan.config import checkups as our_own
from kentongan.foundation import checkups
from kentongan.foundation.checkups import State


def run(monkeypatch, **found) -> str:
    monkeypatch.setattr(checkups, "_checkups", found)
    out = StringIO()
    call_command("check_house", stdout=out)
    return out.getvalue()


def test_a_house_in_order_says_so(monkeypatch) -> None:
    out = run(monkeypatch, disk=lambda: checkups.good("12 % used"))

    assert out == "good  disk           12 % used\n"


def test_what_breaks_is_a_finding_and_the_exit_code_tells(monkeypatch) -> None:
    def break_down() -> checkups.Finding:
        raise OSError("no route to host")

    with pytest.raises(CommandError):
        run(monkeypatch, mail=break_down, disk=lambda: checkups.good("fine"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "checkup",
    [
        our_own.check_database, our_own.check_extensions, our_own.check_migrations,
        our_own.check_queue, our_own.check_clock, our_own.check_storage,
    ],
    ids=lambda checkup: checkup.__name__,
)  # fmt: skip
def test_our_own_house_is_in_order(checkup, settings, tmp_path) -> None:
    settings.STORAGES["default"]["OPTIONS"]["location"] = tmp_path

    finding = checkup()

    assert finding.state is State.GOOD, finding.sentence


@pytest.mark.django_db
def test_without_a_worker_somebody_must_act() -> None:
    assert our_own.check_worker().state is State.BAD
