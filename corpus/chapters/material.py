"""Which rows a study chapter counts: what stands now, documents and conversations apart. Pure.

Policy documents say what a municipality has decided, transcripts what officers say: they are never added
up. A municipality counts as read only when a document of it was read and classified, so that one without
documents is never taken for one that says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.coverage import CoverageState, DocumentRow
from corpus.estimate_records import Estimate
from corpus.inventory_records import Inventory, InventoryRow
from corpus.records import Code, Codebook, CodeId, DocumentKind, Municipality

TRANSCRIPTS = frozenset({DocumentKind.FOCUS_GROUP, DocumentKind.INTERVIEW})
"""The kinds of document in which people talk."""
AGREEMENTS = frozenset({DocumentKind.AGREEMENT, DocumentKind.COMPACT})
"""The kinds of document that parties enter into with each other."""
_READ = frozenset({CoverageState.SAID, CoverageState.NOTHING_SAID})


@dataclass(frozen=True, slots=True)
class Material:
    """What chapters are made from; every part is sorted as in the inventory.

    `rows` are the current rows of documents, `talk` those of transcripts; `documents` and `transcripts` what
    was read of each, one entry for each municipality that published it. `read` are the municipalities that
    have a read document (not a transcript), `unread` all others. `estimates` are of the whole inventory and
    therefore empty in a part of it.
    """

    codebook: Codebook
    rows: tuple[InventoryRow, ...]
    talk: tuple[InventoryRow, ...]
    documents: tuple[DocumentRow, ...]
    transcripts: tuple[DocumentRow, ...]
    read: tuple[Municipality, ...]
    unread: tuple[Municipality, ...]
    silent: frozenset[CodeId]
    estimates: tuple[Estimate, ...] = ()

    def codes_of(self, dimension: str) -> tuple[Code, ...]:
        """The codes of a dimension in the order of the codebook; none when the study's has no such one."""
        return tuple(code for one in self.codebook.dimensions if one.id == dimension for code in one.codes)


def gather_material(inventory: Inventory) -> Material:
    """The material of a whole inventory."""
    current = {(policy.municipality, policy.current) for policy in inventory.policies}
    said, talk = _split_talk(row for row in inventory.rows if row.is_current)
    standing = [
        one
        for one in inventory.documents
        if _is_read(one) and (one.municipality.code, one.document.sha256) in current
    ]
    documents = tuple(one for one in standing if one.document.metadata.kind not in TRANSCRIPTS)
    holding = {one.municipality.code for one in documents}
    covered = [(one.municipality, one.state in _READ) for one in inventory.coverage]
    return Material(
        codebook=inventory.codebook,
        rows=said,
        talk=talk,
        documents=documents,
        transcripts=tuple(one for one in standing if one.document.metadata.kind in TRANSCRIPTS),
        read=tuple(place for place, is_read in covered if is_read and place.code in holding),
        unread=tuple(place for place, is_read in covered if not (is_read and place.code in holding)),
        silent=inventory.provenance.silent_codes,
        estimates=inventory.estimates,
    )


def narrow_material(material: Material, codes: frozenset[str]) -> Material:
    """The part of the material that is about the municipalities with these codes."""
    return replace(
        material,
        rows=tuple(row for row in material.rows if row.municipality.code in codes),
        talk=tuple(row for row in material.talk if row.municipality.code in codes),
        documents=tuple(one for one in material.documents if one.municipality.code in codes),
        transcripts=tuple(one for one in material.transcripts if one.municipality.code in codes),
        read=tuple(one for one in material.read if one.code in codes),
        unread=tuple(one for one in material.unread if one.code in codes),
        estimates=(),
    )


def _is_read(document: DocumentRow) -> bool:
    if document.excluded or document.extraction is None:
        return False
    return document.extraction.failure is None and document.passages > 0


def _split_talk(
    rows: Iterable[InventoryRow],
) -> tuple[tuple[InventoryRow, ...], tuple[InventoryRow, ...]]:
    said: list[InventoryRow] = []
    talk: list[InventoryRow] = []
    for row in rows:
        kept = talk if row.statement.document.metadata.kind in TRANSCRIPTS else said
        kept.append(row)
    return tuple(said), tuple(talk)
