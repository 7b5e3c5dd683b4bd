"""Draws of cells as the store has them, and what a draw is made from."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from corpus.audit_reader import AuditReader
from corpus.audit_records import Word
from corpus.cell_findings import Reading, find_findings, find_yes, is_open
from corpus.cell_records import Cell, CellAudit, CellLayer, CellSample
from corpus.estimate_material import Ground
from corpus.estimate_records import Unit
from corpus.records import CodeId, PassageId, Sha256


class CellReader(AuditReader):
    """Questions about draws of cells, at one moment of the store."""

    def iter_cell_audits(self) -> Iterator[CellAudit]:
        """Every draw of cells, newest first."""
        yield from map(_cell_audit_record, self._rows("SELECT * FROM cell_audit ORDER BY id DESC"))

    def find_newest_cells(self, codes: Sequence[CodeId], unit: Unit) -> CellAudit | None:
        """The draw of this code, or these two at once, that was made last, or None."""
        asked = (tuple(codes), unit)
        return next((one for one in self.iter_cell_audits() if (one.codes, one.unit) == asked), None)

    def read_samples(self, ground: Ground, words: Sequence[Word]) -> tuple[CellSample, ...]:
        """Of each code and unit the draw that counts: the newest read to its end, else the newest."""
        by_passage = {word.passage: word for word in words}
        chosen: dict[tuple[tuple[CodeId, ...], Unit], CellSample] = {}
        ended: set[tuple[tuple[CodeId, ...], Unit]] = set()
        for audit in self.iter_cell_audits():
            key = (audit.codes, audit.unit)
            if key in ended:
                continue
            cells = self.read_cells(audit)
            reading = self._read_reading(audit, cells, ground, by_passage)
            waits = _count_open(audit, cells, reading)
            if not waits:
                ended.add(key)
            if not waits or key not in chosen:
                chosen[key] = CellSample(audit, cells, find_findings(audit, cells, reading))
        return tuple(chosen[key] for key in sorted(chosen))

    def count_open_cells(self, audit: CellAudit, ground: Ground, words: Sequence[Word]) -> int:
        """How many of the drawn cells are not read to their end."""
        cells = self.read_cells(audit)
        by_passage = {word.passage: word for word in words}
        return _count_open(audit, cells, self._read_reading(audit, cells, ground, by_passage))

    def read_cells(self, audit: CellAudit) -> tuple[Cell, ...]:
        """The cells of a draw, with their passages to read: in the place of one whose borders a person
        changed unread stand those made of it.
        """
        made = self._find_made(audit)
        read: dict[str, list[PassageId]] = defaultdict(list)
        sql = """SELECT c.owner, c.passage, p.document, p.retired FROM cell_passage c
            CROSS JOIN passage p ON p.id = c.passage WHERE c.audit = ? ORDER BY c.owner, c.rank"""
        for row in self._rows(sql, audit.id):
            added = made.get(row["document"], ()) if row["retired"] else ()
            read[row["owner"]] += [PassageId(row["passage"]), *added]
        sql = "SELECT * FROM cell WHERE audit = ? ORDER BY owner"
        return tuple(_cell_record(row, read[row["owner"]]) for row in self._rows(sql, audit.id))

    def _find_made(self, audit: CellAudit) -> Mapping[str, Sequence[PassageId]]:
        """By document the passages that a change of borders put into the batch."""
        sql = """SELECT DISTINCT p.document, p.id FROM batch_item i CROSS JOIN passage p ON p.id = i.passage
            WHERE i.batch = ? AND p.row > ? ORDER BY p.row"""
        found: dict[str, list[PassageId]] = defaultdict(list)
        for row in self._rows(sql, audit.batch, audit.last_row):
            found[row["document"]].append(PassageId(row["id"]))
        return found

    def _read_reading(
        self, audit: CellAudit, cells: Sequence[Cell], ground: Ground, words: Mapping[PassageId, Word]
    ) -> Reading:
        sql = """SELECT DISTINCT c.passage FROM cell_passage c CROSS JOIN passage p ON p.id = c.passage
            WHERE c.audit = ? AND p.retired = 0"""
        current = {PassageId(row["passage"]) for row in self._rows(sql, audit.id)}
        current.update(one for made in self._find_made(audit).values() for one in made)
        sql = """SELECT DISTINCT s.passage FROM standing_answer s CROSS JOIN decision d ON d.id = s.decision
            WHERE d.batch = ?"""
        begun = {PassageId(row["passage"]) for row in self._rows(sql, audit.batch)}
        return Reading(words, current, begun, _find_holders(audit.unit, cells, ground))

    def iter_current_passages(self, document: Sha256) -> Iterator[tuple[PassageId, int]]:
        """The passages of a document with their rows, in reading order."""
        sql = "SELECT id, row FROM passage WHERE document = ? AND retired = 0 ORDER BY ordinal"
        return ((PassageId(row["id"]), row["row"]) for row in self._rows(sql, document))


def _count_open(audit: CellAudit, cells: Sequence[Cell], reading: Reading) -> int:
    yes = find_yes(audit, cells, reading)
    return sum(cell.place is not None and is_open(cell, yes, reading) for cell in cells)


def _find_holders(unit: Unit, cells: Sequence[Cell], ground: Ground) -> dict[str, Sequence[str]]:
    if unit is Unit.DOCUMENT:
        return {cell.owner: (cell.owner,) for cell in cells}
    owners = {cell.owner for cell in cells}
    found: dict[str, list[str]] = defaultdict(list)
    for document, municipality in ground.holdings.tolist():
        code = ground.municipalities[municipality].code
        if code in owners:
            found[ground.documents[document]].append(code)
    return dict(found)


def _cell_audit_record(row: sqlite3.Row) -> CellAudit:
    return CellAudit(
        row["id"],
        row["batch"],
        row["at"],
        row["coder"],
        CodeId(row["code"]),
        CodeId(row["other"]),
        Unit(row["unit"]),
        row["depth"],
        row["last_row"],
        row["seed"],
        frozenset(json.loads(row["exclude_kinds"])),
    )


def _cell_record(row: sqlite3.Row, read: Sequence[PassageId]) -> Cell:
    return Cell(
        row["owner"],
        CellLayer(row["layer"]),
        row["passages"],
        row["scored"],
        row["probability"],
        row["place"],
        row["reader"] or "",
        tuple(dict.fromkeys(read)),
    )
