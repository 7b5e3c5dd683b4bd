"""What landing pages say of a document, joined to what the document says of itself. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from corpus.records import DocumentKind, Fact, Metadata, Notice, Sha256
from extract.dates import find_date
from extract.decisions import find_field_decision
from extract.kinds import find_kind
from extract.passages import clean_text
from extract.statements import MAX_QUOTE
from extract.validity import parse_validity

CONFIDENCE: Final = 0.65
"""Of what a landing page says: above a file's name (0.4) and properties (0.6), below all that stands in the
document (0.7 and more). Set, not measured: there are too few landing pages at hand whose files are known."""

_Values = dict[str, str]


def merge_notices(
    document: Sha256, metadata: Metadata, facts: Sequence[Fact], notices: Iterable[Notice]
) -> tuple[Metadata, tuple[Fact, ...]]:
    """Metadata and facts with what landing pages add where the document is silent or less certain.

    Of several pages that differ the first by address counts, so that the order of a crawl does not matter.
    Merging again with the same notices changes nothing.
    """
    found = {fact.field: fact for fact in facts}
    said: dict[str, Fact] = {}
    for notice in sorted(notices, key=lambda one: (one.municipality, one.page, one.file, one.field)):
        for field, value in _iter_values(notice):
            # The path alone: the notice has the whole address, and a site that moves says the same.
            quote = f"{urlsplit(notice.page).path}: {notice.quote}"[:MAX_QUOTE]
            said.setdefault(field, Fact(document, field, value, 0, quote, CONFIDENCE))
    taken = {
        field: fact
        for field, fact in said.items()
        if field not in found or found[field].confidence <= CONFIDENCE
    }
    values: dict[str, str | DocumentKind] = {field: fact.value for field, fact in taken.items()}
    if "kind" in taken:
        values["kind"] = DocumentKind(taken["kind"].value)
    merged = {**found, **taken}
    return replace(metadata, **values), tuple(merged[field] for field in sorted(merged))  # type: ignore[arg-type]


def _iter_values(notice: Notice) -> Iterator[tuple[str, str]]:
    """(field of Metadata, value) of what a notice means; nothing where it means nothing."""
    read = _READERS.get(notice.field)
    if read is not None:
        yield from ((field, value) for field, value in read(clean_text(notice.value)).items() if value)


def _read_title(text: str) -> _Values:
    kind = find_kind(text, ())
    return {"title": text, "kind": "" if kind is DocumentKind.OTHER else kind.value}


def _read_kind(text: str) -> _Values:
    kind = find_kind(text, ())
    return {"kind": "" if kind is DocumentKind.OTHER else kind.value}


def _read_decision(text: str) -> _Values:
    decision = find_field_decision(text)
    adopted = decision.date or find_date(text)
    return {"adopted": adopted, "adopted_by": decision.body, "paragraph": decision.paragraph}


def _read_validity(text: str) -> _Values:
    start, end = parse_validity(text)
    return {"valid_from": start, "valid_to": end}


_READERS: Final[Mapping[str, Callable[[str], _Values]]] = {
    "title": _read_title,
    "kind": _read_kind,
    "decision": _read_decision,
    "responsible": lambda text: {"responsible": text},
    "reference": lambda text: {"reference": text},
    "valid": _read_validity,
    "published": lambda text: {"published": find_date(text)},
    "updated": lambda text: {"updated": find_date(text)},
}
