"""A municipality's documents and policies in its dossier, with their history and their sources."""

from __future__ import annotations

from corpus.chapters.dossier import Dossier
from corpus.chapters.tallies import Rows, gather
from corpus.coverage import DocumentRow
from corpus.export.chapters.cells import count_cell, number_cell
from corpus.export.chapters.chapter import Part
from corpus.export.chapters.wording import write_paragraph
from corpus.export.columns import reading_of
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts
from corpus.inventory_records import Policy
from corpus.records import Document, Sha256


def document_part(found: Dossier, texts: Texts) -> Part:
    """Every document, the unreadable and the left-out ones too, with where it was found."""
    keys = ("document", "kind", "adopted", "reference", "valid", "read", "passages", "retrieved", "source")
    said = gather((row.statement.document.sha256, row) for row in (*found.rows, *found.talk, *found.older))
    table = Table(
        f"t-dossier-{found.municipality.code}-documents",
        texts["ch.dossier.documents"],
        tuple(texts[f"ch.col.{key}"] for key in keys),
        tuple(_document(one, said.get(one.document.sha256, ()), texts) for one in found.documents),
    )
    return Part("dossier-documents", texts["ch.dossier.documents"], tables=(table,))


def _document(one: DocumentRow, rows: Rows, texts: Texts) -> tuple[Count, ...]:
    facts = one.document.metadata
    decided = ", ".join(part for part in (facts.adopted, facts.adopted_by) if part)
    valid = "–".join((facts.valid_from, facts.valid_to)) if facts.valid_from or facts.valid_to else ""
    return (
        Count(title_of_document(one.document)),
        Count(facts.kind.value),
        Count(decided or "–"),
        Count(facts.reference or "–"),
        Count(valid or "–"),
        Count(reading_of(one, texts)),
        count_cell(texts, rows) if rows else number_cell(texts, 0),
        Count(one.fetch.at[:10]),
        Count(one.fetch.final_url or one.fetch.url),
    )


def title_of_document(document: Document) -> str:
    """The title, or the file name of a document that states none."""
    return document.metadata.title or document.name


def history_part(found: Dossier, texts: Texts) -> list[Part]:
    """The policies that have more than one version, oldest first; no part when there are none."""
    documents = {one.document.sha256: one.document for one in found.documents}
    versions = [one for one in found.policies if len(one.members) > 1]
    if not versions:
        return []
    keys = ("policy", "version", "adopted", "standing")
    lines = tuple(line for policy in versions for line in _policy_lines(policy, documents, texts))
    title = texts["ch.dossier.history"]
    head = tuple(texts[f"ch.col.{key}"] for key in keys)
    table = Table(f"t-dossier-{found.municipality.code}-history", title, head, lines)
    lead = write_paragraph(texts, "ch.dossier.history_lead")
    return [Part("dossier-history", title, (lead,), tables=(table,))]


def _policy_lines(policy: Policy, documents: dict[Sha256, Document], texts: Texts) -> list[tuple[Count, ...]]:
    lines: list[tuple[Count, ...]] = []
    for member in policy.members:
        document = documents[member]
        standing = "current" if member == policy.current else "replaced"
        lines.append(
            (
                Count(policy.title),
                Count(title_of_document(document)),
                Count(document.metadata.adopted or document.metadata.valid_from or "–"),
                Count(texts[f"ch.standing.{standing}"]),
            )
        )
    return lines
