"""Who speaks in a transcript: labels such as "R1", "Moderator", "IP3" at the beginning of a turn."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from typing import Final

from corpus.records import Passage, passage_id

TIME: Final = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?"
"""A place in a recording, as a pattern to build others from."""

_MARK: Final = rf"[\[(#]?{TIME}(?:\s*[-–]\s*(?:{TIME}|\d))?[\])#]?"
_LABEL: Final = r"[A-ZÅÄÖ][\w.&/-]*(?: [\w.-]+){0,3}"
_TURN: Final = re.compile(
    rf"(?:(?P<before>{_MARK})\s*[-–]?\s*)?(?P<speaker>{_LABEL}?)(?:\s*(?P<after>{_MARK}))?"
    r"\s*(?::|\t| [–—-] )\s*"
)
_ALONE: Final = re.compile(rf"(?:(?P<before>{_MARK})\s+)?(?P<speaker>{_LABEL}?)\s+(?P<after>{_MARK})\s*:?\s*")
_BRACKETED: Final = re.compile(rf"[\[(]{TIME}(?:\s*[-–]\s*{TIME})?[\])]|#{TIME}(?:-\d)?#")
_BARE: Final = re.compile(_MARK)
_MODERATOR: Final = re.compile(
    r"(?:moderator\w*|samtalsledare\w*|intervjuare\w*|intervjuledare\w*|fokusgruppsledare\w*|forskare\w*"
    r"|interviewer|facilitator|observatör\w*|mod|int|m|i)\.?\s?\d?",
    re.IGNORECASE,
)
_PSEUDONYM: Final = re.compile(
    r"(?:r|ip|p|d|k|f|t|s|fp|rp|dp|resp(?:ondent)?|informant|deltagare|person|intervjuperson|tjänsteperson"
    r"|tjänsteman|kvinna|man|röst|speaker|talare|participant|respondent)\.?\s?-?(?:\d{1,2}[a-z]?|[A-Z])"
    r"|(?:flera|alla|samtliga|okänd|unknown)(?: deltagare| röster)?",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(r"flera|alla|samtliga", re.IGNORECASE)
_NO_SPEAKER: Final = re.compile(
    r"(?:tema|fråga|frågor|del|block|område|avsnitt|datum|plats|tid|närvarande|inspelning|längd|fil|syfte|mål|delmål"
    r"|åtgärd|aktivitet|ansvarig|indikator|exempel|obs|not|kommentar|bakgrund|beslut|ärende|dnr|diarienummer|bilaga"
    r"|telefon|e-post|adress|version|titel|projekt|transkriberad|transkription|fokusgrupp|intervju|källa|steg|punkt"
    r"|antal|uppföljning|resultat|prioritering|kriterium|tabell|figur|kapitel)\b.*",
    re.IGNORECASE,
)
_MAX_LABEL: Final = 32  # letters
_REACH: Final = 80  # letters in which the label and the times before the text stand


@dataclass(frozen=True, slots=True)
class Turn:
    """The beginning of a turn: its speaker as it stands there, whether with a time, and the text after."""

    speaker: str
    timed: bool
    text: str


def find_turn(line: str) -> Turn | None:
    """The turn that a line begins, if it may begin one: any short label will do."""
    match = _ALONE.fullmatch(line, 0, _REACH) if len(line) <= _REACH else None
    match = match or _TURN.match(line, 0, _REACH)
    if match is None:
        return None
    speaker = match["speaker"].strip(" .")
    if not speaker or len(speaker) > _MAX_LABEL or _NO_SPEAKER.fullmatch(speaker):
        return None
    timed = match["before"] is not None or match["after"] is not None
    return Turn(speaker, timed, line[match.end() :])


def is_moderator(speaker: str) -> bool:
    """Whether a label names the one who leads the talk: what they say are questions, not findings."""
    return _MODERATOR.fullmatch(speaker.strip()) is not None


def is_pseudonym(speaker: str) -> bool:
    """Whether a label is a role or a pseudonym, as researchers give them."""
    return is_moderator(speaker) or _PSEUDONYM.fullmatch(speaker.strip()) is not None


def is_group(speakers: Iterable[str]) -> bool:
    """Whether several people answer: a focus group. With one beside the interviewer it is an interview."""
    answering = {speaker.strip() for speaker in speakers if not is_moderator(speaker)}
    return len(answering) > 1 or any(map(_SEVERAL.match, answering))


def is_interview(speakers: Iterable[str]) -> bool:
    """Whether one asks and one answers."""
    names = {speaker.strip() for speaker in speakers}
    return len(names) == 2 and sum(map(is_moderator, names)) == 1 and not is_group(names)


def part_speaker(passage: Passage, speakers: Container[str]) -> Passage:
    """A turn without the label before it ("R1: Vi har …" → "Vi har …"), which becomes its speaker.

    The label stays in the text of the page, and the passage begins after it.
    """
    label, colon, said = passage.text.partition(": ")
    if not colon or not said or label not in speakers:
        return passage
    start = passage.end - len(said)
    key = passage_id(passage.document, start, passage.end, said)
    return replace(passage, id=key, start=start, text=said, speaker=label)


def strip_times(text: str) -> str:
    """A text without times in brackets; "" for a line that is only a time."""
    return "" if _BARE.fullmatch(text.strip()) else _BRACKETED.sub("", text).strip()
