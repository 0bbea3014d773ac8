"""
Which addresses on the network may be dialled when somebody else wrote them into a form.

A name is resolved once and the address that was allowed is returned: who dials uses that address
and never the name again, so a name that changes its mind afterwards (DNS rebinding) gains nothing.
"""

import ipaddress
import re
import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve = Callable[[str], list[str]]
NAME = re.compile(r"^(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\.[A-Za-z0-9_-]{1,63})*\.?$")
RESOLVE_SECONDS = 5.0
FIRST_FREE_PORT, LAST_PORT = 1024, 65535
# Never, whatever is allowed otherwise: "this" network, and IPv6 that hides an IPv4 address.
NEVER = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8", "192.0.0.0/24", "240.0.0.0/4", "::ffff:0:0/96", "::/96", "64:ff9b::/96",
        "64:ff9b:1::/48", "2001::/32", "2002::/16", "fec0::/10",
    )
)  # fmt: skip


class Why(StrEnum):
    """Why an address may not be dialled."""

    NAME = "name"  # no name and no address
    UNKNOWN = "unknown"  # the name leads nowhere
    INTERNAL = "internal"  # our own machine or its surroundings
    NETWORK = "network"  # a network that is not on the list
    PORT = "port"


class NotAllowed(Exception):
    """The address may not be dialled. Names no address: this may come into a log."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Policy:
    """The networks that may be dialled."""

    public: bool = True  # the internet
    private: tuple[Network, ...] = ()  # networks of our own where such devices live
    low_ports: frozenset[int] = frozenset({80, 443, 554})  # below 1024; those above are free
    loopback_ports: frozenset[int] = frozenset()  # of this machine: only in the demo


def make_policy(
    *,
    public: bool,
    private: Iterable[str] = (),
    low_ports: Iterable[int] = (80, 443, 554),
    loopback_ports: Iterable[int] = (),
) -> Policy:
    """Read networks as a regency writes them; ValueError for what is no network."""
    return Policy(
        public=public,
        private=tuple(ipaddress.ip_network(text) for text in private),
        low_ports=frozenset(low_ports),
        loopback_ports=frozenset(loopback_ports),
    )


def find_allowed(host: str, port: int, *, policy: Policy, resolve: Resolve | None = None) -> str:
    """
    Return the address to dial for `host`; raises NotAllowed.

    One forbidden address among several refuses the name: it is not ours to guess which is meant.
    """
    if not _is_port_allowed(port, policy):
        raise NotAllowed(Why.PORT)
    found = _list_addresses(host.strip().strip("[]"), resolve or resolve_name)
    for address in found:
        why = _judge(address, port, policy)
        if why is not None:
            raise NotAllowed(why)
    return str(found[0])


def resolve_name(host: str) -> list[str]:
    """Return the addresses of a name; the empty list when nobody answers within five seconds."""
    answers: list[str] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        answers.extend(str(row[4][0]) for row in rows)

    thread = threading.Thread(target=ask, daemon=True, name="resolve")
    thread.start()
    thread.join(RESOLVE_SECONDS)
    return list(dict.fromkeys(answers))


def is_own(address: Address) -> bool:
    """Tell whether an interface of this machine has the address: only then one can bind to it."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6  # noqa: PLR2004
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((str(address), 0))
    except OSError:
        return False
    return True


def mask_host(host: str) -> str:
    """Return what a page may show of an address: 192.0.2.* or *.example.net."""
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        _, _, rest = host.strip(".").partition(".")
        return f"*.{rest}"[:60] if rest else "*"
    if address.version == 4:  # noqa: PLR2004
        return f"{str(address).rpartition('.')[0]}.*"
    return f"{':'.join(address.exploded.split(':')[:3])}:*"


def _is_port_allowed(port: int, policy: Policy) -> bool:
    return port in policy.low_ports or FIRST_FREE_PORT <= port <= LAST_PORT


def _list_addresses(host: str, resolve: Resolve) -> list[Address]:
    try:
        return [ipaddress.ip_address(host)]
    except ValueError:
        if not NAME.match(host):
            raise NotAllowed(Why.NAME) from None
    found = []
    for text in resolve(host):
        try:
            found.append(ipaddress.ip_address(text))
        except ValueError:  # an address with a zone: of a link, so never one of ours
            raise NotAllowed(Why.INTERNAL) from None
    if not found:
        raise NotAllowed(Why.UNKNOWN)
    return found


def _judge(address: Address, port: int, policy: Policy) -> Why | None:
    if address.is_loopback:
        return None if port in policy.loopback_ports else Why.INTERNAL
    if _is_of_surroundings(address) or is_own(address):
        return Why.INTERNAL
    if _is_in(address, policy.private):
        return None
    return None if policy.public and address.is_global and not address.is_reserved else Why.NETWORK


def _is_of_surroundings(address: Address) -> bool:
    return (
        address.is_link_local
        or address.is_multicast
        or address.is_unspecified
        or bool(getattr(address, "scope_id", None))
        or _is_in(address, NEVER)
    )


def _is_in(address: Address, networks: Iterable[Network]) -> bool:
    return any(address.version == one.version and address in one for one in networks)
