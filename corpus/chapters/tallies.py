"""How chapters count: by code, by two codes at once, by named partner. Pure, one pass over the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from corpus.inventory_records import InventoryRow
from corpus.records import Code, CodeId
from corpus.truth import EXTERNAL, Status

Rows = tuple[InventoryRow, ...]
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class CodeTally:
    """One code with the rows that hold it; none is a count too."""

    code: Code
    rows: Rows


@dataclass(frozen=True, slots=True)
class NamedTally:
    """One outside actor with the rows that name it. `actor` is its id in the gazetteer, "" when it has none.

    `name` is the first by letters of the names it goes by.
    """

    name: str
    actor: str
    rows: Rows


def gather(pairs: Iterable[tuple[_Key, InventoryRow]]) -> dict[_Key, Rows]:
    """Rows by key, in the order they come."""
    found: dict[_Key, list[InventoryRow]] = defaultdict(list)
    for key, row in pairs:
        found[key].append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def group_by_code(rows: Iterable[InventoryRow]) -> dict[CodeId, Rows]:
    """The rows of every code but the gate's."""
    return gather((code, row) for row in rows for code in row.statement.truth.codes)


def tally_codes(rows: Iterable[InventoryRow], codes: Sequence[Code]) -> tuple[CodeTally, ...]:
    """A tally for each of `codes`, in their order."""
    found = group_by_code(rows)
    return tuple(CodeTally(code, found.get(code.id, ())) for code in codes)


def rank(tallies: Iterable[CodeTally]) -> tuple[CodeTally, ...]:
    """Those that were found, the most frequent first; equals keep their order."""
    return tuple(sorted((one for one in tallies if one.rows), key=lambda one: -len(one.rows)))


def cross_codes(
    rows: Iterable[InventoryRow], first: Sequence[Code], second: Sequence[Code]
) -> dict[tuple[CodeId, CodeId], Rows]:
    """The rows that hold a code of `first` and one of `second`; a row may stand in several cells."""
    left, right = {code.id for code in first}, {code.id for code in second}
    return gather(
        ((one, other), row)
        for row in rows
        for one in row.statement.truth.codes
        if one in left
        for other in row.statement.truth.codes
        if other in right
    )


def without_codes(rows: Iterable[InventoryRow], codes: Sequence[Code]) -> Rows:
    """The rows that hold none of `codes`."""
    ids = {code.id for code in codes}
    return tuple(row for row in rows if ids.isdisjoint(row.statement.truth.codes))


def with_codes(rows: Iterable[InventoryRow], ids: frozenset[CodeId]) -> Rows:
    """The rows that hold at least one of the codes."""
    return tuple(row for row in rows if not ids.isdisjoint(row.statement.truth.codes))


def split_rows(rows: Iterable[InventoryRow], held: Iterable[InventoryRow]) -> tuple[Rows, Rows]:
    """Of `rows` those that are among `held`, and the others."""
    ids = {id(row) for row in held}
    both: tuple[list[InventoryRow], list[InventoryRow]] = ([], [])
    for row in rows:
        both[id(row) not in ids].append(row)
    return tuple(both[0]), tuple(both[1])


def tally_named(rows: Iterable[InventoryRow], types: frozenset[CodeId]) -> tuple[NamedTally, ...]:
    """The named actors of these partner types: those that most municipalities name first.

    An actor of the gazetteer is one, whatever it is called; others are told apart by their names.
    """
    found = gather(
        ((partner.actor or partner.name, partner.actor, partner.name), row)
        for row in rows
        for partner in row.named
        if partner.type in types
    )
    merged: dict[str, NamedTally] = {}
    for (key, actor, name), named in sorted(found.items(), key=lambda one: one[0]):
        known = merged.get(key)
        merged[key] = NamedTally(
            known.name if known else name, actor, _once((*(known.rows if known else ()), *named))
        )
    return tuple(
        sorted(merged.values(), key=lambda one: (-count_municipalities(one.rows), -len(one.rows), one.name))
    )


def _once(rows: Rows) -> Rows:
    """Each row once, in order: a passage may name an actor by two names."""
    seen = {(row.municipality.code, row.statement.passage.id): row for row in rows}
    return tuple(seen.values())


def group_by_municipality(rows: Iterable[InventoryRow]) -> dict[str, Rows]:
    """Rows by the municipality's code."""
    return gather((row.municipality.code, row) for row in rows)


def count_municipalities(rows: Iterable[InventoryRow]) -> int:
    """How many municipalities the rows are of."""
    return len({row.municipality.code for row in rows})


def count_documents(rows: Iterable[InventoryRow]) -> int:
    """How many distinct documents the rows stand in."""
    return len({row.statement.document.sha256 for row in rows})


def strategies_of(rows: Iterable[InventoryRow]) -> Rows:
    """The rows that say what shall be done."""
    return tuple(row for row in rows if row.statement.truth.gate == EXTERNAL[0])


def reviewed_of(rows: Iterable[InventoryRow]) -> Rows:
    """The rows that a person has looked at."""
    return tuple(row for row in rows if row.statement.truth.status is not Status.MACHINE)


def most_common(rows: Iterable[InventoryRow], codes: Sequence[Code]) -> CodeTally | None:
    """The code that most of the rows hold; None when they hold none of them."""
    ranked = rank(tally_codes(rows, codes))
    return ranked[0] if ranked else None


def largest(cells: Mapping[_Key, Rows]) -> int:
    """The number of rows of the fullest cell; 0 when there is none."""
    return max((len(rows) for rows in cells.values()), default=0)
