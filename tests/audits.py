"""A made population whose truth is known, a model that errs on it, and people who read what is drawn."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from corpus.audit_design import LAYERS, allocate, expect_spread, find_layers, pick_places
from corpus.audit_records import Audit, Layer, Word
from corpus.correction import AuditSample, Material
from corpus.estimate_material import Codings, Frame, Ground, PublishedDocument, list_codes, make_ground
from corpus.records import CodeId, PassageId
from tests import factories

CODES = list_codes(factories.codebook())
STRATEGY, DESCRIPTION, REGION, COMPETENCE = (
    CODES.index(CodeId(code))
    for code in ("gate.strategy", "gate.description", "partner.region", "purpose.competence")
)
_A_DOCUMENT = 20


@dataclass(frozen=True)
class World:
    """Passages × codes: what is true, and what the model says (0 where it says nothing)."""

    ground: Ground
    truths: np.ndarray
    scores: np.ndarray

    @property
    def documents(self) -> np.ndarray:
        """Where each passage stands."""
        return np.repeat(np.arange(len(self.ground.documents)), self.ground.sizes)

    @property
    def codings(self) -> Codings:
        """What the model says, of those of which it says anything."""
        said = np.flatnonzero(self.scores.any(axis=1))
        scores = self.scores[said].astype(np.float32)
        names = tuple(name(number) for number in said)
        return Codings(CODES, names, said + 1, self.documents[said], scores, scores >= 0.5)

    def share(self, codes: list[int], inside: np.ndarray | None = None) -> float:
        """The true share of passages that hold all of the codes, in the whole or in some documents."""
        holds = self.truths[:, codes].all(axis=1)
        return float(holds.mean() if inside is None else holds[inside[self.documents]].mean())


def name(number: int) -> PassageId:
    return PassageId(f"passage {number}")


def make_world(seed: int, municipalities: int = 24, documents: int = 8) -> World:
    """A tenth of the passages are about external collaboration, and the model misses some of them."""
    numbers = np.random.default_rng(seed)
    owners = [
        replace(factories.municipality(f"Ort {place}", f"98{place:02}"), county=f"Län {place % 3}")
        for place in range(municipalities)
    ]
    published = [
        PublishedDocument(
            factories.sha256_of(f"{owner.code} {place}"), "plan", "", _A_DOCUMENT, owner.code, (owner.code,)
        )
        for owner in owners
        for place in range(documents)
    ]
    ground = make_ground(published, owners)
    size = len(published) * _A_DOCUMENT
    external = numbers.random(size) < 0.14
    truths = np.zeros((size, len(CODES)), dtype=np.bool_)
    truths[:, STRATEGY] = external & (numbers.random(size) < 0.6)
    truths[:, DESCRIPTION] = external & ~truths[:, STRATEGY]
    for column in range(2, len(CODES)):
        truths[:, column] = external & (numbers.random(size) < 0.5)
    signal = numbers.normal(np.where(truths, 1.5, -2.5), 1.0)
    scores = 1 / (1 + np.exp(-2 * signal))
    scores[numbers.random(size) < 0.1] = 0  # what the model never saw coming
    return World(ground, truths, np.where(scores < 0.15, 0, scores))


def read_truly(world: World, number: int) -> Word | None:
    """A reader who is always right and always sure."""
    yes = frozenset(code for code, holds in zip(CODES, world.truths[number], strict=True) if holds)
    document = world.ground.documents[world.documents[number]]
    return Word(name(number), number + 1, document, yes, frozenset(CODES))


Reading = Callable[[World, int], Word | None]


def draw_sample(
    world: World, seed: int, size: int = 300, known: frozenset[int] = frozenset(), read: Reading = read_truly
) -> Material:
    """An audit of this world, drawn as the store's is, with what the reader said; `known` was read before."""
    codings = world.codings
    free = codings.select(~np.isin(codings.rows - 1, list(known)))
    layers = find_layers(free)
    taken = known | {int(row) - 1 for row in free.rows}
    others = [number for number in range(len(world.truths)) if number not in taken]
    rest = np.bincount(world.documents[others], minlength=len(world.ground.documents))
    listed = [list(free.rows[layers == place] - 1) for place in range(len(LAYERS) - 1)] + [others]
    sizes = {layer: len(own) for layer, own in zip(LAYERS, listed, strict=True)}
    wanted = allocate(sizes, expect_spread(free, layers), size)
    numbers = random.Random(seed)
    drawn: dict[int, Layer] = {}
    for layer, own in zip(LAYERS, listed, strict=True):
        drawn |= {int(own[place]): layer for place in pick_places(len(own), wanted[layer], numbers)}
    audit = Audit(1, 1, factories.AT, "model", len(world.truths), seed, frozenset(), sizes, wanted)
    words = [word for number in sorted({*drawn, *known}) if (word := read(world, number))]
    sample = AuditSample(
        audit,
        Frame(free, layers, rest),
        frozenset(map(name, known)),
        {name(number): layer for number, layer in drawn.items()},
    )
    return Material(world.ground, codings, tuple(words), sample)
