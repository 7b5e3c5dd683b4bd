"""The long tables: statements by named partner, and statements by code and who assigned it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.export.dataset.dates import moment_of
from corpus.export.dataset.variables import DataTable, Kind, Variable, named, valued, words_of, words_of_code
from corpus.inventory_records import Inventory, InventoryRow, NamedPartner
from corpus.reader import Reader
from corpus.records import CodeId, PassageId, Sha256


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A statement with one of the partners that it names."""

    row: InventoryRow
    partner: NamedPartner


@dataclass(frozen=True, slots=True)
class CodingRow:
    """What a model or a person said of one code of a passage.

    `verdict` is "yes", "no" or "unsure"; `score` is None for people, `at` and `note` are "" for models.
    """

    document: Sha256
    passage: PassageId
    code: CodeId
    who: str
    role: str
    verdict: str
    score: float | None = None
    at: str = ""
    note: str = ""


def partner_table(inventory: Inventory) -> DataTable[PartnerRow]:
    """Statements by named partner."""
    rows = [PartnerRow(row, partner) for row in inventory.rows for partner in row.named]
    partners = [code for code in inventory.codebook.codes if code.dimension == "partner"]
    types = tuple((code.id, words_of_code(code)) for code in partners)
    variables: tuple[Variable[PartnerRow], ...] = (
        named("municipality_code", Kind.TEXT, lambda one: one.row.municipality.code, key=True),
        named("passage_id", Kind.TEXT, lambda one: one.row.statement.passage.id, key=True),
        named("document_id", Kind.TEXT, lambda one: one.row.statement.document.sha256),
        named("partner", Kind.TEXT, lambda one: one.partner.name, key=True),
        named("actor", Kind.TEXT, lambda one: one.partner.actor),
        named("partner_type", Kind.TEXT, lambda one: one.partner.type, values=types, key=True),
    )
    label, about = words_of("table.partners"), words_of("tabled.partners")
    keys = ("municipality_code", "passage_id", "partner", "actor", "partner_type")
    refers = ((("municipality_code", "passage_id"), "statements"),)
    return DataTable("partners", label, about, variables, rows, keys, refers)


def gather_codings(inventory: Inventory, reader: Reader) -> list[CodingRow]:
    """What the inventory's model and the people said of its statements, document by document.

    The model's accepted codings only, of people all that stands but their unspoken no: a whole answer is a no
    to every code that it does not name, and those would be nine in ten rows.
    """
    held: dict[Sha256, dict[PassageId, int]] = {}
    for row in inventory.rows:
        passage = row.statement.passage
        held.setdefault(row.statement.document.sha256, {})[passage.id] = passage.ordinal
    return [
        coding
        for document in sorted(held)
        for coding in sorted(
            _iter_said(inventory.provenance.coder, reader, document, held[document]),
            key=lambda one: (held[document][one.passage], one.code, one.role, one.who, one.at),
        )
    ]


def _iter_said(
    coder: str, reader: Reader, document: Sha256, passages: dict[PassageId, int]
) -> Iterator[CodingRow]:
    claimed: set[tuple[PassageId, CodeId]] = set()
    for one in reader.iter_codings(coder, document):
        if one.accepted and one.passage in passages:
            claimed.add((one.passage, one.code))
            score = round(one.score, 4)
            yield CodingRow(document, one.passage, one.code, one.coder, "machine", "yes", score)
    for said in reader.iter_judgements(document):
        unspoken = said.verdict == "no" and not said.note and (said.passage, said.code) not in claimed
        if said.passage in passages and not unspoken:
            role = "settling" if said.settles else "person"
            whose = (said.reviewer, role, said.verdict.value)
            yield CodingRow(document, said.passage, said.code, *whose, at=said.at, note=said.note)


def coding_table(codings: list[CodingRow]) -> DataTable[CodingRow]:
    """Statements by code and who said so."""
    roles = valued("said_by", ("machine", "person", "settling"))
    variables: tuple[Variable[CodingRow], ...] = (
        named("passage_id", Kind.TEXT, lambda one: one.passage, key=True),
        named("document_id", Kind.TEXT, lambda one: one.document, key=True),
        named("code", Kind.TEXT, lambda one: one.code, key=True),
        named("said_by", Kind.TEXT, lambda one: one.who, key=True),
        named("role", Kind.CATEGORY, lambda one: one.role, values=roles),
        named("verdict", Kind.CATEGORY, lambda one: one.verdict, values=valued("verdict", _VERDICTS)),
        named("score", Kind.NUMBER, lambda one: one.score),
        named("said_at", Kind.MOMENT, lambda one: moment_of(one.at)),
        named("note", Kind.TEXT, lambda one: one.note),
    )
    label, about = words_of("table.codings"), words_of("tabled.codings")
    return DataTable("codings", label, about, variables, codings, ())


_VERDICTS = ("yes", "no", "unsure")
