"""Chapter 6: what officers say in focus groups beside what the documents say, code by code.

The readings are those of a triangulation protocol (O'Cathain, Murphy & Nicholl 2010, BMJ 341:c4587):
agreement, dissonance of weight, silence. A silence is a finding only where the other side's share would
make one expect three passages or more: with three expected, none at all has a chance of one in twenty
(e⁻³, the "rule of three").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.chapters.comparing import Contrast, contrast_codes
from corpus.chapters.material import Material
from corpus.chapters.tallies import Rows, gather
from corpus.coverage import DocumentRow
from corpus.inventory_records import InventoryRow
from corpus.records import CodeId, Sha256

JOINT = ("partner", "purpose", "form", "governance", "challenge", "difficulty", "handling")
"""The dimensions of the joint display, in the order of the study's questions."""
_EXPECTED = 3.0
_TIMES, _APART = 2.0, 0.10  # what makes shares "of different weight": twice as large, and ten points apart


class Reading(StrEnum):
    """How documents and focus groups stand to each other on one code."""

    AGREEMENT = "agreement"  # both speak of it, about as much
    MORE_IN_DOCUMENTS = "more_in_documents"
    MORE_IN_TALK = "more_in_talk"
    SILENT_TALK = "silent_talk"  # only the documents, though the talk was long enough
    SILENT_DOCUMENTS = "silent_documents"  # only the focus groups, though the documents are enough
    THIN = "thin"  # one side is silent, and too small for that to mean anything
    UNKNOWN = "unknown"  # one side is silent, and the model never assigns the code by itself
    ABSENT = "absent"  # neither


@dataclass(frozen=True, slots=True)
class JointLine:
    """One code: `own` of the contrast are the documents, `other` the focus groups. `speakers` counts the
    people who said it.
    """

    contrast: Contrast
    speakers: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Conversation:
    """One transcript with its rows and the speakers that any row names."""

    document: DocumentRow
    rows: Rows
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FocusGroups:
    """`lines` are by dimension. `rows` are of the documents, `talk` of the transcripts."""

    conversations: tuple[Conversation, ...]
    rows: Rows
    talk: Rows
    lines: dict[str, tuple[JointLine, ...]]


def tabulate_focus_groups(material: Material) -> FocusGroups:
    """The joint display of documents and focus groups."""
    said = gather(((row.municipality.code, row.statement.document.sha256), row) for row in material.talk)
    conversations = tuple(
        _conversation(one, said.get((one.municipality.code, one.document.sha256), ()))
        for one in material.transcripts
    )
    speakers = _speakers_by_code(material.talk)
    lines = {}
    for dimension in JOINT:
        contrasts = contrast_codes(material.rows, material.talk, material.codes_of(dimension))
        lines[dimension] = tuple(
            JointLine(one, len(speakers.get(one.code.id, ())), read_contrast(one, material.silent))
            for one in contrasts
        )
    return FocusGroups(conversations, material.rows, material.talk, lines)


def _conversation(document: DocumentRow, rows: Rows) -> Conversation:
    named = {row.statement.passage.speaker for row in rows} - {""}
    return Conversation(document, rows, tuple(sorted(named)))


def _speakers_by_code(talk: Sequence[InventoryRow]) -> dict[CodeId, set[tuple[Sha256, str]]]:
    speakers: dict[CodeId, set[tuple[Sha256, str]]] = defaultdict(set)
    for row in talk:
        if row.statement.passage.speaker:
            for code in row.statement.truth.codes:
                speakers[code].add((row.statement.document.sha256, row.statement.passage.speaker))
    return speakers


def read_contrast(one: Contrast, silent: frozenset[CodeId]) -> Reading:
    """How the two sides stand to each other on one code."""
    match (bool(one.own), bool(one.other)):
        case (False, False):
            return Reading.ABSENT
        case (True, True):
            return _read_weights(one)
        case (True, False):
            found, expected = Reading.SILENT_TALK, one.own_share * one.other_of
        case _:
            found, expected = Reading.SILENT_DOCUMENTS, one.other_share * one.own_of
    if one.code.id in silent:
        return Reading.UNKNOWN
    return found if expected >= _EXPECTED else Reading.THIN


def _read_weights(one: Contrast) -> Reading:
    less, more = sorted((one.own_share, one.other_share))
    if not one.is_sayable or more < _TIMES * less or more - less < _APART:
        return Reading.AGREEMENT
    return Reading.MORE_IN_DOCUMENTS if one.difference > 0 else Reading.MORE_IN_TALK
