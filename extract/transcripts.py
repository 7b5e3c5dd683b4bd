"""Transcripts of focus groups and interviews: turns of speech as passages, under the themes talked about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from extract.manuscripts import Item, ItemKind, Manuscript
from extract.speakers import Turn, find_turn, is_pseudonym, strip_times

_MIN_TURNS: Final = 6
_MAX_SPEAKERS: Final = 20
_SPEAKERS: Final = 2
_LEAST_RECURRENCE: Final = 1.5  # turns per speaker: labels that stand once each are no speakers
_LINES: Final = 0.35  # of the lines begin turns; others go on with one
_KNOWN: Final = 0.5  # of the turns have a pseudonym or a time: names alone may be the labels of a form
_THEME: Final = re.compile(
    r"(?:#+\s*)?(?:(?:tema|frågeområde|område|del|block|avsnitt|fråga|ämne|theme)\s*\d{0,2}\s*[:.–-].{2,90}"
    r"|(?:tema|del|block|fråga)\s+\d{1,2})",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"\d{1,2}(?:\.\d)?[.)]?\s+[A-ZÅÄÖ][^.!]{2,70}")
_MAX_CAPITALS: Final = 70  # letters of a heading in capitals
_MAX_TITLE: Final = 120


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a manuscript. `item` is what it stood in; `turn` what it would begin."""

    item: Item
    text: str
    turn: Turn | None


def find_turns(text: Manuscript) -> Manuscript:
    """The manuscript with turns of speech as items if it is a transcript, else as it is.

    It is one when many short turns have few speakers, and pseudonyms, roles or times show that the labels
    are speakers. Turns keep their speaker as it stands ("R1: …") and lose their times; what one speaker
    says in a row is one turn.
    """
    rows = list(_iter_rows(text.items))
    speakers = _find_speakers(rows)
    if not speakers:
        return text
    return replace(text, items=tuple(_join_turns(rows, speakers)), speakers=speakers)


def _iter_rows(items: Iterable[Item]) -> Iterator[_Row]:
    for item in items:
        for line in _get_line(item).split("\n"):
            if line.strip():
                heading = item.kind in (ItemKind.TITLE, ItemKind.HEADING) or _is_theme(line.strip())
                yield _Row(item, line.strip(), None if heading else find_turn(line.strip()))


def _get_line(item: Item) -> str:
    """A row of a table of turns (number, time, speaker, text in any of these columns) as one line."""
    if not item.cells:
        return item.text
    cells = [cell for cell in item.cells if strip_times(cell) and not cell.strip().isdecimal()]
    if len(cells) == 2:
        return f"{cells[0].strip().rstrip(':')}: {' '.join(cells[1].split())}"
    return " | ".join(" ".join(cell.split()) for cell in cells)


def find_speakers(passages: Iterable[str]) -> frozenset[str]:
    """The speakers of a transcript that was read as passages, as from a PDF; none if they are no turns."""
    return _find_speakers(list(_iter_rows(Item(ItemKind.PARAGRAPH, text) for text in passages)))


def _find_speakers(rows: Sequence[_Row]) -> frozenset[str]:
    """The labels that are speakers; none if the text is no transcript."""
    counts = Counter(row.turn.speaker for row in rows if row.turn is not None)
    speakers = frozenset(name for name, count in counts.items() if count > 1 or is_pseudonym(name))
    turns = [row.turn for row in rows if row.turn is not None and row.turn.speaker in speakers]
    known = sum(is_pseudonym(turn.speaker) or turn.timed for turn in turns)
    enough = len(turns) >= max(_MIN_TURNS, _LEAST_RECURRENCE * len(speakers), _LINES * len(rows))
    few = _SPEAKERS <= len(speakers) <= _MAX_SPEAKERS
    return speakers if enough and few and known >= _KNOWN * len(turns) else frozenset()


def _join_turns(rows: Sequence[_Row], speakers: frozenset[str]) -> Iterator[Item]:
    speaker = ""
    said: list[str] = []
    first = True
    for row in rows:
        turn = row.turn if row.turn is not None and row.turn.speaker in speakers else None
        if turn is not None and turn.speaker == speaker:
            said.append(turn.text)
        elif turn is not None or _is_heading(row):
            yield from _close(speaker, said)
            speaker, said = (turn.speaker, [turn.text]) if turn is not None else ("", [])
            if turn is None:
                yield _get_heading(row)
        elif speaker:
            said.append(row.text)
        else:
            yield _get_opening(row) if first else Item(ItemKind.PARAGRAPH, row.text)
        first = False
    yield from _close(speaker, said)


def _close(speaker: str, said: list[str]) -> Iterator[Item]:
    text = " ".join(filter(None, map(strip_times, said)))
    if speaker and text:
        yield Item(ItemKind.PARAGRAPH, f"{speaker}: {text}")


def _is_heading(row: _Row) -> bool:
    return row.item.kind in (ItemKind.TITLE, ItemKind.HEADING) or _is_theme(row.text)


def _is_theme(line: str) -> bool:
    """Whether a line without a style names what is talked about from here."""
    if line[-1] in ".,;":
        return False
    if line.isupper() and sum(map(str.isalpha, line)) >= 4 and len(line) <= _MAX_CAPITALS and ":" not in line:
        return True
    return any(pattern.fullmatch(line) for pattern in (_THEME, _NUMBERED)) or line.startswith("# ")


def _get_heading(row: _Row) -> Item:
    if row.item.kind in (ItemKind.TITLE, ItemKind.HEADING):
        return replace(row.item, text=row.text)
    return Item(ItemKind.HEADING, row.text.lstrip("# "), 1)


def _get_opening(row: _Row) -> Item:
    """The first line of a transcript without headings is its title."""
    short = len(row.text) <= _MAX_TITLE and row.text[-1] not in ".:"
    return Item(ItemKind.TITLE if short else ItemKind.PARAGRAPH, row.text)
