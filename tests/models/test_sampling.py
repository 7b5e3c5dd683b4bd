from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import CodeId, PassageId, Sha256
from models.sampling import Candidate, Drawn, Mix, Stratum, draw_batch, draw_random

RARE, COMMON = CodeId("handling.mediator"), CodeId("partner.region")
STRATEGY = CodeId("gate.strategy")


def candidate(
    number: int, scores: dict[CodeId, float] | None = None, town: str = "", by: int = 0
) -> Candidate:
    return Candidate(
        PassageId(f"{number:032x}"),
        town or f"town {number}",
        Sha256("0" * 64),
        number,
        scores or {STRATEGY: 0.9, COMMON: (number % 100) / 100},
        tuple(f"coder-{one}" for one in range(by)),
    )


def crowd(size: int, read: int = 0) -> list[Candidate]:
    return [candidate(number, by=int(number < read)) for number in range(size)]


def strata(batch: tuple[Drawn, ...]) -> Counter[Stratum]:
    return Counter(drawn.stratum for drawn in batch)


def test_a_batch_of_twenty_has_the_shares_of_the_mix() -> None:
    batch = draw_batch(crowd(300, read=50), {COMMON: 0}, Mix(), 20, seed=1)
    assert strata(batch) == {
        Stratum.LIKELY: 7,
        Stratum.UNCERTAIN: 5,
        Stratum.DIVERSE: 3,
        Stratum.RANDOM: 3,
        Stratum.SECOND: 2,
    }


def test_the_order_of_the_candidates_changes_nothing_and_the_seed_does() -> None:
    candidates = crowd(120, read=20)
    batch = draw_batch(candidates, {COMMON: 3}, Mix(), 20, seed=7)
    assert draw_batch(candidates[::-1], {COMMON: 3}, Mix(), 20, seed=7) == batch
    assert draw_batch(candidates, {COMMON: 3}, Mix(), 20, seed=8) != batch


def test_only_the_random_share_has_a_probability_and_it_is_exact() -> None:
    batch = draw_batch(crowd(300, read=50), {COMMON: 0}, Mix(), 20, seed=1)
    for drawn in batch:
        assert drawn.probability == (3 / 250 if drawn.stratum is Stratum.RANDOM else None)


def test_over_many_seeds_every_unjudged_passage_is_in_the_random_share_equally_often() -> None:
    candidates = crowd(20, read=5)
    seeds = 600
    hits: Counter[PassageId] = Counter()
    for seed in range(seeds):
        batch = draw_batch(candidates, {COMMON: 0}, Mix(), 20, seed)
        hits.update(drawn.passage for drawn in batch if drawn.stratum is Stratum.RANDOM)
    expected = seeds * 3 / 15
    assert set(hits) == {one.passage for one in candidates if not one.judged_by}
    # 15 counts of standard deviation sqrt(600 × .2 × .8) = 9.8: four of them is 39
    assert max(abs(count - expected) for count in hits.values()) < 39


def test_the_code_with_the_fewest_positives_is_looked_for_first() -> None:
    common = [candidate(number, {STRATEGY: 1.0, COMMON: 0.95}) for number in range(20)]
    rare = candidate(99, {STRATEGY: 1.0, RARE: 0.5})
    only_likely = Mix(1.0, 0.0, 0.0, 0.0, 0.0)
    first = draw_batch([*common, rare], {COMMON: 60, RARE: 1}, only_likely, 1, seed=0)
    assert [drawn.passage for drawn in first] == [rare.passage]
    first = draw_batch([*common, rare], {COMMON: 1, RARE: 60}, only_likely, 1, seed=0)
    assert [drawn.passage for drawn in first] != [rare.passage]


def test_what_the_batch_already_holds_counts_so_that_one_code_does_not_fill_it() -> None:
    ones = [candidate(number, {COMMON: 0.9}) for number in range(10)]
    others = [candidate(20 + number, {RARE: 0.8}) for number in range(10)]
    batch = draw_batch([*ones, *others], {COMMON: 0, RARE: 0}, Mix(1.0, 0.0, 0.0, 0.0, 0.0), 10, seed=3)
    chosen = sum(int(drawn.passage, 16) >= 20 for drawn in batch)
    assert chosen == 5


