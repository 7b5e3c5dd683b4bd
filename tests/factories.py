"""Records for tests, made whole from a few words; each function names only what a test cares about."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from corpus.records import (
    Box,
    Code,
    Codebook,
    CodeId,
    Coding,
    Dimension,
    Document,
    DocumentKind,
    Extraction,
    Fetch,
    FetchFailure,
    Judgement,
    Mention,
    Metadata,
    Municipality,
    Page,
    Passage,
    PassageKind,
    Sha256,
    Verdict,
    passage_id,
)
from corpus.review_records import Answer, CodebookVersion, Reviewer, ReviewerId
from corpus.review_writer import ReviewWriter
from corpus.store import Store

AT = "2026-03-01T08:15:00Z"
CODER = "test-model"


def sha256_of(name: str) -> Sha256:
    return Sha256(hashlib.sha256(name.encode()).hexdigest())


def municipality(
    name: str = "Sjöbacka", code: str = "9801", website: str = "https://www.sjobacka.example"
) -> Municipality:
    return Municipality(code, name, "98", "Provlän", "C8", "Landsbygdskommun", 9_000, website)


def document(name: str = "plan.pdf", owner: str = "9801", **facts: str) -> Document:
    kind = DocumentKind(facts.pop("kind", "plan"))
    return Document(sha256_of(name), owner, "application/pdf", 1_000, name, AT, Metadata(kind=kind, **facts))


def fetch(of: Document | None = None, **changes: object) -> Fetch:
    values: dict[str, object] = {
        "url": "https://www.sjobacka.example/plan.pdf",
        "municipality": "9801" if of is None else of.municipality,
        "referrer": "https://www.sjobacka.example/styrdokument",
        "anchor": "Plan",
        "at": AT,
        "status": 200,
        "failure": None,
        "final_url": "https://www.sjobacka.example/plan.pdf",
        "media_type": "application/pdf",
        "etag": "",
        "last_modified": "",
        "sha256": None if of is None else of.sha256,
        "size": 1_000,
        "detail": "",
    }
    return Fetch(**{**values, **changes})  # type: ignore[arg-type]


def failed_fetch(failure: FetchFailure, url: str) -> Fetch:
    return fetch(url=url, failure=failure, status=0, media_type="", size=0)


def extraction(of: Document, **changes: object) -> Extraction:
    values: dict[str, object] = {
        "document": of.sha256,
        "extractor": "test-reader/1",
        "failure": None,
        "pages": 1,
        "seconds": 0.1,
    }
    return Extraction(**{**values, **changes})  # type: ignore[arg-type]


def page_with(of: Document, texts: Sequence[str], number: int = 1) -> Page:
    return Page(of.sha256, number, 595.0, 842.0, "\n".join(texts))


def passages_of(
    of: Document, texts: Sequence[str], headings: tuple[str, ...] = ("Samverkan",)
) -> tuple[Passage, ...]:
    """One passage a text, as they stand on a page made by `page_with`."""
    made = []
    start = 0
    for ordinal, text in enumerate(texts):
        end = start + len(text)
        made.append(
            Passage(
                passage_id(of.sha256, start, end, text),
                of.sha256,
                ordinal,
                start,
                end,
                1,
                1,
                PassageKind.PARAGRAPH,
                headings,
                (Box(1, 70.0, 100.0 + 20 * ordinal, 500.0, 115.0 + 20 * ordinal),),
                text,
            )
        )
        start = end + 1
    return tuple(made)


def coding(of: Passage, code: str, score: float = 0.9, coder: str = CODER) -> Coding:
    return Coding(of.id, CodeId(code), score, score >= 0.5, coder)


def judgement(of: Passage, code: str, verdict: str, reviewer: str = "Anna") -> Judgement:
    return Judgement(of.id, CodeId(code), Verdict(verdict), reviewer, AT, None, "0" * 64)


def codebook() -> Codebook:
    """A small codebook with a gate, two partners and two purposes."""

    def codes(*named: tuple[str, str, str]) -> tuple[Code, ...]:
        return tuple(Code(CodeId(code), sv, en, f"Om {sv}.") for code, sv, en in named)

    gate = codes(
        ("gate.strategy", "Strategi", "Strategy"),
        ("gate.description", "Beskrivning", "Description"),
        ("gate.internal", "Intern", "Internal"),
        ("gate.none", "Ej samverkan", "None"),
    )
    partner = codes(
        ("partner.region", "Region", "Region"), ("partner.university", "Universitet", "University")
    )
    purpose = codes(
        ("purpose.competence", "Kompetens", "Competence"), ("purpose.quality", "Kvalitet", "Quality")
    )
    return Codebook(
        "c0de" * 16,
        "1.0",
        (
            Dimension("gate", "Grind", "Gate", "Samverkan?", True, gate),
            Dimension("partner", "Partner", "Partner", "Med vem?", False, partner),
            Dimension("purpose", "Syfte", "Purpose", "Varför?", False, purpose),
        ),
    )


TEXTS = ("Vi ska samverka med högskolan.", "Vi samarbetar med regionen.", "Vi bygger en bro.")


def add_classified(
    store: Store, plan: Document, *owners: Municipality, texts: tuple[str, ...] = TEXTS
) -> None:
    """A document that was fetched for `owners`, read, and classified: a strategy, a description, and none."""
    passages = passages_of(plan, texts)
    codings = [
        coding(passages[0], "gate.strategy"),
        coding(passages[0], "partner.university"),
        coding(passages[0], "purpose.competence"),
        coding(passages[1], "gate.description", 0.7),
        coding(passages[1], "gate.strategy", 0.2),
        coding(passages[1], "partner.region"),
        *(coding(passage, "gate.none") for passage in passages[2:]),
    ]
    mention = Mention(passages[0].id, 20, 30, "högskolan", "university/sjobacka", codings[1].code)
    with store.writing() as writer:
        writer.set_actor_names({"university/sjobacka": "Högskolan i Sjöbacka"})
        run = writer.start_run("test", "0", "hash")
        writer.set_municipalities(owners)
        writer.add_document(plan)
        for owner in owners:
            writer.add_fetch(fetch(plan, municipality=owner.code), run)
        writer.add_extraction(extraction(plan), run)
        writer.set_reading(plan.sha256, plan.metadata, [page_with(plan, texts)], passages)
        writer.add_classification(plan.sha256, CODER, codings, [mention], run)


def reviewer(name: str = "Anna") -> Reviewer:
    return Reviewer(ReviewerId(name.lower()), name, 0, AT)


def codebook_version(name: str = "first", **meanings: str) -> CodebookVersion:
    """A version of `codebook`; `meanings` replace those of codes, with "__" for the dot."""
    own = {code.id: "a" for code in codebook().codes}
    own |= {CodeId(code.replace("__", ".")): meaning for code, meaning in meanings.items()}
    digest = hashlib.sha256(name.encode()).hexdigest()
    return CodebookVersion(digest, ReviewerId("anna"), name, "text", "summary", "", own)


def answer(of: Passage, *yes: str, by: str = "anna", **changes: object) -> Answer:
    codes = tuple(map(CodeId, yes))
    values = {"unsure": (), "shown": None, "codebook": codebook_version().hash} | changes
    return Answer(of.id, ReviewerId(by), codes, **values)  # type: ignore[arg-type]


def add_reviewers(writer: ReviewWriter, *names: str) -> None:
    """People, and the first version of the codebook that they answer by."""
    for name in names:
        writer.add_reviewer(reviewer(name))
    writer.add_codebook_version(codebook_version())
