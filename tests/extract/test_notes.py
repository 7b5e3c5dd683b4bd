from __future__ import annotations

import pytest

from extract.blocks import Block, BlockKind, Part
from extract.headings import Body
from extract.lines import Line
from extract.notes import mark_notes
from tests.extract.placed import place_line, place_words

BODY = Body(11.0, bold=False)


def get_kind(line: Line) -> BlockKind:
    (block,) = mark_notes([Block(BlockKind.PARAGRAPH, (Part(1, (line,)),))], BODY)
    return block.kind


@pytest.mark.parametrize(
    ("text", "size"),
    [("3 Se lagen om kommuner.", 9), ("Tabell 2 Utfall", 11), ("Källa: SCB", 11), ("Ett torg. Foto: N N", 9)],
)  # fmt: skip
def test_footnotes_captions_and_sources_are_notes(text: str, size: float) -> None:
    assert get_kind(place_line(text, size=size)) is BlockKind.NOTE


@pytest.mark.parametrize(
    ("text", "size"), [("3 Se lagen om kommuner.", 11), ("Kommunen samverkar.", 9), ("60000 6", 8)]
)
def test_other_text_is_not(text: str, size: float) -> None:
    assert get_kind(place_line(text, size=size)) is BlockKind.PARAGRAPH


def test_a_raised_number_begins_a_note_in_any_size() -> None:
    number = place_words("7", size=6, y=97)
    line = Line([*number, *place_words("Lag om skydd mot olyckor.", x=75, size=11)])
    assert get_kind(line) is BlockKind.NOTE
