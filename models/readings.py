"""What each coder said of each passage, from judgements and codings, as units to compare.

A reading is one coder's word on one passage. The model is one more coder where wanted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from corpus.records import Codebook, CodeId, Coding, Dimension, Judgement, PassageId, Sha256, Verdict
from models.agreement import Agreement, Unit, masi_distance, measure_agreement


@dataclass(frozen=True, slots=True)
class Reading:
    """`coder` gave `yes` and refused `no`; codes in neither were not answered, or "unsure"."""

    passage: PassageId
    document: Sha256
    coder: str
    yes: frozenset[CodeId]
    no: frozenset[CodeId]


@dataclass(frozen=True, slots=True)
class ConfusionPair:
    """Two codes of one dimension that coders swap: one gave `first` where the other gave `second`.

    `passages` are where, at most one count each pair of coders.
    """

    first: CodeId
    second: CodeId
    count: int
    passages: tuple[PassageId, ...]


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """Agreement for each code that anybody gave, for each dimension, and on whole sets of codes (MASI).

    Codes and a dimension with one answer are nominal; other dimensions and `overall` compare sets.
    """

    codes: Mapping[CodeId, Agreement]
    dimensions: Mapping[str, Agreement]
    overall: Agreement
    confusions: tuple[ConfusionPair, ...]


def read_judgements(
    judgements: Iterable[Judgement], document_of: Mapping[PassageId, Sha256]
) -> tuple[Reading, ...]:
    """The last word of each reviewer on each code, in the order of passages and reviewers.

    Words that settle a dispute are left out: who settles has read the others. A yes to one gate code is a
    no to that person's others.
    """
    words: dict[tuple[PassageId, str], dict[CodeId, Verdict]] = defaultdict(dict)
    for one in judgements:
        if one.settles:
            continue
        said = words[one.passage, one.reviewer]
        if one.verdict is Verdict.YES and one.code.startswith("gate."):
            said.update({code: Verdict.NO for code in said if code.startswith("gate.")})
        said[one.code] = one.verdict
    return tuple(
        Reading(passage, document_of[passage], reviewer, _codes(said, Verdict.YES), _codes(said, Verdict.NO))
        for (passage, reviewer), said in sorted(words.items())
    )


def read_codings(
    codings: Iterable[Coding],
    document_of: Mapping[PassageId, Sha256],
    passages: Iterable[PassageId],
    codes: Collection[CodeId],
) -> tuple[Reading, ...]:
    """The model as a coder: of these classified passages, every one of its `codes` not accepted is a no."""
    accepted: dict[PassageId, set[CodeId]] = defaultdict(set)
    names: set[str] = set()
    for coding in codings:
        names.add(coding.coder)
        if coding.accepted:
            accepted[coding.passage].add(coding.code)
    if len(names) > 1:
        msg = f"codings of {', '.join(sorted(names))}: give those of one model"
        raise ValueError(msg)
    coder = names.pop() if names else "model"
    return tuple(
        Reading(p, document_of[p], coder, frozenset(accepted[p]), frozenset(codes) - accepted[p])
        for p in sorted(set(passages))
    )


def code_units(readings: Sequence[Reading], code: CodeId) -> tuple[Unit, ...]:
    """Each passage with who said yes and who said no to the code."""
    return _units(
        (reading, "yes" if code in reading.yes else "no")
        for reading in readings
        if code in reading.yes or code in reading.no
    )


def set_units(readings: Sequence[Reading], codes: Collection[CodeId]) -> tuple[Unit, ...]:
    """Each passage with the set that each coder gave out of these codes; unsure or unasked leaves out."""
    wanted = frozenset(codes)
    return _units(
        (reading, reading.yes & wanted) for reading in readings if wanted <= reading.yes | reading.no
    )


def choice_units(readings: Sequence[Reading], codes: Collection[CodeId]) -> tuple[Unit, ...]:
    """Each passage with the one of these codes that each coder chose."""
    wanted = frozenset(codes)
    return _units(
        (reading, next(iter(reading.yes & wanted))) for reading in readings if len(reading.yes & wanted) == 1
    )


def report_agreement(readings: Sequence[Reading], codebook: Codebook, seed: int = 0) -> AgreementReport:
    """Agreement per code, per dimension and overall, and what is confused."""
    given = frozenset(code for reading in readings for code in reading.yes)
    asked = frozenset(code for reading in readings for code in reading.yes | reading.no)
    codes = [code.id for code in codebook.codes if code.id in given]
    return AgreementReport(
        {code: measure_agreement(code_units(readings, code), seed=seed) for code in codes},
        {d.id: _dimension(readings, d, asked, seed) for d in codebook.dimensions},
        measure_agreement(
            set_units(readings, asked & {code.id for code in codebook.codes}), masi_distance, seed
        ),
        confusion_pairs(readings),
    )


def confusion_pairs(readings: Sequence[Reading]) -> tuple[ConfusionPair, ...]:
    """Codes that coders swap, the most frequent first.

    A swap is: one gave the first and refused the second, the other the reverse.
    """
    swaps: Counter[tuple[CodeId, CodeId]] = Counter()
    places: dict[tuple[CodeId, CodeId], list[PassageId]] = defaultdict(list)
    for passage, group in _by_passage(readings).items():
        for one, other in combinations(group, 2):
            for pair in _swapped(one, other):
                swaps[pair] += 1
                places[pair].append(passage)
    order = sorted(swaps, key=lambda pair: (-swaps[pair], pair))
    return tuple(ConfusionPair(*pair, swaps[pair], tuple(dict.fromkeys(places[pair]))) for pair in order)


def _swapped(one: Reading, other: Reading) -> Iterable[tuple[CodeId, CodeId]]:
    for mine in one.yes & other.no:
        for yours in other.yes & one.no:
            if mine.partition(".")[0] == yours.partition(".")[0]:
                yield (mine, yours) if mine < yours else (yours, mine)


def _dimension(
    readings: Sequence[Reading], dimension: Dimension, asked: frozenset[CodeId], seed: int
) -> Agreement:
    codes = [code.id for code in dimension.codes]
    if dimension.single:
        return measure_agreement(choice_units(readings, codes), seed=seed)
    return measure_agreement(set_units(readings, asked.intersection(codes)), masi_distance, seed)


def _codes(said: Mapping[CodeId, Verdict], verdict: Verdict) -> frozenset[CodeId]:
    return frozenset(code for code, given in said.items() if given is verdict)


def _by_passage(readings: Iterable[Reading]) -> dict[PassageId, list[Reading]]:
    groups: dict[PassageId, list[Reading]] = defaultdict(list)
    for reading in readings:
        groups[reading.passage].append(reading)
    return groups


def _units(answers: Iterable[tuple[Reading, str | frozenset[CodeId]]]) -> tuple[Unit, ...]:
    documents: dict[PassageId, str] = {}
    said: dict[PassageId, dict[str, str | frozenset[CodeId]]] = defaultdict(dict)
    for reading, answer in answers:
        documents[reading.passage] = reading.document
        said[reading.passage][reading.coder] = answer
    return tuple(Unit(documents[passage], coders) for passage, coders in sorted(said.items()))
