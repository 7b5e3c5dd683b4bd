"""Every share of an inventory: the machine's, corrected by an audit where there is one. Pure.

A corrected share is one of what the audit was drawn from. What the study got since is not in it, and of kinds
and municipalities only those that both the audit and the inventory take in. A drawn passage that nobody
answered, that people differ on or are unsure of counts as not drawn: within a stratum the read ones stand for
all, which holds as far as answering has nothing to do with the code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.audit_design import LAYERS
from corpus.audit_records import Audit, Layer, Word
from corpus.cell_correction import correct_cells
from corpus.cell_records import CellSample
from corpus.estimate_material import (
    NOWHERE,
    Bools,
    Codings,
    Doubles,
    Frame,
    Ground,
    iter_domains,
    join_scores,
)
from corpus.estimate_records import Basis, Estimate, Unit
from corpus.estimates import FEW_POSITIVES, Known, Sampled, bound_total, count_positives, estimate_total
from corpus.machine_shares import ALONE, Key, count_held, count_machine, list_keys, pair_up, spread
from corpus.records import CodeId


@dataclass(frozen=True, slots=True)
class AuditSample:
    """An audit with what it was drawn from, what was known before the draw, and what was drawn."""

    audit: Audit
    frame: Frame
    known: frozenset[str]
    drawn: Mapping[str, Layer]


@dataclass(frozen=True, slots=True)
class Material:
    """All that shares are computed from. `codings` are those of the inventory's model."""

    ground: Ground
    codings: Codings
    words: tuple[Word, ...]
    sample: AuditSample | None = None
    cells: tuple[CellSample, ...] = ()


def compute_estimates(material: Material) -> tuple[Estimate, ...]:
    """Every share, in the order of units, domains, codes and pairs."""
    ground, codings = material.ground, material.codings
    place = ground.find_places()
    words = tuple(word for word in material.words if word.document in place and not word.retired)
    documents = np.array([place[word.document] for word in words], dtype=np.int64)
    said = np.array([[code in word.yes for code in codings.codes] for word in words], dtype=np.bool_)
    confirmed = spread(ground, codings.codes, documents, said.reshape(-1, len(codings.codes)))
    verified = {
        (count.unit, count.domain): count.held for one in confirmed for count in count_held(ground, one)
    }
    machine = []
    for count in count_machine(ground, codings):
        sure = verified[count.unit, count.domain]
        for number, (code, other) in enumerate(count.keys):
            least, share = int(sure[number]), int(count.held[number]) / count.population
            bounded = bool(least) and count.unit is not Unit.PASSAGE
            machine.append(
                Estimate(
                    count.unit,
                    code,
                    other,
                    count.domain,
                    Basis.BOUNDS if bounded else Basis.MACHINE,
                    count.population,
                    share,
                    None,
                    least / count.population if bounded else None,
                    None,
                    least,
                    0,
                    0,
                )
            )
    found = correct_cells(machine, ground, material.cells)
    if material.sample is None:
        return found
    correction = _Correction(material, material.sample)
    return tuple(correction.correct(one) if one.unit is Unit.PASSAGE else one for one in found)


