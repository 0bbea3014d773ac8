"""The door of the news room."""

__all__: list[str] = []
