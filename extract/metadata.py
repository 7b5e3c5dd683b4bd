"""What a document says about itself on its first pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.records import Metadata
from extract.blocks import Block, BlockKind
from extract.dates import DATE, parse_date
from extract.decisions import Decision, find_decision, find_field_decision, find_paragraph
from extract.facts import find_facts
from extract.headings import get_body, get_plain_text
from extract.kinds import find_kind
from extract.language import find_language
from extract.lines import Line, join_rows, split_runs
from extract.passages import clean_text
from extract.sheets import Scan
from extract.titles import clean_file_title, find_title, get_readable_name

_FRONT_PAGES: Final = 3
_FRONT_LETTERS: Final = 30_000
_REFERENCE: Final = re.compile(
    r"(?:[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,6}[ -]?)?(?:(?:19|20)\d\d|(?<=[A-ZÅÄÖ])\d\d)"
    r"\s?[/:-]\s?\d{1,6}(?:[-.:/ ]\d{1,4})?(?![\d-])"
)
_LABELLED_REFERENCE: Final = re.compile(
    rf"(?:dnr|diarienummer|diarienr)\.?\s*:?\s*(?-i:({_REFERENCE.pattern}))", re.IGNORECASE
)
_PERIOD: Final = re.compile(
    rf"(?P<start>{DATE})\s*(?:[-–—]|till?(?: och med)?|t\.?\s?o\.?\s?m\.?|to)\s*(?P<end>{DATE})",
    re.IGNORECASE,
)
_FROM: Final = re.compile(
    rf"(?P<from>(?:från(?: och med)?|fr\.?\s?o\.?\s?m\.?|from)\s+(?:den\s+)?)?(?P<start>{DATE})",
    re.IGNORECASE,
)
_REFERENCE_ALONE: Final = re.compile(r"[A-ZÅÄÖ]{2,5}[ -]?(?:\d{4}[/:-]\d{1,6}|\d{2}-\d{2,4}[ .]\d{2,4})")
_UNTIL: Final = re.compile(
    rf"(?:till(?: och med)?|t\.?\s?o\.?\s?m\.?|längst till|until)\s+(?:den\s+)?(?P<end>{DATE})", re.IGNORECASE
)
_VALID_IN_TEXT: Final = re.compile(
    rf"(?:gäller|giltig(?:hetstid)?|löper)\s*:?\s*(?:för\s+)?(?:åren\s+|perioden\s+|tiden\s+)?"
    rf"(?P<value>(?:(?:från|till)(?: och med)?|(?:fr|t)\.?o\.?m\.?)?\s*(?:den\s+)?{DATE}.{{0,40}})",
    re.IGNORECASE,
)
_YEARS_IN_TITLE: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)(?!\d)")


def find_metadata(scan: Scan, blocks: Sequence[Block], name: str) -> Metadata:
    """The metadata of a document from its first pages, its blocks, its own title and its file name."""
    fronts = [list(split_runs(sheet.words)) for sheet in scan.sheets[:_FRONT_PAGES]]
    facts: dict[str, str] = {}
    for runs in fronts:
        facts = {**find_facts(runs), **facts}
    text = clean_text(" ".join(line.text for runs in fronts for line in join_rows(runs))[:_FRONT_LETTERS])
    title = _find_title(fronts, blocks, scan.title, name)
    decision = _find_decision(facts, text)
    start, end = _find_validity(facts, text, title)
    return Metadata(
        title=title,
        kind=find_kind(title, (facts.get("kind", ""), *_iter_short(blocks))),
        adopted=decision.date,
        adopted_by=decision.body,
        paragraph=decision.paragraph,
        reference=_find_reference(facts, text, fronts),
        valid_from=start,
        valid_to=end,
        responsible=clean_text(facts.get("responsible", "")),
        replaces=clean_text(facts.get("replaces", "")),
        language=find_language(get_plain_text(block) for block in blocks),
    )


def _find_title(fronts: Sequence[Sequence[Line]], blocks: Sequence[Block], file_title: str, name: str) -> str:
    body = get_body(line for block in blocks for line in block.lines)
    for runs in fronts[:2]:
        title = find_title(join_rows(runs), body.size) if runs else ""
        if title:
            return title
    first = next((block for block in blocks[:6] if block.kind is BlockKind.HEADING), None)
    return (
        clean_file_title(file_title)
        or (clean_text(get_plain_text(first)) if first is not None else "")
        or get_readable_name(name)
    )


def _iter_short(blocks: Sequence[Block]) -> Iterator[str]:
    """Short texts of the first page, where covers say "Policy" or "Riktlinje" alone."""
    for block in blocks[:12]:
        text = get_plain_text(block)
        if block.parts[0].page <= 2 and len(text) <= 80:
            yield text


def _find_decision(facts: dict[str, str], text: str) -> Decision:
    field = find_field_decision(" ".join(filter(None, (facts.get("adopted_by"), facts.get("adopted")))))
    running = find_decision(text)
    same = not field.body or not running.body or field.body == running.body
    return Decision(
        field.body or running.body,
        field.date or (running.date if same else ""),
        find_paragraph(facts.get("paragraph", "")) or field.paragraph or (running.paragraph if same else ""),
    )


def _find_reference(facts: dict[str, str], text: str, fronts: Sequence[Sequence[Line]]) -> str:
    if match := _REFERENCE.search(facts.get("reference", "")):
        return match.group().strip()
    if match := _LABELLED_REFERENCE.search(text):
        return match.group(1).strip()
    alone = (run.text for runs in fronts[:1] for run in runs if _REFERENCE_ALONE.fullmatch(run.text))
    return next(alone, "")


def _find_validity(facts: dict[str, str], text: str, title: str) -> tuple[str, str]:
    value = facts.get("valid", "")
    if not value and (match := _VALID_IN_TEXT.search(text)):
        value = match["value"]
    start, end = parse_validity(value)
    if not start and not end and (years := _YEARS_IN_TITLE.search(title)):
        return years.group(1), years.group(2)
    return start, end


def parse_validity(text: str) -> tuple[str, str]:
    """(from, to) of a period as it is written: "2024–2028", "från och med 2024-07-01", "till 2027".

    A year alone is the whole year; a day alone is the last one, unless the text says otherwise.
    """
    if match := _PERIOD.search(text):
        return parse_date(match["start"]), parse_date(match["end"])
    if match := _UNTIL.search(text):
        return "", parse_date(match["end"])
    match = _FROM.search(text)
    if match is None:
        return "", ""
    date = parse_date(match["start"])
    if match["from"] or "tills vidare" in text.casefold():
        return date, ""
    return (date, date) if len(date) == 4 else ("", date)  # a year
