"""One e-mail address and nothing else: no second one, no line break, nothing for a shell."""

import re

LONGEST = 254  # RFC 5321, 4.5.3.1.3
LONGEST_LOCAL = 64
ENCODED_WORD = "=?"
GOOGLE = {"gmail.com", "googlemail.com"}  # the same mailboxes, and dots do not count
LOCAL = re.compile(r"[a-z0-9!#$&*+/=?^_{|}~'-]+(\.[a-z0-9!#$&*+/=?^_{|}~'-]+)*", re.IGNORECASE)
LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
DOMAIN = re.compile(rf"({LABEL}\.)+[a-z]([a-z0-9-]{{0,61}}[a-z0-9])", re.IGNORECASE)


def tidy_address(typed: str) -> str | None:
    """
    Return the one address somebody typed, its domain in small letters, or None when it is none.

    Stricter than RFC 5322 on purpose: no quoted names, no comments, no address literals. What is
    left cannot begin a header, name a second receiver or be read by a shell as a command.
    """
    address = typed.strip(" ")
    if len(address) > LONGEST or not address.isascii() or not address.isprintable():
        return None
    local, _, domain = address.rpartition("@")
    name = _to_ascii(domain)
    if ENCODED_WORD in local:  # RFC 2047: a mail program may read another address out of it
        return None
    if len(local) > LONGEST_LOCAL or not LOCAL.fullmatch(local) or not DOMAIN.fullmatch(name):
        return None
    return f"{local}@{name}"


def get_domain(address: str) -> str:
    """Return the receiving domain of a tidy address."""
    return address.rpartition("@")[2]


def make_findable(address: str) -> str:
    """Return by what an address is found again: mailboxes differ by capitals almost nowhere."""
    return address.lower()


def find_mailbox(address: str) -> str:
    """Return where the mail of a tidy address lands: wati+kabar@… is read by wati@…."""
    local, _, domain = make_findable(address).rpartition("@")
    local = local.partition("+")[0] or local
    if domain in GOOGLE:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def _to_ascii(domain: str) -> str:
    return domain.lower().rstrip(".")
