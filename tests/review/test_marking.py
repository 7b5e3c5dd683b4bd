from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from review.marking import Mark, split_marked

_marks = st.lists(
    st.tuples(st.integers(-5, 40), st.integers(-5, 40)).map(
        lambda span: Mark(min(span), max(span), "word", "gate.none")
    )
)


@given(text=st.text(max_size=30), marks=_marks)
def test_the_pieces_are_the_text_and_no_mark_is_lost(text: str, marks: list[Mark]) -> None:
    pieces = split_marked(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    place = 0
    for piece in pieces:
        inside = [mark for mark in marks if mark.start <= place and place + len(piece.text) <= mark.end]
        assert list(piece.marks) == inside
        place += len(piece.text)


def test_marks_that_overlap_share_a_piece() -> None:
    pieces = split_marked("abcdef", [Mark(0, 4, "word", "x.a"), Mark(2, 6, "actor", "Region Norr")])
    assert [(piece.text, piece.kinds) for piece in pieces] == [
        ("ab", ("word",)),
        ("cd", ("word", "actor")),
        ("ef", ("actor",)),
    ]
    assert pieces[1].codes == ("x.a",)
    assert pieces[1].actors == ("Region Norr",)
