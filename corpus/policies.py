"""Policies: which documents of a municipality are versions of one, and which version holds. Pure.

Two documents are joined when one is a copy, a draft or a revision of the other, has taken its place on the
web, or says that it replaces it; a part alone is another policy, unless title and kind are the same. Chains
are guarded: two families are joined only when every title of one may name the policy of every title of the
other, or a document itself says so. What holds is the newest version that is no draft and could be read.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from corpus.families import Families
from corpus.frontier_records import Version
from corpus.inventory_records import Policy
from corpus.records import Document, DocumentKind, Likeness, LikenessKind, Sha256
from corpus.titles import are_alike, find_year, fold_title, is_draft, read_topic

OCCASIONS = frozenset(
    {
        *(DocumentKind.MINUTES, DocumentKind.ANNUAL_REPORT, DocumentKind.EVALUATION, DocumentKind.MEMO),
        *(DocumentKind.FORM, DocumentKind.FOCUS_GROUP, DocumentKind.INTERVIEW),
    }
)
"""Kinds whose next document does not take the place of the last: each tells of an occasion of its own."""

_NEARLY_ALL = 0.9  # of both texts: then a title that was read wrong is likelier than another policy


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for versions, over the whole study. `unread` are documents that could not be read."""

    likenesses: Sequence[Likeness] = ()
    versions: Sequence[Version] = ()
    unread: frozenset[Sha256] = frozenset()


class _Ground(IntEnum):
    """Why two documents are joined, the surest first."""

    COPY = 0
    VERSION = 1
    REPLACES = 2
    DRAFT = 3
    REVISION = 4
    PART = 5


@dataclass(frozen=True, slots=True, order=True)
class _Link:
    """`older` is an earlier version of `newer` or its draft; `distance` is 0 for the same text, at most 1."""

    ground: _Ground
    distance: float
    newer: Sha256
    older: Sha256


def group_policies(held: Mapping[str, Sequence[Document]], evidence: Evidence) -> tuple[Policy, ...]:
    """The policies of each municipality, by municipality and title. `held` has its documents by code."""
    likenesses: dict[Sha256, list[Likeness]] = defaultdict(list)
    for likeness in evidence.likenesses:
        likenesses[likeness.document].append(likeness)
    versions: dict[str, list[Version]] = defaultdict(list)
    for version in evidence.versions:
        versions[version.municipality].append(version)
    found: list[Policy] = []
    for code in sorted(held):
        documents = {document.sha256: document for document in held[code]}
        links = {
            *_iter_likeness_links(documents, likenesses),
            *_iter_version_links(documents, versions[code]),
            *_iter_replacing_links(documents),
        }
        found.extend(_iter_policies(code, documents, sorted(links), evidence.unread))
    return tuple(sorted(found, key=lambda one: (one.municipality, one.title, one.id)))


def _iter_likeness_links(
    documents: Mapping[Sha256, Document], likenesses: Mapping[Sha256, Sequence[Likeness]]
) -> Iterator[_Link]:
    for document in documents.values():
        for likeness in likenesses.get(document.sha256, ()):
            other = documents.get(likeness.other)
            ground = None if other is None else _find_ground(document, other, likeness)
            if ground is not None:
                shared = min(likeness.share, likeness.other_share)
                pair = likeness.document, likeness.other
                newer, older = reversed(pair) if ground is _Ground.DRAFT else pair
                yield _Link(ground, round(1 - shared, 6), newer, older)


def _find_ground(document: Document, other: Document, likeness: Likeness) -> _Ground | None:
    topics = read_topic(document), read_topic(other)
    nearly = min(likeness.share, likeness.other_share) >= _NEARLY_ALL
    alike, lasts = nearly or are_alike(*topics), not _tells_of_occasions(document, other)
    match likeness.kind:
        case LikenessKind.COPY:
            return _Ground.COPY
        case LikenessKind.DRAFT:
            return _Ground.DRAFT if alike else None
        case LikenessKind.REVISION:
            return _Ground.REVISION if alike and lasts else None
        case LikenessKind.PART:
            named = topics[0] is not None and topics[0] == topics[1]
            same = named and document.metadata.kind is other.metadata.kind
            return _Ground.PART if same and lasts else None


def _tells_of_occasions(*documents: Document) -> bool:
    return any(document.metadata.kind in OCCASIONS for document in documents)


