"""What has changed on a municipality's site between its earlier visits and its last one. Pure.

Computed from the fetches, which are append-only, so that it needs no rows of its own and gets better when
documents have been read (titles) and compared (likenesses). Only what was asked for counts: an address that
the visit did not get to, or that did not answer, has not changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.frontier_records import Version
from corpus.records import Document, Fetch, FetchFailure, Likeness, LikenessKind, Sha256
from crawler.lexicon import fold
from crawler.urls import identify

_BY_HAND = "file:"
_GONE_STATUS = frozenset({404, 410})
_GONE_FAILURES = frozenset({FetchFailure.NOT_FOUND, FetchFailure.NOT_A_DOCUMENT})
_YEAR = re.compile(r"(?<!\d)(?:19[89]|20[0-4])\d(?!\d)")
_NOISE = re.compile(
    r"\b(?:pdf|docx?|odt|html|\d+|antagen|reviderad|uppdaterad|gallande|ny|slutlig|version|ver|v|kf|ks)\b"
)
_MIN_LETTERS = 6  # of a title without its years: "plan" alone would pair anything


class ChangeKind(StrEnum):
    """What became of a document; the values are words for people."""

    NEW = "new"
    CHANGED = "changed in place"  # the same address, other bytes
    MOVED = "moved"  # another address
    REPLACED = "replaced by a newer edition"
    GONE = "gone"
    BACK = "back again"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `earlier` is the document that it took the place of (of a moved one its old self, which
    may be itself), `earlier_url` where that lay; both empty where there is none.
    """

    kind: ChangeKind
    municipality: str
    document: Sha256
    url: str
    reason: str
    earlier: Sha256 | None = None
    earlier_url: str = ""


@dataclass(frozen=True, slots=True)
class Background:
    """What is known of the documents themselves: more of it pairs more of them."""

    documents: Mapping[Sha256, Document]
    likenesses: Sequence[Likeness] = ()
    versions: Sequence[Version] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """An address as an answer left it: a document there, or nothing any more. `sha256` is the last known."""

    url: str
    sha256: Sha256
    gone: str = ""  # why there is nothing


@dataclass(slots=True)
class _Sites:
    """Addresses before and in a visit, by identity."""

    before: dict[str, _Place] = field(default_factory=dict)
    after: dict[str, _Place] = field(default_factory=dict)


def find_changes(fetches: Iterable[Fetch], since: str, background: Background) -> tuple[Change, ...]:
    """What has changed in the visit that began at `since`, by address; nothing for a first visit.

    `fetches` are one municipality's attempts at addresses that ever gave a document, oldest first.
    """
    rows = [row for row in fetches if not row.url.startswith(_BY_HAND)]
    sites = _Sites()
    for row in rows:
        if row.at < since:
            _settle(sites.before, sites.before, row)
        else:
            _settle(sites.after, {**sites.before, **sites.after}, row)
    if not sites.before:
        return ()
    code = rows[0].municipality
    return tuple(_iter_changes(sites, background, code))


def _settle(target: dict[str, _Place], known: Mapping[str, _Place], row: Fetch) -> None:
    key = identify(row.url)
    if row.sha256 is not None:
        target[key] = _Place(row.url, row.sha256)
    elif key in known and (reason := _say_gone(row)):
        target[key] = _Place(row.url, known[key].sha256, reason)


def _say_gone(row: Fetch) -> str:
    """Why there is nothing at an address any more; "" where nothing can be said."""
    if row.status in _GONE_STATUS:
        return f"answers {row.status}"
    return row.detail or "no document any more" if row.failure in _GONE_FAILURES else ""


def _iter_changes(sites: _Sites, background: Background, code: str) -> Iterator[Change]:
    there = {place.sha256 for place in sites.after.values() if not place.gone}
    taken: set[Sha256] = set()  # documents that live on elsewhere or as a newer edition
    gone = []
    for key, place in sorted(sites.after.items()):
        old = sites.before.get(key)
        if place.gone:
            gone += [place] if old is not None and not old.gone else []
            continue
        change = _compare(code, place, old) or _place_anew(code, place, old, sites, background)
        if change is not None:
            taken |= {change.earlier} if change.earlier else set()
            yield change
    for place in gone:
        if place.sha256 not in there | taken:
            yield Change(ChangeKind.GONE, code, place.sha256, place.url, place.gone)


