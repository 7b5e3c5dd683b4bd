"""VTT and SRT: the cues of a recording to turns of speech, or to paragraphs where nobody is named.

WebVTT is read as in the W3C candidate recommendation, 4; SubRip has no specification, only habit.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from extract.encodings import decode_text
from extract.manuscripts import MAX_ITEMS, Item, ItemKind, Manuscript
from extract.speakers import find_turn, is_pseudonym

_TIMES: Final = re.compile(
    r"\s*(?:(\d{1,4}):)?(\d\d?):(\d\d)[.,](\d{1,3})\s*-->\s*(?:(\d{1,4}):)?(\d\d?):(\d\d)[.,](\d{1,3}).*"
)
_VOICE: Final = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]{1,80})>")
_TAG: Final = re.compile(
    r"</?(?:v|c|i|b|u|ruby|rt|lang|font)\b[^>]{0,200}>|<\d[\d:.]{0,20}>|\{\\[^}]{0,80}\}", re.IGNORECASE
)
_DASH: Final = re.compile(r"^\s*[-–—]\s*(?=\S)")
_PAUSE: Final = 2.0  # seconds of silence that end a paragraph
_LONG: Final = 500  # letters after which the next full stop ends a paragraph
_SPEAKERS: Final = 2
_ENDS: Final = (".", "!", "?", "…", '"', "”")


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: from and to in seconds, its speaker as written or "", and its text."""

    start: float
    end: float
    speaker: str
    text: str


def read_subtitles(content: bytes) -> Manuscript:
    """Read a VTT or SRT file. It is a transcript when at least two speakers are named."""
    cues = _name_speakers(list(_iter_cues(decode_text(content))))
    speakers = {cue.speaker for cue in cues if cue.speaker}
    items = tuple(Item(ItemKind.PARAGRAPH, text) for text in _join_cues(cues))
    return Manuscript(
        items[:MAX_ITEMS], speakers=frozenset(speakers) if len(speakers) >= _SPEAKERS else frozenset()
    )


def _iter_cues(text: str) -> Iterator[Cue]:
    lines = re.sub(r"\r\n?", "\n", text).split("\n")
    place = 0
    while place < len(lines):
        match = _TIMES.fullmatch(lines[place])
        place += 1
        if match is None:  # numbers, names of cues, notes, styles
            continue
        said: list[str] = []
        while place < len(lines) and lines[place].strip() and not _TIMES.fullmatch(lines[place]):
            said.append(lines[place])
            place += 1
        start, end = _get_seconds(match.groups()[:4]), _get_seconds(match.groups()[4:])
        yield from _split_cue(start, end, said)


def _get_seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{fraction or 0}")


def _split_cue(start: float, end: float, lines: Sequence[str]) -> Iterator[Cue]:
    """A cue by its voices; two lines with dashes are two people talking."""
    voice = ""
    said: list[str] = []
    for line in lines:
        found = _VOICE.search(line)
        dashed = len(lines) > 1 and _DASH.match(line) is not None
        if (found or dashed) and said:
            yield Cue(start, end, voice, " ".join(said))
            voice, said = "", []
        voice = html.unescape(found.group(1)).strip() if found else voice
        text = html.unescape(_TAG.sub("", line)).strip()
        said.append(_DASH.sub("", text) if dashed else text)
    if text := " ".join(filter(None, said)):
        yield Cue(start, end, voice, text)


def _name_speakers(cues: Sequence[Cue]) -> list[Cue]:
    """The cues with speakers whose names stand in the text ("R1: …"), if such labels recur."""
    turns = [find_turn(cue.text) if not cue.speaker else None for cue in cues]
    names = [turn.speaker for turn in turns if turn is not None and turn.text]
    known = {name for name in names if is_pseudonym(name) or names.count(name) > 2}
    named = []
    for cue, turn in zip(cues, turns, strict=True):
        if turn is not None and turn.text and turn.speaker in known:
            named.append(Cue(cue.start, cue.end, turn.speaker, turn.text))
        else:
            named.append(cue)
    return named


def _join_cues(cues: Sequence[Cue]) -> Iterator[str]:
    """What one speaker says in a row as one text; without speakers, up to a pause or a full stop far on."""
    speaker = ""
    said: list[str] = []
    last = 0.0
    for cue in cues:
        other = cue.speaker not in ("", speaker)
        if said and (other or (not speaker and _is_pause(said, cue.start - last))):
            yield _write(speaker, said)
            said = []
        speaker = cue.speaker or speaker
        said.append(cue.text)
        last = cue.end
    if said:
        yield _write(speaker, said)


def _is_pause(said: Sequence[str], silence: float) -> bool:
    ended = said[-1].endswith(_ENDS)
    return ended and (silence >= _PAUSE or sum(map(len, said)) >= _LONG)


def _write(speaker: str, said: Sequence[str]) -> str:
    return f"{speaker}: {' '.join(said)}" if speaker else " ".join(said)
