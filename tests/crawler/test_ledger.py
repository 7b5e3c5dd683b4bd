"""What the ledger promises: files before rows, nothing asked before it is written, a loop that goes on."""

import asyncio
import threading

import pytest

from corpus.blobs import Blobs
from corpus.errors import DiskFull
from corpus.frontier_records import OriginRule, RuleKind, SiteState
from corpus.store import Store
from crawler.errands import Step
from crawler.ledger import Ledger
from crawler.visit import Changes
from tests import factories

ORIGIN = "https://www.sjobacka.example"


class GatedBlobs(Blobs):
    """A disk that is slow: files are written when the gate is opened, and some never."""

    def __init__(self, folder, full_at=b"-"):
        super().__init__(folder)
        self.gate = threading.Event()
        self.full_at = full_at

    def add_bytes(self, content):
        assert self.gate.wait(20), "the gate was never opened: something waits for the disk"
        if content == self.full_at:
            raise DiskFull("The disk is full.")
        return super().add_bytes(content)


def make_step(code="9801", name="plan.pdf"):
    document = factories.document(name, code)
    return Step(factories.fetch(document, url=f"{ORIGIN}/{name}"), document, name.encode())


def changes(code="9801", rules=()):
    return Changes((), SiteState(code, ORIGIN, 1), rules)


def count(store, code="9801"):
    with store.reading() as reader:
        return len(list(reader.iter_fetches(code)))


@pytest.fixture
def place(tmp_path):
    with Store.create(tmp_path / "corpus.db") as store, store.writing() as writer:
        codes = [factories.municipality("A", "9801"), factories.municipality("B", "9802")]
        writer.set_municipalities(codes)
        writer.start_run("crawl", "0", "")
    with Store.open(tmp_path / "corpus.db") as store:
        yield store, GatedBlobs(tmp_path / "blobs")


def test_a_row_waits_for_its_file_and_the_event_loop_for_neither(place):
    store, blobs = place
    ledger, told = Ledger(store, blobs, 1), []

    async def run():
        ledger.add_step(make_step(), changes(), lambda: told.append("stored"))
        waiting = asyncio.ensure_future(ledger.committed("9801"))
        await asyncio.sleep(0.1)  # the loop goes on, though the disk does not
        assert (waiting.done(), told, count(store)) == (False, [], 0)
        await ledger.committed("9802")  # of which nothing was added
        blobs.gate.set()
        await waiting
        assert (told, count(store)) == (["stored"], 1)

    asyncio.run(run())
    ledger.close()


def test_what_is_added_while_a_commit_is_under_way_is_the_next_batch(place):
    store, blobs = place
    ledger = Ledger(store, blobs, 1)

    async def run():
        ledger.add_step(make_step(), changes())
        await asyncio.sleep(0.05)
        for number in range(3):
            ledger.add_step(make_step("9802", f"plan-{number}.pdf"), changes("9802"))
        blobs.gate.set()
        await ledger.committed("9802")
        assert (count(store), count(store, "9802")) == (1, 3)

    asyncio.run(run())
    ledger.close()


def test_what_is_under_way_when_the_loop_ends_is_committed_by_the_flush(place):
    store, blobs = place
    ledger, told = Ledger(store, blobs, 1), []

    async def run():
        ledger.add_step(make_step(), changes(), lambda: told.append(1))
        await asyncio.sleep(0.05)
        ledger.add_step(make_step(name="nasta.pdf"), changes(), lambda: told.append(2))

    asyncio.run(run())
    blobs.gate.set()
    ledger.flush()
    ledger.close()
    assert (told, count(store)) == ([1, 2], 2)


def test_a_file_that_cannot_be_written_costs_its_municipality_s_rows_only_and_is_told_once(place):
    store, blobs = place
    ledger, faults = Ledger(store, blobs, 1), []
    ledger.on_fault = faults.append
    blobs.full_at = b"full.pdf"

    async def run():
        ledger.add_step(make_step(name="full.pdf"), changes())
        ledger.add_fetch(factories.fetch(url=f"{ORIGIN}/later"))
        ledger.add_step(make_step("9802", "hel.pdf"), changes("9802"))
        blobs.gate.set()
        await ledger.committed("9802")

    asyncio.run(run())
    assert [str(fault) for fault in faults] == ["The disk is full."]
    assert (count(store), count(store, "9802")) == (0, 1)
    with pytest.raises(DiskFull):
        ledger.add_step(make_step(name="ny.pdf"), changes())
    ledger.flush()
    ledger.close()


def test_a_rule_is_known_before_it_is_written(place):
    store, blobs = place
    ledger = Ledger(store, blobs, 1, wait=30.0)
    rule = OriginRule(ORIGIN, RuleKind.ROBOTS, factories.AT, 200, b"", "text/plain", None)

    async def run():
        ledger.add_changes(changes(rules=(rule,)))
        assert ledger.find_rule(ORIGIN, RuleKind.ROBOTS) == rule
        assert ledger.find_rule(ORIGIN, RuleKind.TDMREP) is None

    asyncio.run(run())
    ledger.close()
