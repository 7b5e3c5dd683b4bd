from corpus.records import Municipality
from crawler.errands import Aim, Errand
from crawler.harvest import Harvest
from crawler.job import CrawlSettings, Site
from crawler.links import read_page

HOME = "https://www.k.se"
PORTAL = "https://portal.example/visafil?docid="


def harvest_page(links, title="Styrdokument", path="/styrdokument"):
    municipality = Municipality("0001", "K", "01", "L", "A1", "G", 1, HOME)
    harvest = Harvest(Site(municipality), CrawlSettings("a@example.org"))
    rows = "".join(f'<li><a href="{url}">{text}</a></li>' for url, text in links)
    body = f"<title>{title}</title><main><ul class='docs'>{rows}</ul></main>".encode()
    url = HOME + path
    harvest.take_page(read_page(body, "", url, harvest.skip), Errand(Aim.PAGE, url, url, depth=1), url)
    found = []
    while (errand := harvest.frontier.pop()) is not None:
        found.append(errand)
    return found


NAMED = [
    (f"{PORTAL}{number}", f"{name}strategi 2024–2030")
    for number, name in enumerate(["Klimat", "Kultur", "Energi"])
]


def test_a_listing_shows_which_host_is_the_portal_so_that_its_nameless_links_are_taken_too():
    found = harvest_page([(f"{PORTAL}9", "Läs mer här"), *NAMED])
    assert [one.url for one in found if one.url.endswith("9")] == [f"{PORTAL}9"]
    assert {one.aim for one in found} == {Aim.DOCUMENT}


def test_a_host_with_few_named_documents_is_no_portal():
    assert len(harvest_page([(f"{PORTAL}9", "Läs mer här"), *NAMED[:2]])) == 2


def test_nameless_links_elsewhere_than_in_a_listing_stay_where_they_are():
    assert len(harvest_page([(f"{PORTAL}9", "Läs mer här"), *NAMED], "Kultur", "/kultur")) == 3


def test_an_errand_knows_the_place_of_its_link():
    (found,) = harvest_page([(f"{HOME}/a", "Kultur")])
    assert found.region == "li<ul.docs<main<body<html"


def test_a_page_of_the_sitemap_is_as_deep_as_its_path_and_waits_for_a_link():
    municipality = Municipality("0001", "K", "01", "L", "A1", "G", 1, HOME)
    harvest = Harvest(Site(municipality), CrawlSettings("a@example.org"))
    harvest.take_sitemap((f"{HOME}/a/b/c/kultur", f"{HOME}/kultur"), f"{HOME}/sitemap.xml")
    assert not harvest.skip(f"{HOME}/kultur")
    assert harvest.frontier.pop().url == f"{HOME}/kultur"
    assert harvest.skip(f"{HOME}/kultur")
