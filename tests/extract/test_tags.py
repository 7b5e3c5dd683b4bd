from __future__ import annotations

from extract.rows import RowShape
from extract.tags import Node, Role, Tag, split_tags


def make_node(name: str, *kids: Node | int | None) -> Node:
    return Node(name, list(kids))


def test_headings_paragraphs_and_captions_keep_their_order() -> None:
    root = make_node(
        "Document", make_node("H1", 0), make_node("P", make_node("Span", 1), 2), make_node("Caption", 3)
    )
    assert split_tags([root]) == (
        Tag(Role.HEADING, ((0,),), 1), Tag(Role.PARAGRAPH, ((1, 2),)), Tag(Role.NOTE, ((3,),)),
    )  # fmt: skip


def test_a_list_item_is_its_label_and_the_first_paragraph_of_its_body() -> None:
    body = make_node("LBody", make_node("P", 1), make_node("P", 2), make_node("L", make_node("LI", 3)))
    item = make_node("L", make_node("LI", make_node("Lbl", 0), body))
    assert split_tags([item]) == (
        Tag(Role.LIST_ITEM, ((0, 1),)), Tag(Role.PARAGRAPH, ((2,),)), Tag(Role.LIST_ITEM, ((3,),)),
    )  # fmt: skip


def test_a_note_inside_a_paragraph_follows_it() -> None:
    paragraph = make_node("P", 0, make_node("Span", make_node("Note", 1)), 2)
    assert split_tags([paragraph]) == (Tag(Role.PARAGRAPH, ((0, 2),)), Tag(Role.NOTE, ((1,),)))


def test_rows_have_a_place_for_every_cell() -> None:
    row = make_node("TR", make_node("TH", make_node("P", 0)), make_node("TD"), make_node("TD", 1, 2))
    (tag,) = split_tags([make_node("Table", make_node("TBody", row))])
    assert (tag.role, tag.cells) == (Role.ROW, ((0,), (), (1, 2)))


def test_a_table_of_one_column_is_a_frame_around_text() -> None:
    frame = make_node("Table", make_node("TR", make_node("TD", make_node("H2", 0), make_node("P", 1))))
    assert [tag.role for tag in split_tags([frame])] == [Role.HEADING, Role.PARAGRAPH]


def test_contents_and_artifacts_are_left_out() -> None:
    roots = [make_node("TOC", make_node("TOCI", make_node("Reference", 0))), make_node("Artifact", 1)]
    assert [tag.role for tag in split_tags(roots)] == [Role.LEFT_OUT, Role.LEFT_OUT]


def test_wrappers_without_meaning_do_not_part_words_from_their_block() -> None:
    assert split_tags([make_node("H2", make_node("NonStruct", 4))]) == (Tag(Role.HEADING, ((4,),), 2),)
    group = make_node("NonStruct", make_node("P", 0), make_node("P", 1))
    assert [tag.cells for tag in split_tags([group])] == [((0,),), ((1,),)]


def test_empty_elements_give_no_tags() -> None:
    assert split_tags([make_node("P"), make_node("P", None), make_node("P", make_node("Figure", None))]) == ()


def test_content_on_other_pages_tells_that_an_element_goes_on() -> None:
    (first,) = split_tags([make_node("P", 0, None)])
    (second,) = split_tags([make_node("P", None, 0)])
    assert (first.continues, first.goes_on) == (False, True)
    assert (second.continues, second.goes_on) == (True, False)


def test_an_unknown_type_is_a_paragraph_or_a_group_by_what_is_in_it() -> None:
    assert split_tags([make_node("Brödtext", 0)]) == (Tag(Role.PARAGRAPH, ((0,),)),)
    group = make_node("Ruta", make_node("P", 0), make_node("P", 1))
    assert len(split_tags([group])) == 2


def test_rows_of_heads_and_merged_cells_keep_what_they_are() -> None:
    head = make_node("THead", make_node("TR", make_node("TH", 0), make_node("TD", 1)))
    tall = Node("TD", [2], (2, 1))
    rows = make_node("TBody", make_node("TR", tall, make_node("TD", 3)), make_node("TR", make_node("TD", 4)))
    first, second, third = split_tags([make_node("Table", head, rows)])
    assert (first.shape.head, first.shape.opens) == (True, True)
    assert (second.shape.head, second.shape.spans) == (False, ((2, 1), (1, 1)))
    assert third.shape == RowShape()


def test_a_row_of_which_all_cells_are_heads_is_one_without_a_section_for_it() -> None:
    first, second = split_tags(
        [
            make_node(
                "Table",
                make_node("TR", make_node("TH", 0), make_node("TH", 1)),
                make_node("TR", make_node("TH", 2), make_node("TD", 3)),
            )
        ]
    )
    assert (first.shape.head, second.shape.head) == (True, False)


def test_a_table_that_began_on_a_page_before_does_not_open_here() -> None:
    row = make_node("TR", make_node("TD", 0), make_node("TD", 1))
    (tag,) = split_tags([make_node("Table", None, row)])
    assert not tag.shape.opens
