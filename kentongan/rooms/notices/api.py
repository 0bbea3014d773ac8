"""The door of the notices room."""

__all__: list[str] = []
