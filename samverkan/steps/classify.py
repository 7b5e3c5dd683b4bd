"""Classifying passages: every document that was read and that the current model has not seen."""

from __future__ import annotations

import gc

from corpus.counts import plural
from corpus.records import Document, Passage
from corpus.store import Store
from corpus.truth import EXTERNAL
from corpus.verify import keep_hashes
from models.actors import load_actors
from samverkan import console
from samverkan.outcome import Outcome
from samverkan.steps.runs import recorded_run
from samverkan.study import Study


def classify_pending(study: Study, store: Store) -> Outcome:
    """Classify what is pending; each document is one transaction."""
    classifier = study.load_classifier()
    with store.reading() as reader:
        pending = list(reader.iter_unclassified_documents(classifier.coder))
        names = {one.code: one.name for one in reader.iter_municipalities()}
    if not pending:
        return Outcome("classify", "nothing to do, every passage is classified.", idle=True)
    with store.writing() as writer:
        writer.set_actor_names({actor.id: actor.name for actor in load_actors()})
    gc.freeze()  # the model stays: not to be looked through at each collection saves a tenth of the time
    counts = {"documents": 0, "passages": 0, "external": 0, "codings": 0}
    with (
        recorded_run(study, store, "classify", counts) as run,
        console.progress("classify", len(pending)) as advance,
    ):
        for document in pending:
            passages = _read_passages(store, document)
            own_name = names.get(document.municipality, "")
            classified = classifier.classify(passages, own_name)
            codings = [coding for one in classified for coding in one.codings]
            mentions = [mention for one in classified for mention in one.mentions]
            with store.writing() as writer:
                writer.add_classification(document.sha256, classifier.coder, codings, mentions, run)
                keep_hashes(writer, (document.sha256,))
            counts["documents"] += 1
            counts["passages"] += len(passages)
            counts["external"] += len(
                {one.passage for one in codings if one.accepted and one.code in EXTERNAL}
            )
            counts["codings"] += sum(1 for coding in codings if coding.accepted)
            advance(1, document.name)
    summary = (
        f"{plural(counts['passages'], 'passage')} of {plural(counts['documents'], 'document')} classified by "
        f"{classifier.coder}: {counts['external']:,} about external collaboration."
    )
    missing = classifier.missing_codes(study.codebook)
    if missing:
        summary += f" Codes of your codebook that the model has not learnt: {', '.join(missing)}."
    return Outcome("classify", summary, counts)


def _read_passages(store: Store, document: Document) -> tuple[Passage, ...]:
    with store.reading() as reader:
        return tuple(reader.iter_passages(document.sha256))
