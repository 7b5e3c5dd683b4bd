"""The documents as RIS: two capital letters, two spaces, a hyphen, a space, a value (RIS, 2011)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.counts import plural
from corpus.export.bibliography.references import (
    REGULATIONS,
    Reference,
    describe_left_out,
    facts_of,
    gather_references,
)
from corpus.export.files import replacing
from corpus.export.material import Material, Written
from corpus.export.texts import Texts


def export_ris(material: Material, path: Path) -> Written:
    """Write one reference a document, in UTF-8 with CR LF, as EndNote, Zotero and Mendeley read it."""
    references = gather_references(material.inventory.documents)
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\r\n") as file:
        for reference in references:
            for tag, value in _iter_tags(reference, material.texts):
                file.write(f"{tag}  - {' '.join(value.split())}\n")
            file.write("ER  - \n\n")
    return Written(f"{plural(len(references), 'reference')}.", describe_left_out(material))


def _iter_tags(reference: Reference, texts: Texts) -> Iterator[tuple[str, str]]:
    """Tags with their values, TY first; a value without words is left out."""
    metadata = reference.metadata
    yield "TY", "LEGAL" if metadata.kind in REGULATIONS else "RPRT"
    given = (
        ("TI", reference.title),
        *(("AU", f"{author},") for author in reference.authors),  # the comma: one name, not first and last
        ("PB", reference.authors[0]),
        ("PY", metadata.adopted[:4]),
        ("DA", "/".join(metadata.adopted.split("-")) if metadata.adopted else ""),
        ("M3", str(metadata.kind)),
        ("SN", metadata.reference),
        ("SP", str(reference.pages) if reference.pages else ""),
        ("LA", metadata.language or "sv"),
        ("UR", reference.url),
        ("Y2", reference.accessed.replace("-", "/")),
        *(("N1", fact) for fact in facts_of(reference, texts)),
        ("ID", reference.sha256[:16]),
    )
    yield from ((tag, value) for tag, value in given if value.strip())
