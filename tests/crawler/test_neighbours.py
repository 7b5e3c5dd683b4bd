"""Hosts on one address share its pace: proved from the server's log."""

import asyncio
from itertools import pairwise

import pytest
from twisted.internet.address import IPv4Address

from crawler.neighbours import Neighbours
from tests.crawler.crawling import crawl
from tests.crawler.webserver import Reply, document, link, page, serve

NAMES = {"www.alfa.example": "127.0.0.2", "www.beta.example": "127.0.0.2"}
GAP = 0.15


def town():
    files = {f"/{name}-strategi.pdf": document(name) for name in "abcde"}
    listed = page(*(link(path, "Strategi") for path in files), title="Styrdokument")
    return files | {"/": listed}


def visit(folder, site, **settings):
    websites = {f"000{n}": f"http://{name}:{site.port}" for n, name in enumerate(NAMES)}
    done = crawl(folder, websites, names=NAMES, delay=GAP, **settings)
    assert {visit.documents for visit in done.visits.values()} == {5}
    assert len({hit.host for hit in site.hits}) == 2
    return [
        later.began - earlier.began for earlier, later in pairwise(sorted(site.hits, key=lambda h: h.began))
    ]


def test_two_municipalities_on_one_address_are_asked_by_turns(tmp_path):
    with serve(town(), address="127.0.0.2") as site:
        gaps = visit(tmp_path, site)
    assert min(gaps) >= GAP
    assert site.most_at_once == 1


def test_a_portal_that_is_set_apart_keeps_a_pace_of_its_own(tmp_path):
    with serve(town(), address="127.0.0.2") as site:
        gaps = visit(tmp_path, site, apart=list(NAMES))
    assert min(gaps) < GAP


def test_when_one_of_them_is_told_to_wait_both_do(tmp_path):
    busy = lambda asked: document("a") if asked else Reply(b"", 503, headers={"Retry-After": "1"})  # noqa: E731
    with serve(town() | {"/a-strategi.pdf": busy}, address="127.0.0.2") as site:
        visit(tmp_path, site)
    refused = next(hit for hit in site.hits if hit.status == 503)
    after = min(hit.began for hit in site.hits if hit.began > refused.ended)
    assert after - refused.began >= 0.99


class Names:
    """A resolver that has several addresses for a name, in another order each time."""

    def __init__(self, *hosts):
        self.hosts = list(hosts)
        self.asked = 0

    def __call__(self, receiver, name):
        self.asked += 1
        self.hosts.reverse()
        receiver.resolutionBegan(self)
        for host in self.hosts:
            receiver.addressResolved(IPv4Address("TCP", host, 443))
        receiver.resolutionComplete()


def find(neighbours, *urls):
    async def run():
        return [await neighbours.find_server(url) for url in urls]

    return asyncio.run(run())


def test_hosts_with_the_same_addresses_in_any_order_are_on_one_server():
    neighbours = Neighbours()
    neighbours.resolve = Names("194.71.11.2", "194.71.11.1")
    found = find(neighbours, "https://www.a.se/x", "https://dok.b.se:8443/y", "https://www.a.se/z")
    assert set(found) == {"194.71.11.1:*"}
    assert neighbours.resolve.asked == 2
    assert neighbours.get_server("http://www.a.se/") == "194.71.11.1:*"


def test_hosts_on_an_address_that_is_set_apart_have_no_server_in_common():
    neighbours = Neighbours(("194.71.11.1",))
    neighbours.resolve = Names("194.71.11.1")
    assert find(neighbours, "https://www.a.se/", "https://www.b.se/") == ["", ""]
    assert neighbours.get_server("https://www.a.se/") == ""


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("http://127.0.0.1:8001/", "127.0.0.1:8001"),
        ("https://194.71.11.9/", "194.71.11.9:*"),
        ("https://x.se/", ""),
    ],
)
def test_a_numeric_host_is_its_own_address_and_a_name_without_one_has_no_server(url, server):
    neighbours = Neighbours()
    neighbours.resolve = Names()
    assert find(neighbours, url) == [server]
