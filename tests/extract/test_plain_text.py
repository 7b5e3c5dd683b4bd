from __future__ import annotations

from extract.manuscripts import Item, ItemKind
from extract.plain_text import read_plain


def test_empty_lines_part_paragraphs_and_lines_inside_are_kept() -> None:
    items = read_plain(b"Ett\r\ntv\xe5\r\n \r\n\r\ntre").items
    assert items == (Item(ItemKind.PARAGRAPH, "Ett\ntvå"), Item(ItemKind.PARAGRAPH, "tre"))


def test_without_empty_lines_every_line_is_a_paragraph() -> None:
    assert [item.text for item in read_plain(b"Ett\ntwo\n").items] == ["Ett", "two"]


def test_marks_of_markdown_make_headings_and_lists() -> None:
    items = read_plain(b"# Plan\n## Del\nText.\n\nSyfte\n=====\n\n- ett\n- tre\n").items
    assert items == (
        Item(ItemKind.HEADING, "Plan", 1),
        Item(ItemKind.HEADING, "Del", 2),
        Item(ItemKind.PARAGRAPH, "Text."),
        Item(ItemKind.HEADING, "Syfte", 1),
        Item(ItemKind.LIST_ITEM, "ett"),
        Item(ItemKind.LIST_ITEM, "tre"),
    )


def test_thousands_of_headings_in_a_row_are_read() -> None:
    assert len(read_plain(b"x\n\n" + b"# a\n" * 5_000).items) == 5_001
