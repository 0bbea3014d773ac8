"""The door of the mailing room."""

__all__: list[str] = []
