"""Who speaks in a transcript: labels such as "R1", "Moderator", "IP3" at the beginning of a turn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

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


def get_speaker(text: str) -> str:
    """The speaker of a passage that is a turn ("R1: Vi har …" → "R1"); "" where it names none."""
    label, colon, _ = text.partition(": ")
    return label if colon and len(label) <= _MAX_LABEL and "." not in label.rstrip(".") else ""


def strip_times(text: str) -> str:
    """A text without times in brackets; "" for a line that is only a time."""
    return "" if _BARE.fullmatch(text.strip()) else _BRACKETED.sub("", text).strip()
