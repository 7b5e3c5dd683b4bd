from __future__ import annotations

import pytest

from corpus.chapters.agreements import Agreement, find_universities_in_title, find_year
from tests import factories


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Samverkansavtal 2025–2028 – Högskolan i Almköping och Ekshults kommun", ("Högskolan i Almköping",)),
        ("Avtal mellan Mälardalens universitet och Västerås stad", ("Mälardalens universitet",)),
        ("Avtal med Linnéuniversitetet", ("Linnéuniversitetet",)),
        ("Överenskommelse om högskolor och universitet", ()),
        ("Avtal med ”Vi på Fröslunda 😀”", ()),
    ],
)
def test_a_title_names_its_universities(title: str, named: tuple[str, ...]) -> None:
    assert find_universities_in_title(title) == named


def test_a_date_without_a_year_has_none() -> None:
    assert [find_year(date) for date in ("2021-01-01", "2021", "", "tills vidare")] == [
        2021,
        2021,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("since", "until", "years"), [(2021, 2028, 8), (2021, 2021, 1), (2021, None, None), (2028, 2021, None)]
)
def test_an_agreement_spans_both_of_its_years(since: int, until: int | None, years: int | None) -> None:
    made = Agreement(factories.municipality(), factories.document(), (), since, until)
    assert made.years == years
