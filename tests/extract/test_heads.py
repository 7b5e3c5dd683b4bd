from __future__ import annotations

from dataclasses import replace

import pytest

from extract.blocks import Block, make_row
from extract.heads import count_heads
from extract.lines import Row
from extract.rows import RowShape
from tests.extract.placed import place_line


def make_table(*rows: str, bold: int = 0) -> list[Block]:
    """Rows of cells with " | " between; so many of the first are bold."""
    return [
        make_row(
            Row(
                tuple(
                    (place_line(cell, x=70 + 120 * column, y=100 + 14 * number, bold=number < bold),)
                    for column, cell in enumerate(row.split(" | "))
                )
            ),
            1,
        )
        for number, row in enumerate(rows)
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ("Mål | Åtgärd | Ansvarig", "Trygghet | Vandringar | Kommunstyrelsen"),
        ("Indikator | Utfall 2022 | Mål 2027", "Andel nöjda | 41 % | 60 %"),
        ("Typ av lokal | Antal inventerade | Utan anmärkning", "Skolor | 33 | 4", "Badhus | 2 | 1"),
    ],
)
def test_nouns_years_and_figures_below_tell_a_head(rows: tuple[str, ...]) -> None:
    assert count_heads(make_table(*rows)) == 1


@pytest.mark.parametrize(
    "rows",
    [
        ("Brand i byggnad | 2021: 58 | 2022: 61", "Brand i skog | 2021: 17 | 2022: 14"),
        ("Kommunstyrelsen | Samordning och lägesbild", "Socialnämnden | Stöd till enskilda"),
        ("Nyckeltal | Index | Mål: minst 80", "Nyckeltal | Frånvaro | Mål: högst 6"),
        ("Ansvarig | Anna Ek, planeringschef", "Dokumentet gäller för | Alla nämnder"),
        ("Ansvarig | Ordförande", "Status | Beslutad", "Period | 2024–2027"),
        ("Mål | Fler resor med buss | Trafikenheten | 2026", "Buss | Nya turer | Trafikenheten | 2026"),
    ],
)
def test_rows_of_data_are_no_head(rows: tuple[str, ...]) -> None:
    assert count_heads(make_table(*rows)) == 0


def test_a_bold_row_over_others_is_a_head_and_bold_throughout_tells_nothing() -> None:
    rows = ("Vad | Vem gör det", "Bad | Anna", "Bok | Bo")
    assert count_heads(make_table(*rows, bold=1)) == 1
    assert count_heads(make_table("Bad | Anna", "Bok | Bo", bold=2)) == 0


def test_what_the_file_names_a_head_is_one() -> None:
    rows = make_table("Bad | Anna", "Bok | Bo")
    assert count_heads([replace(rows[0], shape=RowShape(head=True)), rows[1]]) == 1


def test_a_head_over_several_columns_takes_the_names_below_it() -> None:
    first, *rest = make_table("Område | Omfattning", "Utfall | Mål", "Vatten | 41 % | 60 %")
    first = replace(first, shape=RowShape(((2, 1), (1, 2))))
    assert count_heads([first, *rest]) == 2


def name_heads(rows: list[Block], count: int = 1) -> list[Block]:
    """The rows with the first named heads, as a file's tags do."""
    return [replace(row, shape=RowShape(head=True)) if n < count else row for n, row in enumerate(rows)]


def test_a_goal_over_its_activities_is_a_row_also_where_the_file_repeats_it_with_the_head() -> None:
    rows = make_table(
        "Aktivitet | Status", "Fler ska gå till skolan", "Cykelbana | Klar", "Ny bro | Pågår", bold=2
    )
    assert count_heads(rows) == count_heads(name_heads(rows, 2)) == count_heads(rows, 2) == 1


def test_bold_names_below_a_named_head_with_gaps_are_a_second_head() -> None:
    rows = make_table("Projekt (mnkr) | Sedan start", "Teknik | Budget | Utfall", "Bro | 2,5 | 2,1", bold=2)
    assert count_heads(name_heads(rows)) == 2
    whole = make_table("Projekt | Budget | Utfall", "Summa | 2,5 | 2,1", "Bro | 2,5 | 2,1", bold=2)
    assert count_heads(name_heads(whole)) == 1


def test_a_bold_first_row_of_figures_or_sentences_is_no_head() -> None:
    assert count_heads(make_table("Summa | 318,5", "Skola | 200,1", "Vård | 118,4", bold=1)) == 0
    assert count_heads(make_table("Bad | Vi bygger ett nytt.", "Bok | Vi lånar ut.", bold=1)) == 0
