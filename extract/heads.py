"""Which rows at the top of a table head its columns, where the file does not say so.

By how they are set (bold or capitals over rows that are not), by figures that stand only below them, and by
what they say: heads of Swedish plans are a few dozen nouns and years.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from extract.blocks import Block

_MOST_HEADS: Final = 3
_LONGEST: Final = 60  # letters of a head; sentences are longer
_ENDS: Final = frozenset(".!?;")
_LEAST_NAMED: Final = 0.5  # of the cells
_ABBREVIATION: Final = 3  # letters: "EU", "SKR"
_AMOUNT: Final = re.compile(r"[+–−-]?\s?(?!(?:19|20)\d\d$)\d[\d\s.,]*(?:%|kr|tkr|mnkr|mkr)?")
_FIGURE: Final = re.compile(r"[+–−-]?\s?(?:ca |högst |minst )?\d")
_VALUE: Final = re.compile(r"(?!(?:19|20)\d\d\b)[+–−-]?\s?\d")
_YEARS: Final = r"(?:19|20)\d\d(?:\s?[/–-]\s?(?:19|20)?\d\d)?"
_PERIOD: Final = re.compile(
    rf"(?:[^\W\d]+\.?\s){{0,2}}{_YEARS}(?:,? ?\(?(?:%|kr|tkr|mnkr|ton.*|[A-ZÅÄÖa-zåäö0-9. ]{{1,12}})\)?)?",
    re.IGNORECASE,
)
_NOUNS: Final = re.compile(
    r"(?:nr|nummer|år|mål|delmål|målvärde|målnivå|målgrupp|etappmål|åtgärd(?:er)?|aktivitet(?:er)?|insats(?:er)?"
    r"|ansvar(?:ig|iga)?|ansvarig (?:nämnd|part|aktör|funktion|för genomförande)|ansvarsområde|tid|tids?plan"
    r"|klart?|klart senast|när|vem|vad|hur|start|slut|startår|status|uppföljning|nyckeltal|mått"
    r"|[^\W\d_]*indikator(?:er)?"
    r"|källa|utfall|utgångsvärde|utgångsläge|nuläge|bedömning|kommentar(?:er)?|anmärkning|prioritet|prioritering"
    r"|kostnad|budget|plan|prognos|bokslut|avvikelse|resurser|finansiering|post|belopp|område|delområde|sektor"
    r"|verksamhet|nämnd|förvaltning|bolag|organisation|roll|funktion|uppgift|nivå|forum|ordförande|part(?:er)?"
    r"|samverkan(?:spart|sparter|sform)?|aktör(?:er)?|form|innehåll|syfte|beskrivning|risk|sannolikhet|konsekvens"
    r"|scenario|händelse|orsak|alternativ|ort|land|typ|namn|benämning|ämne|ärende|delegat|lagrum|avgift|pris"
    r"|omfattning|intervall|ålder|åldersgrupp|antal|andel|enhet|resultat|program|projekt|strategi|dokument"
    r"|insatsområde|fokusområde|målområde|inriktning|effekt|kategori|grupp|rubrik|period|datum|kontakt(?:person)?"
    r"|läge|ledning|lagring|krav|dokumentation|skola|hushåll|status|ägarandel|förändring|trend|värde)",
    re.IGNORECASE,
)
_SUFFIX: Final = re.compile(r"(?:,.*| \(.*\)|:)$")


def count_heads(rows: Sequence[Block], repeated: int = 0) -> int:
    """How many rows at the top of a table, of two or more, are its head. `repeated` return on its next page.

    A wrong head hides its text, since heads are no passages, and a missed one is only a row too many: in
    doubt a row is no head.
    """
    told = max(sum(1 for _ in takewhile(lambda row: row.shape.head, rows)), repeated)
    if told >= len(rows):
        return 0
    if told:
        count = told + int(_names_more(rows, told))
    else:
        count = _count_set_apart(rows) or _count_levels(rows) or int(_heads_by_words(rows))
    while count and _is_section(rows[count - 1], rows):
        count -= 1
    return count


def _count_set_apart(rows: Sequence[Block]) -> int:
    """How many rows are bold, or in capitals, over rows that are not."""
    for look in (_is_bold, _is_capital):
        count = sum(1 for _ in takewhile(look, rows))
        if 0 < count <= min(_MOST_HEADS, len(rows) - 1) and not any(map(look, rows[count:])):
            return count if all(_could_name(row) for row in rows[:count]) and _is_short(rows[0]) else 0
    return 0


def _is_section(row: Block, rows: Sequence[Block]) -> bool:
    """Whether a row has one text in a table of more columns: it names the rows below it, and no column."""
    return sum(map(bool, row.cells)) == 1 and any(sum(map(bool, other.cells)) > 1 for other in rows)


def _names_more(rows: Sequence[Block], count: int) -> bool:
    """Whether a row below the heads that a file names is one as well: bold names where they leave a gap."""
    if count >= len(rows) - 1 or count >= _MOST_HEADS:
        return False
    above, row, below = rows[count - 1], rows[count], rows[count + 1]
    gaps = any(not text for text in get_row_texts(above)) or len(above.cells) < len(row.cells)
    return (
        gaps
        and all(row.cells)
        and _is_short(row)
        and _could_name(row)
        and _is_bold(row)
        and not (_is_bold(below) and _is_short(below))
    )


def _count_levels(rows: Sequence[Block]) -> int:
    """How many rows a head takes whose first has a cell over several columns, and names of them below it."""
    first = rows[0]
    spans = [first.shape.get_span(number) for number in range(len(first.cells))]
    if len(spans) < 2 or all(width == 1 for _, width in spans):
        return 0
    levels = max(2, *(height for height, _ in spans))
    texts = [text for row in rows[:levels] for text in get_row_texts(row)]
    named = all(map(_is_short, rows[:levels])) and not any(map(_VALUE.match, texts))
    return levels if levels < len(rows) and levels <= _MOST_HEADS and named else 0


def get_row_texts(row: Block) -> tuple[str, ...]:
    """The text of each cell of a row, "" for an empty one."""
    return tuple(" ".join(line.text for line in cell) for cell in row.cells)


def _is_bold(row: Block) -> bool:
    return all(line.bold for line in row.lines)


def _is_capital(row: Block) -> bool:
    texts = [text for text in get_row_texts(row) if text]
    return all(map(str.isupper, texts)) and max(map(len, texts), default=0) > _ABBREVIATION


def _could_name(row: Block) -> bool:
    """Whether no cell is a sentence or a figure."""
    texts = [text for text in get_row_texts(row) if text]
    return all(len(text) <= _LONGEST and text[-1] not in _ENDS for text in texts) and not any(
        map(_AMOUNT.fullmatch, texts)
    )


def _is_short(row: Block) -> bool:
    texts = [text for text in get_row_texts(row) if text]
    return len(texts) > 1 and all(len(text) <= _LONGEST and text[-1] not in _ENDS for text in texts)


def _heads_by_words(rows: Sequence[Block]) -> bool:
    """Whether the words of the first row, or the figures below it, show that it is a head."""
    first = rows[0]
    if not _is_short(first) or len(first.cells) != len(rows[1].cells):
        return False
    texts = get_row_texts(first)
    named = [_is_noun(text) for text in texts]
    if sum(_is_noun(get_row_texts(row)[0]) for row in rows[1:]) * 2 > len(rows) - 1:
        return False  # a box of facts, where each row has its label
    heads = sum(a or _PERIOD.fullmatch(b) is not None for a, b in zip(named, texts, strict=True))
    if heads > _LEAST_NAMED * len(texts) and (named[0] or heads >= len(texts) - 1):
        return True
    wordy = all(any(map(str.isalpha, text)) for text in texts if text)
    return wordy and not any(map(_FIGURE.match, texts)) and _has_figures_below(rows)


def _is_noun(text: str) -> bool:
    return _NOUNS.fullmatch(_SUFFIX.sub("", text)) is not None


def _has_figures_below(rows: Sequence[Block]) -> bool:
    """Whether a column but the first is all figures below its head, in two rows at least."""
    below = [get_row_texts(row) for row in rows[1:] if len(row.cells) == len(rows[0].cells)]
    columns = list(zip(*below, strict=True))[1:]
    return len(below) > 1 and any(all(map(_FIGURE.match, column)) for column in columns)
