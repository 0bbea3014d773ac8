"""What of somebody's words everybody may read: numbers and addresses of people are left out."""

import re

# NIK, KK and telephone numbers: eight digits or more, also written with dots, dashes and spaces.
NUMBER = re.compile(r"(?<!\d)\+?\d(?:[ .\-]?\d){7,}(?!\d)")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LEFT_OUT = "[…]"


def hide_persons(text: str) -> str:
    """Return the words without telephone numbers, NIK and e-mail addresses."""
    return NUMBER.sub(LEFT_OUT, MAIL.sub(LEFT_OUT, text))
