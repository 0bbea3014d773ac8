"""The door: what other rooms and the lobby may use of the permits."""

__all__: list[str] = []
