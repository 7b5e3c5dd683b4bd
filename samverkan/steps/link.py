"""Linking documents: which are copies, drafts, revisions or parts of each other, over the whole study."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from corpus.counts import plural
from corpus.reader import Reader
from corpus.records import Document, Likeness, LikenessKind, Sha256
from corpus.store import Store
from extract.sketches import Sketch, sketch_document
from extract.versions import find_likenesses
from samverkan import console
from samverkan.outcome import Outcome
from samverkan.steps.runs import recorded_run
from samverkan.study import Study


def link_pending(study: Study, store: Store) -> Outcome:
    """Compare all documents when something new was read; one transaction puts all links in place."""
    with store.reading() as reader:
        if not reader.is_linking_pending():
            return Outcome("link", "nothing to do, no document was read since.", idle=True)
    counts = {"documents": 0, "links": 0}
    with recorded_run(study, store, "link", counts) as run:
        with store.reading() as reader:
            documents, sketches = sketch_all(reader)
        likenesses = find_likenesses(sketches, documents)
        with store.writing() as writer:
            writer.set_likenesses(likenesses, run)
        counts.update(documents=len(sketches), links=len(likenesses))
    return Outcome("link", summarise(len(sketches), likenesses), counts)


def sketch_all(reader: Reader) -> tuple[dict[Sha256, Document], list[Sketch]]:
    """Every document, and the sketches of those that have text."""
    documents = {document.sha256: document for document in reader.iter_documents()}
    sketches = []
    with console.progress("link", len(documents)) as advance:
        for document in documents.values():
            sketch = sketch_document(document.sha256, reader.iter_passage_texts(document.sha256))
            if len(sketch.hashes):
                sketches.append(sketch)
            advance(1, document.name)
    return documents, sketches


_NOUNS = {
    LikenessKind.COPY: ("copy", "copies"),
    LikenessKind.PART: ("part", "parts"),
    LikenessKind.REVISION: ("revision", "revisions"),
    LikenessKind.DRAFT: ("draft", "drafts"),
}


def summarise(compared: int, likenesses: Iterable[Likeness]) -> str:
    """The outcome in a line: how many were compared, and how many links of each kind there are."""
    found = Counter(likeness.kind for likeness in likenesses)
    kinds = [plural(found[kind], *nouns) for kind, nouns in _NOUNS.items() if found[kind]]
    return f"{plural(compared, 'document')} compared: {', '.join(kinds) or 'none is like another'}."
