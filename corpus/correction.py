"""Every share of an inventory: the machine's, corrected by an audit where there is one. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.audit_design import LAYERS, find_layers
from corpus.audit_records import Audit, Layer, Word
from corpus.estimate_material import Bools, Codings, Doubles, Ground, Ints, iter_domains
from corpus.estimate_records import Basis, Estimate, Unit
from corpus.estimates import FEW_POSITIVES, Known, Sampled, bound_total, count_positives, estimate_total
from corpus.machine_shares import ALONE, Key, count_held, count_machine, list_keys, pair_up, spread
from corpus.records import CodeId


@dataclass(frozen=True, slots=True)
class AuditSample:
    """An audit with what its model said before the draw, what was known then, and what was drawn."""

    audit: Audit
    codings: Codings
    known: frozenset[str]
    drawn: Mapping[str, Layer]


@dataclass(frozen=True, slots=True)
class Material:
    """All that shares are computed from. `codings` are those of the inventory's model."""

    ground: Ground
    codings: Codings
    words: tuple[Word, ...]
    sample: AuditSample | None = None


def compute_estimates(material: Material) -> tuple[Estimate, ...]:
    """Every share, in the order of units, domains, codes and pairs."""
    ground, codings = material.ground, material.codings
    place: dict[str, int] = {sha256: number for number, sha256 in enumerate(ground.documents)}
    words = tuple(word for word in material.words if word.document in place)
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
    if material.sample is None:
        return tuple(machine)
    correction = _Correction(ground, material.sample, words, documents)
    return tuple(correction.correct(one) if one.unit is Unit.PASSAGE else one for one in machine)


class _Correction:
    """The audit's sample laid out for every key and domain."""

    def __init__(self, ground: Ground, sample: AuditSample, words: Sequence[Word], documents: Ints) -> None:
        codes = sample.codings.codes
        self.ground = ground
        self.columns = {key: number for number, key in enumerate(list_keys(codes))}
        self.read = _Units(ground, codes, words, documents)
        frame = sample.codings.select(sample.codings.rows <= sample.audit.last_row)
        scores = _score_keys(frame)
        at = {passage: number for number, passage in enumerate(frame.passages)}
        blank = np.zeros(scores.shape[1])
        self.read.scores = np.array(
            [scores[at[word.passage]] if word.passage in at else blank for word in words]
        ).reshape(-1, scores.shape[1])
        self.known = np.array([word.passage in sample.known for word in words], dtype=np.bool_)
        drawn = [sample.drawn.get(word.passage) for word in words]
        self.layers = np.array([-1 if one is None else LAYERS.index(one) for one in drawn], dtype=np.int64)
        self.layers[self.known] = -1
        # Only what stood in the frame and was not known then can be drawn.
        free = frame.select(np.array([one not in sample.known for one in frame.passages], dtype=np.bool_))
        self.free_layers = find_layers(free)
        self.free_documents = free.documents
        self.free_scores = _score_keys(free)
        self.domains = {domain: (name, at) for domain, name, at in iter_domains(ground.of_documents)}
        newer = np.zeros(len(ground.documents))  # passages that came after the draw are not of the frame
        np.add.at(newer, sample.codings.documents[sample.codings.rows > sample.audit.last_row], 1)
        known_documents = np.bincount(documents[self.known], minlength=len(ground.documents))
        coded = np.bincount(free.documents, minlength=len(ground.documents))
        self.rest = np.maximum(ground.sizes - newer - known_documents - coded, 0)
        self.sizes = [int((self.free_layers == k).sum()) for k in range(len(LAYERS) - 1)]
        self.sizes.append(int(self.rest.sum()))

    def correct(self, one: Estimate) -> Estimate:
        """The same share corrected, or bounded where too few positives were audited."""
        key: Key = (one.code, one.other)
        name, place = self.domains[one.domain]
        inside = self.ground.of_documents[name].places == place
        column = self.columns[key]
        truths, scores = self.read.truths[:, column], self.read.scores[:, column]
        here = inside[self.read.documents]
        strata = [self._lay(k, column, inside, truths) for k in range(len(LAYERS))]
        surely = self.known & here
        # What people knew of the passage but not of this code counts as the model has it.
        facts = np.where(np.isnan(truths), scores, truths)[surely]
        known = Known(int(surely.sum()), float(facts.sum()))
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
        return replace(
            found,
            basis=Basis.DIFFERENCE,
            point=limits.value / units,
            low=limits.low / units,
            high=limits.high / units,
        )

    def _lay(self, layer: int, column: int, inside: Bools, truths: Doubles) -> Sampled:
        chosen = (self.layers == layer) & ~np.isnan(truths)
        documents = self.read.documents[chosen]
        if layer == len(LAYERS) - 1:
            size = int(self.rest[inside].sum())
            blank, predicted = size, 0.0
        else:
            own = (self.free_layers == layer) & inside[self.free_documents]
            scores = self.free_scores[own, column]
            size, blank, predicted = int(own.sum()), int((scores == 0).sum()), float(scores.sum())
        return Sampled(
            self.sizes[layer],
            size,
            blank,
            predicted,
            truths[chosen],
            self.read.scores[chosen, column],
            self.ground.owners[documents],
            inside[documents],
        )


class _Units:
    """What people said of the passages they read, key by key: 1, 0, or NaN where they do not know."""

    def __init__(
        self, ground: Ground, codes: tuple[CodeId, ...], words: Sequence[Word], documents: Ints
    ) -> None:
        yes = np.array([[code in word.yes for code in codes] for word in words], dtype=np.bool_)
        sure = np.array([[code in word.known for code in codes] for word in words], dtype=np.bool_)
        yes, sure = yes.reshape(-1, len(codes)), sure.reshape(-1, len(codes))
        both = pair_up(codes, yes)
        asked = pair_up(codes, sure) | pair_up(codes, sure & ~yes)
        self.truths: Doubles = np.where(asked, both.astype(np.float64), np.nan)
        self.scores: Doubles = np.zeros(self.truths.shape)
        self.documents = documents


def _score_keys(codings: Codings) -> Doubles:
    """The model's probability of each key. Of two codes at once: as if they were independent of each other
    among passages about external collaboration; whatever is wrong with that the sample mends.
    """
    scores = codings.scores.astype(np.float64)
    place = {code: number for number, code in enumerate(codings.codes)}
    pairs = [(place[one], place[other]) for one, other in list_keys(codings.codes) if other != ALONE]
    first, second = ([pair[side] for pair in pairs] for side in (0, 1))
    least = np.minimum(scores[:, first], scores[:, second])
    outer = np.maximum(codings.external.astype(np.float64), scores.max(axis=1, initial=0.1))[:, None]
    return np.hstack([scores, np.minimum(least, scores[:, first] * scores[:, second] / outer)])
