"""Proof that a study is whole, and the one number that says what is in it.

The content hash covers what a study knows (documents, their text, what models and people said of it) and
none of what differs between two runs that found the same (times, run numbers, seconds, repeated fetches).
Two studies with the same content hash give the same inventory.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace

from corpus.blobs import Blobs
from corpus.errors import BlobMissing
from corpus.reader import Reader
from corpus.records import Document, document_text, passage_id


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it was stored, with what to do about it."""

    what: str
    mend: str


def iter_problems(reader: Reader, blobs: Blobs) -> Iterator[Problem]:
    """Everything wrong with the study: the database's own checks, each file's hash, each passage's text."""
    for line in reader.check_integrity():
        yield Problem(f"The database says: {line}.", "Restore corpus.db from a backup.")
    for passage in reader.iter_wrong_standings():
        yield Problem(
            f"What stands of people's answers to passage {passage} is not what they decided.",
            "Somebody changed corpus.db: restore it from a backup.",
        )
    for document in reader.iter_documents():
        yield from _check_bytes(document, blobs)
        yield from _check_passages(document, reader)


def _check_bytes(document: Document, blobs: Blobs) -> Iterator[Problem]:
    name = f"{document.name} ({document.sha256[:12]}…)"
    try:
        stored = blobs.hash_stored(document.sha256)
    except BlobMissing:
        yield Problem(f"The file of {name} is not in blobs/.", "Crawl with --again, or add the file again.")
        return
    if stored != document.sha256:
        yield Problem(
            f"The file of {name} in blobs/ was changed: its SHA-256 is now {stored[:12]}….",
            "Put the right file back, or delete it there and crawl or add it again.",
        )


def _check_passages(document: Document, reader: Reader) -> Iterator[Problem]:
    text = document_text(tuple(reader.iter_pages(document.sha256)))
    for passage in reader.iter_passages(document.sha256):
        whole = text[passage.start : passage.end] == passage.text
        own_id = passage_id(passage.document, passage.start, passage.end, passage.text) == passage.id
        if not (whole and own_id):
            yield Problem(
                f"Passage {passage.id} of {document.name} is not the text at its place.",
                "Somebody changed corpus.db: restore it from a backup.",
            )
            return


def hash_content(reader: Reader) -> str:
    """SHA-256 (64 hexadecimal digits) of what the study knows; see the module's first lines."""
    digest = hashlib.sha256()
    for part in _iter_content(reader):
        digest.update(json.dumps(part, ensure_ascii=False, sort_keys=True, default=str).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def _iter_content(reader: Reader) -> Iterable[object]:
    yield sorted((holding.municipality, holding.document) for holding in reader.iter_holdings())
    yield from map(asdict, reader.iter_likenesses())
    coders = reader.find_coders()
    failures = {one.document: one.failure for one in reader.iter_latest_extractions()}
    for document in reader.iter_documents():
        yield asdict(replace(document, found="", name=""))
        yield failures.get(document.sha256, "unread")
        yield from map(asdict, reader.iter_facts(document.sha256))
        yield from map(asdict, reader.iter_pages(document.sha256))
        yield from map(asdict, reader.iter_passages(document.sha256))
        for coder in coders:
            yield from map(asdict, reader.iter_codings(coder, document.sha256))
            yield from map(asdict, reader.iter_mentions(coder, document.sha256))
        yield from map(asdict, reader.iter_judgements(document.sha256))
