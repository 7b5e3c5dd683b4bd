from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.agreement import (
    Unit,
    cohen_kappa,
    gwet_ac1,
    krippendorff_alpha,
    masi_distance,
    measure_agreement,
    plain_agreement,
)

KRIPPENDORFF_C = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
"""Krippendorff (2011), example C: four observers, twelve units, with gaps; α nominal = 0.743. The same
data are irrCAC's `cac.raw4raters`, for which Gwet's package reports AC1 = 0.77544 and agreement 0.81818."""


def units(*coders: str) -> list[Unit]:
    return [
        Unit(f"d{n}", {f"c{c}": answer for c, answer in enumerate(column) if answer != "."})
        for n, column in enumerate(zip(*coders, strict=True))
    ]


def crossed(table: dict[tuple[str, str], int]) -> list[Unit]:
    pairs = [pair for pair, count in table.items() for _ in range(count)]
    return [Unit(f"d{n}", {"one": a, "two": b}) for n, (a, b) in enumerate(pairs)]


def sets(*pairs: tuple[str, str]) -> list[Unit]:
    return [Unit("d", {"one": frozenset(a), "two": frozenset(b)}) for a, b in pairs]


def test_alpha_is_that_of_krippendorffs_examples() -> None:
    assert krippendorff_alpha(units("0100000010", "1110010000")) == pytest.approx(0.095, abs=5e-4)
    assert krippendorff_alpha(units("aabbdcccedda", "babbbccceddd")) == pytest.approx(0.692, abs=5e-4)
    assert krippendorff_alpha(units(*KRIPPENDORFF_C)) == pytest.approx(0.743, abs=5e-4)


def test_ac1_is_that_of_gwets_examples() -> None:
    assert gwet_ac1(units(*KRIPPENDORFF_C)) == pytest.approx(0.77544, abs=5e-6)
    assert plain_agreement(units(*KRIPPENDORFF_C)) == pytest.approx(0.81818, abs=5e-6)
    # Gwet (2002), "Kappa statistic is not satisfactory": 118 + 0 agree of 125; κ = -.023, AC1 = .941
    paradox = crossed({("+", "+"): 118, ("+", "-"): 5, ("-", "+"): 2})
    assert gwet_ac1(paradox) == pytest.approx(0.9408, abs=5e-5)
    assert cohen_kappa(paradox) == pytest.approx(-0.0234, abs=5e-5)


def test_kappa_is_that_of_the_textbook_table() -> None:
    table = crossed({("y", "y"): 20, ("y", "n"): 5, ("n", "y"): 10, ("n", "n"): 15})
    assert cohen_kappa(table) == pytest.approx(0.4)
    assert plain_agreement(table) == pytest.approx(0.7)


def test_kappa_leaves_out_what_only_one_has_read_and_is_for_two_coders_only() -> None:
    table = crossed({("y", "y"): 20, ("y", "n"): 5, ("n", "y"): 10, ("n", "n"): 15})
    alone: list[Unit] = [Unit("x", {"one": "y"})] * 30
    assert cohen_kappa([*table, *alone]) == pytest.approx(0.4)
    assert cohen_kappa(units(*KRIPPENDORFF_C)) is None


@pytest.mark.parametrize(
    ("first", "second", "distance"),
    [("ab", "ab", 0), ("", "", 0), ("a", "b", 1), ("", "a", 1), ("a", "ab", 1 - 1 / 2 * 2 / 3)],
)
def test_masi_tells_equal_nested_and_disjoint_sets_apart(first: str, second: str, distance: float) -> None:
    assert masi_distance(frozenset(first), frozenset(second)) == pytest.approx(distance)


def test_masi_counts_crossing_sets_a_third_of_their_overlap() -> None:
    assert masi_distance(frozenset("abc"), frozenset("bcd")) == pytest.approx(1 - 2 / 4 * 1 / 3)


