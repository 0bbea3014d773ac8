"""How addresses lie in the database, and the marks of links."""

import hmac
from uuid import UUID

from kentongan.foundation import vault
from kentongan.rooms.mailing.rules.addresses import find_mailbox, make_findable
from kentongan.rooms.mailing.rules.tokens import MARK_BYTES, join_token, split_token

ADDRESS = "reader address"
READER = "reader link"
DELIVERY = "delivery return path"
SHORT_MARK = 10  # of a return path: 80 bits


def seal_address(address: str) -> bytes:
    """Seal a tidy address."""
    return vault.seal(address, purpose=ADDRESS)


def unseal_address(sealed: bytes | memoryview) -> str:
    """Read an address."""
    return vault.unseal(sealed, purpose=ADDRESS)


def index_address(address: str) -> bytes:
    """Return by what an address is found without being readable."""
    return vault.blind_index(make_findable(address), purpose=ADDRESS)


def index_mailbox(address: str) -> bytes:
    """Return by what requests for one mailbox are counted, whatever is added to its name."""
    return vault.blind_index(find_mailbox(address), purpose=ADDRESS)


def make_reader_token(reader_id: UUID) -> str:
    """Return the token of a reader's own page; the same each time, and kept nowhere."""
    return join_token(reader_id, vault.blind_index(str(reader_id), purpose=READER))


def read_reader_token(token: str) -> UUID | None:
    """Return whose page a token opens, or None when it is forged."""
    parts = split_token(token)
    if parts is None:
        return None
    reader_id, mark = parts
    expected = vault.blind_index(str(reader_id), purpose=READER)[:MARK_BYTES]
    return reader_id if hmac.compare_digest(expected, mark) else None


def mark_delivery(delivery_id: int) -> str:
    """Return the mark of a delivery's return path: who invents one suppresses nobody."""
    return vault.blind_index(str(delivery_id), purpose=DELIVERY)[:SHORT_MARK].hex()
