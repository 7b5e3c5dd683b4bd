"""Documents as policies with their history. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from corpus.coverage import DocumentRow
from corpus.export.columns import likeness_of, reading_of
from corpus.export.tables import Count
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory, InventoryRow, Policy
from corpus.records import Sha256

MOST_DOCUMENTS = 400
"""How many documents are listed; the workbook has all. About 700 bytes each."""

Key = tuple[str, Sha256]
"""A document as published by one municipality."""


@dataclass(frozen=True, slots=True)
class Version:
    """One document of a policy. `state` is "current", "superseded" or "" where there is only one."""

    row: DocumentRow
    title: str
    reading: str
    likeness: str
    state: str
    statements: Count
    link: str


@dataclass(frozen=True, slots=True)
class PolicyView:
    """One policy of one municipality, its versions newest first."""

    id: str
    municipality: str
    title: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class DocumentsView:
    """The policies that are listed, and how many documents there are, listed and in all."""

    policies: tuple[PolicyView, ...]
    listed: int
    total: int
    with_history: int


def build_documents(inventory: Inventory, texts: Texts) -> DocumentsView:
    """Policies with a history first, then those with the most statements, in all `MOST_DOCUMENTS`.

    What is listed stands in the inventory's order.
    """
    documents = {(one.municipality.code, one.document.sha256): one for one in inventory.documents}
    rows: dict[Key, list[InventoryRow]] = defaultdict(list)
    for row in inventory.rows:
        rows[row.municipality.code, row.statement.document.sha256].append(row)
    chosen = _choose(inventory.policies, rows)
    policies = tuple(
        _policy(policy, documents, rows, texts) for policy in inventory.policies if policy.id in chosen
    )
    listed = sum(len(policy.versions) for policy in policies)
    histories = sum(1 for policy in inventory.policies if len(policy.members) > 1)
    return DocumentsView(policies, listed, len(inventory.documents), histories)


def _choose(policies: tuple[Policy, ...], rows: dict[Key, list[InventoryRow]]) -> set[str]:
    def worth(policy: Policy) -> tuple[int, int, str]:
        statements = sum(len(rows.get((policy.municipality, one), ())) for one in policy.members)
        return (-min(len(policy.members), 2), -statements, policy.id)

    chosen: set[str] = set()
    left = MOST_DOCUMENTS
    for policy in sorted(policies, key=worth):
        left -= len(policy.members)
        if left < 0:
            break
        chosen.add(policy.id)
    return chosen


def _policy(
    policy: Policy,
    documents: dict[Key, DocumentRow],
    rows: dict[Key, list[InventoryRow]],
    texts: Texts,
) -> PolicyView:
    keys = [(policy.municipality, one) for one in reversed(policy.members)]
    known = [key for key in keys if key in documents]
    versions = tuple(_version(documents[key], policy, tuple(rows.get(key, ())), texts) for key in known)
    name = versions[0].row.municipality.name if versions else policy.municipality
    return PolicyView(policy.id, name, policy.title, versions)


def _version(row: DocumentRow, policy: Policy, rows: tuple[InventoryRow, ...], texts: Texts) -> Version:
    state = ""
    if len(policy.members) > 1:
        state = "current" if policy.current == row.document.sha256 else "superseded"
    return Version(
        row=row,
        title=row.document.metadata.title or row.document.name,
        reading=reading_of(row, texts),
        likeness=likeness_of(row, texts),
        state=state,
        statements=Count(texts.number(len(rows)), rows, len(rows)),
        link=row.fetch.final_url or row.fetch.url,
    )
