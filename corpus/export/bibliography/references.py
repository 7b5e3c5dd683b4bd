"""The documents of an inventory as references: each once, with all who published it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.counts import plural
from corpus.coverage import DocumentRow
from corpus.export.material import Material
from corpus.export.texts import Texts
from corpus.records import DocumentKind, Metadata, Sha256

_UNPUBLISHED = frozenset({DocumentKind.FOCUS_GROUP, DocumentKind.INTERVIEW})
"""What people said in confidence has no place in a list of references."""
REGULATIONS = frozenset({DocumentKind.STATUTES, DocumentKind.FEE_SCHEDULE})
"""Kinds that a council adopts as law of its own (föreskrift): the rest are reports."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One document. `authors` are municipalities; `url` is "" for documents added by hand."""

    sha256: Sha256
    metadata: Metadata
    title: str
    authors: tuple[str, ...]
    url: str
    accessed: str
    pages: int


def gather_references(documents: Iterable[DocumentRow]) -> tuple[Reference, ...]:
    """The references by first author and title, without excluded and unpublished documents. Pure."""
    held: dict[Sha256, list[DocumentRow]] = defaultdict(list)
    for row in documents:
        if not row.excluded and row.document.metadata.kind not in _UNPUBLISHED:
            held[row.document.sha256].append(row)
    found = [_reference(rows) for rows in held.values()]
    return tuple(sorted(found, key=lambda one: (one.authors, one.title, one.sha256)))


def _reference(rows: list[DocumentRow]) -> Reference:
    first = rows[0]
    address = first.fetch.final_url or first.fetch.url
    return Reference(
        sha256=first.document.sha256,
        metadata=first.document.metadata,
        title=first.document.metadata.title or first.document.name,
        authors=tuple(full_name(row.municipality.name) for row in rows),
        url=address if address.startswith(("http://", "https://")) else "",
        accessed=first.fetch.at[:10],
        pages=first.extraction.pages if first.extraction else 0,
    )


def full_name(name: str) -> str:
    """A municipality as its documents call it: Almköpings kommun, Eskilstuna kommun, Västerås kommun.

    The genitive of a name that ends in a vowel, s, x or z is written like the name (Svenska skrivregler);
    those that call themselves "stad" are "kommun" by law too.
    """
    return f"{name} kommun" if name[-1:].lower() in "aeiouyåäösxz" else f"{name}s kommun"


def describe_left_out(material: Material) -> tuple[str, ...]:
    """A line for each reason why documents are no references."""
    documents = {row.document.sha256: row for row in material.inventory.documents}.values()
    unpublished = sum(1 for row in documents if row.document.metadata.kind in _UNPUBLISHED)
    excluded = sum(1 for row in documents if row.excluded)
    undated = sum(1 for row in gather_references(documents) if not row.metadata.adopted)
    lines = (
        (excluded, "of kinds that the settings exclude left out."),
        (unpublished, "left out: focus groups and interviews are not published."),
        (undated, "without a date of adoption: the reference has none either."),
    )
    return tuple(f"{plural(number, 'document')} {said}" for number, said in lines if number)


def facts_of(reference: Reference, texts: Texts) -> tuple[str, ...]:
    """What reference managers have no field for, as notes."""
    metadata = reference.metadata
    named = (
        ("adopted_by", metadata.adopted_by),
        ("paragraph", metadata.paragraph),
        ("valid_from", metadata.valid_from),
        ("valid_to", metadata.valid_to),
        ("responsible", metadata.responsible),
        ("sha256", reference.sha256),
    )
    return tuple(f"{texts[key]}: {value}" for key, value in named if value)
