"""The door of the rounds room."""

__all__: list[str] = []
