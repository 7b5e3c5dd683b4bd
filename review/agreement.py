"""How well the team agrees: people's own answers for `models.agreement`, and what they confuse."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

from corpus.records import Code, Codebook, CodeId, Dimension, PassageId
from corpus.truth import EXTERNAL
from models.agreement import Agreement, nominal_distance
from models.codebook import GATE
from review.answer_columns import AnswerColumns
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
    columns = AnswerColumns.read(paired)
    return TeamAgreement(
        sets=columns.measure_sets(),
        dimensions=tuple(_measure_dimension(columns, dimension) for dimension in codebook.dimensions),
        pairs=tuple(measure_pairs(paired, codebook)),
        confusions=find_confusions(paired, codebook),
    )


def measure_sets(answers: Sequence[OwnAnswer]) -> Agreement:
    """Agreement on the whole set of codes, α by MASI."""
    return AnswerColumns.read(answers).measure_sets()


def _measure_dimension(columns: AnswerColumns, dimension: Dimension) -> DimensionRow:
    rows = []
    for code in dimension.codes:
        said = columns.count_yes(code.id)
        if said:  # a code that nobody gave has nothing to agree on
            rows.append(CodeRow(code, said, columns.measure_code(code.id)))
    return DimensionRow(dimension, columns.measure_sets([code.id for code in dimension.codes]), tuple(rows))


def measure_pairs(
    answers: Sequence[OwnAnswer], codebook: Codebook, among: str | None = None
) -> Iterable[PairRow]:
    """Each two coders who answered a passage in common; with `among`, those of whom that one is one."""
    gate = [code.id for one in codebook.dimensions if one.id == GATE for code in one.codes]
    for first, second in combinations(sorted({one.coder for one in answers}), 2):
        if among not in (None, first, second):
            continue
        common = keep_paired([one for one in answers if one.coder in (first, second)])
        if common:
            columns = AnswerColumns.read(common)
            gates = columns.measure_sets(gate, nominal_distance)
            yield PairRow(first, second, columns.measure_sets(), gates)


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
