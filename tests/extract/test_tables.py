from __future__ import annotations

from extract.grids import find_grids
from extract.sheets import Rule, Word
from extract.tables import split_tables
from tests.extract.placed import place_words


def rule_grid(xs: list[float], ys: list[float]) -> list[Rule]:
    level = [Rule(xs[0], y, xs[-1], y) for y in ys]
    return level + [Rule(x, ys[0], x, ys[-1]) for x in xs]


def get_rows(words: list[Word], rules: list[Rule]) -> list[list[str]]:
    tables, _ = split_tables(words, find_grids(rules))
    return [
        [" ".join(line.text for line in cell) for cell in row.cells if cell]
        for table in tables
        for row in table.rows
    ]


WORDS = [
    *place_words("Åtgärd", 64, 115), *place_words("Ansvarig", 214, 115),
    *place_words("Ta fram en plan", 64, 145), *place_words("tillsammans med regionen", 64, 157),
    *place_words("Kommunchef", 214, 145),
]  # fmt: skip


def test_a_ruled_table_gives_rows_of_cells_with_wrapped_lines_joined() -> None:
    rows = get_rows(WORDS, rule_grid([60, 210, 360], [100, 130, 170]))
    assert rows == [["Åtgärd", "Ansvarig"], ["Ta fram en plan tillsammans med regionen", "Kommunchef"]]


def test_words_outside_the_table_are_handed_back() -> None:
    outside = place_words("Löpande text under tabellen", 64, 200)
    _, rest = split_tables([*WORDS, *outside], find_grids(rule_grid([60, 210, 360], [100, 130, 170])))
    assert rest == outside


def test_a_merged_cell_belongs_to_its_first_row_and_tells_how_far_down_it_reaches() -> None:
    rules = [rule for rule in rule_grid([60, 210, 360], [100, 130, 170]) if rule.top != 130]
    ruled = [*rules, Rule(210, 130, 360, 130)]
    assert get_rows(WORDS, ruled) == [
        ["Åtgärd Ta fram en plan tillsammans med regionen", "Ansvarig"],
        ["Kommunchef"],
    ]
    (table,), _ = split_tables(WORDS, find_grids(ruled))
    assert [row.shape.spans for row in table.rows] == [((2, 1), (1, 1)), ()]


def test_a_row_that_is_not_ruled_off_at_the_foot_of_its_page_belongs_to_the_table() -> None:
    rules = rule_grid([60, 210, 360], [100, 130])
    open_below = [rule._replace(bottom=170.0) if rule.x0 == rule.x1 else rule for rule in rules]
    assert len(get_rows(WORDS, open_below)) == 2


def test_a_frame_around_text_is_no_table() -> None:
    assert get_rows(WORDS, rule_grid([60, 360], [100, 170])) == []


def test_shadings_behind_running_text_are_no_table() -> None:
    text = [
        word
        for y in (112, 124, 136, 148)
        for word in place_words("En lång rad text som löper vidare över allt", 62, y)
    ]
    assert get_rows(text, rule_grid([60, 110, 180, 260], [100, 115, 127, 139, 152])) == []


def test_more_rules_than_any_table_has_are_a_drawing() -> None:
    xs = [float(x) for x in range(800)]
    assert get_rows(WORDS, rule_grid(xs, xs)) == []
