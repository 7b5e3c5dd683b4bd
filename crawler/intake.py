"""What is made of what was received: a document, a page with its links, or a fault. It fetches nothing."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from corpus.frontier_records import Version
from corpus.records import Fetch, FetchFailure, Sha256
from crawler import rows
from crawler.bodies import BodyKind, Verdict, document_name, judge_body
from crawler.errands import Aim, Errand, Received, Step
from crawler.harvest import Harvest
from crawler.job import CrawlSettings
from crawler.journal import find_sha256
from crawler.keeping import keep_page, look_at_page, tells_the_same
from crawler.links import forbids_following, read_page
from crawler.relevance import Surroundings, score_document
from crawler.reservations import join_rights, read_meta
from crawler.revisits import find_item
from crawler.urls import identify

_SUM = (1 << 63) - 1
_MEETINGS = 1
"""A document that is met again more often teaches nothing: every page may have it in its frame."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was made of an answer: what is stored, and what the journal remembers (see its `settle`)."""

    step: Step
    fingerprint: str = ""
    fruit: int = 0


class Intake:
    """Takes in bodies for one visit.

    `new` are the documents that this visit stored, `seen` those and the ones that it knows to be there
    still. `pages` counts pages read, `fruitless` the last ones in a row that led to nothing new. `recall`
    gives the bytes of a stored document, where the shell has them.
    """

    def __init__(self, harvest: Harvest, settings: CrawlSettings) -> None:
        self.new: set[str] = set()
        self.seen: set[str] = set()
        self.pages = 0
        self.fruitless = 0
        self._linked = 0  # wanted documents, new and known, that the last page links
        self.recall: Callable[[Sha256], bytes | None] = lambda sha256: None
        self._harvest = harvest
        self._settings = settings
        self._treasure: set[int] = set()  # addresses of documents, as hashes
        self._met: Counter[int] = Counter()  # how often each of them was linked
        self._items: dict[str, Sha256] = {}  # items of Sitevision, with the document of their last version

    def note_document(self, url: str, sha256: Sha256 | None) -> None:
        """A document lies at `url`, or is expected there."""
        self._treasure.add(hash(identify(url)))
        item = find_item(url) if sha256 else ""
        if item and sha256:
            self._items[item] = sha256

    def take_unchanged(self, errand: Errand, row: Fetch) -> Taken:
        """What is known of an address still holds."""
        memory = errand.memory
        if memory is None:
            raise ValueError(f"nothing is known of {errand.asked}")
        sha256 = find_sha256(memory)
        if sha256:
            self.seen.add(sha256)
        else:
            self.pages += 1
        how = "not changed" if row.status == 304 else "not changed, by its headers"
        detail = "; ".join(filter(None, (row.detail, how)))
        return Taken(Step(replace(row, sha256=sha256, detail=detail)), memory.fingerprint, memory.fruit)

    def take(self, errand: Errand, answer: Received, row: Fetch) -> Taken:
        """A body came under the status of success."""
        verdict = judge_body(answer)
        if verdict.media_type:
            return self._take_document(errand, answer, row, verdict)
        fault = self._find_fault(errand, answer, verdict)
        if fault is not None:
            failure, detail = fault
            told = "; ".join(filter(None, (row.detail, detail)))
            return Taken(Step(replace(row, failure=failure, detail=told)))
        return self._take_page(errand, answer, row)

    def _find_fault(
        self, errand: Errand, answer: Received, verdict: Verdict
    ) -> tuple[FetchFailure, str] | None:
        if verdict.broken:
            return FetchFailure.BROKEN_BODY, verdict.broken
        if errand.sure:
            return FetchFailure.NOT_A_DOCUMENT, f"a document was promised; the bytes are {verdict.kind.value}"
        if verdict.kind is not BodyKind.HTML:
            said = answer.content_type or "no type"
            return FetchFailure.NOT_A_DOCUMENT, f"neither a page nor a document ({said})"
        if not self._harvest.is_ours(answer.url):
            return FetchFailure.NOT_A_DOCUMENT, "a document was promised; it is a page of another website"
        return None

    def _take_document(self, errand: Errand, answer: Received, row: Fetch, verdict: Verdict) -> Taken:
        name = document_name(answer.disposition, answer.url)
        if errand.aim is Aim.PAGE:  # a page was expected: its name may show that it is not wanted
            where = Surroundings(below_listing=errand.below_listing)
            score = score_document(f"{answer.url}/{name}", errand.anchor, where)
            if score.value < self._settings.min_score:
                return Taken(Step(replace(row, detail=f"a document that is not wanted: {score.verdict}")))
        return self._keep(errand, rows.make_document_step(row, answer.body, name, verdict.media_type))

    def _take_page(self, errand: Errand, answer: Received, row: Fetch) -> Taken:
        look = look_at_page(errand, answer)
        if look.missing:
            return Taken(Step(replace(row, failure=FetchFailure.NOT_FOUND, detail=look.missing)))
        self.pages += 1
        row = replace(row, rights=join_rights("", row.rights, read_meta(answer.body)))
        fingerprint, fruit = self._read_links(errand, answer)
        step = keep_page(look, row, answer)
        self._harvest.frontier.learn(errand, self._linked + (step.document is not None))
        if step.document is None:
            return Taken(step, fingerprint, fruit)
        kept = self._keep(errand, self._same_page(errand, step))
        return replace(kept, fruit=fruit)

    def _same_page(self, errand: Errand, step: Step) -> Step:
        """A page that is a document and tells the same as before: only its row, for that document."""
        earlier = find_sha256(errand.memory)
        body = self.recall(earlier) if earlier else None
        if step.fetch is None or body is None or not tells_the_same(step.content, body):
            return step
        return Step(replace(step.fetch, sha256=earlier))

    def _keep(self, errand: Errand, step: Step) -> Taken:
        if step.fetch is None or step.fetch.sha256 is None:
            raise ValueError("a document step names its document")
        row, sha256 = step.fetch, step.fetch.sha256
        self.seen.add(sha256)
        if step.document is not None and sha256 != find_sha256(errand.memory):
            self.new.add(sha256)
            self.fruitless = 0
        versions = self._find_versions(errand, row, sha256)
        self.note_document(row.final_url, sha256)
        return Taken(replace(step, versions=versions), sha256)

    def _find_versions(self, errand: Errand, row: Fetch, sha256: Sha256) -> tuple[Version, ...]:
        """What a document takes the place of: what lay at its address, or the last version of its item."""
        earlier, how = find_sha256(errand.memory), "replaced"
        if earlier is None:
            earlier, how = self._items.get(find_item(row.final_url)), "renewed"
        if earlier is None or earlier == sha256:
            return ()
        return (Version(row.municipality, row.final_url, sha256, earlier, how, row.at),)

    def _read_links(self, errand: Errand, answer: Received) -> tuple[str, int]:
        """Hand a page's links on; a number of its links, and how many documents it leads to."""
        if forbids_following(answer.robots_tag):
            self._linked = 0
            return "nofollow", 0
        harvest, treasure = self._harvest, self._treasure
        if errand.is_start:
            harvest.frontier.remember(answer.url)
        total = hits = linked = 0

        def skip(url: str) -> bool:
            nonlocal total, hits, linked
            total += zlib.crc32(url.encode("utf-8", "surrogatepass"))
            key = hash(identify(url))
            if key in treasure:
                hits += 1
                self._met[key] += 1
                linked += self._met[key] <= _MEETINGS
            return harvest.skip(url)

        held = harvest.held
        view = read_page(answer.body, answer.content_type, answer.url, skip)
        wanted = harvest.take_page(view, errand, answer.url)
        fruit = wanted + harvest.held - held
        self._linked = wanted + linked
        known = errand.memory.fruit if errand.memory else 0
        if fruit:
            self.fruitless = 0
            harvest.frontier.reward(errand)
        elif not known:
            self.fruitless += 1
        return f"{total & _SUM:x}", fruit or (known if hits else known // 2)
