"""The inventory: one row for each municipality, document and passage about external collaboration.

Built from the store without writing to it. Coverage comes with it, since a figure without "of how many"
says nothing: which municipalities were not found, which could not be read, and which said nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TypeVar

from corpus.coverage import DocumentRow, compute_coverage
from corpus.crawl_reader import Holding
from corpus.inventory_records import (
    Inventory,
    InventoryRow,
    NamedPartner,
    Policy,
    Provenance,
    Selection,
    Statement,
)
from corpus.reader import Reader
from corpus.records import (
    Codebook,
    CodeId,
    Coding,
    Document,
    Judgement,
    Likeness,
    Mention,
    Municipality,
    Passage,
    PassageId,
    Sha256,
)
from corpus.truth import EXTERNAL, Status, Truth, compute_truth

# "Region Vassmark", "Ekshults kommun": a capital after the first word, or a name before what it is.
_NAME = re.compile(r"\w [A-ZÅÄÖ]|^[A-ZÅÄÖ]\w+s? (?:kommun|stad|region)\b(?!er)")
_Said = TypeVar("_Said", Coding, Judgement)


def build_inventory(
    reader: Reader, codebook: Codebook, selection: Selection, provenance: Provenance
) -> Inventory:
    """Gather the inventory of the model named in `provenance`."""
    municipalities = {municipality.code: municipality for municipality in selection.municipalities}
    names = reader.read_actor_names()
    statements: dict[Sha256, tuple[Statement, ...]] = {}
    passages: Counter[Sha256] = Counter()
    documents = {document.sha256: document for document in reader.iter_documents()}
    for document in documents.values():
        current = tuple(reader.iter_passages(document.sha256))
        passages[document.sha256] = len(current)
        if document.metadata.kind not in selection.exclude_kinds:
            partners = _partners(reader, document, provenance.coder, names)
            said = _iter_statements(reader, document, current, provenance.coder)
            statements[document.sha256] = tuple(
                Statement(document, passage, truth, tuple(sorted(partners[passage.id])))
                for passage, truth in said
            )
    likenesses: dict[Sha256, list[Likeness]] = defaultdict(list)
    for likeness in reader.iter_likenesses():
        likenesses[likeness.document].append(likeness)
    extractions = {extraction.document: extraction for extraction in reader.iter_latest_extractions()}
    holdings = _sorted_holdings(reader.iter_holdings(), municipalities, documents)
    policies = {
        (one.municipality, one.document): _own_policy(one.municipality, documents[one.document])
        for one in holdings
    }
    rows: list[InventoryRow] = []
    listed: list[DocumentRow] = []
    for holding in holdings:
        municipality, document = municipalities[holding.municipality], documents[holding.document]
        own = statements.get(document.sha256, ())
        policy = policies[municipality.code, document.sha256]
        rows.extend(InventoryRow(municipality, holding.fetch, statement, policy) for statement in own)
        listed.append(
            DocumentRow(
                municipality=municipality,
                fetch=holding.fetch,
                document=document,
                extraction=extractions.get(document.sha256),
                passages=passages[document.sha256],
                statements=len(own),
                excluded=document.metadata.kind in selection.exclude_kinds,
                likenesses=tuple(
                    (likeness, _title(documents[likeness.other])) for likeness in likenesses[document.sha256]
                ),
            )
        )
    visits = {visit.municipality: visit for visit in reader.iter_latest_visits()}
    classified = frozenset(reader.iter_classified(provenance.coder))
    gates: dict[str, Counter[CodeId]] = defaultdict(Counter)
    for row in rows:
        gates[row.municipality.code][row.statement.truth.gate] += 1
    coverage = compute_coverage(selection.municipalities, visits, listed, gates, classified)
    return Inventory(provenance, codebook, tuple(rows), tuple(listed), coverage, tuple(policies.values()))


def _own_policy(municipality: str, document: Document) -> Policy:
    digest = hashlib.sha256(f"{municipality}\n{document.sha256}".encode()).hexdigest()
    return Policy(digest[:16], municipality, _title(document), (document.sha256,), document.sha256)


def _title(document: Document) -> str:
    return document.metadata.title or document.name


def _iter_statements(
    reader: Reader, document: Document, passages: Iterable[Passage], coder: str
) -> Iterable[tuple[Passage, Truth]]:
    codings = _by_passage(reader.iter_codings(coder, document.sha256))
    judgements = _by_passage(reader.iter_judgements(document.sha256))
    for passage in passages:
        truth = compute_truth(codings.get(passage.id, ()), judgements.get(passage.id, ()))
        if truth.gate in EXTERNAL:
            yield passage, truth


def _partners(
    reader: Reader, document: Document, coder: str, names: Mapping[str, str]
) -> dict[PassageId, set[NamedPartner]]:
    """The named outside actors of each passage of a document."""
    partners: dict[PassageId, set[NamedPartner]] = defaultdict(set)
    for mention in reader.iter_mentions(coder, document.sha256):
        name = find_partner_name(mention, names)
        if name is not None:
            partners[mention.passage].add(NamedPartner(name, mention.actor or "", mention.partner_type))
    return partners


def find_partner_name(mention: Mention, names: Mapping[str, str]) -> str | None:
    """What to call an actor: its name in the gazetteer, or the text when that is a name; else None."""
    if mention.actor is not None:
        return names.get(mention.actor, mention.text)
    return mention.text if _NAME.search(mention.text) else None


def _by_passage(said: Iterable[_Said]) -> dict[PassageId, list[_Said]]:
    return {
        passage: list(group)
        for passage, group in groupby(sorted(said, key=lambda one: one.passage), key=lambda one: one.passage)
    }


def _sorted_holdings(
    holdings: Iterable[Holding], municipalities: dict[str, Municipality], documents: dict[Sha256, Document]
) -> list[Holding]:
    """Holdings of the selected municipalities, by municipality, document title and SHA-256."""
    selected = [holding for holding in holdings if holding.municipality in municipalities]

    def place(holding: Holding) -> tuple[str, str, str]:
        document = documents[holding.document]
        return (holding.municipality, _title(document), holding.document)

    return sorted(selected, key=place)


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
