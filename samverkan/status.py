"""What a study holds, what waits and what failed, as lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from corpus.counts import plural
from corpus.reader import Reader
from corpus.records import Run, VisitOutcome
from corpus.store import Store
from extract.reading import EXTRACTOR
from samverkan.steps.crawl import CrawlRequest, is_due, selected_municipalities
from samverkan.steps.health import read_health, summarise_health
from samverkan.study import Study

_SHOWN_RUNS = 6


def iter_status_lines(study: Study, store: Store) -> Iterator[str]:
    """The study at a glance."""
    with store.reading() as reader:
        counted = reader.count_records()
        yield f"Study {study.config.study.name} in {study.folder}"
        yield from _iter_crawl_lines(study, reader)
        yield (
            f"  documents   {counted['documents']:,}, of which "
            f"{sum(1 for _ in reader.iter_unread_documents(EXTRACTOR)):,} wait to be read"
        )
        failed = Counter(one.failure.value for one in reader.iter_latest_extractions() if one.failure)
        if failed:
            reasons = ", ".join(f"{reason} {number}" for reason, number in failed.most_common())
            yield f"              {plural(failed.total(), 'document')} could not be read: {reasons}"
        yield f"  passages    {counted['passages']:,} on {counted['pages']:,} pages"
        yield from _iter_coding_lines(study, reader)
        yield from _iter_people_lines(counted)
        yield from _iter_run_lines(reader)


def _iter_people_lines(counted: Mapping[str, int]) -> Iterator[str]:
    if not counted["decisions"] and not counted["judgements"]:
        yield "  people      nobody has reviewed yet: samverkan review"
        return
    standing = plural(counted["answers"], "answer")
    yield f"  people      {standing} to passages stand, after {plural(counted['decisions'], 'decision')}"
    if counted["judgements"]:
        yield f"              {plural(counted['judgements'], 'judgement')} on single codes"


def _iter_crawl_lines(study: Study, reader: Reader) -> Iterator[str]:
    selected = selected_municipalities(study)
    last = {visit.municipality: visit for visit in reader.iter_latest_visits()}
    due = [one for one in selected if is_due(one, last.get(one.code), study.config, CrawlRequest())]
    outcomes = Counter(visit.outcome.value for visit in last.values())
    said = ", ".join(f"{outcome} {number}" for outcome, number in outcomes.most_common()) or "none yet"
    chosen = plural(len(selected), "municipality", "municipalities")
    yield f"  websites    {chosen} chosen, {len(due):,} wait for a crawl; last visits: {said}"
    failures = reader.count_fetch_failures()
    if failures:
        reasons = ", ".join(f"{reason} {number:,}" for reason, number in failures.items())
        yield f"              requests that failed: {reasons}"
    if last:
        found = read_health(reader, selected)
        yield f"              health: {summarise_health(found)} See: samverkan health"


def _iter_coding_lines(study: Study, reader: Reader) -> Iterator[str]:
    classifier = study.load_classifier()
    waiting = sum(1 for _ in reader.iter_unclassified_documents(classifier.coder))
    waits = plural(waiting, "document waits", "documents wait")
    yield f"  codings     by {classifier.coder}; {waits} to be classified"
    silent = classifier.silent_codes(study.codebook)
    if silent:
        named = ", ".join(sorted(silent))
        yield f"              {plural(len(silent), 'code')} that only people assign: {named}"


def _iter_run_lines(reader: Reader) -> Iterator[str]:
    yield "  last runs"
    for run, _ in zip(reader.iter_runs(), range(_SHOWN_RUNS), strict=False):
        yield f"    {run.started}  {run.step:<10} {_say_run(run)}"


def _say_run(run: Run) -> str:
    if not run.finished:
        return "not finished (running, or broken off; start it again)"
    return ", ".join(f"{noun} {number:,}" for noun, number in run.counts.items())


def iter_failure_lines(store: Store) -> Iterator[str]:
    """Every document that could not be read, every site that could not be crawled, every failed request."""
    with store.reading() as reader:
        names = {one.code: one.name for one in reader.iter_municipalities()}
        for visit in reader.iter_latest_visits():
            if visit.detail and visit.outcome not in (VisitOutcome.COMPLETE, VisitOutcome.BUDGET):
                yield f"{names.get(visit.municipality, visit.municipality)}: {visit.outcome}. {visit.detail}"
        documents = {document.sha256: document for document in reader.iter_documents()}
        for extraction in reader.iter_latest_extractions():
            if extraction.failure is not None:
                document = documents[extraction.document]
                yield f"{document.name}: {extraction.failure}. {extraction.detail}".rstrip()
        for code, name in names.items():
            for fetch in reader.iter_fetches(code):
                if fetch.failure is not None:
                    status = f" {fetch.status}" if fetch.status else ""
                    yield f"{name}: {fetch.url}: {fetch.failure}{status} {fetch.detail}".rstrip()