def test_alpha_over_sets_is_what_a_hand_computes() -> None:
    # answers {a},{a}; {a},{a,b}; {b},{b}. Observed: 2 × 2/3 over 6 = 2/9. Expected, with counts
    # a:3 ab:1 b:2: 2(3·1·2/3 + 3·2·1 + 1·2·2/3) / (6·5) = 2 · 28/3 / 30 = 28/45. α = 1 - 10/28
    found = krippendorff_alpha(sets(("a", "a"), ("a", "ab"), ("b", "b")), masi_distance)
    assert found == pytest.approx(1 - 10 / 28)


def test_where_every_answer_is_the_same_only_plain_agreement_says_something() -> None:
    same = crossed({("n", "n"): 12})
    assert plain_agreement(same) == 1
    assert krippendorff_alpha(same) is None
    assert cohen_kappa(same) is None
    assert gwet_ac1(same) is None


def test_where_nobody_read_the_same_passage_nothing_is_said() -> None:
    measured = measure_agreement([Unit("d", {"one": "y"}), Unit("d", {"two": "n"})])
    assert measured.units == 0
    assert {measured.plain.value, measured.alpha.value, measured.kappa.value} == {None}
    assert measure_agreement([]).alpha.value is None


def test_intervals_hold_the_value_and_narrow_with_more_documents() -> None:
    rng = np.random.default_rng(1)

    def coded(documents: int) -> list[Unit]:
        truth = rng.choice(["y", "n"], documents * 3)
        return [
            Unit(f"d{n // 3}", {"a": str(t), "b": str(t) if rng.random() < 0.85 else "y"})
            for n, t in enumerate(truth)
        ]

    few, many = measure_agreement(coded(12)), measure_agreement(coded(200))
    for measured in (few, many):
        for one in (measured.plain, measured.alpha, measured.ac1, measured.kappa):
            assert one.value is not None
            assert one.low is not None
            assert one.high is not None
            assert one.low < one.value < one.high
    assert width(many) < width(few) / 2


def width(measured: object) -> float:
    coefficient = measured.alpha  # type: ignore[attr-defined]
    return float(coefficient.high - coefficient.low)


def test_documents_are_drawn_whole_so_that_alike_passages_do_not_feign_certainty() -> None:
    # in every document all passages agree or none does: as if there were 10 answers, not 300
    table: list[Unit] = [
        Unit(f"d{d}", {"a": "y" if n % 2 else "n", "b": ("y" if n % 2 else "n") if d % 2 else "y"})
        for d in range(10)
        for n in range(30)
    ]
    together = measure_agreement(table)
    apart = measure_agreement([Unit(f"p{n}", unit.answers) for n, unit in enumerate(table)])
    assert width(together) > 3 * width(apart)


def test_the_same_seed_gives_the_same_interval() -> None:
    table = units(*KRIPPENDORFF_C)
    assert measure_agreement(table, seed=5) == measure_agreement(table, seed=5)
    assert measure_agreement(table, seed=5) != measure_agreement(table, seed=6)


ANSWERS = st.lists(
    st.dictionaries(st.sampled_from(["one", "two", "three"]), st.sampled_from(["a", "b", "c"])), max_size=12
)


@given(ANSWERS)
def test_alpha_is_what_its_definition_over_pairs_says(answers: list[dict[str, Hashable]]) -> None:
    paired = [list(one.values()) for one in answers if len(one) > 1]
    flat = [value for group in paired for value in group]
    total = len(flat)
    observed = sum(sum(a != b for a in g for b in g) / (len(g) - 1) for g in paired)
    expected = sum(a != b for a in flat for b in flat)
    found = krippendorff_alpha([Unit("d", one) for one in answers])
    if expected == 0:
        assert found is None
    else:
        assert found == pytest.approx(1 - (observed / total) / (expected / (total * (total - 1))))


@given(ANSWERS)
def test_no_coefficient_exceeds_one(answers: list[dict[str, Hashable]]) -> None:
    table = [Unit("d", one) for one in answers]
    for value in (krippendorff_alpha(table), gwet_ac1(table), cohen_kappa(table), plain_agreement(table)):
        assert value is None or value <= 1 + 1e-9
