from __future__ import annotations

from review.curves import HEIGHT, MOST_POINTS, WIDTH, draw_line


def test_a_line_goes_from_the_lower_left_to_its_last_value() -> None:
    line = draw_line([(0, 0), (5, 1), (10, 2)])
    assert line.points == f"0.0,{HEIGHT}.0 {WIDTH / 2},{HEIGHT / 2} {WIDTH}.0,0.0"
    assert (line.right, line.top) == (10, 2)


def test_a_long_line_is_thinned_and_keeps_its_end() -> None:
    points = draw_line([(x, x) for x in range(100_001)], 200_000).points.split()
    assert len(points) <= MOST_POINTS + 3
    assert points[-1] == "600.0,100.0"


def test_nothing_is_an_empty_line() -> None:
    assert draw_line([]).points == ""
