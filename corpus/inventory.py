"""The inventory: one row for each municipality, document and passage about external collaboration.

Built from the store without writing to it. Coverage comes with it, since a figure without "of how many"
says nothing: which municipalities were not found, which could not be read, and which said nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.coverage import DocumentRow, compute_coverage
from corpus.crawl_reader import Holding
from corpus.inventory_records import Inventory, InventoryRow, Policy, Provenance, Selection, Statement
from corpus.policies import Evidence, group_policies
from corpus.reader import Reader
from corpus.records import Codebook, CodeId, Document, Extraction, Likeness, Municipality, Sha256
from corpus.statements import read_statements
from corpus.truth import Status


@dataclass(frozen=True, slots=True)
class _Material:
    """What the store knows of the selected documents. `holdings` come by municipality, title and SHA-256;
    `statements` has nothing of the `excluded` documents.
    """

    municipalities: Mapping[str, Municipality]
    documents: Mapping[Sha256, Document]
    excluded: frozenset[Sha256]
    holdings: Sequence[Holding]
    extractions: Mapping[Sha256, Extraction]
    passages: Mapping[Sha256, int]
    likenesses: Sequence[Likeness]
    statements: Mapping[Sha256, Sequence[Statement]]


def build_inventory(
    reader: Reader, codebook: Codebook, selection: Selection, provenance: Provenance
) -> Inventory:
    """Gather the inventory of the model named in `provenance`.

    What is read of passages grows with those that the model or a person spoke for, not with the corpus.
    Coverage counts what policies say as they hold now.
    """
    material = _read_material(reader, selection, provenance.coder)
    policies = _group_policies(reader, material)
    rows = tuple(_iter_rows(material, policies))
    documents = tuple(_iter_document_rows(material))
    gates: dict[str, Counter[CodeId]] = defaultdict(Counter)
    for row in rows:
        if row.is_current:
            gates[row.municipality.code][row.statement.truth.gate] += 1
    visits = {visit.municipality: visit for visit in reader.iter_latest_visits()}
    classified = frozenset(reader.iter_classified(provenance.coder))
    coverage = compute_coverage(selection.municipalities, visits, documents, gates, classified)
    return Inventory(provenance, codebook, rows, documents, coverage, policies)


def _read_material(reader: Reader, selection: Selection, coder: str) -> _Material:
    municipalities = {municipality.code: municipality for municipality in selection.municipalities}
    documents = {document.sha256: document for document in reader.iter_documents()}
    excluded = frozenset(
        sha256 for sha256, one in documents.items() if one.metadata.kind in selection.exclude_kinds
    )
    listed = {sha256: document for sha256, document in documents.items() if sha256 not in excluded}
    return _Material(
        municipalities=municipalities,
        documents=documents,
        excluded=excluded,
        holdings=_sorted_holdings(reader.iter_holdings(), municipalities, documents),
        extractions={extraction.document: extraction for extraction in reader.iter_latest_extractions()},
        passages=reader.count_passages(coder),
        likenesses=tuple(reader.iter_likenesses()),
        statements=read_statements(reader, listed, coder),
    )


def _sorted_holdings(
    holdings: Iterable[Holding],
    municipalities: Mapping[str, Municipality],
    documents: Mapping[Sha256, Document],
) -> list[Holding]:
    """Holdings of the selected municipalities, by municipality, document title and SHA-256."""
    selected = [holding for holding in holdings if holding.municipality in municipalities]

    def place(holding: Holding) -> tuple[str, str, str]:
        document = documents[holding.document]
        return (holding.municipality, _title(document), holding.document)

    return sorted(selected, key=place)


def _title(document: Document) -> str:
    return document.metadata.title or document.name


def _group_policies(reader: Reader, material: _Material) -> tuple[Policy, ...]:
    held: dict[str, list[Document]] = defaultdict(list)
    for holding in material.holdings:
        held[holding.municipality].append(material.documents[holding.document])
    unread = frozenset(sha256 for sha256, one in material.extractions.items() if one.failure is not None)
    versions = tuple(reader.iter_all_versions())
    return group_policies(held, Evidence(material.likenesses, versions, unread))


def _iter_rows(material: _Material, policies: Iterable[Policy]) -> Iterator[InventoryRow]:
    policy_of = {(one.municipality, member): one for one in policies for member in one.members}
    for holding in material.holdings:
        municipality = material.municipalities[holding.municipality]
        policy = policy_of[holding.municipality, holding.document]
        for statement in material.statements.get(holding.document, ()):
            yield InventoryRow(municipality, holding.fetch, statement, policy)


def _iter_document_rows(material: _Material) -> Iterator[DocumentRow]:
    likenesses: dict[Sha256, list[tuple[Likeness, str]]] = defaultdict(list)
    for likeness in material.likenesses:
        title = _title(material.documents[likeness.other])
        likenesses[likeness.document].append((likeness, title))
    for holding in material.holdings:
        sha256 = holding.document
        yield DocumentRow(
            municipality=material.municipalities[holding.municipality],
            fetch=holding.fetch,
            document=material.documents[sha256],
            extraction=material.extractions.get(sha256),
            passages=material.passages.get(sha256, 0),
            statements=len(material.statements.get(sha256, ())),
            excluded=sha256 in material.excluded,
            likenesses=tuple(likenesses.get(sha256, ())),
        )


Cell = tuple[CodeId, CodeId]
NO_PURPOSE = CodeId("purpose.none_stated")
"""Stands in the matrix for statements that name no purpose; no code of the codebook."""


def group_by_cell(rows: Iterable[InventoryRow]) -> dict[Cell, tuple[InventoryRow, ...]]:
    """The rows of each partner × purpose cell. A row stands in every cell that its codes name. Pure."""
    cells: dict[Cell, list[InventoryRow]] = defaultdict(list)
    for row in rows:
        codes = row.statement.truth.codes
        partners = [code for code in codes if code.startswith("partner.")]
        purposes = [code for code in codes if code.startswith("purpose.")] or [NO_PURPOSE]
        for partner in partners:
            for purpose in purposes:
                cells[partner, purpose].append(row)
    return {cell: tuple(found) for cell, found in cells.items()}


def count_reviewed(rows: Iterable[InventoryRow]) -> int:
    """How many rows a person has looked at."""
    return sum(1 for row in rows if row.statement.truth.status is not Status.MACHINE)
