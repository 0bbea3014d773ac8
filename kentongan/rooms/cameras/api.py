"""The door: what other rooms and the lobby may use of the cameras."""

__all__: list[str] = []
