from __future__ import annotations

from dataclasses import replace

from extract.blocks import Block, BlockKind, Part, make_row
from extract.lines import Row
from extract.rows import RowShape
from extract.table_joins import join_tables
from tests.extract.placed import place_line


def row(page: int, *cells: str, y: float = 100, shape: RowShape = RowShape()) -> Block:  # noqa: B008
    lines = tuple((place_line(cell, y=y),) if cell else () for cell in cells)
    return make_row(Row(lines, shape), page)


def read(block: Block) -> list[str]:
    return [" ".join(line.text for line in cell) for cell in block.cells]


def read_heads(block: Block) -> list[str]:
    return [" ".join(line.text for line in cell) for cell in block.heads]


HEAD = row(1, "Mål", "Åtgärd", "Ansvarig", y=680, shape=RowShape(head=True, opens=True))


def test_the_head_is_no_row_and_stands_above_every_cell() -> None:
    head, first = join_tables([HEAD, row(1, "Trygghet", "", "Rektor", y=700)])
    assert head.kind is BlockKind.TABLE_HEAD
    assert (first.kind, read_heads(first)) == (BlockKind.TABLE_ROW, ["Mål", "Åtgärd", "Ansvarig"])


def test_a_goal_over_two_rows_is_a_cell_of_both_and_boxed_once() -> None:
    tall = row(1, "Trygghet", "Vandringar", "Polisen", y=700, shape=RowShape(((2, 1), (1, 1), (1, 1))))
    rows = join_tables([HEAD, tall, row(1, "Belysning", "Nämnden", y=720)])[1:]
    assert [read(found) for found in rows] == [
        ["Trygghet", "Vandringar", "Polisen"],
        ["Trygghet", "Belysning", "Nämnden"],
    ]
    assert read_heads(rows[1]) == ["Mål", "Åtgärd", "Ansvarig"]
    assert [line.text for line in rows[1].lines] == ["Belysning", "Nämnden"]


def test_a_long_text_beside_rows_is_not_repeated() -> None:
    text = "Lång text som står bredvid raderna. " * 12
    tall = row(1, text, "Vandringar", "Polisen", y=700, shape=RowShape(((2, 1), (1, 1), (1, 1))))
    assert read(join_tables([HEAD, tall, row(1, "Belysning", "Nämnden", y=720)])[-1]) == [
        "Belysning",
        "Nämnden",
    ]


def test_the_head_holds_on_the_next_page_where_it_is_repeated() -> None:
    first = [HEAD, row(1, "Närvaro", "Samtal", "Rektor", y=700)]
    again = [replace(HEAD, parts=(Part(2, HEAD.lines),)), row(2, "Trygghet", "Rond", "Nämnd", y=740)]
    *_, last = found = join_tables([*first, *again])
    assert [block.kind for block in found].count(BlockKind.TABLE_HEAD) == 1
    assert read_heads(last) == ["Mål", "Åtgärd", "Ansvarig"]


def test_the_head_holds_on_the_next_page_past_a_note_where_it_is_not_repeated() -> None:
    note = Block(BlockKind.NOTE, (Part(1, (place_line("1 Se lagen.", y=780),)),))
    rest = row(2, "Trygghet", "Rond", "Nämnd", shape=RowShape(opens=True))
    found = join_tables([HEAD, row(1, "Närvaro", "Samtal", "Rektor", y=700), note, rest])
    assert [block.kind for block in found][-1] is BlockKind.NOTE
    assert read_heads(found[-2]) == ["Mål", "Åtgärd", "Ansvarig"]


def test_a_table_of_other_columns_on_the_next_page_is_another() -> None:
    other = row(2, "Ort", "Kommun", shape=RowShape(opens=True))
    *_, last = join_tables([HEAD, row(1, "Närvaro", "Samtal", "Rektor", y=700), other])
    assert (read(last), any(last.heads)) == (["Ort", "Kommun"], False)


def test_a_row_that_the_page_cuts_in_a_sentence_is_whole_again() -> None:
    cut = row(1, "Närvaro", "Samtal med alla", "Rektor", y=700)
    found = join_tables([HEAD, cut, row(2, "", "vårdnadshavare varje termin", "")])
    assert read(found[-1]) == ["Närvaro", "Samtal med alla vårdnadshavare varje termin", "Rektor"]
    assert [part.page for part in found[-1].parts] == [1, 2]


def test_a_row_that_begins_anew_on_the_next_page_stays_apart() -> None:
    found = join_tables(
        [HEAD, row(1, "Närvaro", "Samtal", "Rektor", y=700), row(2, "Miljö", "Rond", "Nämnd")]
    )
    assert len(found) == 3
