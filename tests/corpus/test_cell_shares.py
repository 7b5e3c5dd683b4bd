from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from corpus.cell_shares import FEW_READ, CellStratum, estimate_cells


def width(strata: list[CellStratum]) -> float:
    total = estimate_cells(strata)
    return total.high - total.low


def test_a_worked_example() -> None:
    """100 municipalities, 40 of them verified. Of 20 likely ones 10 are read and 6 hold the code; of 40
    others 10 are read and 1 does: 40 + 20 · 6/10 + 40 · 1/10 = 56.

    The mid-P limits of each stratum from the hypergeometric distribution. Of 20 with 10 read and 6 hits: with
    8 hits in all P(X > 6) + P(X = 6) / 2 is 0.047, with 7 it is 0.015, under 0.025: so 8 is the low end. With
    15 in all P(X < 6) + P(X = 6) / 2 is 0.084, with 16 it is 0.022: so 15 is the high end. Of 40 with 10 read
    and 1 hit they are 1 and 14 (0.032, and 0.022 with 15).
    """
    verified = CellStratum(size=40, read=40, hits=40)
    total = estimate_cells([verified, CellStratum(20, 10, 6), CellStratum(40, 10, 1)])
    assert total.value == pytest.approx(56)
    assert total.low == pytest.approx(56 - math.hypot(12 - 8, 4 - 1))
    assert total.high == pytest.approx(56 + math.hypot(15 - 12, 14 - 4))


def test_what_was_read_whole_has_no_error() -> None:
    total = estimate_cells([CellStratum(12, 12, 5), CellStratum(3, 3, 3)])
    assert (total.low, total.value, total.high) == (8, 8, 8)


def test_few_read_of_one_stratum_give_limits_and_no_point() -> None:
    enough = [CellStratum(50, 20, 4), CellStratum(30, FEW_READ, 1)]
    few = [CellStratum(50, 20, 4), CellStratum(30, FEW_READ - 1, 1)]
    assert estimate_cells(enough).value is not None
    assert estimate_cells(few).value is None
    assert width(few) > width(enough)
    assert estimate_cells([CellStratum(3, 3, 1)]).value == 1  # all of it was read


def test_a_stratum_of_which_nothing_is_read_may_hold_nothing_or_all() -> None:
    total = estimate_cells([CellStratum(10, 10, 10), CellStratum(30, 0, 0)])
    assert (total.value, total.low, total.high) == (None, 10, 40)


def test_unclear_cells_count_as_no_below_and_as_yes_above() -> None:
    clear, unclear = CellStratum(60, 20, 5), CellStratum(60, 20, 5, unclear=2)
    one, other = estimate_cells([clear]), estimate_cells([unclear])
    assert other.value == pytest.approx(60 * 5 / 18)
    assert other.low == one.low
    assert other.high == estimate_cells([CellStratum(60, 20, 7)]).high


def test_many_unclear_cells_leave_limits_and_no_point() -> None:
    total = estimate_cells([CellStratum(60, 20, 9, unclear=11)])
    assert total.value is None
    assert total.low < 60 * 9 / 20
    assert total.high == 60


def test_what_was_found_out_of_turn_raises_the_least_and_nothing_else() -> None:
    total = estimate_cells([CellStratum(100, 20, 0, found=30)])
    assert total.low == 30
    assert total.high == max(30, estimate_cells([CellStratum(100, 20, 0)]).high)
    assert estimate_cells([CellStratum(100, 20, 10, found=5)]) == estimate_cells([CellStratum(100, 20, 10)])


def test_without_any_find_the_share_is_not_said_to_be_nothing() -> None:
    total = estimate_cells([CellStratum(200, 30, 0)])
    assert total.value == total.low == 0
    assert 10 < total.high < 30


def test_no_cells_are_no_share() -> None:
    assert estimate_cells([]).value == 0


def test_reading_more_narrows_the_interval() -> None:
    widths = [width([CellStratum(80, read, read // 5)]) for read in (10, 20, 40, 80)]
    assert all(wide > narrow for wide, narrow in pairwise(widths))
    assert widths[-1] == 0


SETTINGS = {
    "as drawn": ((60, 80, 70), (0.6, 0.2, 0.03), (15, 15, 10)),
    "few of each": ((60, 80, 70), (0.6, 0.2, 0.03), (8, 8, 8)),
    "a code nobody has": ((30, 80, 150), (0.3, 0.05, 0.0), (15, 15, 15)),
    "a code all have": ((60, 80, 70), (0.9, 0.7, 0.5), (15, 15, 10)),
    "one stratum": ((0, 0, 200), (0.0, 0.0, 0.1), (0, 0, 30)),
    "a stratum read whole": ((5, 150, 100), (0.6, 0.1, 0.01), (5, 25, 10)),
    "documents": ((500, 4_000, 20_000), (0.8, 0.1, 0.01), (30, 30, 30)),
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_intervals_hold_the_truth_as_often_as_they_promise_and_are_narrower_than_bounds(setting: str) -> None:
    """The truth differs from draw to draw, as codes do: 600 codes, each with its own sample."""
    sizes, shares, drawn = SETTINGS[setting]
    numbers = np.random.default_rng(len(setting))
    hits, errors = 0, []
    widths, bounds = [], []
    for _ in range(600):
        held = [int(numbers.binomial(size, share)) for size, share in zip(sizes, shares, strict=True)]
        strata = [
            CellStratum(size, read, int(numbers.hypergeometric(truth, size - truth, read)))
            for size, truth, read in zip(sizes, held, drawn, strict=True)
            if size
        ]
        total = estimate_cells(strata)
        assert total.value is not None
        hits += total.low <= sum(held) <= total.high
        errors.append(total.value - sum(held))
        widths.append(total.high - total.low)
        bounds.append(sum(one.size - one.read for one in strata))
    assert 0.93 <= hits / 600 <= 0.98
    assert np.mean(widths) < 0.5 * np.mean(bounds)
    assert abs(np.mean(errors)) <= 3.5 * np.std(errors) / math.sqrt(600) + 1e-9


def test_over_all_settings_intervals_hold_the_truth_in_93_to_97_of_a_hundred() -> None:
    numbers = np.random.default_rng(1)
    hits = tries = 0
    for sizes, shares, drawn in SETTINGS.values():
        for _ in range(300):
            held = [int(numbers.binomial(size, share)) for size, share in zip(sizes, shares, strict=True)]
            total = estimate_cells(
                [
                    CellStratum(size, read, int(numbers.hypergeometric(truth, size - truth, read)))
                    for size, truth, read in zip(sizes, held, drawn, strict=True)
                    if size
                ]
            )
            hits, tries = hits + (total.low <= sum(held) <= total.high), tries + 1
    assert 0.93 <= hits / tries <= 0.97
