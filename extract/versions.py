"""What two documents with much text in common are to each other: copy, part, revision or draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from corpus.records import Document, Likeness, LikenessKind, Sha256
from extract.likeness import Pair, find_pairs
from extract.sketches import Sketch

_SAME: Final = 0.98  # of both: what is left are a date, a header, a page number taken for text
_CONTAINED: Final = 0.8  # of the part's text stands in the whole
_SMALLER: Final = 0.67  # times its size the part may at most have; else it is a version with additions
_SHARED: Final = 0.35  # of both, for two versions of one document
_DRAFT: Final = re.compile(
    r"\b(draft|utkast|koncept|förslag|arbetsmaterial|preliminär\w*|remiss\w*|samråd|samråds(handling|version|"
    r"förslag)|gransknings(handling|version|förslag)|arbetsversion)\b"
)
_YEAR: Final = re.compile(r"(?<!\d)(19[89]\d|20[0-4]\d)(?!\d)")
_NO_WORD: Final = re.compile(r"[\W_]+")


def find_likenesses(sketches: Iterable[Sketch], documents: Mapping[Sha256, Document]) -> tuple[Likeness, ...]:
    """Every likeness in a collection, whatever the order of its sketches."""
    ordered = sorted(sketches, key=lambda sketch: sketch.document)
    found = (
        find_likeness(pair, documents[pair.first], documents[pair.second]) for pair in find_pairs(ordered)
    )
    return tuple(likeness for likeness in found if likeness is not None)


def find_likeness(pair: Pair, first: Document, second: Document) -> Likeness | None:
    """What a pair is, or None when it shares less than versions do."""
    less, more = sorted((pair.first_share, pair.second_share))
    tells = _compare_age(first, second)
    if pair.is_same or (less >= _SAME and tells.by == "found"):
        return _link(pair, LikenessKind.COPY, is_first=_was_found_later(first, second))
    if more >= _CONTAINED and less <= _SMALLER * more:
        return _link(pair, LikenessKind.PART, is_first=pair.first_share > pair.second_share)
    if less < _SHARED:
        return None
    if tells.by == "draft":
        return _link(pair, LikenessKind.DRAFT, is_first=not tells.is_first_newer)
    return _link(pair, LikenessKind.REVISION, is_first=tells.is_first_newer)


def _link(pair: Pair, kind: LikenessKind, *, is_first: bool) -> Likeness:
    """The likeness with the first of the pair as its document, or else the second."""
    if is_first:
        return Likeness(pair.first, pair.second, kind, pair.first_share, pair.second_share)
    return Likeness(pair.second, pair.first, kind, pair.second_share, pair.first_share)


@dataclass(frozen=True, slots=True)
class _Age:
    """Which of two documents is the newer, and what tells it: draft, adopted, valid_from, year or found."""

    is_first_newer: bool
    by: str


def _compare_age(first: Document, second: Document) -> _Age:
    drafts = _is_draft(first), _is_draft(second)
    if drafts[0] != drafts[1]:
        return _Age(drafts[1], "draft")
    for by in ("adopted", "valid_from"):
        dates = getattr(first.metadata, by), getattr(second.metadata, by)
        length = min(map(len, dates))  # a year and a day of it say nothing against each other
        if dates[0][:length] != dates[1][:length]:
            return _Age(dates[0] > dates[1], by)
    years = _find_year(first), _find_year(second)
    if all(years) and years[0] != years[1]:
        return _Age(years[0] > years[1], "year")
    return _Age(_was_found_later(first, second), "found")


def _was_found_later(first: Document, second: Document) -> bool:
    return (first.found, first.sha256) > (second.found, second.sha256)


def _is_draft(document: Document) -> bool:
    names = f"{document.metadata.title} {document.name}".casefold()
    return _DRAFT.search(_NO_WORD.sub(" ", names)) is not None


def _find_year(document: Document) -> str:
    """The latest year in the title, else in the name, or ""."""
    for text in (document.metadata.title, document.name):
        years: list[str] = _YEAR.findall(text)
        if years:
            return max(years)
    return ""
