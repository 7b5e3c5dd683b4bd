"""Editions: every inventory that was written, and what changed between two of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from corpus.edition_reader import RowKey, split_codes
from corpus.errors import CorpusError
from corpus.inventory_records import ChangeKind, Changes, Edition, Inventory, InventoryRow, RowChange
from corpus.reader import Reader
from corpus.records import PassageId, Sha256


class EditionMissing(CorpusError):
    """There is no edition with this number: the text names those that there are."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One row of either edition: where it stands and which codes it has."""

    municipality: str
    passage: PassageId
    document: Sha256
    title: str
    quote: str
    codes: str


def list_edition_rows(rows: Iterable[InventoryRow]) -> dict[RowKey, str]:
    """The rows as an edition keeps them: gate code and other codes parted by blanks. Pure."""
    return {
        (row.municipality.code, row.statement.passage.id): " ".join(
            (row.statement.truth.gate, *row.statement.truth.codes)
        )
        for row in rows
    }


def describe_edition(inventory: Inventory) -> Edition:
    """The edition that this inventory is, before it has a number."""
    made = inventory.provenance
    return Edition(0, made.made, made.content_hash, made.coder, made.codebook, len(inventory.rows))


def is_recorded(reader: Reader, inventory: Inventory) -> bool:
    """Whether the last edition has this very content."""
    last = next(reader.iter_editions(), None)
    own = describe_edition(inventory)
    if last is None or replace(last, number=0, at=own.at) != own:
        return False
    return reader.read_edition_rows(last.number) == list_edition_rows(inventory.rows)


def find_changes(reader: Reader, inventory: Inventory, since: int | None = None) -> Changes | None:
    """What differs from an edition: from that with this number, else from the last one of other content.

    None when there is no earlier one. Raises EditionMissing.
    """
    edition = _find_earlier(reader, inventory) if since is None else _get_edition(reader, since)
    if edition is None:
        return None
    before = reader.read_edition_rows(edition.number)
    after = list_edition_rows(inventory.rows)
    gone = [key for key, codes in before.items() if after.get(key) != codes]
    places = reader.read_row_places({passage for _, passage in gone})
    earlier = [_Said(code, passage, *places[passage], before[code, passage]) for code, passage in gone]
    return Changes(edition, compare_rows(earlier, _iter_new(inventory.rows, before, after)))


def _find_earlier(reader: Reader, inventory: Inventory) -> Edition | None:
    editions = reader.iter_editions()
    last = next(editions, None)
    return next(editions, None) if is_recorded(reader, inventory) else last


def _get_edition(reader: Reader, number: int) -> Edition:
    edition = reader.find_edition(number)
    if edition is None:
        newest = next(reader.iter_editions(), None)
        known = "none was written yet" if newest is None else f"they are numbered 1 to {newest.number}"
        raise EditionMissing(f"There is no inventory number {number} to compare with: {known}.")
    return edition


def _iter_new(
    rows: Iterable[InventoryRow], before: Mapping[RowKey, str], after: Mapping[RowKey, str]
) -> Iterator[_Said]:
    for row in rows:
        key = (row.municipality.code, row.statement.passage.id)
        if before.get(key) != after[key]:
            document, passage = row.statement.document, row.statement.passage
            title = document.metadata.title or document.name
            yield _Said(*key, document.sha256, title, passage.text, after[key])


def compare_rows(before: Iterable[_Said], after: Iterable[_Said]) -> tuple[RowChange, ...]:
    """The changes from rows that are gone or were other, to rows that are new or other. Pure.

    The same words in the same document are the same row, also when another reading put them elsewhere.
    """
    gone: dict[tuple[str, str, str], list[_Said]] = defaultdict(list)
    for one in before:
        gone[one.municipality, one.document, one.quote].append(one)
    changes: list[RowChange] = []
    for one in after:
        was = gone.get((one.municipality, one.document, one.quote))
        earlier = was.pop(0) if was else None
        if earlier is None:
            changes.append(_tell(ChangeKind.ADDED, one, "", one.codes))
        elif earlier.codes != one.codes:
            changes.append(_tell(ChangeKind.RECODED, one, earlier.codes, one.codes))
    left = (one for said in gone.values() for one in said)
    changes.extend(_tell(ChangeKind.REMOVED, one, one.codes, "") for one in left)
    return tuple(sorted(changes, key=_place))


def _tell(kind: ChangeKind, said: _Said, before: str, after: str) -> RowChange:
    where = (said.municipality, said.document, said.passage, said.title, said.quote)
    return RowChange(kind, *where, split_codes(before), split_codes(after))


def _place(change: RowChange) -> tuple[str, str, str, str, str, str]:
    where = (change.municipality, change.title, change.document)
    return (*where, change.kind, change.quote, change.passage)
