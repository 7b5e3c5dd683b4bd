"""The second crawl of a site: what has not changed costs next to nothing, what has changed is noticed."""

import sqlite3

import pytest

from corpus.store import Store
from tests.crawler.crawling import crawl
from tests.crawler.webserver import Reply, link, page, pdf, serve

FILES = 12
EPOCH = "/download/18.5a3b/1700000000000/miljopolicy.pdf"


def a_file(text, size=150_000):
    return Reply(pdf(text + "x" * size), type="application/pdf")


def town():
    """A start page, two listings with files, pages that lead nowhere, and a file of Sitevision."""
    names = [f"/globalassets/strategi-{n}.pdf" for n in range(FILES)]
    barren = {f"/skola/{n}": page("text " * 400, title=f"Skola {n}") for n in range(8)}
    return {
        "/": page(
            link("/styrdokument/", "Styrdokument"),
            link("/policyer/", "Policyer"),
            *(link(path, "Skola och förskola") for path in barren),
        ),
        "/styrdokument/": page(*(link(name, "Strategi") for name in names[:8]), title="Styrdokument"),
        "/policyer/": page(
            *(link(name, "Strategi") for name in names[8:]),
            link(EPOCH, "Miljöpolicy"),
            title="Policyer",
        ),
        **{name: a_file(name) for name in names},
        EPOCH: a_file("miljö"),
        **barren,
    }


def received(folder, sql="SELECT sum(size) FROM fetch"):
    connection = sqlite3.connect(folder / "corpus.db")
    try:
        return connection.execute(sql).fetchone()[0]
    finally:
        connection.close()


def versions(folder):
    with Store.open(folder / "corpus.db") as store, store.reading() as reader:
        return [(one.how, one.earlier, one.document) for one in reader.iter_versions("0001")]


@pytest.mark.parametrize("validators", ["honoured", "sent"])
def test_the_second_crawl_of_an_unchanged_site_takes_a_twentieth_of_the_bytes(tmp_path, validators):
    with serve(town(), validators=validators) as site:
        first = crawl(tmp_path, {"0001": site.url})
        sent = sum(hit.size for hit in site.hits)
        taken = received(tmp_path)
        site.hits.clear()
        second = crawl(tmp_path, {"0001": site.url})
    assert first.visits["0001"].documents == second.visits["0001"].documents == FILES + 1
    # A server that ignores conditions sends one file before it is known: that is stopped by its headers.
    ignored = 151_000 if validators == "sent" else 0
    assert sum(hit.size for hit in site.hits) - ignored <= sent * 0.05
    assert received(tmp_path) - taken <= taken * 0.05
    asked = [hit for hit in site.hits if hit.path.startswith("/globalassets/")]
    assert len(asked) == FILES
    assert EPOCH not in site.paths  # its address would be another
    assert not [path for path in site.paths if path.startswith("/skola/")]  # they led to nothing
    assert versions(tmp_path) == []


def test_without_any_validator_the_bytes_tell(tmp_path):
    with serve(town()) as site:
        crawl(tmp_path, {"0001": site.url})
        done = crawl(tmp_path, {"0001": site.url})
    assert done.visits["0001"].documents == FILES + 1
    assert len(done.documents) == FILES + 1
    assert versions(tmp_path) == []


@pytest.mark.parametrize("validators", ["honoured", "sent", ""])
def test_a_file_that_was_overwritten_in_place_is_a_new_version_of_the_old_one(tmp_path, validators):
    with serve(town(), validators=validators) as site:
        first = crawl(tmp_path, {"0001": site.url})
        site.routes["/globalassets/strategi-3.pdf"] = a_file("ny text")
        done = crawl(tmp_path, {"0001": site.url})
    old, new = (
        [fetch.sha256 for fetch in one.fetches if fetch.url.endswith("strategi-3.pdf")][-1]
        for one in (first, done)
    )
    assert versions(tmp_path) == [("replaced", old, new)]
    assert done.blobs.find_path(old)  # nothing is ever deleted
    assert done.blobs.find_path(new)


