from hypothesis import given
from hypothesis import strategies as st

from crawler.errands import Aim, Errand
from crawler.frontier import Frontier


def errand(url, score=0.0, aim=Aim.PAGE):
    return Errand(aim, url, url, score=score)


def drain(frontier):
    found = []
    while (one := frontier.pop()) is not None:
        found.append(one.url)
    return found


@given(st.lists(st.integers(-3, 3), max_size=30))
def test_the_best_comes_first_and_of_equals_the_earlier(scores):
    frontier = Frontier()
    for number, score in enumerate(scores):
        frontier.add(errand(f"https://k.se/{'a' * (number + 1)}", score))
    order = sorted(range(len(scores)), key=lambda number: (-scores[number], number))
    assert drain(frontier) == [f"https://k.se/{'a' * (number + 1)}" for number in order]


def test_one_thing_is_queued_once_however_it_is_spelled():
    frontier = Frontier()
    for url in (
        "https://www.k.se/a",
        "http://k.se/a/",
        "https://k.se:443/a#b",
        "https://k.se/a?utm_source=x",
    ):
        frontier.add(errand(url))
    assert drain(frontier) == ["https://www.k.se/a"]
    assert frontier.knows("https://k.se/a")


def test_what_is_remembered_is_not_queued():
    frontier = Frontier()
    frontier.remember("https://k.se/a")
    frontier.add(errand("https://k.se/a"))
    assert len(frontier) == 0


def test_traps_are_left_out_and_counted_but_documents_are_no_traps():
    frontier = Frontier()
    for day in range(1, 20):
        frontier.add(errand(f"https://k.se/kalender?date=2024-01-{day:02}"))
        frontier.add(errand(f"https://k.se/arkiv?date=2024-01-{day:02}&f=plan.pdf", aim=Aim.DOCUMENT))
    assert len(drain(frontier)) == 3 + 19
    assert frontier.left_out["endless pages"] == 16


def test_a_flood_of_links_is_thinned_out_to_the_best():
    frontier = Frontier()
    for number in range(20_001):
        frontier.add(errand(f"https://k.se/{number}", score=number))
    assert len(frontier) == 10_000
    assert frontier.pop().score == 20_000
    assert sum(frontier.left_out.values()) == 10_001


def linked(name, region, score=0.0):
    return Errand(
        Aim.PAGE,
        f"https://k.se/{name}",
        f"https://k.se/{name}",
        anchor=name,
        depth=1,
        score=score,
        region=region,
    )


def test_pages_that_bore_fruit_bring_their_like_to_the_front():
    frontier = Frontier()
    frontier.add(linked("sist", "li<nav"))
    frontier.add(linked("forst", "li<main"))
    for number in range(20):
        frontier.learn(linked(f"a{'x' * number}", "li<nav"), 0)
        frontier.learn(linked(f"b{'x' * number}", "li<main"), 1)
    assert drain(frontier) == ["https://k.se/forst", "https://k.se/sist"]


def test_documents_and_sitemaps_are_above_whatever_is_learned():
    frontier = Frontier()
    for number in range(40):
        frontier.learn(linked(f"b{'x' * number}", "li<main"), 9)
    frontier.add(linked("sida", "li<main", score=3.0))
    frontier.add(errand("https://k.se/fil.pdf", 100.0, Aim.DOCUMENT))
    assert drain(frontier)[0] == "https://k.se/fil.pdf"


def test_a_link_takes_the_place_of_what_a_sitemap_told():
    frontier = Frontier()
    frontier.add(errand("https://k.se/a"))
    frontier.add(errand("https://k.se/b", 1.0))
    frontier.add(linked("a", "li<main", score=2.0))
    frontier.add(errand("https://k.se/a", 9.0))
    assert len(frontier) == 2
    assert drain(frontier) == ["https://k.se/a", "https://k.se/b"]
    assert len(frontier) == 0
