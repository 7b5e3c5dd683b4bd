"""Simulating the review: how many labels the queue needs where reading at random would need more."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from models.sampling import Mix
from models.simulation import Coded, Replay, rare_codes, replay_queue, replay_random
from models.starter_replay import starter_coded
from samverkan import console

RANDOM_ORDERS: Final = 10
POINTS: Final = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0)
"""Shares of all labels at which the recall curves are shown."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """The queue beside random orders of the same coded set."""

    passages: int
    rare: int
    queue: Replay
    chance: tuple[Replay, ...]

    @property
    def saved(self) -> float:
        """Share of labels saved until 80 % of the rare codes' places are found."""
        return 1 - self.queue.labels_to_rare / statistics.mean(one.labels_to_rare for one in self.chance)


def simulate_starter(batch: int, seed: int) -> Simulation:
    """Replay the starter's documents in batches of this size."""
    return simulate(starter_coded(), batch, seed)


def simulate(coded: Sequence[Coded], batch: int, seed: int) -> Simulation:
    """Replay a coded set in batches of this size."""
    with console.progress("simulate", len(coded)) as advance:
        done = 0

        def on_progress(now: int, _all: int) -> None:
            nonlocal done
            advance(now - done, "")
            done = now

        queue = replay_queue(coded, Mix(), batch, seed, on_progress)
    chance = tuple(replay_random(coded, seed + number) for number in range(RANDOM_ORDERS))
    return Simulation(len(coded), len(rare_codes(coded)), queue, chance)


def iter_lines(simulation: Simulation) -> Iterator[str]:
    """What was found, as lines for a terminal."""
    queue, chance = simulation.queue, simulation.chance
    random_rare = statistics.mean(one.labels_to_rare for one in chance)
    random_saved = statistics.mean(one.work_saved for one in chance)
    yield f"simulate: {simulation.passages:,} passages, {simulation.rare} rare codes."
    yield f"  {'':<38}{'queue':>8}{'chance':>9}"
    yield f"  {'labels to 80 % recall of rare codes':<38}{queue.labels_to_rare:>8,}{random_rare:>9,.0f}"
    yield f"  {'work saved at 95 % recall (WSS@95)':<38}{queue.work_saved:>8.2f}{random_saved:>9.2f}"
    for share in POINTS:
        label = round(share * simulation.passages)
        mine = _recall(queue.rare, label)
        theirs = statistics.mean(_recall(one.rare, label) for one in chance)
        yield f"  {f'recall of rare codes after {label:,} labels':<38}{mine:>8.2f}{theirs:>9.2f}"
    yield f"  The queue needs {simulation.saved:.0%} fewer labels to 80 % recall of rare codes."


def as_json(simulation: Simulation) -> dict[str, Any]:
    """The simulation for programs, with the recall curves of the queue and of the first random order."""
    return {
        "passages": simulation.passages,
        "rare_codes": simulation.rare,
        "labels_to_80_rare": {
            "queue": simulation.queue.labels_to_rare,
            "random": [one.labels_to_rare for one in simulation.chance],
        },
        "wss_95": {
            "queue": simulation.queue.work_saved,
            "random": [one.work_saved for one in simulation.chance],
        },
        "curves": {
            "queue": {"external": simulation.queue.external, "rare": simulation.queue.rare},
            "random": {"external": simulation.chance[0].external, "rare": simulation.chance[0].rare},
        },
    }


def _recall(found: Sequence[int], label: int) -> float:
    return found[min(label, len(found) - 1)] / found[-1] if found[-1] else 0.0
