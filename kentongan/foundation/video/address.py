"""Where a stream is: already resolved and allowed, so that nothing else is ever dialled."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

RTSP_PORT = 554


@dataclass(frozen=True)
class StreamAddress:
    """
    One stream of one camera. `ip` is the address that was resolved and found allowed.

    Nothing but `ip` and `port` is dialled; `url` (without user and password) is only spoken to
    the camera. The repr shows none of it: addresses of cameras belong in no log.
    """

    ip: str = field(repr=False)
    port: int = field(repr=False)
    url: str = field(repr=False)
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


def make_address(url: str, *, ip: str, user: str = "", password: str = "") -> StreamAddress:
    """Return the address of an rtsp:// URL at the resolved `ip`; user and password leave it."""
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ip
    port = parts.port or RTSP_PORT
    netloc = host if port == RTSP_PORT else f"{host}:{port}"
    clean = urlunsplit(("rtsp", netloc, parts.path, parts.query, ""))
    return StreamAddress(
        ip=ip,
        port=port,
        url=clean,
        user=user or parts.username or "",
        password=password or parts.password or "",
    )
