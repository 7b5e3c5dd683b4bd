"""Bench: passages a second on one core, beside the keyword search in the same run, and the start-up time.

Run: ``python -m tests.bench.bench_models``. Ratios, not seconds, are what to compare between machines.
"""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import groupby
from typing import Final

from threadpoolctl import threadpool_limits

from corpus.records import Passage, PassageId, PassageKind, Sha256, passage_id
from models.classifier import STARTER, Classifier
from models.codebook import DEFAULT_CODEBOOK, GATE, load_codebook
from models.evaluation import has_keyword
from models.gate import GATES
from models.judgements import JudgedPassage, Target
from models.material import load_documents, training_examples
from models.people import PeopleSettings, train_from_people

ROUNDS: Final = 3
PROMISED: Final = 2000
"""Passages per second and core that DESIGN.md promises for the default model."""
JUDGED: Final = 500
RETRAINING: Final = 20.0
"""Processor seconds that learning from so many judged passages may take, in a new process."""


def load_passages() -> list[tuple[str, tuple[Passage, ...]]]:
    """Every block of the shipped documents, by municipality and document."""
    documents = []
    for source, group in groupby(load_documents(), key=lambda example: example.source):
        examples = list(group)
        passages = tuple(
            Passage(
                passage_id(Sha256(source), n, n + len(e.context.text), e.context.text),
                Sha256(source),
                n,
                n,
                n + len(e.context.text),
                1,
                1,
                PassageKind(e.context.kind),
                e.context.headings,
                (),
                e.context.text,
            )
            for n, e in enumerate(examples)
        )
        documents.append((examples[0].municipality, passages))
    return documents


def best_seconds(work: Callable[[], object]) -> float:
    """The fastest of some rounds, in processor seconds."""
    taken = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return min(taken)


def start_seconds() -> float:
    """Wall time of a new process that imports the classifier and loads the shipped model."""
    program = "from models.classifier import STARTER, Classifier; Classifier.load(STARTER)"
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True)
    return time.perf_counter() - begin


def retrain_seconds() -> float:
    """Processor time of one training on judged passages, with cross-validation, from nothing loaded.

    The passages are blocks of the training documents, so that this tells of time, not of quality.
    """
    codebook = load_codebook(DEFAULT_CODEBOOK)
    codes = [code.id for code in codebook.codes if code.dimension != GATE]
    natural = [example for example in training_examples() if example.municipality]
    judged = []
    for number, example in enumerate(natural[:: len(natural) // JUDGED][:JUDGED]):
        a, b, c, d = (float(gate in example.codes) for gate in GATES)
        target = Target((a, b, c, d), {code: float(code in example.codes) for code in codes})
        name, document = PassageId(f"{number:032x}"), Sha256(example.source)
        judged.append(JudgedPassage(name, document, example.context, example.municipality, target))
    begin = time.process_time()
    train_from_people(judged, codebook, PeopleSettings())
    return time.process_time() - begin


def main() -> int:
    """Measure and print; 1 when the promise is not kept."""
    documents = load_passages()
    classifier = Classifier.load(STARTER)
    with threadpool_limits(1):  # the promise is per core
        return measure(classifier, documents)


def measure(classifier: Classifier, documents: list[tuple[str, tuple[Passage, ...]]]) -> int:
    """Classify and search, each several times; print; 1 when the promise is not kept."""
    count = sum(len(passages) for _, passages in documents)
    texts = [passage.text for _, passages in documents for passage in passages]
    retrained = retrain_seconds()
    gc.collect()
    gc.freeze()  # as the step does
    classified = best_seconds(lambda: [classifier.classify(p, name) for name, p in documents])
    searched = best_seconds(lambda: [has_keyword(text) for text in texts])
    rate = count / classified
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"classify: {rate:,.0f} passages/s/core over {count:,} passages (promised {PROMISED:,})\n"
        f"keyword search: {count / searched:,.0f} passages/s, {classified / searched:.0f} times as fast\n"
        f"start-up with the model loaded: {min(start_seconds() for _ in range(ROUNDS)):.2f} s\n"
        f"learning from {JUDGED} judged passages: {retrained:.1f} s of one core (at most {RETRAINING:.0f})\n"
        f"memory at its highest: {memory:.0f} MB\n"
    )
    return 0 if rate >= PROMISED and retrained <= RETRAINING else 1


if __name__ == "__main__":
    sys.exit(main())
