import pytest

from crawler.traps import TrapCounter, describe_form


def taken(urls):
    traps = TrapCounter()
    return sum(not traps.refuse(url) for url in urls)


def test_a_calendar_is_left_after_a_few_pages():
    assert taken(f"https://k.se/kalender?date=2024-01-{day:02}" for day in range(1, 29)) <= 3
    assert taken(f"https://k.se/arkiv/2024/{month:02}/" for month in range(1, 13)) <= 3


def test_views_of_one_thing_are_left_sooner_than_pages_of_a_list():
    facets = taken(f"https://k.se/sok?sort=namn&sv.target={n}" for n in range(100))
    pages = taken(f"https://k.se/styrdokument?page={n}" for n in range(100))
    assert facets < 10 < pages < 50


def test_numbered_pages_have_a_wide_cap_and_plain_ones_none():
    assert taken(f"https://k.se/dokument/{n}" for n in range(1000)) == 400
    assert taken(f"https://k.se/a{'b' * n}" for n in range(1000)) == 1000


@pytest.mark.parametrize(
    "url",
    [
        "https://k.se/" + "a/" * 4,
        "https://k.se/" + "/".join("abcdefghijklmnop"),
        "https://k.se/x?a=1&b=2&c=3&d=4&e=5",
    ],
)
def test_growing_paths_and_heaps_of_parameters_are_traps_at_once(url):
    assert TrapCounter().refuse(url)


def test_the_form_of_an_address_leaves_out_values_and_numbers():
    assert describe_form("https://k.se/a12/b?y=2&X=1")[0] == "k.se/a#/b?x&y"
