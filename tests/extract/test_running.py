from __future__ import annotations

from extract.lines import Line
from extract.running import drop_running
from tests.extract.placed import place_line, place_lines, place_words


def make_page(number: int, *, head: str = "Plan för Ort", foot: str | None = None) -> list[Line]:
    return [
        place_line(head, y=30),
        *place_lines([f"text nummer {number} börjar", f"och slutar {number * 7}"], y=300),
        place_line(foot if foot is not None else f"Sida {number} av 9", x=480, y=820),
    ]


def get_kept(pages: list[list[Line]]) -> list[list[str]]:
    return [[line.text for line in page] for page in drop_running(pages, [842.0] * len(pages))]


def test_heads_and_numbered_feet_that_return_are_dropped() -> None:
    kept = get_kept([make_page(number) for number in range(1, 6)])
    assert kept[2] == ["text nummer 3 börjar", "och slutar 21"]


def test_a_head_on_a_single_page_stays() -> None:
    assert "Plan för Ort" in get_kept([make_page(1)])[0]


def test_a_head_that_repeats_the_title_of_its_page_is_dropped() -> None:
    title = place_line("Plan för Ort", y=100, size=20)
    assert get_kept([[*make_page(1), title]])[0].count("Plan för Ort") == 1


def test_the_head_of_a_table_at_the_top_of_every_page_stays() -> None:
    pages = [make_page(number, head="Mål Åtgärd") for number in range(1, 6)]
    kept = drop_running(pages, [842.0] * 5, lambda _page, run: run.top < 60)
    assert all(page[0].text == "Mål Åtgärd" for page in kept)


def test_bullets_and_section_numbers_at_the_top_of_pages_stay() -> None:
    for sign in ("•", "1.", "2.3"):
        pages = [[place_line(sign, x=60, y=70), place_line(f"punkt {name}", x=90, y=70)] for name in "abcd"]
        assert get_kept(pages) == [[sign, f"punkt {name}"] for name in "abcd"]


def test_a_paragraph_that_begins_alike_on_two_pages_stays() -> None:
    pages = [place_lines(["Kommunen ska samverka", "med föreningar", f"i ort {name}"], y=80) for name in "ab"]
    assert [len(page) for page in get_kept(pages)] == [3, 3]


def test_marked_artifacts_are_dropped() -> None:
    words = [word._replace(artifact=True) for word in place_words("Vattenstämpel", y=400)]
    page = [*place_lines(["en text som är", "längre än stämpeln"]), Line(words)]
    assert get_kept([page]) == [["en text som är", "längre än stämpeln"]]


def test_marks_on_everything_are_not_believed() -> None:
    words = [word._replace(artifact=True) for word in place_words("All text är märkt", y=400)]
    assert get_kept([[Line(words)]]) == [["All text är märkt"]]


def test_a_heading_that_returns_under_other_words_is_no_running_head() -> None:
    pages = [
        [
            place_line(f"§ {number} {name}", y=40), place_line("Beslut", y=60),
            *place_lines(["Nämnden beslutar att", f"bifalla ärende {number}"], y=300),
        ]
        for number, name in enumerate(("Bidrag", "Avtal", "Lokaler", "Taxor", "Ordning"), 1)
    ]  # fmt: skip
    assert all("Beslut" in page for page in get_kept(pages))
