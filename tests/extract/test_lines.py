from __future__ import annotations

import random

from extract.lines import Line, join_rows, split_runs
from tests.extract.placed import place_cells, place_line, place_words


def test_words_in_any_order_make_the_same_lines() -> None:
    words = [*place_words("Den första raden", y=100), *place_words("Den andra raden", y=112)]
    shuffled = random.Random(7).sample(words, len(words))
    assert [line.text for line in join_rows(split_runs(shuffled))] == ["Den första raden", "Den andra raden"]


def test_a_wide_gap_ends_a_run_and_marks_a_cell() -> None:
    words = [*place_words("Ansvarig", 70), *place_words("Tidsplan", 200)]
    assert [run.text for run in split_runs(words)] == ["Ansvarig", "Tidsplan"]
    assert place_cells([(70, "Ansvarig"), (200, "Tidsplan")]).gaps == (1,)


def test_a_raised_number_that_refers_to_a_note_is_left_out() -> None:
    first = place_words("enligt kommunallagen", y=100)
    raised = place_words("12", x=first[-1].x1 + 0.5, y=96, size=6)
    rest = place_words("och år", x=first[-1].x1 + 12, y=100)
    (line,) = join_rows(split_runs([*first, *raised, *rest]))
    assert line.text == "enligt kommunallagen och år"


def test_a_raised_number_of_a_unit_belongs_to_its_word() -> None:
    first = place_words("410 kronor per m", y=100)
    raised = place_words("2", x=first[-1].x1, y=97, size=6)
    rest = place_words("och år", x=first[-1].x1 + 6, y=100)
    (line,) = join_rows(split_runs([*first, *raised, *rest]))
    assert line.text == "410 kronor per m2 och år"


def test_the_number_that_opens_a_note_stays() -> None:
    raised = place_words("3", x=70, y=96, size=5)
    rest = place_words("Se lagen om kommuner.", x=76, y=100, size=8)
    assert join_rows(split_runs([*raised, *rest]))[0].text == "3 Se lagen om kommuner."


def test_letter_spaced_words_are_closed() -> None:
    words = []
    x = 70.0
    for letter in "INNEHÅLL OCH MÅL":
        if letter == " ":
            x += 6.0
            continue
        words.extend(place_words(letter, x))
        x = words[-1].x1 + 3.0
    assert join_rows([Line(words)])[0].text == "INNEHÅLL OCH MÅL"


def test_short_words_are_not_closed() -> None:
    assert join_rows([place_line("Vi är i en å på ö")])[0].text == "Vi är i en å på ö"


def test_words_printed_twice_for_a_false_bold_are_read_once() -> None:
    words = [*place_words("Samverkan", 70.0), *place_words("Samverkan", 70.4)]
    assert join_rows(split_runs(words))[0].text == "Samverkan"


def test_a_line_is_bold_when_nearly_all_of_it_is() -> None:
    bold = place_words("Mål och inriktning", bold=True)
    assert Line([*bold, *place_words(".", bold[-1].x1)]).bold
    assert not Line([*place_words("Mål:", bold=True), *place_words("en lång mening i mager stil", 120)]).bold


def test_spaced_letters_are_closed_also_in_words_of_several_letters_and_with_digits() -> None:
    words, x = [], 70.0
    for piece in ("Up", "plevd", " ", "trygg", "het", " ", "2025"):
        if piece == " ":
            x += 4.5
            continue
        (word,) = place_words(piece, x)
        words.append(word._replace(x1=x + 6.0 * len(piece)))  # the letters of a piece stand apart as well
        x = words[-1].x1 + 1.0
    assert join_rows([Line(words)])[0].text == "Upplevd trygghet 2025"


def test_a_narrow_space_parts_words_where_letters_stand_as_usual() -> None:
    words, x = [], 70.0
    for piece, space in (
        ("Vi", 2.5),
        ("verkar", 1.0),
        ("för", 2.5),
        ("samverkan", 0.0),
        (",", 2.5),
        ("alla", 0),
    ):
        words.extend(place_words(piece, x))
        x = words[-1].x1 + space
    assert join_rows([Line(words)])[0].text == "Vi verkar för samverkan, alla"


def test_the_spaces_of_a_justified_line_part_no_cells() -> None:
    words, x = [], 70.0
    for piece in ("Nämnden", "anger", "mål", "och"):
        words.extend(place_words(piece, x))
        x = words[-1].x1 + 14.0
    assert join_rows([Line([word]) for word in words])[0].gaps == ()
