"""Reading documents: every stored document that the extractor has not tried yet becomes passages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

from corpus.counts import plural
from corpus.records import Document
from corpus.store import Store
from extract.executors import iter_read
from extract.limits import ReadLimits
from extract.reading import EXTRACTOR, Reading, ReadJob
from samverkan import console
from samverkan.executors import open_hands
from samverkan.outcome import Outcome
from samverkan.steps.notices import apply_notices
from samverkan.steps.runs import recorded_run
from samverkan.study import Study


def extract_pending(study: Study, store: Store, dask: str | None = None) -> Outcome:
    """Read what is pending; with `dask` on the workers of the scheduler there. Raises ClusterError."""
    with store.reading() as reader:
        pending = list(reader.iter_unread_documents(EXTRACTOR))
    return _complete(store, extract_documents(study, store, pending, dask))


def extract_again(study: Study, store: Store, dask: str | None = None) -> Outcome:
    """Read again the documents whose last reading failed, such as after their file was put back."""
    with store.reading() as reader:
        failed = list(reader.iter_failed_documents(EXTRACTOR))
    return _complete(store, extract_documents(study, store, failed, dask))


def _complete(store: Store, outcome: Outcome) -> Outcome:
    """Add what landing pages say of the documents, also of those that were read before."""
    completed = apply_notices(store)
    if not completed:
        return outcome
    said = f"{plural(completed, 'document')} completed from their web pages; {outcome.summary}"
    return replace(outcome, summary=said, idle=False)


def extract_documents(study: Study, store: Store, documents: list[Document], dask: str | None) -> Outcome:
    """Read these documents; each is one transaction, and a document that cannot be read has a reason."""
    if not documents:
        return Outcome("extract", "nothing to do, every document is read.", idle=True)
    counts = {"documents": 0, "pages": 0, "passages": 0, "failed": 0}
    failures: list[str] = []
    names = {document.sha256: document.name for document in documents}
    settings = study.config.extract
    limits = ReadLimits(seconds=settings.seconds, memory_mb=settings.memory_mb)
    workers = min(settings.workers or os.cpu_count() or 1, len(documents))
    with (
        open_hands(dask, workers) as hands,
        recorded_run(study, store, "extract", counts) as run,
        console.progress("extract", len(documents)) as advance,
    ):
        for reading in iter_read(_iter_jobs(study, documents), limits, hands):
            name = names[reading.extraction.document]
            _store_reading(store, reading, run)
            failure = reading.extraction.failure
            counts["documents"] += 1
            counts["pages"] += reading.extraction.pages
            counts["passages"] += len(reading.passages)
            if failure is not None:
                counts["failed"] += 1
                failures.append(f"{name}: {failure.value}. {reading.extraction.detail}".rstrip())
            advance(1, name)
    read = counts["documents"] - counts["failed"]
    summary = f"{plural(read, 'document')} read: {plural(counts['pages'], 'page')}"
    summary += f", {plural(counts['passages'], 'passage')}."
    if counts["failed"]:
        summary += f" {plural(counts['failed'], 'document')} could not be read:"
    return Outcome("extract", summary, counts, tuple(sorted(failures)))


def _iter_jobs(study: Study, documents: list[Document]) -> Iterator[ReadJob]:
    folder = study.blobs.folder.resolve()  # a worker may work in another folder
    for document in documents:
        # A missing file is the reader's to report: it becomes an Extraction with its failure.
        path = folder / document.sha256[:2] / document.sha256[2:]
        yield ReadJob(document.sha256, path, document.name, document.media_type)


def _store_reading(store: Store, reading: Reading, run: int) -> None:
    extraction = reading.extraction
    with store.writing() as writer:
        writer.add_extraction(extraction, run)
        if extraction.failure is None:
            writer.set_reading(extraction.document, reading.metadata, reading.pages, reading.passages)
            writer.set_facts(extraction.document, reading.facts)
