"""The documents as CSL-JSON, the form of Zotero and pandoc (citation-style-language/schema, 1.0.2)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from corpus.counts import plural
from corpus.export.bibliography.references import (
    REGULATIONS,
    Reference,
    describe_left_out,
    facts_of,
    gather_references,
)
from corpus.export.dataset.dates import parts_of
from corpus.export.files import replacing
from corpus.export.material import Material, Written
from corpus.export.texts import Texts


def export_csl_json(material: Material, path: Path) -> Written:
    """Write one item a document."""
    references = gather_references(material.inventory.documents)
    items = [_item(reference, material.texts) for reference in references]
    with replacing(path) as temporary:
        temporary.write_text(json.dumps(items, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return Written(f"{plural(len(items), 'reference')}.", describe_left_out(material))


def _item(reference: Reference, texts: Texts) -> dict[str, Any]:
    metadata = reference.metadata
    given: dict[str, Any] = {
        "id": reference.sha256[:16],
        "type": "regulation" if metadata.kind in REGULATIONS else "report",
        "title": reference.title,
        "author": [{"literal": author} for author in reference.authors],
        "publisher": reference.authors[0],
        "issued": _date(metadata.adopted),
        "genre": str(metadata.kind),
        "number": metadata.reference,
        "number-of-pages": str(reference.pages) if reference.pages else "",
        "language": metadata.language or "sv",
        "URL": reference.url,
        "accessed": _date(reference.accessed),
        "note": "\n".join(facts_of(reference, texts)),
    }
    return {key: value for key, value in given.items() if value}


def _date(stated: str) -> dict[str, list[list[int]]] | None:
    parts = parts_of(stated)
    return {"date-parts": [parts]} if parts else None
