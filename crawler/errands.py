"""What passes between a visit, which decides, and the shell, which fetches and stores."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.frontier_records import Version
from corpus.records import Document, Fetch, FetchFailure, Notice


class Aim(StrEnum):
    """What an address is fetched for."""

    ROBOTS = "robots.txt"
    TDMREP = "tdmrep.json"
    SITEMAP = "sitemap"
    PAGE = "page"
    DOCUMENT = "document"


class Check(StrEnum):
    """How an address that was fetched before is asked again."""

    ASK = "ask"  # GET with If-None-Match and If-Modified-Since; headers as before end it, too
    PEEK = "peek"  # HEAD: the host ignores conditions, but its headers tell whether anything changed
    TAKE = "take"  # a plain GET


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier visits know of an address: see corpus.frontier_records.FrontierLink."""

    final_url: str = ""
    etag: str = ""
    last_modified: str = ""
    fingerprint: str = ""
    size: int = 0
    asked: int = 0
    changed: int = 0
    fruit: int = 0
    misses: int = 0
    gone: str = ""
    trusted: int = 0
    at: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    """A time of day at which requests are welcome, in minutes after midnight; it may pass midnight.

    `zone` is "utc" (Visit-time in robots.txt) or "local" (the settings).
    """

    start: int
    end: int
    zone: str = "local"


@dataclass(frozen=True, slots=True)
class Errand:
    """One address to fetch. `asked` is the address that a link named, `url` where redirects have led.

    `depth` counts links from the start page. `sure` tells that the address itself promises a document, so
    that a web page in its place is a fault. `below_listing`: a listing of governing documents led here.
    `group` is whose connection and pace it shares; `gap` the least seconds before its group's next request;
    `hours` when its host lets us come. `memory` is what earlier visits know of it; `check` how to ask, None
    until it is chosen. `region` is the tag path of the place where the link stands.
    """

    aim: Aim
    url: str
    asked: str
    referrer: str = ""
    anchor: str = ""
    depth: int = 0
    score: float = 0.0
    sure: bool = False
    below_listing: bool = False
    hops: tuple[str, ...] = ()
    tries: int = 0
    group: str = ""
    gap: float = 0.0
    hours: Hours | None = None
    memory: Memory | None = None
    check: Check | None = None
    region: str = ""

    @property
    def faint(self) -> bool:
        """Whether only a sitemap tells of it: no text and no place of a link are known."""
        return self.aim is Aim.PAGE and not self.anchor and not self.region

    @property
    def is_start(self) -> bool:
        """Whether this is a site's start page."""
        return self.aim is Aim.PAGE and self.depth == 0


@dataclass(frozen=True, slots=True)
class Received:
    """An HTTP answer. `cut_off`: the body ended before its declared end. `length` is the declared one.

    `tdm` are the headers of the TDM Reservation Protocol as they were sent. `stopped`: the body was not
    taken in, because the headers say that it is the same as before. `unverified`: the certificate was not.
    """

    status: int
    url: str
    body: bytes
    content_type: str = ""
    location: str = ""
    retry_after: str = ""
    disposition: str = ""
    etag: str = ""
    last_modified: str = ""
    robots_tag: str = ""
    cut_off: bool = False
    length: int = -1
    tdm: str = ""
    stopped: bool = False
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """No HTTP answer, and why."""

    failure: FetchFailure
    detail: str


Answer = Received | Lost


@dataclass(frozen=True, slots=True)
class Step:
    """What follows from an answer: a row to store (None in the middle of redirects), perhaps a document
    with its bytes and what it takes the place of, and how many seconds the group must be left alone (0: its
    usual gap). `notices` are what a landing page says of the files that it links.
    """

    fetch: Fetch | None
    document: Document | None = None
    content: bytes = b""
    pause: float = 0.0
    versions: tuple[Version, ...] = ()
    notices: tuple[Notice, ...] = ()
