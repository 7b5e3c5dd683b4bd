"""Proof that a study is whole, and the one number that says what is in it.

The content hash covers what a study knows (documents, their text, what models and people said of it) and
none of what differs between two runs that found the same (times of machines, run numbers, seconds, repeated
fetches). Two studies with the same content hash give the same inventory. Each document has a hash of its own,
which the database forgets by itself when anything about the document changes (corpus/migrations/editions.py).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from corpus.blobs import Blobs
from corpus.content_reader import Values
from corpus.errors import BlobMissing
from corpus.reader import Reader
from corpus.records import Document, Sha256, document_text, passage_id
from corpus.store import Store
from corpus.writer import Writer

_AT_ONCE: Final = 200  # documents: a fraction of a second in which nobody else can write


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
    for sha256, stored in reader.iter_content_hashes():
        if stored is not None and stored != hash_document(reader, sha256):
            yield Problem(
                f"What is known of document {sha256[:12]}… is not what it was when it was last recorded.",
                "Somebody changed corpus.db: restore it from a backup.",
            )


def _check_bytes(document: Document, blobs: Blobs) -> Iterator[Problem]:
    name = f"{document.name} ({document.sha256[:12]}…)"
    try:
        stored = blobs.hash_stored(document.sha256)
    except BlobMissing:
        yield _explain_missing(name, blobs.find_left_out(document.sha256))
        return
    if stored != document.sha256:
        yield Problem(
            f"The file of {name} in blobs/ was changed: its SHA-256 is now {stored[:12]}….",
            "Put the right file back, or delete it there and crawl or add it again.",
        )


def _explain_missing(name: str, left_out: str) -> Problem:
    if not left_out:
        return Problem(f"The file of {name} is not in blobs/.", "Crawl with --again, or add the file again.")
    return Problem(
        f"The file of {name} is not in blobs/: the snapshot that this study was restored from left it out.",
        f"Get it ({left_out}) and add it: it finds its place by its content.",
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
    """SHA-256 (64 hexadecimal digits) of what the study knows; see the module's first lines.

    It is the hash of what documents have to do with each other and of each document's own hash, which is
    stored and found anew only when something about the document has changed: `iter_problems` proves them.
    """
    digest = hashlib.sha256()
    for part in reader.iter_shared_content():
        digest.update(_encode(part))
    for document, stored in reader.iter_content_hashes():
        digest.update((stored or hash_document(reader, document)).encode())
    return digest.hexdigest()


def hash_document(reader: Reader, document: Sha256) -> str:
    """SHA-256 of what is known of one document, found from scratch."""
    digest = hashlib.sha256()
    for part in reader.iter_document_content(document):
        digest.update(_encode(part))
    return digest.hexdigest()


def _encode(part: Values) -> bytes:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def keep_hashes(writer: Writer, documents: Iterable[Sha256]) -> None:
    """Find and keep the hashes of documents' content: in the transaction that changed them, so that nobody
    changes them between, and so that an inventory need not read all text again.
    """
    writer.set_content_hashes((one, hash_document(writer, one)) for one in documents)


def renew_hashes(store: Store) -> int:
    """Find the missing hashes of documents' content, a few documents a transaction; how many there were."""
    renewed = 0
    while True:
        with store.writing() as writer:
            waiting = writer.list_unhashed(_AT_ONCE)
            keep_hashes(writer, waiting)
        renewed += len(waiting)
        if len(waiting) < _AT_ONCE:
            return renewed
