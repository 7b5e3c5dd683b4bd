from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import DocumentKind, Sha256, document_text, passage_id
from extract.galleys import set_manuscript
from extract.manuscripts import Item, ItemKind, Manuscript
from tests.strategies import swedish_text

DOCUMENT = Sha256("0" * 64)
TEXT = Item(ItemKind.PARAGRAPH, "Kommunen ska samverka med alla som vill och kan.")


def heading(text: str, level: int) -> Item:
    return Item(ItemKind.HEADING, text, level)


def test_headings_lead_what_stands_below_them_by_level() -> None:
    items = (heading("Mål", 1), heading("Delmål", 2), TEXT, heading("Annat", 1), TEXT)
    chains = [passage.headings for passage in set_manuscript(DOCUMENT, Manuscript(items), "x").passages]
    assert chains == [("Mål", "Delmål"), ("Annat",)]


def test_facts_in_cells_below_labels_and_in_the_margin_become_metadata() -> None:
    items = (
        Item(ItemKind.TITLE, "Riktlinje för dialog"),
        Item(ItemKind.TABLE_ROW, "", cells=("Diarienummer", "KS 2023/118")),
        Item(ItemKind.PARAGRAPH, "Dokumentansvarig"),
        Item(ItemKind.PARAGRAPH, "Kanslichefen"),
        TEXT,
    )
    margin = (Item(ItemKind.PARAGRAPH, "Antagen av kommunstyrelsen 2023-05-29, § 87"),)
    metadata = set_manuscript(DOCUMENT, Manuscript(items, margin), "x").metadata
    assert (metadata.title, metadata.kind) == ("Riktlinje för dialog", DocumentKind.GUIDELINE)
    assert (metadata.reference, metadata.responsible) == ("KS 2023/118", "Kanslichefen")
    assert (metadata.adopted, metadata.adopted_by) == ("2023-05-29", "Kommunstyrelsen")


def test_title_and_language_fall_back_on_what_the_file_declares() -> None:
    metadata = set_manuscript(
        DOCUMENT, Manuscript((TEXT,), title="Avtal", language="fi"), "fil.docx"
    ).metadata
    assert (metadata.title, metadata.language) == ("Avtal", "sv")
    bare = Manuscript((Item(ItemKind.PARAGRAPH, "Xyz qwe."),), language="fi")
    metadata = set_manuscript(DOCUMENT, bare, "Min_plan.docx").metadata
    assert (metadata.title, metadata.language) == ("Min plan", "fi")


_items = st.builds(
    Item,
    st.sampled_from([kind for kind in ItemKind if kind is not ItemKind.TABLE_ROW]),
    swedish_text,
    st.integers(0, 9),
)
_rows = st.builds(
    lambda cells: Item(ItemKind.TABLE_ROW, "", cells=tuple(cells)),
    st.lists(swedish_text, min_size=1, max_size=4),
)


@settings(deadline=None)
@given(st.lists(st.one_of(_items, _rows), max_size=12))
def test_offsets_ids_and_normal_form_hold_for_any_manuscript(items: list[Item]) -> None:
    galley = set_manuscript(DOCUMENT, Manuscript(tuple(items)), "x")
    passages = galley.passages
    text = document_text((galley.page,))
    assert unicodedata.is_normalized("NFC", text)
    for number, passage in enumerate(passages):
        assert text[passage.start : passage.end] == passage.text
        assert passage.id == passage_id(DOCUMENT, passage.start, passage.end, passage.text)
        assert (passage.ordinal, passage.first_page, passage.last_page) == (number, 1, 1)
        assert passage.boxes == ()