def test_near_duplicates_are_drawn_once_except_by_chance() -> None:
    copies = [replace(candidate(number), text_key=5) for number in range(40)]
    chosen = draw_batch(copies, {COMMON: 0}, Mix(0.4, 0.4, 0.2, 0.0, 0.0), 10, seed=0)
    assert len(chosen) == 1
    by_chance = draw_batch(copies, {COMMON: 0}, Mix(0.0, 0.0, 0.0, 1.0, 0.0), 10, seed=0)
    assert strata(by_chance) == {Stratum.RANDOM: 10}


def test_the_diverse_share_takes_at_most_two_of_a_municipality_and_the_rest_goes_to_uncertain() -> None:
    candidates = [candidate(number, town="Sjöbacka") for number in range(50)]
    batch = draw_batch(candidates, {}, Mix(0.0, 0.0, 1.0, 0.0, 0.0), 6, seed=0)
    assert strata(batch) == {Stratum.DIVERSE: 2, Stratum.UNCERTAIN: 4}


def test_the_diverse_share_spreads_over_what_the_scores_tell_apart() -> None:
    kinds = [CodeId(f"challenge.{name}") for name in "abcd"]
    candidates = [candidate(10 * k + n, {kind: 0.9}) for k, kind in enumerate(kinds) for n in range(9)]
    batch = draw_batch(candidates, {}, Mix(0.0, 0.0, 1.0, 0.0, 0.0), 4, seed=0)
    assert {int(drawn.passage, 16) // 10 for drawn in batch} == {0, 1, 2, 3}


def test_a_second_opinion_is_asked_where_the_fewest_have_read() -> None:
    candidates = [candidate(number, by=2 if number < 30 else 1) for number in range(33)]
    batch = draw_batch(candidates, {}, Mix(0.0, 0.0, 0.0, 0.0, 1.0), 3, seed=0)
    assert sorted(int(drawn.passage, 16) for drawn in batch) == [30, 31, 32]


def test_without_anything_unread_the_batch_is_all_second_opinions() -> None:
    batch = draw_batch(crowd(10, read=10), {COMMON: 0}, Mix(), 8, seed=0)
    assert strata(batch) == {Stratum.SECOND: 8}


@pytest.mark.parametrize("shares", [(0.5, 0.5, 0.5, 0.0, 0.0), (1.5, -0.5, 0.0, 0.0, 0.0)])
def test_a_mix_that_is_no_mix_is_refused(shares: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="share"):
        Mix(*shares)


def test_a_mix_without_its_random_share_keeps_the_proportions_of_the_others() -> None:
    mix = Mix().without_random()
    assert mix.random == 0
    assert mix.likely / mix.second == pytest.approx(3.5)


def test_a_candidate_named_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        draw_batch([candidate(1), candidate(1)], {}, Mix(), 1, seed=0)


def test_positions_drawn_from_a_million_are_the_same_for_a_seed_and_cover_the_range() -> None:
    positions, probability = draw_random(1_000_000, 1000, seed=4)
    assert draw_random(1_000_000, 1000, seed=4)[0] == positions
    assert draw_random(1_000_000, 1000, seed=5)[0] != positions
    assert probability == 0.001
    assert len(set(positions)) == 1000
    assert Counter(position * 4 // 1_000_000 for position in positions).keys() == {0, 1, 2, 3}


def test_each_pair_of_positions_is_drawn_equally_often() -> None:
    pairs = Counter(draw_random(5, 2, seed)[0] for seed in range(2000))
    assert len(pairs) == 10
    assert all(140 < count < 260 for count in pairs.values())  # 200 expected, standard deviation 13.4


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 5))
def test_a_random_draw_has_distinct_positions_in_range_and_its_probability(n: int, k: int, seed: int) -> None:
    positions, probability = draw_random(n, k, seed)
    assert len(set(positions)) == len(positions) == min(n, k)
    assert all(0 <= position < n for position in positions)
    assert probability * n == pytest.approx(len(positions))


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 50), st.integers(0, 3))
def test_a_batch_is_as_long_as_asked_or_as_there_are_candidates(a: int, b: int, size: int, seed: int) -> None:
    candidates = crowd(a + b, read=b)
    batch = draw_batch(candidates, {COMMON: 2}, Mix(), size, seed)
    assert len({drawn.passage for drawn in batch}) == len(batch) == min(size, a + b)


@given(st.integers(0, 200))
def test_the_sizes_of_the_strata_add_up(size: int) -> None:
    sizes = Mix().sizes(size)
    assert sum(sizes.values()) == size
    assert all(abs(sizes[stratum] - share * size) < 1 for stratum, share in Mix().shares().items())