def _iter_version_links(documents: Mapping[Sha256, Document], versions: Iterable[Version]) -> Iterator[_Link]:
    for version in versions:
        newer, older = documents.get(version.document), documents.get(version.earlier)
        if newer is None or older is None or newer is older:
            continue
        if not _tells_of_occasions(newer, older):
            yield _Link(_Ground.VERSION, 0.0, version.document, version.earlier)


def _iter_replacing_links(documents: Mapping[Sha256, Document]) -> Iterator[_Link]:
    """Documents that name the title (with its years) or the registry number of what they replace."""
    titles: dict[str, list[Document]] = defaultdict(list)
    numbers: dict[str, list[Document]] = defaultdict(list)
    for document in documents.values():
        titles[fold_title(document.metadata.title)].append(document)
        numbers[fold_title(document.metadata.reference)].append(document)
    for document in documents.values():
        said = fold_title(document.metadata.replaces)
        if not said:
            continue
        named = [titles[text] for text in _iter_stretches(said) if text in titles]
        named += [numbers[text] for text in _iter_stretches(said) if text in numbers]
        for candidates in named:
            others = [one for one in candidates if one.sha256 != document.sha256]
            if len(others) == 1:  # two of one name: it is not known which is meant
                yield _Link(_Ground.REPLACES, 0.0, document.sha256, others[0].sha256)


def _iter_stretches(text: str) -> Iterator[str]:
    """Every run of two to twelve words, and the whole text: what a name within a sentence may be."""
    words = text.split()
    yield text
    for first in range(len(words)):
        for last in range(first + 2, min(first + 12, len(words)) + 1):
            if last - first < len(words):
                yield " ".join(words[first:last])


def _join(documents: Mapping[Sha256, Document], links: Sequence[_Link]) -> list[list[Document]]:
    topics = {sha256: read_topic(document) for sha256, document in documents.items()}
    families = Families(topics, frozenset((link.newer, link.older) for link in links))
    for link in links:
        if link.ground is _Ground.COPY:
            families.join(link.newer, link.older)
        else:
            families.join_alike(link.newer, link.older)
    return [[documents[sha256] for sha256 in family] for family in families.list_members()]


def _iter_policies(
    municipality: str,
    documents: Mapping[Sha256, Document],
    links: Sequence[_Link],
    unread: frozenset[Sha256],
) -> Iterator[Policy]:
    families = _join(documents, links)
    place = {one.sha256: number for number, family in enumerate(families) for one in family}
    inside: dict[int, list[_Link]] = defaultdict(list)
    for link in links:
        if place[link.newer] == place[link.older]:
            inside[place[link.newer]].append(link)
    for number, family in enumerate(families):
        yield _make_policy(municipality, family, inside[number], unread)


def _make_policy(
    municipality: str, family: Sequence[Document], own: Sequence[_Link], unread: frozenset[Sha256]
) -> Policy:
    drafts = {link.older for link in own if link.ground is _Ground.DRAFT}
    ordered = _order(family, own)
    final = [one for one in ordered if not (one.sha256 in drafts or is_draft(one))] or ordered
    current = ([one for one in final if one.sha256 not in unread] or final)[-1]
    digest = hashlib.sha256(f"{municipality}\n{ordered[0].sha256}".encode()).hexdigest()
    title = current.metadata.title or current.name
    return Policy(digest[:16], municipality, title, tuple(one.sha256 for one in ordered), current.sha256)


def _order(family: Sequence[Document], links: Sequence[_Link]) -> list[Document]:
    """The versions, oldest first. One that states no date takes that of its copy or of what it replaced; of
    several with one date, the copy is the older and what was found last the newest.
    """
    dates = {document.sha256: _find_date(document) for document in family}
    copies = {link.newer for link in links if link.ground is _Ground.COPY}
    for link in sorted(links, key=lambda link: (dates[link.older], link)):
        if link.ground in (_Ground.COPY, _Ground.VERSION, _Ground.REPLACES) and not dates[link.newer]:
            dates[link.newer] = dates[link.older]

    def place(document: Document) -> tuple[str, bool, str, str]:
        own = document.sha256
        return (dates[own], own not in copies, document.found, own)

    return sorted(family, key=place)


def _find_date(document: Document) -> str:
    """When a version began to hold, as exactly as it is stated; "" when nothing tells."""
    told = document.metadata
    return told.adopted or told.valid_from or find_year(document) or told.updated or told.published
