"""Bench: governing documents found against requests, by strategy, on made-up sites of six content systems.

The weights were tuned on four families; "optimizely" and "portal" are held out, and the floor counts there
only. Effort is every request but those for the wanted documents themselves, as a share of the site's pages.
Then the CPU of link discovery, beside Scrapy's LinkExtractor on the same pages in the same run.
Run: ``python -m tests.bench.bench_crawl_focus [FOLDER]``; the folder gets focus.json and focus.svg.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import mean
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script sees only its own folder

from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.linkextractors import LinkExtractor

from corpus.records import Municipality
from crawler.errands import Aim, Errand
from crawler.harvest import Harvest
from crawler.job import CrawlSettings, Site
from crawler.links import read_page
from tests.sites.families import FAMILIES
from tests.sites.plots import draw_svg, draw_text
from tests.sites.replay import ORDERS, Replay, StartWeights, replay_order, replay_visit
from tests.sites.website import make_site

CASES: Final = ((300, 11), (1000, 12), (1000, 13), (2000, 14))  # (pages, seed); tuned on seeds 1 to 4
SHARE: Final = 0.2
FLOOR: Final = 0.95  # of the wanted documents within a fifth of the pages, the mean of the held-out sites
CPU_FLOOR: Final = 3.5  # ms of a request in all, of which link discovery is what is measured here
PAGES: Final = 300
MENU: Final = 110  # links more on each page: municipal pages have about 150, in 45 KB


def replay_all(family: str) -> list[Replay]:
    """Every strategy on every site of a family."""
    done = []
    for pages, seed in CASES:
        site = make_site(family, seed, pages)
        done.append(replay_visit(site)[0])
        done.append(replay_visit(site, "start weights", StartWeights())[0])
        done += [replay_order(site, order) for order in ORDERS]
    return done


def summarise(replays: Sequence[Replay]) -> dict[str, dict[str, float]]:
    """By strategy: mean found shares at a tenth, a fifth and the end, and the worst at a fifth."""
    names = dict.fromkeys(replay.strategy for replay in replays)
    told = {}
    for name in names:
        own = [replay for replay in replays if replay.strategy == name]
        told[name] = {
            "tenth": mean(one.recall_at(0.1) for one in own),
            "fifth": mean(one.recall_at(SHARE) for one in own),
            "worst fifth": min(one.recall_at(SHARE) for one in own),
            "end": mean(one.recall for one in own),
            "effort for 95 %": mean(one.find_effort(0.95) for one in own),
            "effort at end": mean(len(one.curve) / one.site_pages for one in own),
        }
    return told


def measure_links() -> tuple[float, float]:
    """CPU in ms a page of discovering and ranking links: ours, and Scrapy's extractor with its requests."""
    site = make_site("sitevision", 5, 1000)
    menu = "".join(f'<li class="m"><a href="/meny/{n}"><span>Ämne {n}</span></a></li>' for n in range(MENU))
    filler = "<!-- " + "x" * 20_000 + " --><ul>" + menu + "</ul></body>"
    urls = [f"{site.hosts.home}{path}" for path in list(site.outline.pages)[:PAGES]]
    bodies = [(url, site.fetch(url).body.replace(b"</body>", filler.encode())) for url in urls]
    harvest = Harvest(
        Site(Municipality("0001", "A", "01", "L", "A1", "G", 1, site.start)), CrawlSettings("a@example.org")
    )
    begin = time.process_time()
    for url, body in bodies:
        errand = Errand(Aim.PAGE, url, url, depth=1)
        view = read_page(body, "text/html; charset=utf-8", url, harvest.skip)
        harvest.frontier.learn(errand, harvest.take_page(view, errand, url))
    ours = time.process_time() - begin
    extractor = LinkExtractor(deny_extensions=[])
    begin = time.process_time()
    for url, body in bodies:
        response = HtmlResponse(url, body=body, encoding="utf-8")
        for link in extractor.extract_links(response):
            Request(link.url)
    return 1000 * ours / len(bodies), 1000 * (time.process_time() - begin) / len(bodies)


def print_table(title: str, table: dict[str, dict[str, float]]) -> None:
    """One line a strategy."""
    columns = list(next(iter(table.values())))
    print(f"\n{title:15}" + "".join(f"{column:>17}" for column in columns))
    for name, row in table.items():
        print(f"{name:15}" + "".join(f"{row[column]:17.3f}" for column in columns))


def export(folder: Path, replays: Iterable[Replay], tables: dict[str, dict[str, dict[str, float]]]) -> None:
    """The numbers as JSON, the curves as SVG."""
    folder.mkdir(parents=True, exist_ok=True)
    told = json.dumps(tables, indent=1).replace("Infinity", "null")
    (folder / "focus.json").write_text(told, encoding="utf-8")
    (folder / "focus.svg").write_text(draw_svg(list(replays)), encoding="utf-8")


def main() -> int:
    """Print tables and curves; 1 when a held-out family misses the floor or link discovery is slow."""
    by_family = {name: replay_all(name) for name in FAMILIES}
    tables = {name: summarise(replays) for name, replays in by_family.items()}
    for name, table in tables.items():
        print_table(f"{name}{' (held out)' if FAMILIES[name].held_out else ''}", table)
    aside = [one for name, done in by_family.items() if FAMILIES[name].held_out for one in done]
    tables["held out"] = summarise(aside)
    print_table("held out, all", tables["held out"])
    print(draw_text(aside))
    ours, scrapy = measure_links()
    print(f"links of a page: {ours:.2f} ms, Scrapy's extractor {scrapy:.2f} ms ({ours / scrapy:.2f} of it)")
    if len(sys.argv) > 1:
        export(Path(sys.argv[1]), aside, tables)
    return int(tables["held out"]["ours"]["fifth"] < FLOOR or ours > CPU_FLOOR or ours > scrapy / 3)


if __name__ == "__main__":
    sys.exit(main())
