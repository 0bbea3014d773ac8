"""The return path of each delivery: a bounce sent there names the delivery, and nobody else."""

import re

PATH = re.compile(r"\+(\d{1,18})-([0-9a-f]{20})@", re.IGNORECASE)
MESSAGE_ID = re.compile(r"<(\d{1,18})\.([0-9a-f]{20})@")


def make_return_path(address: str, *, key: int, mark: str) -> str:
    """Return `bounce+12-0a1b…@example.org` for `bounce@example.org`."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{key}-{mark}@{domain}"


def read_return_path(text: str) -> tuple[int, str] | None:
    """Return key and mark of the first return path of ours in a header, or None."""
    found = PATH.search(text)
    return (int(found[1]), found[2].lower()) if found else None


def read_message_id(text: str) -> tuple[int, str] | None:
    """Return key and mark of the first Message-ID of ours in a text, or None."""
    found = MESSAGE_ID.search(text)
    return (int(found[1]), found[2].lower()) if found else None
