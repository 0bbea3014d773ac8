"""What must not travel in an e-mail, even when somebody typed it."""

import re

LONG_NUMBER = re.compile(r"\d(?:[ .\-]?\d){9,}")


def hide_long_numbers(text: str) -> str:
    """Replace numbers of ten digits and more (NIK, family card, telephone, account) by dots."""
    return LONG_NUMBER.sub("••••", text)
