"""By what talks on WhatsApp are found without reading a number."""

from kentongan.foundation import vault

PURPOSE = "whatsapp"


def index_talk(phone: str) -> bytes:
    """Return by what the talk with a number is found."""
    return vault.blind_index(phone, purpose=PURPOSE)
