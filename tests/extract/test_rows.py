from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.rows import PLAIN, RowShape, place_cells

SPANS = st.tuples(st.integers(1, 4), st.integers(1, 4))
SHAPES = st.lists(st.lists(SPANS, max_size=6).map(lambda spans: RowShape(tuple(spans))), max_size=6)


def place(*rows: tuple[int, RowShape]) -> list[list[tuple[int, int]]]:
    return [[(cell.column, cell.row) for cell in row] for row in place_cells(rows)]


def test_cells_of_plain_rows_stand_in_the_columns_that_they_are_counted_in() -> None:
    assert place((2, PLAIN), (2, PLAIN)) == [[(0, 0), (1, 0)], [(0, 1), (1, 1)]]


def test_a_cell_over_three_rows_reaches_down_into_the_next_two() -> None:
    tall = RowShape(((3, 1), (1, 1)))
    rows = place((2, tall), (1, PLAIN), (1, PLAIN), (2, PLAIN))
    assert rows == [[(0, 0), (1, 0)], [(0, 0), (1, 1)], [(0, 0), (1, 2)], [(0, 3), (1, 3)]]


def test_cells_go_around_one_that_reaches_down_between_them() -> None:
    rows = place((3, RowShape(((1, 1), (2, 2), (1, 1)))), (2, PLAIN))
    assert rows[1] == [(0, 1), (1, 0), (3, 1)]


@given(SHAPES)
def test_no_two_cells_of_a_row_begin_in_the_same_column(shapes: list[RowShape]) -> None:
    for row in place_cells((len(shape.spans), shape) for shape in shapes):
        columns = [cell.column for cell in row]
        assert len(columns) == len(set(columns))
