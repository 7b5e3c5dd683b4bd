from __future__ import annotations

from extract.blocks import Block, BlockKind, Part
from extract.joins import join_broken
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
