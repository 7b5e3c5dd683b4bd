"""A crawl that is killed goes on where it was, and its ledger closes. Each in a process of its own."""

import itertools
import sqlite3

from corpus.records import VisitOutcome
from tests.crawler.crawling import crawl, read_crawl, start_crawl
from tests.crawler.webserver import Reply, document, link, page, redirect, serve


def small_town(sections=8, documents=4, wait=0.01):
    """A site of listings below sections, with a redirect, a lost page and a file that is not wanted."""
    routes = {
        "/": page(*(link(f"/avdelning-{s}/", f"Avdelning {s}") for s in range(sections))),
        "/gammal": redirect("/avdelning-0/"),
        "/slinga": redirect("/slinga"),
    }
    for s in range(sections):
        files = [f"/d/{s}-{d}-strategi.pdf" for d in range(documents)]
        routes[f"/avdelning-{s}/"] = page(
            *(link(name, "Strategi") for name in files),
            link("/borta", "Kultur"),
            link("/gammal", "Omsorg"),
            link("/slinga", "Skola"),
            link(f"/d/{s}-protokoll.pdf", "Protokoll"),
            link("https://annan.example/", "Annan"),
            link("/bild.jpg", "Bild"),
            title=f"Styrdokument {s}",
        )
        for name in files:
            routes[name] = Reply(document(name).body, type="application/pdf", wait=wait)
    return routes


def read_rows(folder, sql):
    connection = sqlite3.connect(folder / "corpus.db")
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


OPEN = "SELECT url FROM link WHERE state IN ('waiting', 'leased')"
UNEXPLAINED = "SELECT url FROM link WHERE state IN ('failed', 'refused') AND (reason = '' OR outcome IS NULL)"
BY_STATE = "SELECT state, count(*) FROM link GROUP BY state"


def test_every_discovered_address_ends_in_one_final_state_with_its_reason(tmp_path):
    with serve(small_town()) as site:
        crawl(tmp_path, {"0001": site.url})
    assert read_rows(tmp_path, OPEN) == []
    assert read_rows(tmp_path, UNEXPLAINED) == []
    states = dict(read_rows(tmp_path, BY_STATE))
    discovered = read_rows(tmp_path, "SELECT count(DISTINCT url) FROM link")[0][0]
    assert discovered == sum(states.values())
    assert states.keys() == {"fetched", "failed", "refused"}
    # start, sitemap, 8 sections and 32 documents, and the redirect to a section; lost: /borta, /slinga,
    # sitemap.xml; refused: 8 minutes, a picture, another website
    assert states == {"fetched": 1 + 8 + 32 + 1, "failed": 3, "refused": 8 + 1 + 1}


def test_every_fetched_address_has_its_row_and_every_row_its_address(tmp_path):
    with serve(small_town()) as site:
        crawl(tmp_path, {"0001": site.url})
    asked = "SELECT DISTINCT url FROM fetch WHERE url NOT LIKE '%/robots.txt'"
    known = "SELECT url FROM link WHERE state IN ('fetched', 'failed')"
    assert sorted(read_rows(tmp_path, asked)) == sorted(read_rows(tmp_path, known))


def test_a_crawl_that_is_killed_again_and_again_asks_for_nothing_twice(tmp_path):
    kills = 0
    with serve(small_town()) as site:
        for number in itertools.count(1):
            process = start_crawl(tmp_path, {"0001": site.url})
            answers = 0
            for line in process.stdout:
                answers += '"fetched"' in line or '"document"' in line
                if answers == 4 + 3 * number:
                    process.kill()
                    break
            process.communicate()
            if process.returncode == 0:
                break
            kills += 1
        done = read_crawl(tmp_path, ["0001"], "", process.returncode)
    assert kills >= 2
    assert done.outcome() is VisitOutcome.COMPLETE
    assert len(done.documents) == 32
    assert len(site.paths) - len(set(site.paths)) <= kills + 1  # one under way at each kill; one loop
    assert read_rows(tmp_path, OPEN) == []
    assert len(done.visits) == 1
    assert done.visits["0001"].documents == 32
    asked = [path for path in site.paths if path != "/gammal"]  # its target is asked for once, in its name
    assert done.visits["0001"].requests <= len(asked) + kills + 1


def test_an_interrupted_crawl_goes_on_and_keeps_its_budget(tmp_path):
    with serve(small_town()) as site:
        process = start_crawl(tmp_path, {"0001": site.url})
        for line in process.stdout:
            if '"document"' in line:
                process.terminate()
                break
        process.communicate()
        before = len(site.paths)
        done = crawl(tmp_path, {"0001": site.url}, max_requests=before + 5)
    assert done.outcome() is VisitOutcome.BUDGET
    assert len(site.paths) == before + 5


def test_what_a_budget_left_is_fetched_by_the_next_visit(tmp_path):
    with serve(small_town()) as site:
        crawl(tmp_path, {"0001": site.url}, max_requests=20)
        left = read_rows(tmp_path, "SELECT count(*) FROM link WHERE outcome = 'left' AND reason != ''")[0][0]
        done = crawl(tmp_path, {"0001": site.url})
    assert left > 5
    assert done.outcome() is VisitOutcome.COMPLETE
    assert len(done.documents) == 32
    assert read_rows(tmp_path, OPEN) == []


def test_a_page_that_ends_the_program_each_time_is_left_alone(tmp_path):
    with serve(small_town(sections=1)) as site:
        crawl(tmp_path, {"0001": site.url}, max_requests=3)
        connection = sqlite3.connect(tmp_path / "corpus.db")
        connection.execute("UPDATE site SET started = strftime('%Y-%m-%dT%H:%M:%SZ')")
        connection.execute("UPDATE link SET state = 'leased', attempts = 6 WHERE url LIKE '%avdelning-0/'")
        connection.commit()
        connection.close()
        done = crawl(tmp_path, {"0001": site.url})
    assert done.outcome() is VisitOutcome.COMPLETE
    ((reason,),) = read_rows(tmp_path, "SELECT reason FROM link WHERE url LIKE '%avdelning-0/'")
    assert reason == "broken off 6 times"
