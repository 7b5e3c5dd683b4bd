from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import agreement_sums
from models.agreement_distances import Masi, Nominal
from models.agreement_sums import (
    AC1,
    ALPHA,
    KAPPA,
    PLAIN,
    Columns,
    draw_documents,
    measure_draws,
    sum_answers,
)

SAID = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(0, 1)), st.integers(0, 3), min_size=1, max_size=20
)


def columns_of(said: dict[tuple[int, int], int]) -> Columns:
    unit, coder = np.array(list(said), dtype=np.int64).T
    return Columns.number(unit // 3, unit, coder, np.array(list(said.values()), dtype=np.int64))


def ratio(above: float, below: float) -> float:
    return above / below if abs(below) > 1e-12 else float("nan")


def measure_plainly(said: dict[tuple[int, int], int], weights: list[int]) -> list[float]:
    """The definitions, read out of the answers of a study in which document n stands `weights[n]` times."""
    units = [
        [said[number, coder] for coder in (0, 1) if (number, coder) in said]
        for number in range(10)
        for _ in range(weights[number // 3])
    ]
    pairs = [unit for unit in units if len(unit) == 2]
    read = [unit for unit in units if unit]
    flat = [value for pair in pairs for value in pair]
    same = ratio(sum(a == b for a, b in pairs), len(pairs))
    observed = ratio(sum(2 * (a != b) for a, b in pairs), len(flat))
    expected = ratio(sum(a != b for a in flat for b in flat), len(flat) * (len(flat) - 1))
    known = set(said.values())
    shares = [ratio(sum(u.count(value) / len(u) for u in read), len(read)) for value in known]
    gwet = ratio(sum(share * (1 - share) for share in shares), len(known) - 1)
    met = sum(a == b for a, _ in pairs for _, b in pairs)
    chance = ratio(met, len(pairs) ** 2)
    two = len({coder for _, coder in said}) == 2
    return [
        same,
        1 - ratio(observed, expected),
        ratio(same - gwet, 1 - gwet),
        ratio(same - chance, 1 - chance) if two else float("nan"),
    ]


@settings(deadline=None)
@given(SAID, st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_weighted_sums_give_what_the_definitions_give(
    said: dict[tuple[int, int], int], weights: list[int]
) -> None:
    present = sorted({number // 3 for number, _ in said})
    drawn = np.array([[weights[document]] for document in present], dtype=np.float64)
    found = measure_draws(sum_answers(columns_of(said), Nominal()), drawn)[:, 0]
    assert found == pytest.approx(measure_plainly(said, weights), nan_ok=True)


@pytest.mark.parametrize("name", ["_DENSE", "_AT_ONCE"])
def test_sparse_sums_and_draws_in_parts_give_the_same(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    rng = np.random.default_rng(2)
    said = {(int(unit), coder): int(rng.integers(4)) for unit in range(60) for coder in (0, 1, 2)}
    draws = draw_documents(20, 50, 0)
    whole = measure_draws(sum_answers(columns_of(said), Nominal()), draws)
    monkeypatch.setattr(agreement_sums, name, 0)
    assert measure_draws(sum_answers(columns_of(said), Nominal()), draws) == pytest.approx(whole, nan_ok=True)


def test_chance_from_a_sample_is_near_that_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(4)
    sets = [frozenset(rng.choice(12, size=int(rng.integers(1, 4)), replace=False)) for _ in range(900)]
    said = {(unit, coder): int(rng.integers(900)) for unit in range(3000) for coder in (0, 1)}
    distances = Masi.read(sets)
    once = np.ones((1000, 1))
    whole = measure_draws(sum_answers(columns_of(said), distances), once)
    monkeypatch.setattr(agreement_sums, "MOST_VALUES", 800)
    drawn = measure_draws(sum_answers(columns_of(said), distances), once)
    assert drawn[ALPHA] != whole[ALPHA]
    assert drawn[ALPHA] == pytest.approx(whole[ALPHA], abs=0.01)
    assert drawn[[PLAIN, AC1, KAPPA]] == pytest.approx(whole[[PLAIN, AC1, KAPPA]])