def _compare(code: str, place: _Place, old: _Place | None) -> Change | None:
    """What happened at an address that is known."""
    if old is None:
        return None
    if old.gone:
        return Change(ChangeKind.BACK, code, place.sha256, place.url, f"was gone ({old.gone})", old.sha256)
    if old.sha256 == place.sha256:
        return None
    said = "other content at the same address"
    return Change(ChangeKind.CHANGED, code, place.sha256, place.url, said, old.sha256, old.url)


def _place_anew(
    code: str, place: _Place, old: _Place | None, sites: _Sites, background: Background
) -> Change | None:
    """What a document at a new address is: moved, a newer edition, new; None for a copy of what stays."""
    if old is not None:
        return None
    same = [one for one in sites.before.values() if one.sha256 == place.sha256]
    if same:
        return _say_moved(code, place, same, sites)
    found = _find_older(place, sites, background)
    if found is None:
        return Change(ChangeKind.NEW, code, place.sha256, place.url, "not known before")
    kind, older, reason = found
    return Change(kind, code, place.sha256, place.url, reason, older.sha256, older.url)


def _say_moved(code: str, place: _Place, same: Sequence[_Place], sites: _Sites) -> Change | None:
    states = [sites.after.get(identify(one.url)) for one in same]
    if any(state is not None and not state.gone for state in states):
        return None  # it still lies where it lay, too
    asked = any(state is not None for state in states)
    said = "the old address is gone" if asked else "the old address was not asked for in this visit"
    old = same[0]
    return Change(
        ChangeKind.MOVED, code, place.sha256, place.url, f"the same bytes; {said}", old.sha256, old.url
    )


def _find_older(
    place: _Place, sites: _Sites, background: Background
) -> tuple[ChangeKind, _Place, str] | None:
    """The document that a new one took the place of, by the item it belongs to, its text, or its title."""
    held = {one.sha256: one for one in sites.before.values()}
    for version in background.versions:
        if version.document == place.sha256 and version.earlier in held:
            return ChangeKind.REPLACED, held[version.earlier], f"{version.how}, says the content system"
    for likeness in background.likenesses:
        if likeness.document == place.sha256 and likeness.other in held:
            kind = _LIKE.get(likeness.kind)
            if kind is not None:
                share = round(100 * likeness.share)
                return kind, held[likeness.other], f"{share} % of its text stands in the earlier one"
    return _find_by_title(place, held, sites, background)


_LIKE = {LikenessKind.COPY: ChangeKind.MOVED, LikenessKind.REVISION: ChangeKind.REPLACED}


def _find_by_title(
    place: _Place, held: Mapping[Sha256, _Place], sites: _Sites, background: Background
) -> tuple[ChangeKind, _Place, str] | None:
    """Same title and kind; only of documents that are gone from where they lay, since titles repeat."""
    new = background.documents.get(place.sha256)
    if new is None:
        return None
    for sha256, older in sorted(held.items()):
        now = sites.after.get(identify(older.url))
        known = background.documents.get(sha256)
        if known is None or now is None or not now.gone or not _share_title(new, known):
            continue
        newer = _edition(new) > _edition(known)  # also where only the new one names its year
        said = "the same title" + (f", {_edition(known) or 'no year'} before" if newer else "")
        return ChangeKind.REPLACED if newer else ChangeKind.MOVED, older, f"{said}; the old address is gone"
    return None


def _share_title(new: Document, old: Document) -> bool:
    title = _name(new)
    return len(title) >= _MIN_LETTERS and title == _name(old) and new.metadata.kind is old.metadata.kind


def _name(document: Document) -> str:
    """A title without years, numbers and file endings."""
    plain = fold((document.metadata.title or document.name).replace("_", " ").replace("-", " "))
    return " ".join(_NOISE.sub(" ", plain).split())


def _edition(document: Document) -> str:
    """When a document was adopted or begins to hold, else the last year of its title or name; "" unknown."""
    told = document.metadata.adopted or document.metadata.valid_from
    if told:
        return told
    years = _YEAR.findall(document.metadata.title) or _YEAR.findall(document.name)
    return max(years, default="")
