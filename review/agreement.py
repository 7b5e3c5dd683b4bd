"""How well the team agrees: people's own answers as units for `models.agreement`, and what they confuse."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

from corpus.records import Code, Codebook, CodeId, Dimension, PassageId
from corpus.truth import EXTERNAL
from models.agreement import Agreement, Unit, masi_distance, measure_agreement
from models.codebook import GATE
from review.independence import OwnAnswer

MODEL: Final = "model"
"""The model among the coders. No person's id: those have been given names."""

ENOUGH_UNITS: Final = 30
"""With fewer passages a coefficient is shown with a warning: one passage moves it by more than 0.05."""
ENOUGH_SAID: Final = 10
"""A code that was given fewer times is marked, too: α then hangs on single answers."""
ENOUGH_DOCUMENTS: Final = 5
"""Intervals come from drawing documents; from fewer they are too narrow to be shown."""


@dataclass(frozen=True, slots=True)
class CodeRow:
    """Agreement on one code; `said` is how many of the answers say yes."""

    code: Code
    said: int
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """Agreement on all codes of a dimension at once, with its codes that anybody gave."""

    dimension: Dimension
    agreement: Agreement
    codes: tuple[CodeRow, ...]


@dataclass(frozen=True, slots=True)
class PairRow:
    """Agreement of two coders on whole sets of codes, and on the gate alone."""

    first: str
    second: str
    sets: Agreement
    gate: Agreement


@dataclass(frozen=True, slots=True)
class Confusion:
    """Two codes that are given in each other's place; `second` is None where the other gave none."""

    first: Code
    second: Code | None
    passages: tuple[PassageId, ...]


@dataclass(frozen=True, slots=True)
class TeamAgreement:
    """Everything that the page of agreement shows."""

    sets: Agreement
    dimensions: tuple[DimensionRow, ...]
    pairs: tuple[PairRow, ...]
    confusions: tuple[Confusion, ...]


def keep_paired(answers: Iterable[OwnAnswer]) -> tuple[OwnAnswer, ...]:
    """The answers to passages that at least two coders answered."""
    counts = Counter(one.passage for one in answers)
    return tuple(one for one in answers if counts[one.passage] > 1)


def add_model(
    answers: Sequence[OwnAnswer], codings: Mapping[PassageId, frozenset[CodeId]], codebook: Codebook
) -> tuple[OwnAnswer, ...]:
    """The answers with the model's beside them, for each passage that it classified."""
    known = frozenset(code.id for code in codebook.codes)
    made = {
        one.passage: OwnAnswer(
            one.passage,
            one.document,
            one.municipality,
            MODEL,
            codings[one.passage],
            frozenset(),
            known,
            True,
            one.at,
        )
        for one in answers
        if one.passage in codings
    }
    return (*answers, *made.values())


def measure_team(answers: Sequence[OwnAnswer], codebook: Codebook) -> TeamAgreement:
    """Agreement of whoever is among the answers: over whole sets, by dimension, code and pair."""
    paired = keep_paired(answers)
    return TeamAgreement(
        sets=measure_sets(paired),
        dimensions=tuple(_measure_dimension(paired, dimension) for dimension in codebook.dimensions),
        pairs=tuple(measure_pairs(paired, codebook)),
        confusions=find_confusions(paired, codebook),
    )


def measure_sets(answers: Sequence[OwnAnswer]) -> Agreement:
    """Agreement on the whole set of codes, α by MASI. κ says little of hundreds of sets and is left out."""
    units = make_set_units(answers)
    if units:
        # κ's table is sets × sets for each document: gigabytes for a thousand passages. A third name in one
        # passage leaves κ out and changes nothing else, since the others do not ask who said what.
        first = units[0]
        renamed = {f"{coder} (first)": answer for coder, answer in first.answers.items()}
        units[0] = Unit(first.document, renamed)
    return measure_agreement(units, masi_distance)


def _measure_dimension(answers: Sequence[OwnAnswer], dimension: Dimension) -> DimensionRow:
    units = make_set_units(answers, dimension)
    rows = []
    for code in dimension.codes:
        said = sum(code.id in one.yes for one in answers)
        if said:  # a code that nobody gave has nothing to agree on
            rows.append(CodeRow(code, said, measure_agreement(make_code_units(answers, code.id))))
    return DimensionRow(dimension, measure_agreement(units, masi_distance), tuple(rows))


def measure_pairs(answers: Sequence[OwnAnswer], codebook: Codebook) -> Iterable[PairRow]:
    """Each two coders who answered a passage in common."""
    gate = next(one for one in codebook.dimensions if one.id == GATE)
    for first, second in combinations(sorted({one.coder for one in answers}), 2):
        common = keep_paired([one for one in answers if one.coder in (first, second)])
        if common:
            gates = measure_agreement(make_set_units(common, gate))
            yield PairRow(first, second, measure_sets(common), gates)


def make_code_units(answers: Iterable[OwnAnswer], code: CodeId) -> list[Unit]:
    """One unit for each passage: each coder's yes or no to the code, without those who were unsure."""
    said: dict[PassageId, dict[str, str]] = defaultdict(dict)
    documents: dict[PassageId, str] = {}
    for one in answers:
        word = one.says(code)
        documents[one.passage] = one.document
        if word is not None:
            said[one.passage][one.coder] = word
    return [Unit(documents[passage], words) for passage, words in said.items()]


def make_set_units(answers: Iterable[OwnAnswer], dimension: Dimension | None = None) -> list[Unit]:
    """One unit for each passage: the set of codes each coder gave, of one dimension or of all."""
    wanted = None if dimension is None else {code.id for code in dimension.codes}
    said: dict[PassageId, dict[str, frozenset[CodeId]]] = defaultdict(dict)
    documents: dict[PassageId, str] = {}
    for one in answers:
        documents[one.passage] = one.document
        said[one.passage][one.coder] = one.yes if wanted is None else one.yes & wanted
    return [Unit(documents[passage], sets) for passage, sets in said.items()]


def find_confusions(answers: Iterable[OwnAnswer], codebook: Codebook) -> tuple[Confusion, ...]:
    """What two coders gave in each other's place, most often first. Where they differ on whether the text is
    about external collaboration at all, all else follows from that and is not counted.
    """
    by_passage: dict[PassageId, list[OwnAnswer]] = defaultdict(list)
    for one in answers:
        by_passage[one.passage].append(one)
    met: dict[tuple[CodeId, CodeId | None], dict[PassageId, None]] = defaultdict(dict)
    for passage, said in by_passage.items():
        for first, second in combinations(said, 2):
            for pair in _iter_confused(first, second, codebook):
                met[pair][passage] = None
    codes = {code.id: code for code in codebook.codes}
    order = sorted(met, key=lambda pair: (-len(met[pair]), pair[0], pair[1] or ""))
    return tuple(
        Confusion(codes[first], None if second is None else codes[second], tuple(met[first, second]))
        for first, second in order
    )


def _iter_confused(
    first: OwnAnswer, second: OwnAnswer, codebook: Codebook
) -> Iterable[tuple[CodeId, CodeId | None]]:
    external = [any(code in one.yes for code in EXTERNAL) for one in (first, second)]
    doubted = first.unsure | second.unsure
    for dimension in codebook.dimensions:
        if dimension.id != GATE and external[0] != external[1]:
            continue
        codes = {code.id for code in dimension.codes} - doubted
        mine, theirs = first.yes & codes - second.yes, second.yes & codes - first.yes
        if mine and theirs:
            yield from ((min(a, b), max(a, b)) for a, b in product(mine, theirs))
        else:
            yield from ((code, None) for code in mine | theirs)
