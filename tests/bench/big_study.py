"""A study as large as the whole country's, made of random words, for benches.

Text says nothing here; what counts is how many rows of what shape there are. Some passages are about
external collaboration, with a handful of codes; people have answered some of those, in pairs.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corpus.records import (
    Box,
    CodeId,
    Coding,
    Document,
    Extraction,
    Metadata,
    Municipality,
    Page,
    Passage,
    PassageKind,
    Sha256,
    passage_id,
)
from corpus.review_records import Answer, CodebookVersion, Reviewer, ReviewerId
from corpus.store import Store
from models.codebook import DEFAULT_CODEBOOK, load_codebook

CODER: Final = "starter-00000000"
AT: Final = "2026-03-01T08:15:00Z"
PAIR: Final = (ReviewerId("anna"), ReviewerId("bo"))
_A_DOCUMENT: Final = 100  # passages
_A_PAGE: Final = 10
_COMMIT: Final = 100  # documents
_MUNICIPALITIES: Final = 290
_AGREE: Final = 0.8  # of passages: two people gave the very same answer
_WORDS: Final = tuple(
    first + last
    for first in [
        "sam",
        "kom",
        "re",
        "ut",
        "för",
        "an",
        "be",
        "in",
        "med",
        "till",
        "över",
        "under",
        "bort",
        "fram",
        "hem",
        "upp",
        "ned",
        "mot",
        "av",
        "på",
    ]
    for last in [
        "verkan",
        "munen",
        "gionen",
        "veckling",
        "ening",
        "svar",
        "slut",
        "riktning",
        "borgare",
        "delning",
        "syn",
        "tag",
        "komst",
    ]
)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a study: `passages` in all, and `answers` to them, half of each pair's. One passage in
    `one_in` is about external collaboration.
    """

    passages: int
    answers: int
    one_in: int = 10


def make_study(path: Path, size: Size) -> Store:
    """A new database of this size at `path`; a minute or two for a million passages."""
    chance = random.Random(7)
    codes = [code.id for code in load_codebook(DEFAULT_CODEBOOK).codes]
    store = Store.create(path)
    with store.writing() as writer:
        run = writer.start_run("bench", "0", "0" * 64)
        writer.set_municipalities(
            Municipality(f"{n:04}", f"Ort {n}", "99", "Län", "C", "Grupp", 10_000, f"https://ort{n}.example/")
            for n in range(_MUNICIPALITIES)
        )
    external: list[Passage] = []
    documents = range(size.passages // _A_DOCUMENT)
    for begin in range(0, len(documents), _COMMIT):
        with store.writing() as writer:
            for number in documents[begin : begin + _COMMIT]:
                document, pages, passages = _make_document(number, chance)
                writer.add_document(document)
                writer.add_extraction(Extraction(document.sha256, "bench", None, len(pages), 1.0), run)
                writer.set_reading(document.sha256, document.metadata, pages, passages)
                told = passages[:: size.one_in]
                codings = list(_iter_codings(passages, told, codes, chance))
                writer.add_classification(document.sha256, CODER, codings, [], run)
                external.extend(told)
    _answer(store, chance.sample(external, min(size.answers, len(external) * 2) // 2), codes, chance)
    return store


def _make_document(number: int, chance: random.Random) -> tuple[Document, list[Page], list[Passage]]:
    sha256 = Sha256(f"{number:064x}")
    facts = Metadata(title=f"Plan {number}", adopted="2024-05-29", language="sv")
    owner = f"{number % _MUNICIPALITIES:04}"
    document = Document(sha256, owner, "application/pdf", 100_000, f"plan-{number}.pdf", AT, facts)
    texts = [" ".join(chance.choices(_WORDS, k=25)) + "." for _ in range(_A_DOCUMENT)]
    passages, place = [], 0
    for ordinal, text in enumerate(texts):
        page = ordinal // _A_PAGE + 1
        box = Box(page, 70.0, 100.0, 500.0, 130.0)
        own = passage_id(sha256, place, place + len(text), text)
        passages.append(
            Passage(
                *(own, sha256, ordinal, place, place + len(text), page, page),
                *(PassageKind.PARAGRAPH, (f"Avsnitt {page}",), (box,), text),
            )
        )
        place += len(text) + 1
    pages = [
        Page(sha256, n + 1, 595.0, 842.0, "\n".join(texts[n * _A_PAGE : (n + 1) * _A_PAGE]))
        for n in range(_A_DOCUMENT // _A_PAGE)
    ]
    return document, pages, passages


def _iter_codings(
    passages: list[Passage], external: list[Passage], codes: list[CodeId], chance: random.Random
) -> Iterator[Coding]:
    told = {passage.id for passage in external}
    heads = [code for code in codes if not code.startswith("gate.")]
    for passage in passages:
        gate = CodeId("gate.strategy" if passage.id in told else "gate.none")
        yield Coding(passage.id, gate, chance.uniform(0.5, 1.0), accepted=True, coder=CODER)
        if passage.id in told:
            for code in chance.sample(heads, 5):
                score = chance.random()
                yield Coding(passage.id, code, score, accepted=score > 0.5, coder=CODER)


def _answer(store: Store, passages: list[Passage], codes: list[CodeId], chance: random.Random) -> None:
    version = CodebookVersion("c0de" * 16, PAIR[0], "1", "", "", "", dict.fromkeys(codes, "a"))
    with store.deciding() as writer:
        for number, reviewer in enumerate(PAIR):
            writer.add_reviewer(Reviewer(reviewer, reviewer.title(), number, AT))
        writer.add_codebook_version(version)
        for passage in passages:
            first = _choose(codes, chance)
            second = first if chance.random() < _AGREE else _choose(codes, chance)
            for reviewer, yes in zip(PAIR, (first, second), strict=True):
                writer.add_answer(Answer(passage.id, reviewer, yes, (), CODER, version.hash))


def _choose(codes: list[CodeId], chance: random.Random) -> tuple[CodeId, ...]:
    """Codes of one answer: a few are common and most are rare, as in every codebook."""
    weights = [1 / rank for rank in range(1, len(codes) + 1)]
    return (CodeId("gate.strategy"), *chance.choices(codes, weights, k=2))
