"""Classifying with the model in use whatever it has not classified yet; a document is one transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from corpus.records import Document, Passage
from corpus.store import Store
from corpus.verify import keep_hashes
from models.actors import load_actors
from models.codebook import load_codebook
from models.shelf import Shelf

if TYPE_CHECKING:
    from models.classifier import Classifier
    from review.learning_work import Task

Advance = Callable[[int, int, str], None]
"""Called with how much is done, of how much, and what comes next."""


def classify_pending(task: Task, advance: Advance) -> str:
    """Make the model in use the one whose suggestions count, everywhere; returns its name."""
    classifier = Shelf(task.models).load_current().for_codebook(load_codebook(task.codebook))
    with Store.open(task.database) as store:
        with store.reading() as reader:
            pending = list(reader.iter_unclassified_documents(classifier.coder))
            names = {one.code: one.name for one in reader.iter_municipalities()}
        with store.deciding() as writer:
            run = writer.start_run("classify", task.program, task.settings)
            writer.set_coder(classifier.coder, run)  # it may have been in use before
            writer.set_actor_names({actor.id: actor.name for actor in load_actors()})
        counts = {"documents": 0, "passages": 0}
        for number, document in enumerate(pending):
            advance(number, len(pending), document.name)
            counts["documents"] += 1
            own_name = names.get(document.municipality, "")
            counts["passages"] += _classify(store, classifier, document, (own_name, run))
        with store.writing() as writer:
            writer.finish_run(run, counts)
    return classifier.coder


def _classify(store: Store, classifier: Classifier, document: Document, facts: tuple[str, int]) -> int:
    """Classify a document as it is when the answer is stored; borders may be moved meanwhile."""
    own_name, run = facts
    with store.reading() as reader:
        passages = tuple(reader.iter_passages(document.sha256))
    while True:
        classified = classifier.classify(passages, own_name)
        codings = [coding for one in classified for coding in one.codings]
        mentions = [mention for one in classified for mention in one.mentions]
        with store.deciding() as writer:
            now = tuple(writer.iter_passages(document.sha256))
            if _name(now) == _name(passages):
                if not writer.is_classified(document.sha256, classifier.coder):
                    writer.add_classification(document.sha256, classifier.coder, codings, mentions, run)
                    keep_hashes(writer, (document.sha256,))
                return len(passages)
        passages = now


def _name(passages: tuple[Passage, ...]) -> tuple[str, ...]:
    return tuple(passage.id for passage in passages)
