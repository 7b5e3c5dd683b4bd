"""What changed since the last inventory. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.export.columns import labels_by_id
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts
from corpus.inventory_records import ChangeKind, Inventory, InventoryRow, RowChange
from corpus.quotes import begin_quote
from corpus.records import CodeId, PassageId, Sha256

MOST_CHANGES = 60
_LONGEST_QUOTE = 220


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One changed row as it is listed: what became of it, where, its words, and its codes in words."""

    kind: str
    municipality: str
    title: str
    quote: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What changed since the edition before: numbers that lead to rows, and the first changes in words."""

    table: Table
    lines: tuple[ChangeLine, ...]
    total: int


def build_changes(inventory: Inventory, texts: Texts) -> ChangesView | None:
    """The changes, or None when there was no earlier edition."""
    if inventory.changes is None:
        return None
    changes = inventory.changes.rows
    by_key = {
        (row.municipality.code, row.statement.document.sha256, row.statement.passage.id): row
        for row in inventory.rows
    }
    table = Table(
        "changes",
        texts["report.changes_caption"],
        (texts["report.change"], texts["report.statements"]),
        tuple(_change_count(kind, changes, by_key, texts) for kind in ChangeKind),
    )
    labels, names = labels_by_id(inventory.codebook, texts), _names(inventory)
    lines = tuple(_change_line(one, labels, names, texts) for one in changes[:MOST_CHANGES])
    return ChangesView(table, lines, len(changes))


def _change_count(
    kind: ChangeKind,
    changes: tuple[RowChange, ...],
    by_key: Mapping[tuple[str, Sha256, PassageId], InventoryRow],
    texts: Texts,
) -> tuple[Count, Count]:
    of_kind = [one for one in changes if one.kind is kind]
    found = (by_key.get((one.municipality, one.document, one.passage)) for one in of_kind)
    rows = tuple(row for row in found if row is not None)
    return Count(texts[f"change.{kind}"]), Count(texts.number(len(of_kind)), rows, len(of_kind))


def _names(inventory: Inventory) -> dict[str, str]:
    return {one.municipality.code: one.municipality.name for one in inventory.coverage}


def _change_line(
    change: RowChange, labels: dict[CodeId, str], names: dict[str, str], texts: Texts
) -> ChangeLine:
    def say(codes: tuple[CodeId, ...], others: tuple[CodeId, ...]) -> str:
        return ", ".join(labels.get(code, code) for code in codes if code and code not in others)

    return ChangeLine(
        texts[f"change.{change.kind}"],
        names.get(change.municipality, change.municipality),
        change.title,
        begin_quote(change.quote, _LONGEST_QUOTE),
        say(change.before, change.after),
        say(change.after, change.before),
    )
