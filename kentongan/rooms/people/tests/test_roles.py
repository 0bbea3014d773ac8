"""Roles: held for a period, one head at a time, acting heads, tokens."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from kentongan.foundation.actors import TERMINAL
from kentongan.foundation.audit import chain
from kentongan.rooms.people import api
from kentongan.rooms.people.errors import (
    CapacityWrong,
    EmailTaken,
    NotAllowed,
    OfficeHasHead,
    PeriodWrong,
    PersonNotFound,
    RoleOverlaps,
)

DAY = timedelta(days=1)


def test_who_acts_is_asked_in_one_query(
    cast: dict[str, int],
    offices: dict[str, int],
    now: datetime,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    with django_assert_num_queries(1):
        joko = api.get_actor(cast["Joko"], now=now)

    assert joko.ref == f"user:{cast['Joko']}"
    assert joko.holdings == (api.Holding(offices["district"], "kec-35.10.05", "head"),)


def test_a_role_counts_from_its_start_and_not_at_its_end(
    cast: dict[str, int], offices: dict[str, int], now: datetime
) -> None:
    api.appoint(
        user_id=cast["Budi"], office_id=offices["village"], role="officer",
        starts_at=now, ends_at=now + DAY, by=TERMINAL, now=now,
    )  # fmt: skip

    held = [
        bool(api.get_actor(cast["Budi"], now=moment).holdings)
        for moment in (now - timedelta(seconds=1), now, now + DAY - timedelta(seconds=1), now + DAY)
    ]

    assert held == [False, True, True, False]


def test_an_office_has_one_definitive_head(
    cast: dict[str, int], offices: dict[str, int], now: datetime
) -> None:
    with pytest.raises(OfficeHasHead):
        api.appoint(
            user_id=cast["Sari"], office_id=offices["district"], role="head", by=TERMINAL, now=now
        )


def test_an_acting_head_stands_beside_the_definitive_one_for_a_period(
    cast: dict[str, int], offices: dict[str, int], now: datetime
) -> None:
    api.appoint(
        user_id=cast["Sari"], office_id=offices["district"], role="head", capacity="plh",
        starts_at=now, ends_at=now + 5 * DAY, decree="SK 1/2026", by=TERMINAL, now=now,
    )  # fmt: skip

    heads = api.list_holders(offices["district"], "head", now=now)
    later = api.list_holders(offices["district"], "head", now=now + 6 * DAY)

    assert [(h.name, h.capacity) for h in heads] == [("Joko", "definitive"), ("Sari", "plh")]
    assert [h.name for h in later] == ["Joko"]
    assert chain.list_lines(f"user:{cast['Sari']}")[-1].detail["decree"] == "SK 1/2026"


def test_there_is_one_acting_head_at_a_time(
    cast: dict[str, int], offices: dict[str, int], now: datetime
) -> None:
    for name, start in (("Sari", now), ("Budi", now + 5 * DAY)):
        api.appoint(
            user_id=cast[name], office_id=offices["district"], role="head", capacity="plh",
            starts_at=start, ends_at=start + 5 * DAY, by=TERMINAL, now=now,
        )  # fmt: skip

    with pytest.raises(OfficeHasHead):
        api.appoint(
            user_id=cast["Tono"], office_id=offices["district"], role="head", capacity="plt",
            starts_at=now + 9 * DAY, by=TERMINAL, now=now,
        )  # fmt: skip


def test_a_secretary_signs_on_behalf_for_a_period(
    cast: dict[str, int], offices: dict[str, int], now: datetime
) -> None:
    api.appoint(
        user_id=cast["Sari"], office_id=offices["district"], role="secretary", capacity="an",
        position="Sekretaris", behalf_of="Camat Muncar", starts_at=now, ends_at=now + DAY,
        by=TERMINAL, now=now,
    )  # fmt: skip

    signer = api.find_signer(cast["Sari"], offices["district"], now=now)
    assert signer is not None
    line = api.capacity_line(
        head_title=signer.behalf_of, capacity=signer.capacity, position=signer.position
    )
    assert line == "a.n. Camat Muncar, Sekretaris"
    assert api.find_signer(cast["Sari"], offices["district"], now=now + DAY) is None
    assert api.get_actor(cast["Sari"], now=now).must_prove_second_factor


@pytest.mark.parametrize(
    ("role", "capacity", "behalf_of"),
    [
        ("officer", "plt", ""),
        ("head", "an", "Camat"),
        ("secretary", "an", ""),
        ("secretary", "plh", ""),
    ],
)
def test_a_capacity_that_the_role_cannot_have_is_refused(
    cast: dict[str, int],
    offices: dict[str, int],
    now: datetime,
    role: str,
    capacity: str,
    behalf_of: str,
) -> None:
    with pytest.raises(CapacityWrong):
        api.appoint(
            user_id=cast["Sari"], office_id=offices["agency"], role=role, capacity=capacity,
            behalf_of=behalf_of, by=TERMINAL, now=now,
        )  # fmt: skip


def test_the_same_role_is_not_held_twice(
    cast: dict[str, int], offices: dict[str, int], now: datetime
) -> None:
    with pytest.raises(RoleOverlaps):
        api.appoint(
            user_id=cast["Sari"], office_id=offices["village"], role="officer", by=TERMINAL, now=now
        )


def test_a_period_ends_after_it_starts(
    cast: dict[str, int], offices: dict[str, int], now: datetime
) -> None:
    with pytest.raises(PeriodWrong):
        api.appoint(
            user_id=cast["Budi"], office_id=offices["village"], role="officer",
            starts_at=now, ends_at=now, by=TERMINAL, now=now,
        )  # fmt: skip


def test_only_the_it_team_appoints(
    cast: dict[str, int], offices: dict[str, int], now: datetime
) -> None:
    for name in ("Wati", "Sari", "Joko"):
        with pytest.raises(NotAllowed):
            api.appoint(
                user_id=cast["Budi"], office_id=offices["village"], role="officer",
                by=api.get_actor(cast[name], now=now), now=now,
            )  # fmt: skip

    holder = api.appoint(
        user_id=cast["Budi"], office_id=offices["village"], role="officer",
        by=api.get_actor(cast["Tono"], now=now), now=now,
    )  # fmt: skip
    assert holder.name == "Budi"


def test_an_ended_role_opens_nothing(
    cast: dict[str, int], offices: dict[str, int], now: datetime
) -> None:
    [holder] = api.list_holders(offices["village"], "officer", now=now)

    api.end_role(holding_id=holder.holding_id, by=TERMINAL, now=now)

    assert api.get_actor(cast["Sari"], now=now).holdings == ()
    with pytest.raises(PersonNotFound):
        api.end_role(holding_id=holder.holding_id, by=TERMINAL, now=now + DAY)


def test_a_role_that_has_not_begun_is_taken_back(
    cast: dict[str, int], offices: dict[str, int], now: datetime
) -> None:
    holder = api.appoint(
        user_id=cast["Budi"], office_id=offices["village"], role="officer",
        starts_at=now + DAY, by=TERMINAL, now=now,
    )  # fmt: skip

    api.end_role(holding_id=holder.holding_id, by=TERMINAL, now=now)

    assert not api.get_actor(cast["Budi"], now=now + 2 * DAY).holdings


def test_a_closed_account_is_nobody(db: None, now: datetime) -> None:
    with pytest.raises(PersonNotFound):
        api.get_actor(999_999, now=now)


def test_an_address_has_one_account(cast: dict[str, int], now: datetime) -> None:
    with pytest.raises(EmailTaken):
        api.create_user(email="WATI@contoh.example", name="Wati", by=TERMINAL, now=now)


# --- Tokens ---------------------------------------------------------------------------------------


def test_a_token_acts_for_its_office_until_it_ends(
    cast: dict[str, int], offices: dict[str, int], now: datetime
) -> None:
    secret = api.create_token(
        office_id=offices["village"], name="Loket", scopes=["cases:read", "cases:read"],
        ends_at=now + DAY, by=TERMINAL, now=now,
    )  # fmt: skip

    actor = api.find_token_actor(secret, now=now)

    assert actor is not None
    assert actor.ref.startswith("token:")
    assert actor.scopes == {"cases:read"}
    assert actor.holds(offices["village"], "officer")
    assert not actor.is_known
    assert api.find_token_actor(secret + "x", now=now) is None
    assert api.find_token_actor(secret, now=now + DAY) is None


def test_an_ended_token_opens_nothing(
    cast: dict[str, int], offices: dict[str, int], now: datetime
) -> None:
    secret = api.create_token(
        office_id=offices["village"], name="Loket", scopes=[], ends_at=now + 9 * DAY,
        by=TERMINAL, now=now,
    )  # fmt: skip
    actor = api.find_token_actor(secret, now=now)
    assert actor is not None
    number = int(actor.ref.removeprefix("token:"))

    api.end_token(token_id=number, by=TERMINAL, now=now + DAY)

    assert api.find_token_actor(secret, now=now + DAY) is None
    with pytest.raises(PersonNotFound):
        api.end_token(token_id=number, by=TERMINAL, now=now + 2 * DAY)


def test_a_token_that_ended_before_it_began_is_refused(
    offices: dict[str, int], now: datetime
) -> None:
    with pytest.raises(PeriodWrong):
        api.create_token(
            office_id=offices["village"], name="x", scopes=[], ends_at=now, by=TERMINAL, now=now
        )
