"""What a camera's own description may be: values in, problems by field out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

LONGEST_NAME, LONGEST_PLACE, LONGEST_CONTACT, LONGEST_SECRET = 120, 300, 120, 200
FARTHEST_M = 300
MOST_POINTS = 200
RTSP_PORT, HTTP_PORT = 554, 80
LAST_PORT = 65535


@dataclass(frozen=True)
class Target:
    """Where the stream of a camera is. The repr shows nothing: this belongs in no log."""

    url: str = field(repr=False)
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    onvif_port: int | None = field(default=None, repr=False)  # None: the camera is not asked

    @property
    def host(self) -> str:
        """Name or address of the camera."""
        return urlsplit(self.url).hostname or ""

    @property
    def port(self) -> int:
        """Port of the stream."""
        return urlsplit(self.url).port or RTSP_PORT

    @property
    def has_path(self) -> bool:
        """Somebody said which of the camera's streams is meant."""
        parts = urlsplit(self.url)
        return parts.path not in {"", "/"} or bool(parts.query)


def read_target(
    url: str, *, user: str = "", password: str = "", onvif_port: int | None = None
) -> Target | None:
    """Read an rtsp:// address as people paste it, with or without login; None when it is none."""
    text = url.strip()
    text = text if "://" in text else f"rtsp://{text}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() != "rtsp" or not parts.hostname or port == 0:
        return None
    if any(ord(letter) <= 32 or ord(letter) == 127 for letter in text):  # noqa: PLR2004
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    place = host if port is None else f"{host}:{port}"
    query = f"?{parts.query}" if parts.query else ""
    return Target(
        url=f"rtsp://{place}{parts.path}{query}",
        user=user or unquote(parts.username or ""),
        password=password or unquote(parts.password or ""),
        onvif_port=onvif_port,
    )


def find_problems(
    *, name: str, place_words: str, contact: str, lat: float, lon: float, bearing: int,
    field_of_view: int, range_m: int, road_line: Sequence[Sequence[float]],
) -> dict[str, str]:  # fmt: skip
    """Return the key of what is wrong, by field."""
    problems = {
        "name": "" if 0 < len(name.strip()) <= LONGEST_NAME else "name",
        "place_words": "too_long" if len(place_words) > LONGEST_PLACE else "",
        "contact": "too_long" if len(contact) > LONGEST_CONTACT else "",
        "lat": "" if -90 <= lat <= 90 else "position",  # noqa: PLR2004
        "lon": "" if -180 <= lon <= 180 else "position",  # noqa: PLR2004
        "bearing": "" if 0 <= bearing < 360 else "bearing",  # noqa: PLR2004
        "field_of_view": "" if 1 <= field_of_view <= 360 else "field_of_view",  # noqa: PLR2004
        "range_m": "" if 1 <= range_m <= FARTHEST_M else "range_m",
        "road_line": "" if is_line(road_line) else "road_line",
    }
    return {key: problem for key, problem in problems.items() if problem}


def is_line(points: Sequence[Sequence[float]]) -> bool:
    """Tell whether these are no points, or at least two [lon, lat] on earth."""
    if not points:
        return True
    if not 1 < len(points) <= MOST_POINTS:
        return False
    return all(
        len(point) == 2 and -180 <= point[0] <= 180 and -90 <= point[1] <= 90  # noqa: PLR2004
        for point in points
    )


def list_sealed(target: Target) -> Mapping[str, str | int | None]:
    """Return what is kept of a target, for sealing."""
    return {
        "url": target.url,
        "user": target.user,
        "password": target.password,
        "onvif_port": target.onvif_port,
    }
