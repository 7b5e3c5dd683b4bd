from __future__ import annotations

from dataclasses import replace

from extract.blocks import Block, BlockKind, Part
from extract.joins import join_broken
from extract.lines import Line
from extract.markers import Marker
from tests.extract.placed import place_lines


def make_block(
    page: int, *texts: str, y: float = 100, kind: BlockKind = BlockKind.PARAGRAPH, x: float = 70
) -> Block:
    return Block(kind, (Part(page, tuple(place_lines(texts, x=x, y=y))),))


def get_texts(*blocks: Block) -> list[str]:
    return [" ".join(line.text for line in block.lines) for block in join_broken(blocks)]


OPEN = make_block(1, "Kommunen ska samverka med alla", "föreningar i länet och med", y=700)


def test_a_sentence_goes_on_over_the_page_past_the_notes() -> None:
    note = make_block(1, "1 Se lagen.", y=780, kind=BlockKind.NOTE)
    joined = join_broken([OPEN, note, make_block(2, "regionens alla kommuner.")])
    assert [block.kind for block in joined] == [BlockKind.PARAGRAPH, BlockKind.NOTE]
    assert [part.page for part in joined[0].parts] == [1, 2]


def test_a_sentence_goes_on_in_the_next_column() -> None:
    assert len(get_texts(OPEN, make_block(1, "regionens alla kommuner.", x=300))) == 1


def test_a_finished_sentence_does_not_go_on() -> None:
    assert len(get_texts(make_block(1, "Kommunen ska samverka.", y=700), make_block(2, "nästa stycke."))) == 2


def test_a_heading_between_keeps_the_two_apart() -> None:
    heading = make_block(2, "Uppföljning", y=80, kind=BlockKind.HEADING)
    assert len(get_texts(OPEN, heading, make_block(2, "regionens alla kommuner.", y=120))) == 3


def test_a_list_item_does_not_continue_what_came_before() -> None:
    item = Block(BlockKind.LIST_ITEM, make_block(2, "• regionens").parts, Marker.BULLET)
    assert len(get_texts(OPEN, item)) == 2


def test_blocks_below_each_other_are_not_joined() -> None:
    assert len(get_texts(OPEN, make_block(1, "regionens alla kommuner.", y=740))) == 2


def make_row(page: int, *texts: str, y: float = 100) -> Block:
    cells = tuple((line,) for text in texts for line in place_lines([text], y=y))
    return Block(
        BlockKind.TABLE_ROW, (Part(page, tuple(line for cell in cells for line in cell)),), cells=cells
    )


def test_a_tagged_head_that_is_set_again_on_the_next_page_is_read_once() -> None:
    head = replace(make_row(1, "Mål", "Ansvarig", y=700), tagged=True, goes_on=True)
    again = replace(make_row(2, "Mål", "Ansvarig"), tagged=True, continues=True)
    assert get_texts(head, again) == ["Mål Ansvarig"]


def test_a_row_that_the_tags_cut_goes_on_cell_by_cell() -> None:
    first = replace(make_row(1, "Mål", "Rektor och", y=700), tagged=True, goes_on=True)
    rest = replace(make_row(2, "för alla", "nämnd"), tagged=True, continues=True)
    (row,) = join_broken([first, rest])
    assert [" ".join(line.text for line in cell) for cell in row.cells] == [
        "Mål för alla",
        "Rektor och nämnd",
    ]


def test_a_sentence_goes_on_past_a_box_inside_its_column() -> None:
    box = Block(
        BlockKind.PARAGRAPH, (Part(1, tuple(place_lines(["Planen i korthet."], x=78, y=330, size=8))),)
    )
    before = make_block(1, "Kommunen ska samverka med alla", "föreningar i länet och med", y=300)
    joined = join_broken([before, box, make_block(1, "regionens alla kommuner.", y=360)])
    assert len(joined) == 2


def test_a_full_line_that_ends_a_sentence_goes_on_where_the_text_is_justified() -> None:
    width = "x" * 22
    before = make_block(1, f"Kommunen {width}", f"samverkar{width[:-2]}.", y=700)
    rest = make_block(2, f"Regionen {width}", "bidrar.")
    wide = before.lines[0].x1 - before.lines[0].x0
    assert all(abs(line.x1 - line.x0 - wide) < 4 for line in before.lines)
    justified = [_stretch(before, 200.0), _stretch(rest, 200.0)]
    assert len(join_broken(justified)) == 1
    assert len(join_broken([before, make_block(2, "Regionen bidrar.")])) == 2


def _stretch(block: Block, width: float) -> Block:
    """The block with all lines but a last short one set to a width."""
    lines = []
    for line in block.lines:
        words = list(line.words)
        if len(words) > 1 or line.width > 100:
            words[-1] = words[-1]._replace(x1=words[0].x0 + width)
        lines.append(Line(words))
    return replace(block, parts=(Part(block.parts[0].page, tuple(lines)),))
