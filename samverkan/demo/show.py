"""The demo: the whole main job on four fictional municipalities, without leaving this computer."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from corpus.counts import plural
from corpus.errors import StudyExists
from corpus.store import Store
from samverkan import console
from samverkan.config import Config, CrawlSection, StudySection
from samverkan.demo.publishing import FOCUS_GROUP, FOCUS_GROUP_MUNICIPALITY
from samverkan.demo.server import DemoServer, export_registry, serve_sites
from samverkan.lock import locked
from samverkan.outcome import Outcome
from samverkan.pipeline import iter_outcomes
from samverkan.steps.add import add_files
from samverkan.steps.crawl import CrawlRequest
from samverkan.steps.inventory import InventoryRequest, inventory_paths, write_inventory
from samverkan.study import Study, create_study, open_study

_MARKER = ".samverkan-demo"
_DELAY = 0.05  # seconds; a site on this computer needs no more consideration


def show_demo(folder: Path) -> tuple[Outcome, ...]:
    """Serve the demo's websites, make a study of them in `folder`, and say where everything lies.

    A demo made here before is replaced. Raises StudyExists when something else lies there, or when people
    have decided something in it.
    """
    started = time.monotonic()
    _clear(folder)
    with serve_sites() as server:
        study = _create_demo_study(folder, server)
        console.say(f"{len(server.sites)} fictional municipalities answer on this computer:")
        for site in server.sites:
            console.say(f"  {site.municipality.name:<12} {site.municipality.website}")
        outcomes = _work(study)
    _say_results(study, time.monotonic() - started)
    return outcomes


def _clear(folder: Path) -> None:
    if (folder / _MARKER).is_file():
        decided = _count_decisions(folder / "corpus.db")
        if decided:
            raise StudyExists(
                f"The demo in {folder} holds {plural(decided, 'decision')} of people, which would be lost. "
                "Name another folder, or delete this one yourself."
            )
        shutil.rmtree(folder)
    elif folder.exists() and any(folder.iterdir()):
        raise StudyExists(f"{folder} is not empty and was not made by the demo: name another folder.")


def _count_decisions(database: Path) -> int:
    if not database.is_file():
        return 0
    with Store.open(database) as store, store.reading() as reader:
        return reader.count_records()["decisions"]


def _create_demo_study(folder: Path, server: DemoServer) -> Study:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARKER).write_text("This folder was made by samverkan demo, which replaces it.\n", "utf-8")
    export_registry(server.sites, folder / "municipalities.csv")
    codes = tuple(site.municipality.code for site in server.sites)
    crawl = CrawlSection(contact="demo@example.org", delay=_DELAY, allow_loopback=True)
    create_study(folder, Config(StudySection(name="Demo", municipalities=codes), crawl))
    return open_study(folder)


def _work(study: Study) -> tuple[Outcome, ...]:
    outcomes = []
    with locked(study.folder, "demo"), study.open_store() as store:
        giver = study.registry.get(FOCUS_GROUP_MUNICIPALITY)
        outcomes.append(_tell(add_files(study, store, [FOCUS_GROUP], giver)))
        outcomes.extend(_tell(outcome) for outcome in iter_outcomes(study, store, CrawlRequest()))
        write_inventory(study, store, InventoryRequest("en"))
    return tuple(outcomes)


def _tell(outcome: Outcome) -> Outcome:
    for line in outcome.lines:
        console.say(line)
    return outcome


def _say_results(study: Study, seconds: float) -> None:
    swedish, english = InventoryRequest("sv"), InventoryRequest("en", formats=("html",))
    console.say(f"\nDone in {seconds:.0f} seconds. The inventory:")
    for path in (*inventory_paths(study, swedish), *inventory_paths(study, english)):
        console.say(f"  {path}")
    console.say(f"Open the .html file in a browser, or go on in the study: cd {study.folder}, then")
    console.say('  samverkan review · samverkan status · samverkan search "idéburna partnerskap"')
    console.say("Links to the documents lead to the websites of this run, which have ended with it.")
    console.say("Starting the demo again makes its folder anew, unless somebody has reviewed in it.")
