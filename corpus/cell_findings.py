"""What reading has made of cells so far. Pure.

**In turn.** A cell that holds the code ends with its first find, one that does not after its last passage:
of cells begun at once those with the code would end first, and a half-read sample would show too many. So
each reader reads cell after cell in an order of chance, and as long as some are open only those up to the
last that was begun count; an open one among them is unclear. What others find in a cell whose turn has not
come is true of that cell and tells nothing of the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from corpus.audit_records import Word
from corpus.cell_records import Cell, CellAudit, CellLayer, Finding
from corpus.records import PassageId


@dataclass(frozen=True, slots=True)
class Reading:
    """What people said of the passages of a draw.

    `words` are of any passage of the study, by id. `current` are those passages of cells that are still to be
    read as they stand, `begun` those answered in the draw's own batch. `holders` has the cells' owners of
    each document.
    """

    words: Mapping[PassageId, Word]
    current: Collection[PassageId]
    begun: Collection[PassageId]
    holders: Mapping[str, Sequence[str]]


def find_findings(audit: CellAudit, cells: Sequence[Cell], reading: Reading) -> tuple[Finding, ...]:
    """The finding of each cell, in their order."""
    yes = find_yes(audit, cells, reading)
    drawn: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.place is not None:
            drawn[cell.reader].append(cell)
    in_turn = {cell.owner for own in drawn.values() for cell in _find_in_turn(own, yes, reading)}
    return tuple(_judge(audit, cell, yes, in_turn, reading) for cell in cells)


def is_open(cell: Cell, yes: Collection[str], reading: Reading) -> bool:
    """Whether somebody is still to read a passage of a cell in which nobody has found the code."""
    waiting = (one for one in cell.read if one in reading.current and one not in reading.words)
    return cell.owner not in yes and any(waiting)


def find_yes(audit: CellAudit, cells: Sequence[Cell], reading: Reading) -> frozenset[str]:
    """The owners of the cells in which people found the code.

    Passages that the study got since the draw are in no cell; those retired since stay in those they were
    drawn or counted for.
    """
    asked = {passage for cell in cells for passage in cell.read}
    verified = {cell.owner for cell in cells if cell.layer is CellLayer.VERIFIED}
    found: set[str] = set()
    for word in reading.words.values():
        if not word.holds(audit.codes) or (word.row > audit.last_row and word.passage not in asked):
            continue
        owners = reading.holders.get(word.document, ())
        stands = not word.retired or word.passage in asked
        found.update(owner for owner in owners if stands or owner in verified)
    return frozenset(found)


def _find_in_turn(own: Sequence[Cell], yes: Collection[str], reading: Reading) -> Sequence[Cell]:
    """Of one reader's cells those whose turn has come."""
    ordered = sorted(own, key=lambda cell: cell.place or 0)
    if not any(is_open(cell, yes, reading) for cell in ordered):
        return ordered
    begun = [place for place, cell in enumerate(ordered) if any(one in reading.begun for one in cell.read)]
    return ordered[: max(begun, default=-1) + 1]


def _judge(
    audit: CellAudit, cell: Cell, yes: Collection[str], in_turn: Collection[str], reading: Reading
) -> Finding:
    if cell.layer is CellLayer.VERIFIED:
        return Finding.YES if cell.owner in yes else Finding.UNCLEAR
    if cell.layer is not CellLayer.READ and cell.owner not in in_turn:
        return Finding.FOUND if cell.owner in yes else Finding.UNREAD
    if cell.owner in yes:
        return Finding.YES
    if is_open(cell, yes, reading):
        return Finding.UNCLEAR
    answered = [reading.words[one] for one in cell.read if one in reading.words]
    if not answered:  # all of it changed before anybody answered
        return Finding.UNREAD
    return Finding.NO if all(word.knows(audit.codes) for word in answered) else Finding.UNCLEAR
