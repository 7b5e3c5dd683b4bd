from dataclasses import replace

import pytest

from corpus.records import DocumentKind, Fact, Metadata, Notice, Sha256
from extract.notices import CONFIDENCE, merge_notices

DOCUMENT = Sha256("ab" * 32)
PAGE = "https://www.grenas.example/styrdokument/strategi"


def notice(field, value, page=PAGE):
    return Notice("9801", page, f"{PAGE}.pdf", field, value, f"sagt: {value}")


def merge(notices, metadata=None, facts=()):
    return merge_notices(DOCUMENT, metadata or Metadata(), facts, notices)


def fact(field, value, confidence, page=1):
    return Fact(DOCUMENT, field, value, page, value, confidence)


def test_a_silent_document_is_completed_from_its_landing_page():
    metadata, facts = merge(
        [
            notice("title", "Näringslivsstrategi 2030"),
            notice("kind", "Strategi"),
            notice("decision", "Kommunfullmäktige 2023-05-29 § 87"),
            notice("responsible", "Näringslivsenheten"),
            notice("published", "2 juni 2023"),
            notice("updated", "2024-03-14T10:00"),
            notice("valid", "2023–2030"),
            notice("reference", "KS 2022/17"),
        ]
    )
    assert metadata == Metadata(
        title="Näringslivsstrategi 2030",
        kind=DocumentKind.STRATEGY,
        adopted="2023-05-29",
        adopted_by="Kommunfullmäktige",
        paragraph="§ 87",
        reference="KS 2022/17",
        valid_from="2023",
        valid_to="2030",
        responsible="Näringslivsenheten",
        published="2023-06-02",
        updated="2024-03-14",
    )
    assert {(one.page, one.confidence) for one in facts} == {(0, CONFIDENCE)}
    assert all(one.quote.startswith("/styrdokument/strategi: sagt: ") for one in facts)


def test_what_the_document_says_itself_stands_and_its_file_name_does_not():
    own = Metadata(title="nlstrat_v3_slutlig", adopted="2020-01-01")
    facts = (fact("title", "nlstrat_v3_slutlig", 0.4, page=0), fact("adopted", "2020-01-01", 0.97))
    metadata, merged = merge([notice("title", "Strategi"), notice("decision", "2023-05-29")], own, facts)
    assert (metadata.title, metadata.adopted) == ("Strategi", "2020-01-01")
    assert {one.field: one.confidence for one in merged}["adopted"] == 0.97


@pytest.mark.parametrize(
    ("field", "value"), [("published", "i våras"), ("kind", "Länk"), ("decision", "–"), ("x", "y")]
)
def test_what_means_nothing_adds_nothing(field, value):
    assert merge([notice(field, value)]) == (Metadata(), ())


def test_merging_again_changes_nothing_and_the_order_of_pages_does_not_matter():
    notices = [
        notice("title", "Strategi A"),
        notice("title", "Strategi B", f"{PAGE}/b"),
        notice("kind", "Plan"),
    ]
    once = merge(notices)
    assert merge(reversed(notices)) == once
    assert merge(notices, *once) == once
    assert merge([], replace(once[0]), once[1]) == once
    assert once[0].title == "Strategi A"
