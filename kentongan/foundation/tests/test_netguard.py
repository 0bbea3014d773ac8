"""What may be dialled, as tables."""

import ipaddress
import socket

import pytest

from kentongan.foundation.netguard import (
    NotAllowed,
    Why,
    find_allowed,
    is_own,
    make_policy,
    mask_host,
    resolve_name,
)

POLICY = make_policy(public=True, private=["10.35.0.0/16"], loopback_ports=[8654])


@pytest.fixture(autouse=True)
def _no_interface_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kentongan.foundation.netguard.is_own", lambda _: False)


def _none(host: str) -> list[str]:
    raise AssertionError(host)


@pytest.mark.parametrize(
    ("host", "port"),
    [
        ("8.8.8.8", 554), ("1.1.1.1", 80), ("8.8.8.8", 8554), ("2606:4700:4700::1111", 554),
        ("[2606:4700:4700::1111]", 554), ("10.35.4.7", 554), ("127.0.0.1", 8654),
    ],
)  # fmt: skip
def test_these_may_be_dialled(host: str, port: int) -> None:
    assert find_allowed(host, port, policy=POLICY, resolve=_none) == host.strip("[]")


@pytest.mark.parametrize(
    ("host", "port", "why"),
    [
        ("127.0.0.1", 554, Why.INTERNAL),
        ("127.0.0.2", 80, Why.INTERNAL),
        ("::1", 554, Why.INTERNAL),
        ("169.254.169.254", 80, Why.INTERNAL),  # the data of cloud machines
        ("fe80::1", 554, Why.INTERNAL),
        ("fe80::1%eth0", 554, Why.INTERNAL),
        ("0.0.0.0", 554, Why.INTERNAL),  # noqa: S104
        ("0.1.2.3", 554, Why.INTERNAL),
        ("::", 554, Why.INTERNAL),
        ("224.0.0.1", 554, Why.INTERNAL),
        ("ff02::1", 554, Why.INTERNAL),
        ("255.255.255.255", 554, Why.INTERNAL),
        ("240.0.0.1", 554, Why.INTERNAL),
        ("192.0.0.170", 554, Why.INTERNAL),
        ("::ffff:8.8.8.8", 554, Why.INTERNAL),
        ("::ffff:127.0.0.1", 8654, Why.INTERNAL),
        ("::7f00:1", 554, Why.INTERNAL),
        ("64:ff9b::a00:1", 554, Why.INTERNAL),
        ("2002:7f00:1::", 554, Why.INTERNAL),
        ("10.0.0.1", 554, Why.NETWORK),
        ("172.16.9.9", 554, Why.NETWORK),
        ("192.168.1.64", 554, Why.NETWORK),
        ("100.64.0.1", 554, Why.NETWORK),
        ("198.18.0.1", 554, Why.NETWORK),
        ("192.0.2.10", 554, Why.NETWORK),
        ("fd00::1", 554, Why.NETWORK),
        ("8.8.8.8", 22, Why.PORT),
        ("8.8.8.8", 25, Why.PORT),
        ("8.8.8.8", 0, Why.PORT),
        ("8.8.8.8", 70000, Why.PORT),
        ("", 554, Why.NAME),
        ("a b", 554, Why.NAME),
        ("user@host", 554, Why.NAME),
        ("http://host/", 554, Why.NAME),
    ],
)
def test_these_may_not(host: str, port: int, why: Why) -> None:
    with pytest.raises(NotAllowed) as caught:
        find_allowed(host, port, policy=POLICY, resolve=_none)

    assert caught.value.why is why
    assert host not in str(caught.value) or not host


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ([], Why.UNKNOWN),
        (["127.0.0.1"], Why.INTERNAL),
        (["8.8.8.8", "169.254.169.254"], Why.INTERNAL),
        (["8.8.8.8", "192.168.1.1"], Why.NETWORK),
        (["fe80::1%2"], Why.INTERNAL),
    ],
)
def test_a_name_is_as_bad_as_its_worst_address(answers: list[str], why: Why) -> None:
    with pytest.raises(NotAllowed) as caught:
        find_allowed("kamera.example", 554, policy=POLICY, resolve=lambda _: answers)

    assert caught.value.why is why


def test_a_name_is_asked_once_and_its_address_is_pinned() -> None:
    turns = iter([["8.8.4.4"], ["127.0.0.1"]])

    pinned = find_allowed("rebind.example", 554, policy=POLICY, resolve=lambda _: next(turns))

    assert pinned == "8.8.4.4"
    assert next(turns) == ["127.0.0.1"]


@pytest.mark.parametrize("spelling", ["2130706433", "0x7f000001", "127.1", "localhost"])
def test_other_spellings_of_this_machine_are_this_machine(
    spelling: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [row])

    with pytest.raises(NotAllowed) as caught:
        find_allowed(spelling, 554, policy=POLICY)

    assert caught.value.why is Why.INTERNAL
    assert resolve_name(spelling) == ["127.0.0.1"]


def test_an_address_of_our_own_is_never_dialled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kentongan.foundation.netguard.is_own", lambda _: True)

    with pytest.raises(NotAllowed):
        find_allowed("10.35.4.7", 554, policy=POLICY)


@pytest.mark.enable_socket
def test_our_own_addresses_are_known() -> None:
    assert is_own(ipaddress.ip_address("127.0.0.1"))
    assert not is_own(ipaddress.ip_address("8.8.8.8"))


def test_the_internet_can_be_closed() -> None:
    with pytest.raises(NotAllowed):
        find_allowed("8.8.8.8", 554, policy=make_policy(public=False))


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("192.0.2.77", "192.0.2.*"),
        ("2001:db8:1:2::7", "2001:0db8:0001:*"),
        ("kamera7.hotel.example", "*.hotel.example"),
        ("kamera", "*"),
    ],
)
def test_a_page_shows_a_part_of_an_address(host: str, shown: str) -> None:
    assert mask_host(host) == shown
