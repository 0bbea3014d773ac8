"""
Public codes that can be read over the phone: `BWI-7K3D-92`.

Alphabet: 31 symbols without look-alikes (no I, L, O, U, 0). The last symbol is a check: a weighted
sum modulo 31. As 31 is prime and the weights differ, one wrong symbol and any two symbols
exchanged are always noticed.
"""

import secrets

ALPHABET = "123456789ABCDEFGHJKMNPQRSTVWXYZ"
VALUE = {symbol: number for number, symbol in enumerate(ALPHABET)}
LOOK_ALIKES = str.maketrans({"I": "1", "L": "1", "|": "1", "U": "V"})
SHORT = 5
LONG = 9
GROUP = 4


def check_symbol(body: str) -> str:
    """Return the check symbol for a body of symbols."""
    total = sum(weight * VALUE[symbol] for weight, symbol in enumerate(body, start=2))
    return ALPHABET[total % len(ALPHABET)]


def make_code(prefix: str, *, length: int = SHORT) -> str:
    """Return a new random code with `length` free symbols: 31^5 = 28 million short ones."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(length))
    return format_code(prefix, body + check_symbol(body))


def format_code(prefix: str, symbols: str) -> str:
    """Group symbols for the eye: BWI-7K3D-92."""
    groups = [symbols[at : at + GROUP] for at in range(0, len(symbols), GROUP)]
    return "-".join([prefix, *groups])


def parse_code(typed: str, *, prefix: str) -> str | None:
    """Return the code as we write it from what a person typed, or None when it is none."""
    symbols = "".join(symbol for symbol in typed.upper() if symbol.isalnum() or symbol == "|")
    symbols = symbols.removeprefix(prefix).translate(LOOK_ALIKES)
    if len(symbols) not in {SHORT + 1, LONG + 1} or any(s not in VALUE for s in symbols):
        return None
    if check_symbol(symbols[:-1]) != symbols[-1]:
        return None
    return format_code(prefix, symbols)


def parse_beginning(typed: str, *, prefix: str) -> str:
    """Return the beginning of a code as we write it, or "" when what was typed begins none."""
    symbols = "".join(symbol for symbol in typed.upper() if symbol.isalnum() or symbol == "|")
    symbols = symbols.removeprefix(prefix).translate(LOOK_ALIKES)
    if not symbols or len(symbols) > LONG + 1 or any(s not in VALUE for s in symbols):
        return ""
    return format_code(prefix, symbols)
