"""A study as large as the whole country's, made of random words, for benches.

Text says nothing here; what counts is how many rows of what shape there are. The municipalities are the
290, each with a visit and its share of the documents, some of which are newer versions of others. Some
passages are about external collaboration, with a handful of codes and a named actor; people have answered
some of those, in pairs.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corpus.records import (
    Box,
    CodeId,
    Coding,
    Document,
    DocumentKind,
    Evidence,
    Extraction,
    Fact,
    Fetch,
    Likeness,
    LikenessKind,
    Mention,
    Metadata,
    Page,
    Passage,
    PassageKind,
    Sha256,
    Visit,
    VisitOutcome,
    passage_id,
)
from corpus.review_records import Answer, CodebookVersion, Reviewer, ReviewerId
from corpus.store import Store
from corpus.verify import keep_hashes
from corpus.writer import Writer
from crawler.registry import load_registry
from models.codebook import DEFAULT_CODEBOOK, load_codebook

CODER: Final = "starter-00000000"
AT: Final = "2026-03-01T08:15:00Z"
PAIR: Final = (ReviewerId("anna"), ReviewerId("bo"))
MUNICIPALITIES: Final = load_registry().all
_A_DOCUMENT: Final = 100  # passages
_A_PAGE: Final = 10
_COMMIT: Final = 100  # documents
_AGREE: Final = 0.8  # of passages: two people gave the very same answer
_NAMED: Final = 0.6  # of passages about collaboration: an actor is named
_KNOWN: Final = 0.8  # of those: the gazetteer has the actor
_ACTORS: Final = 400
_REVISED: Final = 12  # one document in so many is a newer version of its municipality's last
_SHARED: Final = 25  # one in so many stands on the next municipality's website too
_UNDATED: Final = 20  # one in so many says no date
_TALKATIVE: Final = 0.8  # of what is told stands in every other document
_KINDS: Final = tuple(
    kind for kind in DocumentKind if kind not in (DocumentKind.FOCUS_GROUP, DocumentKind.INTERVIEW)
)
_WHY: Final = (Evidence(0, 5, "word", 0.3), Evidence(6, 12, "cue", 0.2))
_FIRST: Final = "sam kom re ut för an be in med till över under bort fram hem upp ned mot av på"
_LAST: Final = "verkan munen gionen veckling ening svar slut riktning borgare delning syn tag komst"
_WORDS: Final = tuple(first + last for first in _FIRST.split() for last in _LAST.split())


@dataclass(frozen=True, slots=True)
class Size:
    """How large a study: `passages` in all, and `answers` to them, half of each pair's. One passage in
    `one_in` is about external collaboration. `coder` is the model that said so.
    """

    passages: int
    answers: int
    one_in: int = 10
    coder: str = CODER


def make_study(path: Path, size: Size) -> Store:
    """A new database of this size at `path`; about two minutes for a million passages."""
    chance = random.Random(7)
    codes = [code.id for code in load_codebook(DEFAULT_CODEBOOK).codes]
    store = Store.create(path)
    documents = range(size.passages // _A_DOCUMENT)
    with store.writing() as writer:
        run = writer.start_run("bench", "0", "0" * 64)
        writer.set_municipalities(MUNICIPALITIES)
        writer.set_actor_names({f"actor/{n}": f"Aktör {n}" for n in range(_ACTORS)})
        held = len(documents) // len(MUNICIPALITIES)
        for one in MUNICIPALITIES:
            visit = (one.code, one.website, AT, AT, VisitOutcome.COMPLETE, 20 * held, held)
            writer.add_visit(Visit(*visit), run)
    external: list[Passage] = []
    for begin in range(0, len(documents), _COMMIT):
        with store.writing() as writer:
            for number in documents[begin : begin + _COMMIT]:
                document, pages, passages = _make_document(number, chance)
                _publish(writer, number, document, run)
                writer.add_extraction(Extraction(document.sha256, "bench", None, len(pages), 1.0), run)
                writer.set_reading(document.sha256, document.metadata, pages, passages)
                writer.set_facts(document.sha256, _iter_facts(document))
                told = _choose_told(number, passages, size.one_in, chance)
                codings = list(_iter_codings(passages, told, codes, chance, size.coder))
                mentions = list(_iter_mentions(told, codes, chance))
                writer.add_classification(document.sha256, size.coder, codings, mentions, run)
                keep_hashes(writer, (document.sha256,))
                external.extend(told)
    with store.writing() as writer:
        writer.set_likenesses(_iter_likenesses(len(documents)), run)
    _answer(store, chance.sample(external, min(size.answers, len(external) * 2) // 2), codes, chance)
    return store


def _name(number: int) -> Sha256:
    return Sha256(f"{number:064x}")


def _is_revision(number: int) -> bool:
    return number >= len(MUNICIPALITIES) and number // len(MUNICIPALITIES) % _REVISED == 0


def _make_document(number: int, chance: random.Random) -> tuple[Document, list[Page], list[Passage]]:
    sha256 = _name(number)
    owner = MUNICIPALITIES[number % len(MUNICIPALITIES)].code
    # A newer version has the title of the document that it was made from.
    title = number - len(MUNICIPALITIES) if _is_revision(number) else number
    day = f"{2010 + number * 7 % 16}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    facts = Metadata(
        title=f"Plan {title}",
        kind=_KINDS[title % len(_KINDS)],
        adopted="" if number % _UNDATED == 7 else day,
        adopted_by="Kommunfullmäktige",
        language="sv",
    )
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


def _publish(writer: Writer, number: int, document: Document, run: int) -> None:
    """A fetch of the document by its municipality, without which it is in no inventory; some by another."""
    writer.add_document(document)
    places = [number % len(MUNICIPALITIES)]
    places += [places[0] + 1] if number % _SHARED == 3 and places[0] + 1 < len(MUNICIPALITIES) else []
    for place in places:
        one = MUNICIPALITIES[place]
        url = f"{one.website}/filer/{document.name}"
        facts = (url, "application/pdf", "", "", document.sha256, document.size)
        writer.add_fetch(Fetch(url, one.code, one.website, "Plan", AT, 200, None, *facts), run)


def _iter_facts(document: Document) -> Iterator[Fact]:
    for field in ("title", "adopted", "adopted_by"):
        value = str(getattr(document.metadata, field))
        if value:
            yield Fact(document.sha256, field, value, 1, f"Antagen {value}", 0.9)


def _iter_likenesses(documents: int) -> Iterator[Likeness]:
    for number in filter(_is_revision, range(documents)):
        earlier = _name(number - len(MUNICIPALITIES))
        yield Likeness(_name(number), earlier, LikenessKind.REVISION, 0.7, 0.7)


def _choose_told(
    number: int, passages: Sequence[Passage], one_in: int, chance: random.Random
) -> list[Passage]:
    """The passages about collaboration: most stand in every other document, as in real ones."""
    share = 2 * (_TALKATIVE if number % 2 else 1 - _TALKATIVE) / one_in
    return [one for one in passages if chance.random() < share]


def _iter_codings(
    passages: Sequence[Passage],
    external: Sequence[Passage],
    codes: Sequence[CodeId],
    chance: random.Random,
    coder: str,
) -> Iterator[Coding]:
    told = {passage.id for passage in external}
    heads = [code for code in codes if not code.startswith("gate.")]
    for passage in passages:
        kind = "strategy" if chance.random() < 0.7 else "description"
        gate = CodeId(f"gate.{kind}" if passage.id in told else "gate.none")
        yield Coding(passage.id, gate, chance.uniform(0.5, 1.0), accepted=True, coder=coder)
        if passage.id in told:
            for code in chance.sample(heads, 5):
                score = chance.random()
                why = _WHY if score > 0.5 else ()
                yield Coding(passage.id, code, score, accepted=score > 0.5, coder=coder, evidence=why)


def _iter_mentions(
    external: Sequence[Passage], codes: Sequence[CodeId], chance: random.Random
) -> Iterator[Mention]:
    partners = [code for code in codes if code.startswith("partner.")]
    for passage in external:
        if chance.random() < _NAMED:
            end = passage.text.index(" ")
            number = chance.randrange(_ACTORS)
            actor = f"actor/{number}" if chance.random() < _KNOWN else None
            partner = partners[number % len(partners)]
            yield Mention(passage.id, 0, end, passage.text[:end], actor, partner)


def _answer(
    store: Store, passages: Sequence[Passage], codes: Sequence[CodeId], chance: random.Random
) -> None:
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


def _choose(codes: Sequence[CodeId], chance: random.Random) -> tuple[CodeId, ...]:
    """Codes of one answer: a few are common and most are rare, as in every codebook."""
    weights = [1 / rank for rank in range(1, len(codes) + 1)]
    return (CodeId("gate.strategy"), *chance.choices(codes, weights, k=2))
