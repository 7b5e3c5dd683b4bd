"""A model's own counts, of passages, documents and municipalities, in every domain: uncorrected. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from corpus.estimate_material import NOWHERE, Bools, Codings, Doubles, Ground, Ints, Labels, iter_domains
from corpus.estimate_records import Domain, Unit
from corpus.records import CodeId

Key = tuple[CodeId, CodeId]
"""A code with "" beside it, or two that a unit holds at once."""

ALONE = CodeId("")


@dataclass(frozen=True, slots=True)
class Holding:
    """Which units of one kind hold which keys (units × keys). `labels` tells of each row where it stands."""

    unit: Unit
    keys: tuple[Key, ...]
    holds: Bools
    labels: Mapping[str, Labels]


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the `population` of one domain hold each key."""

    unit: Unit
    domain: Domain
    population: int
    keys: tuple[Key, ...]
    held: Ints


def list_keys(codes: tuple[CodeId, ...]) -> tuple[Key, ...]:
    """Every code, and every partner with every purpose."""
    partners = [code for code in codes if code.startswith("partner.")]
    purposes = [code for code in codes if code.startswith("purpose.")]
    pairs = [(partner, purpose) for partner in partners for purpose in purposes]
    return (*((code, ALONE) for code in codes), *pairs)


def pair_up(codes: tuple[CodeId, ...], holds: Bools) -> Bools:
    """What passages hold of `list_keys`, from what they hold of the codes (passages × codes)."""
    place = {code: number for number, code in enumerate(codes)}
    pairs = [(place[one], place[other]) for one, other in list_keys(codes) if other]
    first, second = ([pair[side] for pair in pairs] for side in (0, 1))
    return np.hstack([holds, holds[:, first] & holds[:, second]])


def spread(ground: Ground, codes: tuple[CodeId, ...], documents: Ints, holds: Bools) -> tuple[Holding, ...]:
    """What passages hold (passages × codes, `documents` telling where each stands), and with them the
    documents and the municipalities. A unit holds two codes at once when one passage does.
    """
    keys = list_keys(codes)
    of_passages = pair_up(codes, holds)
    of_documents = np.zeros((len(ground.documents), len(keys)), dtype=np.bool_)
    passages, columns = np.nonzero(of_passages)
    of_documents[documents[passages], columns] = True
    of_municipalities = np.zeros((len(ground.municipalities), len(keys)), dtype=np.bool_)
    pairs, columns = np.nonzero(of_documents[ground.holdings[:, 0]])
    of_municipalities[ground.holdings[pairs, 1], columns] = True
    of_them = {
        variable: Labels(labels.values, labels.places[documents])
        for variable, labels in ground.of_documents.items()
    }
    return (
        Holding(Unit.PASSAGE, keys, of_passages, of_them),
        Holding(Unit.DOCUMENT, keys, of_documents, ground.of_documents),
        Holding(Unit.MUNICIPALITY, keys, of_municipalities, ground.of_municipalities),
    )


def count_machine(ground: Ground, codings: Codings) -> Iterator[Count]:
    """How many units hold each key by the model's word: pairs in the whole only, codes in every domain."""
    for holding in spread(ground, codings.codes, codings.documents, codings.accepted):
        yield from count_held(ground, holding)


def count_held(ground: Ground, holding: Holding) -> Iterator[Count]:
    """The units of a holding in every domain that has any."""
    sizes = count_population(ground, holding.unit)
    held = {variable: _count(labels, holding.holds) for variable, labels in holding.labels.items()}
    codes = sum(1 for _, other in holding.keys if not other)
    for domain, variable, place in iter_domains(holding.labels):
        population = int(sizes[variable][place])
        if population:
            shown = len(holding.keys) if domain == Domain() else codes
            counts = held[variable][place, :shown]
            yield Count(holding.unit, domain, population, holding.keys[:shown], counts)


def count_population(ground: Ground, unit: Unit) -> dict[str, Doubles]:
    """How many units there are of each value of each variable. Municipalities count when they have a text:
    of others nothing is known.
    """
    match unit:
        case Unit.PASSAGE:
            return {name: labels.count(ground.sizes) for name, labels in ground.of_documents.items()}
        case Unit.DOCUMENT:
            has_text = (ground.sizes > 0).astype(np.float64)
            return {name: labels.count(has_text) for name, labels in ground.of_documents.items()}
        case Unit.MUNICIPALITY:
            readable = ground.readable.astype(np.float64)
            return {name: labels.count(readable) for name, labels in ground.of_municipalities.items()}


def _count(labels: Labels, holds: Bools) -> Ints:
    """Values × keys."""
    units, columns = np.nonzero(holds)
    places = labels.places[units]
    here = places != NOWHERE
    width = holds.shape[1]
    flat = np.bincount(places[here] * width + columns[here], minlength=len(labels.values) * width)
    return flat.reshape(len(labels.values), width)
