from __future__ import annotations

import pytest

from corpus.records import DocumentKind
from extract.blocks import Block, BlockKind, Part
from extract.statements import Source, Statement, get_confidence, get_facts, get_metadata
from extract.titles import fold_capitals
from tests.extract.placed import place_line
from tests.extract.reads import read_typst

LOREM = "Kommunen ska samverka med föreningslivet. Arbetet följs upp varje år i årsredovisningen. "


def test_each_fact_has_its_page_its_quote_and_a_confidence() -> None:
    reading = read_typst(
        "#text(size: 24pt)[Biblioteksplan 2025–2028]\n\n"
        f"{LOREM * 3}\n#pagebreak()\nAntagen av kommunfullmäktige 2024-12-09, § 118. Dokumentansvarig: "
        f"Bibliotekschef. Ersätter Biblioteksplan 2020–2024.\n\n{LOREM}"
    )
    facts = {fact.field: fact for fact in reading.facts}
    assert (facts["title"].page, facts["title"].value) == (1, "Biblioteksplan 2025–2028")
    assert (facts["adopted"].page, facts["adopted"].value) == (2, "2024-12-09")
    assert "kommunfullmäktige 2024-12-09" in facts["adopted"].quote
    assert facts["responsible"].value == "Bibliotekschef"
    assert facts["replaces"].value == "Biblioteksplan 2020–2024"
    assert facts["valid_from"].quote == "Biblioteksplan 2025–2028"
    assert all(0 < fact.confidence < 1 for fact in reading.facts)
    assert facts["language"].page == 0


def test_every_field_of_the_metadata_has_its_fact_and_no_other() -> None:
    reading = read_typst(f"= Plan för samverkan\nDnr: KS 2023/118\n\n{LOREM * 2}")
    for fact in reading.facts:
        assert getattr(reading.metadata, fact.field) == fact.value
    fields = {name for name in reading.metadata.__slots__ if getattr(reading.metadata, name)}
    assert fields - {"kind"} == {fact.field for fact in reading.facts} - {"kind"}


def test_statements_become_metadata_and_facts() -> None:
    statements = {
        "title": Statement("Plan", 0, "plan.pdf", Source.NAME),
        "kind": Statement("plan", 0, "plan.pdf", Source.TITLE),
    }
    assert (get_metadata(statements).title, get_metadata(statements).kind) == ("Plan", DocumentKind.PLAN)
    fact = get_facts("0" * 64, statements)[0]  # type: ignore[arg-type]
    assert (fact.field, fact.page, fact.quote) == ("title", 0, "plan.pdf")


def test_a_labelled_field_is_trusted_more_than_a_file_name() -> None:
    assert get_confidence("title", Source.NAME) < get_confidence("reference", Source.FIELD)
    assert all(0 < get_confidence(name, source) < 1 for name in ("title", "kind") for source in Source)


@pytest.mark.parametrize(
    ("title", "folded"),
    [
        ("KLIMAT STRATEGI", "Klimatstrategi"),
        ("PLAN FÖR HAPARANDA OCH RSA", "Plan för Haparanda och RSA"),
        ("Redan skriven", "Redan skriven"),
        ("Klimat strategi", "Klimatstrategi"),
        ("Fritids gård", "Fritidsgård"),
        ("Plan för skolan", "Plan för skolan"),
        ("Vår Klimat Strategi", "Vår Klimat Strategi"),
        ("RSA", "RSA"),
    ],
)
def test_titles_in_capitals_are_written_as_the_text_writes_them(title: str, folded: str) -> None:
    text = "Vår klimatstrategi gäller Haparanda och bygger på en RSA. I förskolan finns en fritidsgården"
    block = Block(BlockKind.PARAGRAPH, (Part(1, (place_line(text),)),))
    assert fold_capitals(title, [block]) == folded
