import pytest

from crawler.traps import TrapCounter, find_forms


def taken(urls, *, fruitful=False):
    traps = TrapCounter()
    count = 0
    for url in urls:
        if not traps.refuse(url):
            count += 1
            if fruitful:
                traps.reward(url)
    return count


def test_a_calendar_is_left_after_a_few_pages():
    assert taken(f"https://k.se/kalender?date=2024-01-{day:02}" for day in range(1, 29)) <= 3
    assert taken(f"https://k.se/arkiv/2024/{month:02}/" for month in range(1, 13)) <= 3


def test_views_of_one_thing_are_left_sooner_than_pages_of_a_list():
    facets = taken(f"https://k.se/sok?sort=namn&sv.target={n}" for n in range(100))
    pages = taken(f"https://k.se/styrdokument?page={n}" for n in range(100))
    assert facets < 10 < pages < 50


def test_views_that_every_page_has_are_left_for_the_whole_site():
    pages = [f"https://k.se/amne-{'x' * n}?utskrift=1" for n in range(50)]
    assert taken(pages) == 8
    assert taken(pages, fruitful=True) == 50


def test_numbered_pages_have_a_wide_cap_while_they_lead_somewhere_and_plain_ones_none():
    assert taken(f"https://k.se/dokument/{n}" for n in range(1000)) == 60
    assert taken((f"https://k.se/dokument/{n}" for n in range(1000)), fruitful=True) == 400
    assert taken(f"https://k.se/a{'b' * n}" for n in range(1000)) == 1000


def test_sessions_in_the_path_are_one_form():
    urls = [f"https://k.se/(s(abc{n}def))/sida" for n in range(300)]
    urls += [f"https://k.se/{n:08x}-0000-4000-8000-0123456789ab/sida" for n in range(300)]
    assert taken(urls) == 60


def test_paths_that_repeat_themselves_are_left_after_a_few():
    grown = [f"https://k.se/{'a' * n}/mer/mer" for n in range(1, 30)]
    pairs = [f"https://k.se/{'a' * n}/bo/bygga/bo/bygga" for n in range(1, 30)]
    assert taken(grown) == taken(pairs) == 4


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
    assert find_forms("https://k.se/a12/b?y=2&X=1")[0].name == "k.se/a#/b?x&y"
    assert find_forms("https://k.se/kommun/styrdokument") == ()
