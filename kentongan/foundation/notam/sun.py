"""
Sunrise and sunset (upper limb, standard refraction: 90.833°) by the equations of NOAA.

Good for a minute or two between 60° south and north; a mountain on the horizon is not known.
https://gml.noaa.gov/grad/solcalc/solareqns.PDF
"""

from datetime import UTC, date, datetime, time, timedelta
from math import acos, cos, degrees, pi, radians, sin, tan

ZENITH = radians(90.833)
FARTHEST = 60


def find_sun(day: date, *, lat: float, lon: float) -> tuple[datetime, datetime]:
    """
    Return sunrise and the sunset after it, in UTC, of the local solar day `day`.

    `day` is the date at the place by the sun. Raises ValueError beyond 60° of latitude.
    """
    if abs(lat) > FARTHEST:
        raise ValueError("too far from the equator")
    equation, declination = _find_position(day)
    angle = degrees(
        acos(
            cos(ZENITH) / (cos(radians(lat)) * cos(declination))
            - tan(radians(lat)) * tan(declination)
        )
    )
    midnight = datetime.combine(day, time(), UTC)
    rise, fall = (720 - 4 * (lon + side * angle) - equation for side in (1, -1))
    return midnight + timedelta(minutes=round(rise)), midnight + timedelta(minutes=round(fall))


def _find_position(day: date) -> tuple[float, float]:
    """Return the equation of time in minutes and the declination in radians."""
    year = 2 * pi / 365 * (day.timetuple().tm_yday - 1)
    equation = 229.18 * (
        0.000075
        + 0.001868 * cos(year)
        - 0.032077 * sin(year)
        - 0.014615 * cos(2 * year)
        - 0.040849 * sin(2 * year)
    )
    tilt = (
        0.006918
        - 0.399912 * cos(year)
        + 0.070257 * sin(year)
        - 0.006758 * cos(2 * year)
        + 0.000907 * sin(2 * year)
        - 0.002697 * cos(3 * year)
        + 0.00148 * sin(3 * year)
    )
    return equation, tilt
