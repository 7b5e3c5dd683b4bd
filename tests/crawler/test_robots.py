import pytest

from crawler.robots import MAX_BYTES, RobotsState, read_robots, unreachable

SITE = "https://www.k.se"


def read(text, status=200, content_type="text/plain"):
    return read_robots(status, text.encode(), content_type)


def test_rules_for_everybody_are_obeyed():
    policy = read(
        "User-agent: *\nDisallow: /intern/\nAllow: /intern/oppet/\nSitemap: https://www.k.se/s.xml\n"
    )
    assert policy.state is RobotsState.READ
    assert policy.allows(f"{SITE}/styrdokument")
    assert not policy.allows(f"{SITE}/intern/a")
    assert policy.allows(f"{SITE}/intern/oppet/a")
    assert policy.sitemaps == ("https://www.k.se/s.xml",)


def test_rules_for_us_take_the_place_of_those_for_everybody():
    policy = read("User-agent: *\nDisallow:\n\nUser-agent: Samverkan\nDisallow: /\nCrawl-delay: 10\n")
    assert not policy.allows(f"{SITE}/")
    assert policy.gap == 10


def test_a_rule_with_escapes_matches_an_address_without():
    policy = read("User-agent: *\nDisallow: /f%C3%B6rslag/\n")
    assert not policy.allows(f"{SITE}/f%C3%B6rslag/a")


def test_the_longer_of_delay_and_rate_counts():
    assert read("User-agent: *\nCrawl-delay: 2\nRequest-rate: 1/5\n").gap == 5
    assert read("User-agent: *\nDisallow: /x\n").gap == 0


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_no_robots_file_allows_everything(status):
    assert read("", status).allows(f"{SITE}/a")
    assert read("", status).state is RobotsState.ABSENT


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_server_that_cannot_say_allows_nothing_for_now(status):
    policy = read("User-agent: *\nDisallow:\n", status)
    assert not policy.allows(f"{SITE}/a")
    assert str(status) in policy.detail


def test_a_server_that_does_not_answer_allows_nothing_for_now():
    assert not unreachable("no answer").allows(f"{SITE}/")


@pytest.mark.parametrize(
    "body", ["<!DOCTYPE html><html>Disallow: /</html>", "\ufeff \n<HTML>", "<!-- x --><html>"]
)
def test_a_web_page_in_its_place_allows_everything_and_is_noted(body):
    policy = read(body, content_type="text/html")
    assert policy.state is RobotsState.NOT_ROBOTS
    assert policy.allows(f"{SITE}/a")
    assert policy.detail


def test_a_real_robots_file_sent_as_html_is_obeyed():
    assert not read("User-agent: *\nDisallow: /\n", content_type="text/html").allows(f"{SITE}/a")


def test_of_an_endless_file_the_first_half_megabyte_counts():
    filler = "# fyllning\n" * (MAX_BYTES // 11 + 1)
    assert not read("User-agent: *\nDisallow: /a\n" + filler + "Disallow: /b\n").allows(f"{SITE}/a")
    assert read("User-agent: *\nDisallow: /a\n" + filler + "Disallow: /b\n").allows(f"{SITE}/b")


def test_a_cut_rule_is_dropped_rather_than_widened():
    start = "User-agent: *\nDisallow: /a\n"
    text = start + "#" * (MAX_BYTES - len(start) - len("\nDisallow: /")) + "\nDisallow: /hemligt\n"
    assert read(text).allows(f"{SITE}/oppet")


def test_an_empty_file_allows_everything():
    assert read("").allows(f"{SITE}/a")
