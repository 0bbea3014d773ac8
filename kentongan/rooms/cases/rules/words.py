"""Small rules about what people write."""

SHORTEST_REASON = 10


def is_reason(text: str) -> bool:
    """Tell whether a reason says something: at least ten characters."""
    return len(text.strip()) >= SHORTEST_REASON
