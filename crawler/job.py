"""What a crawl is asked to do, and what it tells while it goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.records import Municipality
from crawler.errands import Hours

_EMAIL = re.compile(r"[^@\s<>()]+@[^@\s<>()]+\.[A-Za-z]{2,}")
_HOURS = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]):([0-5]\d)")
_WEBSITE = re.compile(r"https?://[^\s<>()]+")


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """How to crawl. Checks itself: ValueError names the mend.

    `contact` (an e-mail or a web address) is shown to every website. `delay` and `timeout` are seconds.
    `max_requests`, `max_documents` and `max_minutes` are budgets of one visit to one municipality.
    `min_score` is what a link to a document must reach to be fetched (see crawler.relevance).
    `patience` ends a visit after so many pages in a row that led to nothing new.
    `max_wait` is the longest Retry-After that is waited for; a longer one ends the visit.
    `allow_loopback` opens 127.0.0.1 for the demo and for tests; other private addresses stay closed.
    `hours` ("22:00-06:00", local time) is when requests are sent; "" is always. With less free disk than
    `min_free_mb` the crawl waits. `reservations` asks each host of documents for its tdmrep.json once a day.
    `tls_fallback` takes what comes from a host whose certificate cannot be verified, and records it.
    `shared` is a folder in which several processes agree on whose turn it is at hosts that are not one
    municipality's own; "" when there is one process.
    `apart` are domains of portals, or network addresses, that are built for many visitors: their hosts keep
    a pace of their own, while others on one address share theirs.
    `warc` is the folder that WARC files of all requests and answers are written to; "" writes none.
    """

    contact: str
    delay: float = 1.0
    max_requests: int = 1500
    max_documents: int = 400
    max_document_mb: int = 100
    timeout: float = 60.0
    allow_loopback: bool = False
    min_score: float = 3.0
    patience: int = 300
    max_minutes: float = 360.0
    max_wait: float = 300.0
    hours: str = ""
    min_free_mb: int = 0
    reservations: bool = True
    tls_fallback: bool = False
    shared: str = ""
    warc: str = ""
    apart: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what would make an anonymous, rude or endless crawl."""
        if not (_EMAIL.fullmatch(self.contact) or _WEBSITE.fullmatch(self.contact)):
            raise ValueError(
                "contact must be an e-mail or a web address, so that a municipality can reach you: "
                'set contact = "name@university.se" under [crawl] in samverkan.toml'
            )
        if not self.contact.isascii():
            raise ValueError("contact has letters that no HTTP header can carry: write it in plain a to z")
        if self.delay < 0:
            raise ValueError("delay is negative: write the seconds between two requests, such as 1.0")
        if self.min_free_mb < 0:
            raise ValueError("min_free_mb is negative: write how many megabytes of the disk stay free")
        parse_hours(self.hours)
        for name in _MORE_THAN_ZERO:
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} must be more than 0")

    @property
    def open_hours(self) -> Hours | None:
        """When requests are sent; None is always."""
        return parse_hours(self.hours)

    @property
    def email(self) -> str:
        """The contact when it is an e-mail, else ""."""
        return self.contact if _EMAIL.fullmatch(self.contact) else ""

    @property
    def max_bytes(self) -> int:
        """The largest body that is taken in."""
        return self.max_document_mb * 1024 * 1024


def parse_hours(text: str) -> Hours | None:
    """A time of day such as "22:00-06:00"; None for "". Raises ValueError naming the mend."""
    if not text.strip():
        return None
    found = _HOURS.fullmatch(text.strip())
    if found is None or found.group(1, 2) == found.group(3, 4):
        raise ValueError(f'hours is "{text}": write from when to when, such as "22:00-06:00", or ""')
    hour, minute, last_hour, last_minute = map(int, found.groups())
    return Hours(hour * 60 + minute, last_hour * 60 + last_minute)


_MORE_THAN_ZERO = (
    "max_requests", "max_documents", "max_document_mb", "timeout", "patience", "max_minutes", "max_wait",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """One municipality to visit; `known` are the addresses of documents that need not be fetched again.

    `anew`: a visit of its own, for which everything is due, even when an earlier one was broken off.
    """

    municipality: Municipality
    known: frozenset[str] = frozenset()
    anew: bool = False


@dataclass(frozen=True, slots=True)
class CrawlPlace:
    """Where a crawl stores what it finds: a database, a folder of bytes, and the run it belongs to."""

    database: Path
    blobs: Path
    run: int


class EventKind(StrEnum):
    """What a CrawlEvent tells."""

    STARTED = "started"  # a visit began
    FETCHED = "fetched"  # a request was answered, or failed
    DOCUMENT = "document"  # a document was stored
    FINISHED = "finished"  # a visit ended
    PAUSED = "paused"  # the disk is nearly full: nothing is asked for until there is room


@dataclass(frozen=True, slots=True)
class CrawlEvent:
    """Something that happened, with the counts of its municipality's visit so far.

    `waiting` is how many links still wait to be followed. `text` is the document's name (DOCUMENT), the
    address (FETCHED) or how the visit ended (FINISHED).
    """

    kind: EventKind
    municipality: Municipality
    requests: int
    documents: int
    waiting: int
    text: str = ""
