"""What a document says about itself on its first pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.records import DocumentKind, Metadata
from extract.blocks import Block
from extract.dates import DATE, parse_date
from extract.decisions import Decision, find_decision, find_field_decision, find_paragraph
from extract.facts import Labelled, find_facts
from extract.headings import get_plain_text
from extract.hyphens import Vocabulary, join_lines
from extract.kinds import find_kind
from extract.language import find_language
from extract.lines import Line, join_rows, split_runs
from extract.passages import clean_text
from extract.sheets import Scan
from extract.statements import Source, Statement, Statements, get_metadata
from extract.titles import find_title_statement

_FRONT_PAGES: Final = 3
_FRONT_LETTERS: Final = 20_000  # of one page
_FRONT_BLOCKS: Final = 400
_NO_WORDS: Final = Vocabulary(())
_REFERENCE: Final = re.compile(
    r"(?:[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,6}[ -]?)?(?:(?:19|20)\d\d|(?<=[A-ZÅÄÖ])\d\d)"
    r"\s?[/:-]\s?\d{1,6}(?:[-.:/ ]\d{1,4})?(?![\d-])"
)
_LABELLED_REFERENCE: Final = re.compile(
    rf"(?:dnr|diarienummer|diarienr)\.?\s*:?\s*(?-i:(?P<value>{_REFERENCE.pattern}))", re.IGNORECASE
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
_RESPONSIBLE: Final = re.compile(
    r"(?:dokumentansvarig|dokumentägare|ansvarig (?:tjänsteperson|tjänsteman|handläggare|för dokumentet)"
    r"|handläggare|kontaktperson)\s*:\s+(?P<value>[^.;:,|]{3,80}?)(?=[.;,|]|\s[A-ZÅÄÖ][a-zåäö]+:|$)",
    re.IGNORECASE,
)
_REPLACES: Final = re.compile(
    r"(?<![^\W_])Ersätter:?\s+(?:tidigare\s+)?(?P<value>[^.;:|]{4,140}?)(?=[.;|]|\s[A-ZÅÄÖ][a-zåäö]+:|$)"
)
_YEARS_IN_TITLE: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class _Front:
    """What the first pages say: a labelled field with its page, and the text of each page."""

    fields: dict[str, tuple[int, Labelled]]
    pages: tuple[tuple[int, str], ...]

    def find_field(self, name: str) -> Statement | None:
        """The value of a labelled field as it stands."""
        if name not in self.fields:
            return None
        page, labelled = self.fields[name]
        value = clean_text(labelled.value)
        return Statement(value, page, clean_text(labelled.quote), Source.FIELD) if value else None


def find_metadata(scan: Scan, blocks: Sequence[Block], name: str) -> Metadata:
    """The metadata of a document from its first pages, its blocks, its own title and its file name."""
    return get_metadata(find_statements(scan, blocks, name))


def find_statements(scan: Scan, blocks: Sequence[Block], name: str) -> Statements:
    """What a document says of itself, with where. `name` is its file name."""
    runs = [(sheet.number, list(split_runs(sheet.words))) for sheet in scan.sheets[:_FRONT_PAGES]]
    front = _read_front(runs, blocks)
    title = find_title_statement(runs, blocks, scan.title, name)
    kind = _find_kind(front, blocks, title)
    language = find_language(get_plain_text(block) for block in blocks)
    found: dict[str, Statement | None] = {
        "title": title,
        "kind": kind,
        **_find_decision(front),
        "reference": _find_reference(front, runs),
        **_find_validity(front, title),
        "responsible": front.find_field("responsible") or _find_in_text(front, _RESPONSIBLE),
        "replaces": front.find_field("replaces") or _find_in_text(front, _REPLACES),
        "language": Statement(language, 0, "", Source.WORDS) if language else None,
    }
    return {field: statement for field, statement in found.items() if statement is not None}


def _read_front(runs: Sequence[tuple[int, list[Line]]], blocks: Sequence[Block]) -> _Front:
    fields: dict[str, tuple[int, Labelled]] = {}
    pages = []
    for number, lines in runs:
        fields = {**{name: (number, value) for name, value in find_facts(lines).items()}, **fields}
        # In reading order first; then line by line, for what the layout drops, such as running heads.
        inside = [join_lines(b.lines, _NO_WORDS) for b in blocks[:_FRONT_BLOCKS] if b.parts[0].page == number]
        rows = [line.text for line in join_rows(lines)]
        pages.append((number, clean_text(" ".join([*inside, *rows])[:_FRONT_LETTERS])))
    return _Front(fields, tuple(pages))


def _find_kind(front: _Front, blocks: Sequence[Block], title: Statement) -> Statement | None:
    labelled = front.find_field("kind")
    short = [Statement(text, page, text, Source.HEADING) for page, text in _iter_short(blocks)]
    named = Statement(title.value, title.page, title.quote, Source.TITLE)
    for statement in filter(None, (named, labelled, *short)):
        kind = find_kind(statement.value, ())
        if kind is not DocumentKind.OTHER:
            return replace(statement, value=kind.value)
    return None


def _iter_short(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """(page, text) of short texts of the first page, where covers say "Policy" or "Riktlinje" alone."""
    for block in blocks[:12]:
        text = get_plain_text(block)
        if block.parts[0].page <= 2 and len(text) <= 80:
            yield block.parts[0].page, text


def _find_decision(front: _Front) -> dict[str, Statement | None]:
    labelled = [told for name in ("adopted_by", "adopted") if (told := front.find_field(name))]
    field = find_field_decision(" ".join(statement.value for statement in labelled))
    running, page = Decision(), 0
    for number, text in front.pages:
        decision = find_decision(text)
        if decision.date or decision.paragraph or (decision.body and not running.body):
            running, page = decision, number
        if decision.date or decision.paragraph:
            break
    same = not field.body or not running.body or field.body == running.body
    found: dict[str, Statement | None] = {}
    for name in ("adopted", "adopted_by", "paragraph"):
        value = _get_part(field, name)
        if value:
            place = labelled[-1] if name == "adopted" else labelled[0]
            found[name] = replace(place, value=value)
        elif _get_part(running, name) and (same or name == "adopted_by"):
            found[name] = Statement(_get_part(running, name), page, running.quote, Source.TEXT)
    own = front.find_field("paragraph")
    if own and (paragraph := find_paragraph(own.value)):
        found["paragraph"] = replace(own, value=paragraph)
    return found


def _get_part(decision: Decision, name: str) -> str:
    return {"adopted": decision.date, "adopted_by": decision.body, "paragraph": decision.paragraph}[name]


def _find_reference(front: _Front, runs: Sequence[tuple[int, list[Line]]]) -> Statement | None:
    labelled = front.find_field("reference")
    if labelled and (match := _REFERENCE.search(labelled.value)):
        return replace(labelled, value=match.group().strip())
    if (found := _find_in_text(front, _LABELLED_REFERENCE)) is not None:
        return found
    for number, lines in runs[:1]:
        for run in lines:
            if _REFERENCE_ALONE.fullmatch(run.text):
                return Statement(run.text, number, run.text, Source.TEXT)
    return None


def _find_in_text(front: _Front, pattern: re.Pattern[str]) -> Statement | None:
    """The first match of a pattern in the text of the first pages; its group "value" is the value."""
    for number, text in front.pages:
        if match := pattern.search(text):
            return Statement(match["value"].strip(" ,"), number, match.group().strip(), Source.TEXT)
    return None


def _find_validity(front: _Front, title: Statement) -> dict[str, Statement | None]:
    place = front.find_field("valid") or _find_in_text(front, _VALID_IN_TEXT)
    start, end = parse_validity(place.value if place else "")
    if not start and not end and (years := _YEARS_IN_TITLE.search(title.value)):
        start, end = years.group(1), years.group(2)
        place = replace(title, source=Source.TITLE)
    if place is None:
        return {}
    return {
        "valid_from": replace(place, value=start) if start else None,
        "valid_to": replace(place, value=end) if end else None,
    }


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