def test_a_new_upload_of_an_item_follows_the_old_one(tmp_path):
    newer = EPOCH.replace("17", "18")
    with serve(town(), validators="honoured") as site:
        first = crawl(tmp_path, {"0001": site.url})
        listing = site.routes["/policyer/"].body.replace(EPOCH.encode(), newer.encode())
        site.routes["/policyer/"] = Reply(listing)
        site.routes[newer] = a_file("miljö, reviderad")
        done = crawl(tmp_path, {"0001": site.url})
    old = first.fetch(EPOCH).sha256
    new = done.fetch(newer).sha256
    assert versions(tmp_path) == [("renewed", old, new)]


def test_a_document_that_is_not_found_twice_is_marked_gone_and_kept(tmp_path):
    with serve(town(), validators="honoured") as site:
        first = crawl(tmp_path, {"0001": site.url})
        lost = first.fetch("/strategi-5.pdf").sha256
        site.routes["/globalassets/strategi-5.pdf"] = Reply(b"", 404)
        gone = []
        for _ in range(3):
            done = crawl(tmp_path, {"0001": site.url})
            with Store.open(tmp_path / "corpus.db") as store, store.reading() as reader:
                gone.append([sha256 for sha256, since in reader.iter_gone_documents("0001") if since])
    assert gone == [[], [lost], [lost]]
    assert done.blobs.find_path(lost)
    assert site.paths.count("/globalassets/strategi-5.pdf") == 3  # then it is left alone for a while


def test_what_never_changes_is_asked_for_less_and_less(tmp_path):
    asked = []
    with serve(town(), validators="honoured") as site:
        for _ in range(7):
            site.hits.clear()
            crawl(tmp_path, {"0001": site.url})
            asked.append(len([path for path in site.paths if path.startswith("/globalassets/")]))
    assert asked[:3] == [FILES] * 3
    assert sum(asked[3:]) <= 2 * FILES
    assert "/styrdokument/" in site.paths or "/policyer/" in site.paths or "/" in site.paths


def test_a_new_document_on_a_known_listing_is_found_by_the_next_visit(tmp_path):
    with serve(town(), validators="honoured") as site:
        crawl(tmp_path, {"0001": site.url})
        listing = site.routes["/styrdokument/"].body.replace(
            b"</ul>", link("/globalassets/ny-strategi.pdf", "Ny strategi").encode() + b"</ul>"
        )
        site.routes["/styrdokument/"] = Reply(listing)
        site.routes["/globalassets/ny-strategi.pdf"] = a_file("ny")
        site.hits.clear()
        done = crawl(tmp_path, {"0001": site.url})
    assert done.fetch("/ny-strategi.pdf").sha256
    assert done.visits["0001"].documents == FILES + 2
    hubs = [path for path in site.paths if path in ("/", "/styrdokument/", "/policyer/")]
    files = [path for path in site.paths if path.startswith("/globalassets/strategi")]
    assert site.paths.index(hubs[1]) < site.paths.index(files[0])  # hubs first


def test_robots_is_asked_for_once_a_day(tmp_path):
    with serve(town()) as site:
        crawl(tmp_path, {"0001": site.url})
        crawl(tmp_path, {"0001": site.url})
        assert site.paths.count("/robots.txt") == 1
        connection = sqlite3.connect(tmp_path / "corpus.db")
        connection.execute("UPDATE origin_rule SET at = '2020-01-01T00:00:00Z'")
        connection.commit()
        connection.close()
        crawl(tmp_path, {"0001": site.url})
        assert site.paths.count("/robots.txt") == 2


def test_a_robots_file_that_fails_is_asked_for_again_after_an_hour_not_a_day(tmp_path):
    answers = [Reply(b"", 503), Reply(b"User-agent: *\nAllow: /\n", type="text/plain")]
    routes = town() | {
        "/robots.txt": lambda asked: answers[min(asked // 3, 1)]
    }  # asked three times each visit
    with serve(routes) as site:
        refused = crawl(tmp_path, {"0001": site.url})
        assert refused.visits["0001"].documents == 0
        connection = sqlite3.connect(tmp_path / "corpus.db")
        connection.execute("UPDATE origin_rule SET at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-2 hours')")
        connection.commit()
        connection.close()
        done = crawl(tmp_path, {"0001": site.url})
    assert done.visits["0001"].documents == FILES + 1
