from __future__ import annotations

import pytest

from corpus.records import CodeId, PassageId, Sha256
from models.sampling import Candidate, Mix
from models.simulation import Coded, labels_to, rare_codes, replay_queue, replay_random

STRATEGY, RARE, COMMON = CodeId("gate.strategy"), CodeId("handling.mediator"), CodeId("partner.region")


def coded(size: int = 400, sure: float = 0.8) -> list[Coded]:
    """Every hundredth passage holds the rare code; the model gives what holds `sure`, the rest 1 - `sure`."""
    rows = []
    for n in range(size):
        rare, common = n % 100 == 7, n % 4 == 0
        holds = {STRATEGY} if rare or common else {CodeId("gate.none")}
        holds |= ({RARE} if rare else set()) | ({COMMON} if common else set())
        scores = {RARE: sure if rare else 1 - sure, COMMON: sure if common else 1 - sure}
        candidate = Candidate(PassageId(f"{n:032x}"), f"town {n % 9}", Sha256("0" * 64), n, scores)
        rows.append(Coded(candidate, frozenset(holds)))
    return rows


def test_rare_codes_hold_somewhere_but_hardly() -> None:
    assert rare_codes(coded()) == {RARE}
    assert rare_codes(coded(), share=0.5) == {RARE, COMMON}


def test_every_passage_is_read_and_everything_is_found() -> None:
    replay = replay_queue(coded(), Mix(), 20, seed=1)
    assert replay.rare[-1] == 4
    assert replay.external[-1] == 104
    assert len(replay.rare) - 1 >= 400  # second opinions are labels too


def test_a_queue_with_a_model_that_knows_finds_rare_codes_sooner_than_chance() -> None:
    queue = replay_queue(coded(), Mix(), 20, seed=1)
    chance = [replay_random(coded(), seed).labels_to_rare for seed in range(10)]
    assert queue.labels_to_rare < sum(chance) / len(chance) / 4
    assert queue.work_saved > 0.3


def test_a_queue_with_a_model_that_knows_nothing_is_no_better_than_chance() -> None:
    queue = [replay_queue(coded(sure=0.5), Mix(), 20, seed).labels_to_rare for seed in range(4)]
    chance = [replay_random(coded(), seed).labels_to_rare for seed in range(20)]
    assert sum(queue) / len(queue) > 0.7 * sum(chance) / len(chance)


def test_reading_at_random_saves_nothing_on_average() -> None:
    saved = [replay_random(coded(), seed).work_saved for seed in range(20)]
    assert abs(sum(saved) / len(saved)) < 0.02


def test_a_mix_of_second_opinions_alone_is_refused_rather_than_read_for_ever() -> None:
    with pytest.raises(ValueError, match="no unread passage"):
        replay_queue(coded(20), Mix(0.0, 0.0, 0.0, 0.0, 1.0), 5, seed=0)


def test_labels_to_a_recall_are_counted_to_the_find_that_reaches_it() -> None:
    assert labels_to([0, 0, 1, 1, 2, 3, 4], 0.5) == 4
    assert labels_to([0, 0, 0], 0.8) == 0
