from __future__ import annotations

from dataclasses import replace

import pytest

from extract.blocks import Block, BlockKind, Part
from extract.headings import Body, mark_headings
from tests.extract.placed import place_line

BODY = Body(10.0, bold=False)


def make_block(text: str, size: float = 10.0, *, bold: bool = False) -> Block:
    return Block(BlockKind.PARAGRAPH, (Part(1, (place_line(text, size=size, bold=bold),)),))


def get_levels(*blocks: Block) -> list[int]:
    return [block.level for block in mark_headings(blocks, BODY)]


def test_size_and_weight_and_number_give_levels() -> None:
    blocks = (
        make_block("Klimatplan", 24),
        make_block("1 Inledning", 14, bold=True),
        make_block("1.1 Syfte", 12, bold=True),
        make_block("Löpande text i planen."),
        make_block("Ansvar", bold=True),
        make_block("Mer text i planen."),
    )  # fmt: skip
    assert get_levels(*blocks) == [1, 2, 3, 0, 4, 0]


def test_section_numbers_order_levels_of_one_size() -> None:
    blocks = (make_block("2 Mål", 12), make_block("2.1 Delmål", 12), make_block("2.1.1 Åtgärder", 12))
    assert get_levels(*blocks) == [1, 2, 3]


def test_a_numbered_line_in_the_type_of_the_text_is_a_heading_when_text_follows() -> None:
    assert get_levels(make_block("1.2 Stödja och utveckla"), make_block("Text om stödet.")) == [1, 0]
    assert get_levels(make_block("1.2 Stödja och utveckla")) == [0]


@pytest.mark.parametrize(
    "text",
    ["Andelen förnybar energi ska öka till 2030", "En hel mening i fetstil.", "Tabell 3 Utfall", "12", "A"],
)
def test_bold_goals_sentences_and_labels_are_no_headings(text: str) -> None:
    assert get_levels(make_block(text, bold=True), make_block("Text.")) == [0, 0]


def test_a_pulled_quote_in_larger_type_is_no_heading() -> None:
    quote = "”Vår ort är en plats där alla som bor och verkar här kan forma framtiden tillsammans med andra”"
    assert get_levels(make_block(quote, 13)) == [0]


def test_the_title_stays_above_a_later_display_heading_that_is_larger() -> None:
    title, display = make_block("Klimatstrategi", 24), replace_page(make_block("Klimathjältar", 36), 3)
    chapter = replace_page(make_block("Mål", 14, bold=True), 4)
    assert get_levels(title, display, chapter) == [1, 2, 3]


def test_a_slogan_over_one_page_heads_no_more_than_the_chapters_around_it() -> None:
    title = make_block("Klimatstrategi", 30)
    texts = (
        ("Nuläge", 16),
        ("GRANVIKS HJÄLTAR", 48),
        ("En lärare berättar", 13),
        ("Mål", 16),
        ("Utsläpp", 13),
    )
    now, slogan, story, goals, emissions = (replace_page(make_block(*text), 2) for text in texts)
    once = get_levels(title, now, slogan, story, goals, emissions)
    assert once[1] == once[2] == once[4] < once[3] == once[5]
    twice = get_levels(title, now, slogan, story, slogan, goals)
    assert twice[2] == twice[4] < twice[1] == twice[5]


def test_levels_that_the_tags_name_are_kept_and_looks_find_their_place_among_them() -> None:
    named = replace(make_block("Inledning", 16), kind=BlockKind.HEADING, level=1, tagged=True)
    inner = replace(make_block("Syfte", 13), kind=BlockKind.HEADING, level=2, tagged=True)
    bold = make_block("Ansvar", bold=True)
    assert get_levels(named, inner, make_block("Löpande text i planen."), bold, named) == [1, 2, 0, 3, 1]


def test_a_heading_whose_second_line_fits_into_a_column_is_one_heading() -> None:
    lines = [place_line("Klimat- och energiplan för", y=100, size=20), place_line("Ort", y=124, size=20)]
    blocks = [Block(BlockKind.PARAGRAPH, (Part(1, (line,)),)) for line in lines]
    assert len(mark_headings(blocks, BODY)) == 1


def test_a_heading_that_a_column_break_cuts_is_one_heading() -> None:
    lines = [place_line("Näringsliv och", y=700, bold=True), place_line("platsutveckling", x=300, bold=True)]
    blocks = [Block(BlockKind.PARAGRAPH, (Part(1, (line,)),)) for line in lines]
    assert len(mark_headings(blocks, BODY)) == 1


def replace_page(block: Block, page: int) -> Block:
    return replace(block, parts=tuple(replace(part, page=page) for part in block.parts))
