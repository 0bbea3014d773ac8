"""How address and words of a letter lie in the database."""

import json
from dataclasses import dataclass

from kentongan.foundation import vault

ADDRESS = "mail address"
WORDS = "mail words"


@dataclass(frozen=True)
class Words:
    """What a letter says; HTML is optional, headers only of what is kept to be read."""

    text: str
    html: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


def seal_address(address: str) -> bytes:
    """Seal the address of a letter."""
    return vault.seal(address, purpose=ADDRESS)


def unseal_address(sealed: bytes | memoryview) -> str:
    """Read the address of a letter."""
    return vault.unseal(sealed, purpose=ADDRESS)


def seal_words(words: Words) -> bytes:
    """Seal what a letter says."""
    return vault.seal(json.dumps([words.text, words.html, words.headers]), purpose=WORDS)


def unseal_words(sealed: bytes | memoryview) -> Words:
    """Read what a letter says."""
    text, html, *more = json.loads(vault.unseal(sealed, purpose=WORDS))
    headers = tuple((name, value) for name, value in (more[0] if more else ()))
    return Words(text=text, html=html, headers=headers)
