from __future__ import annotations

from dataclasses import replace

from corpus.chapters.guide import PARTNERS, THEMES, tabulate_guide
from corpus.chapters.material import gather_material
from tests.inventories import SILENT, big_inventory


def test_the_themes_come_in_the_order_of_the_conversation() -> None:
    themes = tabulate_guide(gather_material(big_inventory(12, 900)))
    assert [theme.id for theme in themes] == [*THEMES, *PARTNERS]


def test_no_quote_is_shown_under_two_themes() -> None:
    themes = tabulate_guide(gather_material(big_inventory(12, 900)))
    shown = [row.statement.passage.id for theme in themes for row in theme.quotes]
    assert shown
    assert len(shown) == len(set(shown))


def test_nothing_is_asked_about_the_absence_of_a_code_that_the_model_never_assigns() -> None:
    inventory = big_inventory(3, 40)
    asked = [one for theme in tabulate_guide(gather_material(inventory)) for one in theme.asked]
    unsaid = {code.id for one in asked for code in one.unsaid}
    assert unsaid
    assert unsaid.isdisjoint(SILENT)


def test_what_is_said_most_comes_first() -> None:
    asked = [one for theme in tabulate_guide(gather_material(big_inventory(12, 900))) for one in theme.asked]
    sizes = [[len(tally.rows) for tally in one.common] for one in asked]
    assert all(many == sorted(many, reverse=True) and many[0] > 0 for many in sizes if many)


def test_documents_that_say_nothing_give_no_theme() -> None:
    assert tabulate_guide(gather_material(replace(big_inventory(3, 40), rows=()))) == ()
