"""Agreements as whole documents: what they state of themselves, how long they hold, what their rows say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.chapters.material import AGREEMENTS
from corpus.chapters.tallies import Rows, gather
from corpus.coverage import DocumentRow
from corpus.inventory_records import InventoryRow
from corpus.records import Document, Municipality

# A university by the name it goes by in a title: "Högskolan i Borås", "Mälardalens universitet".
_UNIVERSITY = re.compile(
    r"Högskolan (?:i |på )?[A-ZÅÄÖ]\w+|"
    r"(?:[A-ZÅÄÖ][\w-]+ )?[A-ZÅÄÖ][\w-]+s (?:tekniska |konstnärliga )?(?:högskola|universitet)\b|"
    r"[A-ZÅÄÖ]\w*universitetet\b"
)
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement as published by one municipality, with its rows (perhaps none).

    `since` and `until` are years of its validity, None where it states none: `since` falls back on the year
    of adoption, `until` None may mean until further notice.
    """

    municipality: Municipality
    document: Document
    rows: Rows
    since: int | None
    until: int | None

    @property
    def years(self) -> int | None:
        """How many calendar years it spans, both ends counted; None when an end is not stated."""
        if self.since is None or self.until is None or self.until < self.since:
            return None
        return self.until - self.since + 1


def list_agreements(documents: Iterable[DocumentRow], rows: Iterable[InventoryRow]) -> tuple[Agreement, ...]:
    """Every document that is an agreement or a compact by its kind, in the order of the documents."""
    said = gather(((row.municipality.code, row.statement.document.sha256), row) for row in rows)
    return tuple(
        _agreement(one.municipality, one.document, said.get((one.municipality.code, one.document.sha256), ()))
        for one in documents
        if one.document.metadata.kind in AGREEMENTS
    )


def _agreement(municipality: Municipality, document: Document, rows: Rows) -> Agreement:
    facts = document.metadata
    since = find_year(facts.valid_from)
    return Agreement(
        municipality=municipality,
        document=document,
        rows=rows,
        since=find_year(facts.adopted) if since is None else since,
        until=find_year(facts.valid_to),
    )


def find_year(date: str) -> int | None:
    """The year of an ISO date, a year-month or a year; None for "" and for what holds no year."""
    found = _YEAR.match(date)
    return int(found.group()) if found else None


def find_universities_in_title(title: str) -> tuple[str, ...]:
    """The universities that a title names, as it writes them, each once."""
    return tuple(dict.fromkeys(_UNIVERSITY.findall(title)))
