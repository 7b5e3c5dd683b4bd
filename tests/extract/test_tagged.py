from __future__ import annotations

from collections.abc import Sequence

from extract.blocks import Block, BlockKind
from extract.layout import arrange
from extract.markers import Marker
from extract.sheets import Rule, Word
from extract.tags import Role, Tag
from extract.turns import Upright
from tests.extract.placed import place_words


def place(text: str, content: int, y: float, x: float = 70, *, bold: bool = False) -> list[Word]:
    return [word._replace(content=content) for word in place_words(text, x, y, bold=bold)]


def arrange_page(words: Sequence[list[Word]], tags: Sequence[Tag], rules: Sequence[Rule] = ()) -> list[Block]:
    flat = tuple(word for group in words for word in group)
    return arrange([Upright(flat, tuple(rules), 595, 842, tags=tuple(tags))])


def get_texts(blocks: Sequence[Block]) -> list[str]:
    return [" ".join(line.text for line in block.lines) for block in blocks]


def make_tag(*contents: int, role: Role = Role.PARAGRAPH, level: int = 0) -> Tag:
    return Tag(role, (contents,), level)


FIRST, SECOND = "Kommunen samverkar med regionen.", "Regionen samverkar med kommunen."


def test_tags_part_paragraphs_that_geometry_would_join() -> None:
    words = [place("Kommunen samverkar", 0, 100), place("med regionen i", 1, 112)]
    blocks = arrange_page(words, [make_tag(0), make_tag(1, role=Role.LIST_ITEM)])
    assert [block.kind for block in blocks] == [BlockKind.PARAGRAPH, BlockKind.LIST_ITEM]
    assert all(block.tagged for block in blocks)


def test_without_nearly_all_words_in_the_tree_geometry_decides() -> None:
    blocks = arrange_page([place(FIRST, 0, 100), place(SECOND, -1, 130)], [make_tag(0)])
    assert get_texts(blocks) == [FIRST, SECOND]
    assert not any(block.tagged for block in blocks)


def test_a_few_words_outside_the_tree_are_placed_among_its_blocks() -> None:
    text = "Kommunen samverkar med regionen och med alla föreningar i länet"
    words = [place(text, 0, 100), place("Utanför", -1, 130), place(text, 1, 160)]
    assert get_texts(arrange_page(words, [make_tag(0), make_tag(1)])) == [text, "Utanför", text]


def test_lines_that_are_tagged_as_paragraphs_become_one() -> None:
    words = [place("Kommunen ska samverka med", 0, 100), place("alla kommuner i länet.", 1, 112)]
    assert len(arrange_page(words, [make_tag(0), make_tag(1)])) == 1


def test_paragraphs_in_one_tag_are_parted_where_they_stand_apart() -> None:
    words = [place(FIRST, 0, 100), place(SECOND, 0, 140)]
    assert get_texts(arrange_page(words, [make_tag(0)])) == [FIRST, SECOND]


def test_typed_bullets_in_paragraphs_make_list_items() -> None:
    blocks = arrange_page(
        [place("- Region Norr", 0, 100), place("- Region Syd", 1, 112)], [make_tag(0), make_tag(1)]
    )
    assert [block.marker for block in blocks] == [Marker.DASH, Marker.DASH]


def test_a_table_of_contents_goes_with_its_heading() -> None:
    words = [place("Innehåll", 0, 100, bold=True), place("Syfte 3", 1, 120), place(FIRST, 2, 150)]
    tags = [make_tag(0, role=Role.HEADING, level=1), make_tag(1, role=Role.LEFT_OUT), make_tag(2)]
    assert get_texts(arrange_page(words, tags)) == [FIRST]


def test_labels_of_a_figure_are_dropped_and_its_sentences_kept() -> None:
    words = [place("2021", 0, 100), place("Andelen som samverkar har ökat i hela länet sedan dess.", 1, 130)]
    tags = [make_tag(0, role=Role.FIGURE), make_tag(1, role=Role.FIGURE)]
    assert get_texts(arrange_page(words, tags)) == ["Andelen som samverkar har ökat i hela länet sedan dess."]


def test_cells_tagged_as_paragraphs_become_rows() -> None:
    rows = [("Mål", "Ansvarig", 100), ("Samverkan", "Nämnden", 130), ("Närvaro", "Rektor", 160)]
    words, tags = [], []
    for number, (left, right, y) in enumerate(rows):
        words += [place(left, 2 * number, y), place(right, 2 * number + 1, y, x=300)]
        tags += [make_tag(2 * number), make_tag(2 * number + 1)]
    blocks = arrange_page(words, tags)
    assert [block.kind for block in blocks] == [BlockKind.TABLE_HEAD, *[BlockKind.TABLE_ROW] * 2]
    assert [len(block.cells) for block in blocks] == [2, 2, 2]


def test_a_list_tagged_whole_is_put_between_the_text_it_stands_in() -> None:
    items = [place("Första åtgärden i planen", 0, 100), place("Andra åtgärden i planen", 1, 160)]
    text = [place("Text om den första åtgärden.", 2, 130), place("Text om den andra åtgärden.", 3, 190)]
    tags = [make_tag(0, role=Role.LIST_ITEM), make_tag(1, role=Role.LIST_ITEM), make_tag(2), make_tag(3)]
    assert [text[:6] for text in get_texts(arrange_page(items + text, tags))] == [
        "Första", "Text o", "Andra ", "Text o",
    ]  # fmt: skip


def test_a_ruled_table_without_rows_in_the_tree_is_read_by_its_rules() -> None:
    rules = [Rule(x, 85, x + 1, 145) for x in (60, 250, 450)]
    rules += [Rule(60, y, 451, y + 1) for y in (85, 115, 145)]
    words = [
        place("Mål", 0, 100),
        place("Nämnd", 1, 100, x=260),
        place("A", 2, 130),
        place("B", 3, 130, x=260),
    ]
    blocks = arrange_page(words, [make_tag(number) for number in range(4)], rules)
    assert [block.kind for block in blocks] == [BlockKind.TABLE_HEAD, BlockKind.TABLE_ROW]


def test_small_print_outside_the_tags_at_the_top_of_a_page_is_no_text() -> None:
    text = [place(FIRST, 0, 100), place(SECOND, 1, 130), place(FIRST, 2, 160), place(SECOND, 3, 190)]
    head = [word._replace(content=-1) for word in place_words("Styrdokument", 70, 40, 7)]
    blocks = arrange_page([head, *text], [make_tag(number) for number in range(4)])
    assert get_texts(blocks) == [FIRST, SECOND, FIRST, SECOND]