class _Correction:
    """The audit's sample laid out for every key and domain."""

    def __init__(self, material: Material, sample: AuditSample) -> None:
        ground, frame = material.ground, sample.frame
        self.ground = ground
        self.frame = frame
        self.sizes = [sample.audit.sizes[layer] for layer in LAYERS]
        self.columns = {key: number for number, key in enumerate(list_keys(frame.codings.codes))}
        self.domains = {domain: (name, at) for domain, name, at in iter_domains(ground.of_documents)}
        words = tuple(
            one for one in material.words if one.passage in sample.drawn or one.passage in sample.known
        )
        place = ground.find_places()
        # Sampled passages outside the inventory's selection stay in the sample, and in no domain.
        self.documents = np.array([place.get(one.document, NOWHERE) for one in words], dtype=np.int64)
        self.truths = _find_truths(frame.codings.codes, words)
        self.frame_scores = _score_keys(frame.codings)
        self.scores = _find_scores(words, ((material.codings, None), (frame.codings, self.frame_scores)))
        self.known = np.array([one.passage in sample.known for one in words], dtype=np.bool_)
        layers = [
            LAYERS.index(sample.drawn[one.passage]) if one.passage in sample.drawn else -1 for one in words
        ]
        self.layers = np.where(self.known, -1, np.array(layers, dtype=np.int64))

    def correct(self, one: Estimate) -> Estimate:
        """The same share corrected, or bounded where too few positives were audited."""
        key: Key = (one.code, one.other)
        name, place = self.domains[one.domain]
        inside = self.ground.of_documents[name].places == place
        column = self.columns[key]
        strata = [self._lay(layer, column, inside) for layer in range(len(LAYERS))]
        known = self._know(column, inside)
        units = known.units + sum(stratum.inside for stratum in strata)
        audited = sum(stratum.read_inside for stratum in strata)
        if not audited or not units:
            return one
        positives = count_positives(strata)
        found = replace(one, population=units, audited=audited, positives=int(positives))
        if positives < FEW_POSITIVES:
            limits = bound_total(strata, known)
            return replace(found, basis=Basis.BOUNDS, low=limits.low / units, high=limits.high / units)
        limits = estimate_total(strata, known)
        shares = (limits.value / units, limits.low / units, limits.high / units)
        return replace(found, basis=Basis.DIFFERENCE, point=shares[0], low=shares[1], high=shares[2])

    def _know(self, column: int, inside: Bools) -> Known:
        """What people knew before the draw. Where they were unsure of a code, what the model says counts."""
        surely = self.known & self._find_here(inside)
        truths = self.truths[surely, column]
        facts = np.where(np.isnan(truths), self.scores[surely, column], truths)
        return Known(int(surely.sum()), float(facts.sum()))

    def _lay(self, layer: int, column: int, inside: Bools) -> Sampled:
        chosen = (self.layers == layer) & ~np.isnan(self.truths[:, column])
        if layer == LAYERS.index(Layer.REST):
            size = int(self.frame.rest[inside].sum())
            blank, predicted = size, 0.0
        else:
            own = (self.frame.layers == layer) & inside[self.frame.codings.documents]
            scores = self.frame_scores[own, column]
            size, blank, predicted = int(own.sum()), int((scores == 0).sum()), float(scores.sum())
        documents = self.documents[chosen]
        clusters = np.where(documents == NOWHERE, NOWHERE, self.ground.owners[documents])
        return Sampled(
            self.sizes[layer],
            size,
            blank,
            predicted,
            self.truths[chosen, column],
            self.scores[chosen, column],
            clusters,
            self._find_here(inside)[chosen],
        )

    def _find_here(self, inside: Bools) -> Bools:
        """Which of the words are about documents of a domain."""
        return np.asarray(inside[self.documents] & (self.documents != NOWHERE), dtype=np.bool_)


def _find_truths(codes: tuple[CodeId, ...], words: Sequence[Word]) -> Doubles:
    """What people said of the passages they read, key by key: 1, 0, or NaN where they do not know."""
    yes = np.array([[code in word.yes for code in codes] for word in words], dtype=np.bool_)
    sure = np.array([[code in word.known for code in codes] for word in words], dtype=np.bool_)
    yes, sure = yes.reshape(-1, len(codes)), sure.reshape(-1, len(codes))
    # Two codes at once: known when both are, or when one of them surely does not hold.
    some_no = ~pair_up(codes, ~(sure & ~yes))
    asked = pair_up(codes, sure) | some_no
    return np.where(asked, pair_up(codes, yes).astype(np.float64), np.nan)


def _find_scores(words: Sequence[Word], said: Sequence[tuple[Codings, Doubles | None]]) -> Doubles:
    """The model's probability of each key of each word's passage, by the last of `said` that knows of it."""
    width = len(list_keys(said[-1][0].codes))
    found = np.zeros((len(words), width))
    for codings, ready in said:
        place = {passage: number for number, passage in enumerate(codings.passages)}
        here = [(at, place[word.passage]) for at, word in enumerate(words) if word.passage in place]
        if here:
            to, of = map(list, zip(*here, strict=True))
            found[to] = ready[of] if ready is not None else _score_keys(codings)[of]
    return found


def _score_keys(codings: Codings) -> Doubles:
    """The model's probability of each key. What is wrong with that of two codes at once the sample mends."""
    scores = codings.scores.astype(np.float64)
    place = {code: number for number, code in enumerate(codings.codes)}
    pairs = [(place[one], place[other]) for one, other in list_keys(codings.codes) if other != ALONE]
    first, second = ([pair[side] for pair in pairs] for side in (0, 1))
    return np.hstack([scores, join_scores(codings, scores[:, first], scores[:, second])])
