from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.records import PassageKind, Sha256, document_text
from extract.blocks import Block, BlockKind, Part
from extract.passages import build_passages, clean_text
from extract.sheets import Sheet
from tests.extract.placed import place_line

DOCUMENT = Sha256("0" * 64)
SHEETS = [Sheet(number, 595.0, 842.0, ()) for number in (1, 2, 3)]


def make_block(kind: BlockKind, text: str, page: int = 1, level: int = 0) -> Block:
    return Block(kind, (Part(page, (place_line(text),)),), level=level)


def test_headings_form_a_chain_that_falls_back_to_outer_levels() -> None:
    blocks = [
        make_block(BlockKind.HEADING, "Plan", level=1), make_block(BlockKind.HEADING, "Mål", level=2),
        make_block(BlockKind.HEADING, "Delmål", level=3), make_block(BlockKind.PARAGRAPH, "Ett."),
        make_block(BlockKind.HEADING, "Ansvar", level=2), make_block(BlockKind.PARAGRAPH, "Två."),
    ]  # fmt: skip
    pages, passages = build_passages(DOCUMENT, SHEETS, blocks)
    assert [passage.headings for passage in passages] == [("Plan", "Mål", "Delmål"), ("Plan", "Ansvar")]
    assert pages[0].text == "Plan\nMål\nDelmål\nEtt.\nAnsvar\nTvå."


def test_cells_of_a_row_are_divided_by_bars() -> None:
    cells = ((place_line("Åtgärd"),), (place_line("Ansvarig"),))
    row = Block(BlockKind.TABLE_ROW, (Part(1, (cells[0][0], cells[1][0])),), cells=cells)
    _, (passage,) = build_passages(DOCUMENT, SHEETS, [row])
    assert (passage.text, passage.kind) == ("Åtgärd | Ansvarig", PassageKind.TABLE_ROW)


def test_text_is_cleaned_of_what_is_not_text() -> None:
    assert clean_text("fo\u0308rena\xaddes  med ﬁna\u200b \uf0b7 ord\ufffe") == "förenades med fina ord"


def test_blocks_without_letters_are_left_out() -> None:
    _, passages = build_passages(
        DOCUMENT, SHEETS, [make_block(BlockKind.PARAGRAPH, "."), make_block(BlockKind.NOTE, "–")]
    )
    assert passages == ()


_blocks = st.lists(
    st.builds(
        make_block,
        st.sampled_from(BlockKind),
        st.text(min_size=1, max_size=40).filter(lambda text: text.strip(" ") != ""),
        st.integers(1, 3),
        st.integers(1, 4),
    ),
    max_size=12,
)


@given(_blocks)
def test_offsets_point_at_the_text_of_every_passage(blocks: list[Block]) -> None:
    blocks.sort(key=lambda block: block.parts[0].page)
    pages, passages = build_passages(DOCUMENT, SHEETS, blocks)
    text = document_text(pages)
    assert len(pages) == len(SHEETS)
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text
        assert text.count("\f", 0, passage.start) == passage.first_page - 1
