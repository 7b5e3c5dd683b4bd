"""Crawling: the municipalities that were not visited, not visited whole, or visited too long ago."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec

from corpus.blobs import Blobs
from corpus.counts import plural
from corpus.reader import Reader
from corpus.records import Municipality, Visit, VisitOutcome
from corpus.store import Store
from corpus.times import days_before, now
from crawler.addresses import is_loopback
from crawler.job import CrawlEvent, CrawlPlace, CrawlSettings, EventKind, Site
from samverkan import console
from samverkan.boards import Board, open_board
from samverkan.config import CONFIG_NAME, Config, ConfigError
from samverkan.outcome import Outcome
from samverkan.steps.health import read_health, summarise_health
from samverkan.steps.runs import recorded_run
from samverkan.study import Study

_LEFT_OUT = re.compile(r"[;:] left out: .*")  # the visit keeps it; a line of progress has no room
_HEADS = ("requests", "documents", "waiting", "")
_RETRY_DAYS = 1.0
"""A site that did not answer or refused is asked again after a day (RFC 9309, 2.4: at most 24 hours)."""


@dataclass(frozen=True, slots=True)
class CrawlRequest:
    """What was asked for: names or codes (none: the study's own list), another address, a budget.

    `limit` is the number of requests for each municipality; None takes the configuration's. `again`
    visits also those that were visited lately, as if everything in them were due. `processes` None takes
    the configuration's number.
    """

    names: tuple[str, ...] = ()
    site: str | None = None
    limit: int | None = None
    again: bool = False
    processes: int | None = None


class CrawlRequestError(Exception):
    """What was asked for cannot be crawled; the text names the mend."""


def crawl_pending(study: Study, store: Store, request: CrawlRequest) -> Outcome:
    """Crawl what is pending of what was asked for."""
    selected = select_municipalities(study, request)
    with store.reading() as reader:
        last = {visit.municipality: visit for visit in reader.iter_latest_visits()}
        pending = [
            one for one in selected if request.again or is_due(one, last.get(one.code), study.config, request)
        ]
        sites = [
            Site(one, _known_documents(reader, one, study.config, request), request.again) for one in pending
        ]
    if not sites:
        visited = plural(len(selected), "municipality was", "municipalities were")
        days = f"{study.config.crawl.revisit_days:g}"
        said = f"nothing to do, {visited} visited in the last {days} days (--again visits them now)."
        return Outcome("crawl", said, idle=True)
    settings = archive_settings(study, parse_settings(study.config, request))
    refuse_haste(settings, sites)
    outcome = _crawl(study, store, sites, settings, request.processes or study.config.crawl.processes)
    if outcome.interrupted and request.again:
        return replace(outcome, summary=f"{outcome.summary} (Without --again: with it, it begins anew.)")
    return outcome


def refuse_haste(settings: CrawlSettings, sites: Iterable[Site]) -> None:
    """Raise ConfigError for less than a second between two requests to any but this computer's sites."""
    hasty = [site for site in sites if not is_loopback(site.municipality.website)]
    if settings.delay < 1.0 and hasty:
        raise ConfigError(
            f"{CONFIG_NAME}: [crawl] delay is {settings.delay:g}: websites of others get at least 1.0 second "
            f"between two requests ({hasty[0].municipality.website}). Write delay = 1.0."
        )


def select_municipalities(study: Study, request: CrawlRequest) -> tuple[Municipality, ...]:
    """The municipalities asked for. Raises UnknownMunicipality, CrawlRequestError."""
    if request.site is not None:
        return (_municipality_of_site(study, request.site, request.names),)
    if not request.names:
        return selected_municipalities(study)
    found = [study.registry.get(name) for name in request.names]
    return tuple(dict.fromkeys(found))


def selected_municipalities(study: Study) -> tuple[Municipality, ...]:
    """The municipalities of the study: those of its configuration, or all of the registry."""
    names = study.config.study.municipalities
    if not names:
        return study.registry.all
    return tuple(dict.fromkeys(study.registry.get(name) for name in names))


def _municipality_of_site(study: Study, site: str, names: tuple[str, ...]) -> Municipality:
    if not site.startswith(("http://", "https://")):
        raise CrawlRequestError(
            f"{site} is no web address: write it whole, such as https://www.eskilstuna.se"
        )
    if len(names) > 1:
        raise CrawlRequestError("--site goes with one --municipality: start once for each.")
    found = study.registry.get(names[0]) if names else study.registry.find_by_host(site)
    if found is None:
        raise CrawlRequestError(
            f"No municipality has the website {site}. Say whose it is with --municipality NAME."
        )
    return replace(found, website=site.rstrip("/"))


def is_due(municipality: Municipality, last: Visit | None, config: Config, request: CrawlRequest) -> bool:
    """Whether a municipality waits for a visit, `last` being its newest one."""
    if last is None or last.outcome is VisitOutcome.INTERRUPTED:
        return True
    if last.site.rstrip("/") != municipality.website.rstrip("/"):
        return True
    days = config.crawl.revisit_days
    if last.outcome in (VisitOutcome.UNREACHABLE, VisitOutcome.ROBOTS):
        days = min(days, _RETRY_DAYS)
    if last.outcome is VisitOutcome.BUDGET and _has_budget_left(last, config, request):
        return True
    return last.finished < days_before(now(), days)


def _has_budget_left(last: Visit, config: Config, request: CrawlRequest) -> bool:
    """Whether the budgets of now would let a visit that ended by its budget go on."""
    requests = request.limit or config.crawl.max_requests
    return last.requests < requests and last.documents < config.crawl.max_documents


def _known_documents(
    reader: Reader, municipality: Municipality, config: Config, request: CrawlRequest
) -> frozenset[str]:
    """Documents that a broken-off visit has brought already: since the last whole visit, and lately."""
    if request.again:
        return frozenset()
    whole = reader.find_last_complete_visit(municipality.code)
    since = days_before(now(), config.crawl.revisit_days)
    if whole is not None and whole.outcome is VisitOutcome.COMPLETE:
        since = max(since, whole.finished)
    return reader.document_urls_since(municipality.code, since)


def parse_settings(config: Config, request: CrawlRequest) -> CrawlSettings:
    """The crawler's settings. Raises ConfigError when nobody is named as the one who crawls."""
    crawl = config.crawl
    try:
        return CrawlSettings(
            contact=crawl.contact,
            delay=crawl.delay,
            max_requests=request.limit or crawl.max_requests,
            max_documents=crawl.max_documents,
            max_document_mb=crawl.max_document_mb,
            timeout=crawl.timeout,
            hours=crawl.hours,
            min_free_mb=crawl.min_free_mb,
            tls_fallback=crawl.tls_fallback,
            apart=crawl.apart,
            allow_loopback=crawl.allow_loopback,
        )
    except ValueError as error:
        raise ConfigError(f"{CONFIG_NAME}: {error}.") from error


def archive_settings(study: Study, settings: CrawlSettings) -> CrawlSettings:
    """The settings with the folder for WARC files where the study wants them. Raises ConfigError."""
    if not study.config.crawl.warc:
        return settings
    if find_spec("warcio") is None:
        raise ConfigError(
            f'{CONFIG_NAME}: [crawl] warc = true needs warcio: install it with pip install "samverkan[warc]".'
        )
    return replace(settings, warc=str(study.folder.resolve() / "warc"))


def _crawl(
    study: Study, store: Store, sites: Sequence[Site], settings: CrawlSettings, processes: int
) -> Outcome:
    counts = {"municipalities": len(sites), "requests": 0, "documents": 0, "new": 0}
    with store.writing() as writer:
        writer.set_municipalities(site.municipality for site in sites)
        before = writer.count_records()["documents"]
    with recorded_run(study, store, "crawl", counts) as run, open_board("crawl", len(sites), _HEADS) as board:
        place = CrawlPlace(store.path, study.blobs.folder, run)
        visits = _visit(sites, settings, (store, place), processes, lambda event: show_event(event, board))
        counts["requests"] = sum(visit.requests for visit in visits)
        counts["documents"] = sum(visit.documents for visit in visits)
        with store.reading() as reader:
            counts["new"] = reader.count_records()["documents"] - before
            health = read_health(reader, [site.municipality for site in sites])
    names = {site.municipality.code: site.municipality.name for site in sites}
    outcome = _outcome(visits, names, counts)
    said = f"{outcome.summary} Health: {summarise_health(health)} See: samverkan health"
    return replace(outcome, summary=said)


def _visit(
    sites: Sequence[Site],
    settings: CrawlSettings,
    where: tuple[Store, CrawlPlace],
    processes: int,
    on_event: Callable[[CrawlEvent], None],
) -> tuple[Visit, ...]:
    """Visit the sites in this process, or in several."""
    store, place = where
    if min(processes, len(sites)) > 1:
        from crawler.processes import crawl_in_processes, split_sites

        return crawl_in_processes(split_sites(sites, processes), settings, place, on_event)
    from crawler.crawl import crawl_sites

    return crawl_sites(sites, settings, store, Blobs(place.blobs), place.run, on_event)


def show_event(event: CrawlEvent, board: Board) -> None:
    """Show on a board what a crawl tells."""
    if event.kind is EventKind.PAUSED:
        console.warn(f"crawl: waiting for room on the disk ({event.text}). Ctrl-C stops; nothing is lost.")
        return
    counts = (f"{event.requests:,}", f"{event.documents:,}", f"{event.waiting:,}")
    show = board.finish if event.kind is EventKind.FINISHED else board.update
    show(event.municipality.name, (*counts, _LEFT_OUT.sub("", event.text)))


def _outcome(visits: Iterable[Visit], names: dict[str, str], counts: dict[str, int]) -> Outcome:
    visits = tuple(visits)
    went_wrong = (VisitOutcome.UNREACHABLE, VisitOutcome.ROBOTS)
    failures = [
        f"{names[visit.municipality]} ({visit.site}): {visit.outcome.value}. {visit.detail}".rstrip()
        for visit in visits
        if visit.outcome in went_wrong
    ]
    interrupted = any(visit.outcome is VisitOutcome.INTERRUPTED for visit in visits)
    summary = (
        f"{plural(counts['municipalities'], 'municipality', 'municipalities')}, "
        f"{plural(counts['requests'], 'request')}, {plural(counts['documents'], 'document')} "
        f"({counts['new']} new)."
    )
    if interrupted:
        summary += " Stopped before the end; the same command goes on from here."
    failed = bool(visits) and all(visit.outcome in went_wrong for visit in visits)
    return Outcome("crawl", summary, counts, tuple(failures), failed=failed, interrupted=interrupted)
