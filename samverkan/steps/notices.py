"""What landing pages say of documents, added to what is known about them."""

from __future__ import annotations

from corpus.store import Store
from extract.notices import merge_notices


def apply_notices(store: Store) -> int:
    """Complete the metadata of documents from their landing pages; how many changed.

    Cheap where nothing is new: two questions a document that some landing page speaks of.
    """
    changed = 0
    with store.reading() as reader:
        pending = []
        for sha256 in reader.iter_noticed():
            document, facts = reader.find_document(sha256), tuple(reader.iter_facts(sha256))
            if document is None:
                continue
            metadata, merged = merge_notices(sha256, document.metadata, facts, reader.iter_notices(sha256))
            if (metadata, merged) != (document.metadata, facts):
                pending.append((sha256, metadata, merged))
    for sha256, metadata, merged in pending:
        with store.writing() as writer:
            writer.set_metadata(sha256, metadata, merged)
        changed += 1
    return changed
