"""What a study knows, as plain values for hashing: by document, and of documents to each other."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.inventory_reader import InventoryReader
from corpus.records import Sha256

# Everything known of one document but when it was found, under which name, and by which run.
_DOCUMENT = """SELECT sha256, municipality, media_type, size, title, kind, adopted, adopted_by, paragraph,
    reference, valid_from, valid_to, responsible, replaces, language, published, updated
    FROM document WHERE sha256 = ?"""
_PARTS = (
    _DOCUMENT,
    "SELECT failure FROM extraction WHERE document = ? ORDER BY id DESC LIMIT 1",
    "SELECT field, value, page, quote, confidence FROM fact WHERE document = ? ORDER BY field",
    "SELECT number, width, height, text, source, health FROM page WHERE document = ? ORDER BY number",
    """SELECT id, ordinal, start, "end", first_page, last_page, kind, headings, boxes, text, columns, speaker
        FROM passage WHERE document = ? AND retired = 0 ORDER BY ordinal""",
    """SELECT c.passage, c.coder, c.code, c.score, c.accepted, c.evidence FROM passage p
        CROSS JOIN coding c ON c.passage = p.id WHERE p.document = ? AND p.retired = 0
        ORDER BY p.ordinal, c.coder, c.code""",
    """SELECT m.passage, m.coder, m.start, m."end", m.partner_type, m.text, m.actor FROM passage p
        CROSS JOIN mention m ON m.passage = p.id WHERE p.document = ? AND p.retired = 0
        ORDER BY p.ordinal, m.coder, m.start, m."end", m.partner_type""",
    """SELECT j.passage, j.code, j.verdict, j.reviewer, j.at, j.shown, j.codebook, j.note, j.settles
        FROM passage p CROSS JOIN judgement j ON j.passage = p.id WHERE p.document = ? ORDER BY j.id""",
    """SELECT a.passage, a.reviewer, a.yes, a.unsure, a.shown, a.codebook, a.note, a.settles, d.at
        FROM passage p CROSS JOIN standing_answer s ON s.passage = p.id
        CROSS JOIN answer a ON a.decision = s.decision CROSS JOIN decision d ON d.id = a.decision
        WHERE p.document = ? ORDER BY s.decision""",
)

Values = list[tuple[object, ...]]


class ContentReader(InventoryReader):
    """Questions about the whole content of the store, in an order that two equal studies share."""

    def iter_document_content(self, document: Sha256) -> Iterator[Values]:
        """What is known of one document, part by part."""
        for sql in _PARTS:
            yield [tuple(row) for row in self._rows(sql, document)]

    def iter_shared_content(self) -> Iterator[Values]:
        """What is known of documents together: who holds which, and what they are to each other."""
        for sql in (
            """SELECT DISTINCT municipality, sha256 FROM fetch WHERE sha256 IS NOT NULL
                ORDER BY municipality, sha256""",
            """SELECT DISTINCT municipality, document, earlier, how FROM version
                ORDER BY municipality, document, earlier""",
            "SELECT document, other, kind, share, other_share FROM likeness ORDER BY document, other",
        ):
            yield [tuple(row) for row in self._rows(sql)]

    def iter_content_hashes(self) -> Iterator[tuple[Sha256, str | None]]:
        """Every document with the hash of its content, None where that must be found anew; by SHA-256."""
        sql = """SELECT d.sha256, h.hash FROM document d LEFT JOIN content_hash h ON h.document = d.sha256
            ORDER BY d.sha256"""
        for sha256, digest in self._rows(sql):
            yield Sha256(sha256), digest

    def list_unhashed(self, limit: int) -> tuple[Sha256, ...]:
        """Some of the documents whose content's hash must be found anew."""
        sql = """SELECT sha256 FROM document d WHERE NOT EXISTS (SELECT 1 FROM content_hash h
            WHERE h.document = d.sha256) ORDER BY sha256 LIMIT ?"""
        return tuple(Sha256(row[0]) for row in self._rows(sql, limit))
