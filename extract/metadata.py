"""What a document says about itself on its first pages."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.records import DocumentKind, Metadata
from extract.blocks import Block
from extract.dates import find_date
from extract.decisions import Decision, find_decision, find_field_decision, find_paragraph
from extract.facts import Labelled, find_facts
from extract.headings import get_plain_text
from extract.hyphens import Vocabulary, join_lines
from extract.kinds import find_kind
from extract.language import find_language
from extract.lines import Line, join_rows, split_runs
from extract.passages import clean_text
from extract.references import LABELLED, find_reference, is_reference
from extract.sheets import Scan
from extract.statements import Source, Statement, Statements, get_metadata
from extract.titles import find_title_statement
from extract.validity import VALID_IN_TEXT, YEARS, parse_validity

_FRONT_PAGES: Final = 3
_FRONT_LETTERS: Final = 20_000  # of one page
_FRONT_BLOCKS: Final = 400
_NO_WORDS: Final = Vocabulary(())
_RESPONSIBLE: Final = re.compile(
    r"(?:dokumentansvarig|dokumentägare|ansvarig (?:tjänsteperson|tjänsteman|handläggare|för dokumentet)"
    r"|handläggare|kontaktperson)\s*:\s+(?P<value>[^.;:,|]{3,80}?)(?=[.;,|]|\s[A-ZÅÄÖ][a-zåäö]+:|$)",
    re.IGNORECASE,
)
_REPLACES: Final = re.compile(
    r"(?<![^\W_])Ersätter:?\s+(?:tidigare\s+)?(?P<value>[^.;:|]{4,140}?)(?=[.;|]|\s[A-ZÅÄÖ][a-zåäö]+:|$)"
)
_OF_ANOTHER: Final = re.compile(r"bilaga till|ersätter", re.IGNORECASE)
_EXTRACT: Final = re.compile(r"utdrag", re.IGNORECASE)  # of the minutes of one matter, with its number
_MATTER: Final = re.compile(r"§\s*\d{1,4}(?:$|\s+[A-ZÅÄÖ(])")
_OF_MINUTES: Final = frozenset(("title", "kind", "language", "published", "updated"))
_SUMMONS: Final = re.compile(r"\b(?:kallelse|föredragningslista|dagordning)\b", re.IGNORECASE)


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
        **_find_validity(front, title, blocks),
        **_find_dates(front, scan),
        "responsible": front.find_field("responsible") or _find_in_text(front, _RESPONSIBLE),
        "replaces": front.find_field("replaces") or _find_in_text(front, _REPLACES),
        "language": Statement(language, 0, "", Source.WORDS) if language else None,
    }
    kept = _keep_own(found, title.value, _find_head_quotes(runs, blocks))
    return {field: statement for field, statement in kept.items() if statement is not None}


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
        if block.parts[0].page <= 2 and len(text) <= 80 and not _OF_ANOTHER.match(text):
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
    if labelled and (reference := find_reference(labelled.value)):
        return replace(labelled, value=reference)
    if (found := _find_in_text(front, LABELLED)) is not None:
        return found
    alone = (run.text for _, lines in runs[:1] for run in lines if is_reference(run.text))
    return next((Statement(text, runs[0][0], text, Source.TEXT) for text in alone), None)


def _find_in_text(front: _Front, pattern: re.Pattern[str]) -> Statement | None:
    """The first match of a pattern in the text of the first pages; its group "value" is the value."""
    for number, text in front.pages:
        if match := pattern.search(text):
            return Statement(match["value"].strip(" ,"), number, match.group().strip(), Source.TEXT)
    return None


def _find_validity(front: _Front, title: Statement, blocks: Sequence[Block]) -> dict[str, Statement | None]:
    place = front.find_field("valid") or _find_in_text(front, VALID_IN_TEXT)
    start, end = parse_validity(place.value if place else "")
    if not start and not end:
        named = Statement(title.value, title.page, title.quote, Source.TITLE)
        below = (Statement(text, page, text, Source.HEADING) for page, text in _iter_short(blocks))
        place = next(
            (named_years for named_years in (named, *below) if YEARS.search(named_years.value)), None
        )
        years = YEARS.search(place.value) if place else None
        start, end = (years.group(1), years.group(2)) if years else ("", "")
    if place is None:
        return {}
    return {
        "valid_from": replace(place, value=start) if start else None,
        "valid_to": replace(place, value=end) if end else None,
    }


def _find_dates(front: _Front, scan: Scan) -> dict[str, Statement | None]:
    """When it was published and last changed: by a labelled field, else by the file's own properties."""
    found: dict[str, Statement | None] = {}
    for name, own in (("published", scan.created), ("updated", scan.modified)):
        labelled = front.find_field(name)
        day = find_date(labelled.value) if labelled else ""
        if labelled and day:
            found[name] = replace(labelled, value=day)
        elif own:
            found[name] = Statement(own, 0, own, Source.FILE)
    return found


def _find_head_quotes(runs: Sequence[tuple[int, list[Line]]], blocks: Sequence[Block]) -> frozenset[str]:
    """The quotes of the labelled fields of the first page above its first matter ("§ 68 Dagordning")."""
    number, lines = runs[0] if runs else (1, [])
    own = (line for block in blocks if block.parts[0].page == number for line in block.parts[0].lines)
    matter = next((line.top for line in own if _MATTER.match(line.text)), math.inf)
    head = [line for line in lines if line.top < matter]
    return frozenset(clean_text(labelled.quote) for labelled in find_facts(head).values())


def _keep_own(
    found: dict[str, Statement | None], title: str, head: frozenset[str]
) -> dict[str, Statement | None]:
    """Without what the text of minutes and of summons says, since it is said of the matters in them.

    Labelled fields above the first matter, whose quotes are in `head`, are their own: who met, when and which
    paragraphs they hold.
    """
    kind = found["kind"]
    if _SUMMONS.search(title):
        found = {**found, "kind": None}
    elif kind is None or DocumentKind(kind.value) is not DocumentKind.MINUTES:
        return found
    own = _OF_MINUTES | ({"reference"} if _EXTRACT.search(title) else frozenset())
    return {
        name: told
        for name, told in found.items()
        if name in own or (told and told.source is Source.FIELD and told.quote in head)
    }
