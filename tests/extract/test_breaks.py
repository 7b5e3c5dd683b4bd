from __future__ import annotations

from extract.blocks import Block, split_blocks
from extract.frames import Setting
from extract.lines import Line
from extract.markers import Marker
from tests.extract.placed import place_cells, place_line, place_lines

SETTING = Setting(size=10.0, pitch=1.2)
FULL = "Denna rad är full och når ända fram till kanten"


def get_texts(strip: list[Line]) -> list[str]:
    return [" ".join(line.text for line in block.lines) for block in split(strip)]


def split(strip: list[Line]) -> list[Block]:
    return split_blocks(strip, 1, SETTING, [])


def test_space_divides_paragraphs() -> None:
    strip = [*place_lines([FULL, "och slutar."], y=100), *place_lines([FULL, "igen."], y=130)]
    assert get_texts(strip) == [f"{FULL} och slutar.", f"{FULL} igen."]


def test_a_short_line_that_ends_a_sentence_ends_a_paragraph() -> None:
    strip = place_lines([FULL, "Här slutar det.", "Här börjar nästa stycke som fyller hela", FULL])
    assert len(get_texts(strip)) == 2


def test_a_short_line_in_the_middle_of_a_phrase_does_not() -> None:
    strip = place_lines([FULL, "i samarbete med", "Region Skåne, och andra som är med."])
    assert len(get_texts(strip)) == 1


def test_indents_divide_paragraphs_without_space() -> None:
    lines = place_lines([FULL] * 6)
    strip = [
        *lines[:3],
        place_line("Ett indraget stycke börjar här i spalten", x=82, y=136),
        *place_lines([FULL] * 2, y=148),
    ]
    assert len(get_texts(strip)) == 2


def test_each_bullet_is_a_block_and_its_hanging_lines_belong_to_it() -> None:
    strip = [
        place_cells([(70, "•"), (90, "Första punkten som är lång")], 100),
        place_line("och fortsätter här", x=90, y=112),
        place_cells([(70, "•"), (90, "Andra punkten")], 124),
        place_line("Ett stycke efter listan.", x=70, y=136),
    ]
    blocks = split(strip)
    assert [block.marker for block in blocks] == [Marker.BULLET, Marker.BULLET, Marker.NONE]
    assert [len(block.lines) for block in blocks] == [2, 1, 1]


def test_a_dash_inside_a_sentence_begins_no_list() -> None:
    strip = place_lines([f"{FULL} under åren 2020", "– 2024 enligt planen."])
    assert len(get_texts(strip)) == 1


def test_a_bold_line_is_parted_from_the_text_under_it() -> None:
    strip = [place_line("Uppföljning", bold=True), *place_lines([FULL, "och slutar."], y=112)]
    assert get_texts(strip) == ["Uppföljning", f"{FULL} och slutar."]


def test_a_heading_over_two_lines_is_one_block() -> None:
    strip = [
        place_line("En lång rubrik som bryts", bold=True),
        place_line("Över två rader", y=112, bold=True),
    ]
    assert get_texts(strip) == ["En lång rubrik som bryts Över två rader"]


def test_labelled_fields_stand_each_for_itself() -> None:
    strip = place_lines(["Diarienummer: KS 2024/1", "Ansvarig: Kommunchef", "Giltig: 2024–2028"])
    assert len(get_texts(strip)) == 3


def test_another_size_begins_a_block() -> None:
    strip = [place_line("Rubrik i större grad", size=14), *place_lines([FULL], y=118)]
    assert len(get_texts(strip)) == 2
