"""Which documents of one municipality hold now: its policies, read without those of all the others."""

from __future__ import annotations

import json

from corpus import frontier_rows, rows
from corpus.policies import Evidence, group_policies
from corpus.reader import Reader
from corpus.records import Document, Sha256

_OF_ONE = """SELECT d.* FROM document d WHERE d.sha256 IN
    (SELECT sha256 FROM fetch WHERE municipality = ? AND sha256 IS NOT NULL) ORDER BY d.sha256"""
_UNREAD = """SELECT i.value AS document FROM json_each(?) i WHERE (SELECT e.failure FROM extraction e
    WHERE e.document = i.value ORDER BY e.id DESC LIMIT 1) IS NOT NULL"""
_LIKE = "SELECT * FROM likeness WHERE document IN (SELECT value FROM json_each(?)) ORDER BY document, other"


class VersionReader(Reader):
    """Questions about the versions of a municipality's policies."""

    def find_current_documents(self, municipality: str) -> frozenset[Sha256]:
        """The version that holds of each of its policies, as the inventory has them (corpus/policies.py)."""
        held: list[Document] = [rows.document_record(row) for row in self._rows(_OF_ONE, municipality)]
        own = json.dumps([document.sha256 for document in held])
        versions = self._rows("SELECT * FROM version WHERE municipality = ? ORDER BY at, url", municipality)
        evidence = Evidence(
            tuple(map(rows.likeness_record, self._rows(_LIKE, own))),
            tuple(map(frontier_rows.version_record, versions)),
            frozenset(Sha256(row["document"]) for row in self._rows(_UNREAD, own)),
        )
        return frozenset(policy.current for policy in group_policies({municipality: held}, evidence))
