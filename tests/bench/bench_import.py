"""Bench: a QDPX project with fifty thousand codings taken in, against one with five thousand.

Both are made here: made-up documents of twenty passages and one that is as long as all the others, five codes
on each passage by one person, exported from one study and imported into another that has the same documents
and no answers. What a coding costs must not grow with how many there are.
Run: ``python -m tests.bench.bench_import [CODINGS]``.
"""

from __future__ import annotations

import hashlib
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script sees only its own folder

from corpus.records import CodeId, Page, Passage, PassageId, PassageKind, Sha256, passage_id
from corpus.review_records import Answer
from review.codebooks import parse_file
from samverkan.config import Config
from samverkan.steps.export import ExportRequest, iter_exports
from samverkan.steps.import_project import ImportRequest, import_project
from samverkan.study import Study, create_study
from tests import factories

CODINGS: Final = 50_000
CODES: Final = 5  # on each passage
PASSAGES: Final = 20  # of a document
MOST: Final = 1.5
"""How much more a coding of the large project may cost than one of a tenth. Measured: 1.0."""
_WORDS: Final = (
    "kommunen",
    "samverkar",
    "med",
    "regionen",
    "högskolan",
    "föreningar",
    "för",
    "att",
    "stärka",
)


def make_study(folder: Path, passages: int) -> tuple[Study, list[PassageId]]:
    """A study of made-up documents with so many passages, half of them in one. The same each time."""
    study, chance = create_study(folder, Config()), random.Random(2)
    owner, made = factories.municipality(), list[PassageId]()
    sizes = [passages // 2, *[PASSAGES] * (passages // 2 // PASSAGES)]
    with study.open_store() as store, store.writing() as writer:
        run = writer.start_run("test", "0", "hash")
        writer.set_municipalities([owner])
        for number, size in enumerate(sizes):
            texts = [f"{' '.join(chance.choices(_WORDS, k=30))} {number}-{line}." for line in range(size)]
            content = "\n".join(texts).encode()
            sha256 = Sha256(hashlib.sha256(content).hexdigest())
            study.blobs.add_bytes(content)
            document = factories.document(f"{number}.txt")
            document = replace(document, sha256=sha256, media_type="text/plain", size=len(content))
            found = tuple(_iter_passages(sha256, texts))
            writer.add_document(document)
            writer.add_fetch(factories.fetch(document, municipality=owner.code), run)
            writer.add_extraction(factories.extraction(document), run)
            page = Page(sha256, 1, 0.0, 0.0, "\n".join(texts))
            writer.set_reading(sha256, document.metadata, [page], found)
            made += [one.id for one in found]
    return study, made


def _iter_passages(sha256: Sha256, texts: list[str]) -> Iterator[Passage]:
    start = 0
    for number, text in enumerate(texts):
        end = start + len(text)
        name = passage_id(sha256, start, end, text)
        yield Passage(name, sha256, number, start, end, 1, 1, PassageKind.PARAGRAPH, (), (), text)
        start = end + 1


def answer_all(study: Study, passages: list[PassageId]) -> None:
    """One person's answer to every passage."""
    file = parse_file(study.codebook_path.read_text("utf-8"), study.codebook_path)
    codes = [code.id for code in file.codebook.codes if code.dimension != "gate"]
    chance, person = random.Random(1), factories.reviewer()
    with study.open_store() as store, store.deciding() as writer:
        writer.add_reviewer(person)
        writer.add_codebook_version(file.as_version(person.id, "", ""))
        for passage in passages:
            yes = (CodeId("gate.strategy"), *chance.sample(codes, CODES - 1))
            writer.add_answer(Answer(passage, person.id, yes, (), None, file.codebook.hash))


def measure(folder: Path, codings: int) -> float:
    """Seconds of processor time to take in so many codings. Raises ValueError when any is lost."""
    study, passages = make_study(folder / "from", codings // CODES)
    answer_all(study, passages)
    with study.open_store() as store:
        (done,) = iter_exports(study, store, ExportRequest(("qdpx",), "sv", folder))
    target, _ = make_study(folder / "to", codings // CODES)
    begin = time.process_time()
    with target.open_store() as store, redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        imported = import_project(target, store, ImportRequest(done.path))
    seconds = time.process_time() - begin
    if imported.outcome.counts["answers"] != len(passages) or imported.report.lost():
        raise ValueError(f"Not everything came in: {imported.outcome.summary}")
    return seconds


def main() -> int:
    """Print what both cost; 1 when a coding of the large one costs too much more."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CODINGS
    costs = []
    for codings in (count // 10, count):
        with tempfile.TemporaryDirectory() as folder:
            seconds = measure(Path(folder), codings)
        costs.append(seconds / codings)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"imported: {codings:,} codings in {seconds:.1f} s of one core, {peak:.0f} MB")
    ratio = costs[1] / costs[0]
    print(f"a coding of the large project costs {ratio:.2f} times one of the small (at most {MOST})")
    return int(ratio > MOST)


if __name__ == "__main__":
    sys.exit(main())
