"""Codes that survive a bad telephone line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.foundation import codes

BODY = st.text(codes.ALPHABET, min_size=5, max_size=5)


@given(body=BODY, at=st.integers(0, 5), other=st.sampled_from(codes.ALPHABET))
def test_one_wrong_symbol_is_always_noticed(body: str, at: int, other: str) -> None:
    symbols = body + codes.check_symbol(body)
    wrong = symbols[:at] + other + symbols[at + 1 :]

    parsed = codes.parse_code(f"BWI{wrong}", prefix="BWI")

    assert (parsed is None) == (wrong != symbols)


@given(body=BODY, pair=st.tuples(st.integers(0, 5), st.integers(0, 5)))
def test_two_exchanged_symbols_are_always_noticed(body: str, pair: tuple[int, int]) -> None:
    symbols = list(body + codes.check_symbol(body))
    first, second = pair
    symbols[first], symbols[second] = symbols[second], symbols[first]
    changed = "".join(symbols) != body + codes.check_symbol(body)

    assert (codes.parse_code("".join(symbols), prefix="BWI") is None) == changed


@pytest.mark.parametrize("typed", ["bwi-7k3d-9{c}", "BWI7K3D9{c}", " 7k3d 9{c} ", "bwi 7k3d-9{c}."])
def test_a_code_is_understood_however_it_is_typed(typed: str) -> None:
    check = codes.check_symbol("7K3D9")

    assert codes.parse_code(typed.format(c=check.lower()), prefix="BWI") == f"BWI-7K3D-9{check}"


@pytest.mark.parametrize("typed", ["", "BWI", "x" * 500, "BWI-7K3D", "☃☃☃☃☃☃", "0" * 6])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert codes.parse_code(typed, prefix="BWI") is None


def test_made_codes_have_no_look_alikes() -> None:
    made = "".join(codes.make_code("XX")[3:] for _ in range(200))

    assert not set(made) & set("ILOU0")
