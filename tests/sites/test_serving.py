from corpus.records import VisitOutcome
from tests.crawler.crawling import crawl
from tests.crawler.webserver import serve
from tests.sites.serving import SiteRoutes


def test_a_real_crawl_finds_what_the_replay_finds(tmp_path):
    routes = SiteRoutes()
    with serve(routes) as server:
        site = routes.open("wordpress", 1, 130, server.url)
        done = crawl(tmp_path, {"0001": server.url}, delay=0.001, max_requests=90)
    found = {site.find_wanted(fetch.url) for fetch in done.fetches if fetch.sha256} - {None}
    assert done.outcome() is VisitOutcome.BUDGET
    assert len(found) >= 0.85 * site.documents
