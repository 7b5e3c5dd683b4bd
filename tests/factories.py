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
    Metadata,
    Municipality,
    Page,
    Passage,
    PassageKind,
    Sha256,
    Verdict,
    passage_id,
)

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
