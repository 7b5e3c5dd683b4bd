"""What passes between a visit, which decides, and the shell, which fetches and stores."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.records import Document, Fetch, FetchFailure


class Aim(StrEnum):
    """What an address is fetched for."""

    ROBOTS = "robots.txt"
    SITEMAP = "sitemap"
    PAGE = "page"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Errand:
    """One address to fetch. `asked` is the address that a link named, `url` where redirects have led.

    `depth` counts links from the start page. `sure` tells that the address itself promises a document, so
    that a web page in its place is a fault. `below_listing`: a listing of governing documents led here.
    `group` is whose connection and pace it shares; `gap` the least seconds before its group's next request.
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

    @property
    def is_start(self) -> bool:
        """Whether this is a site's start page."""
        return self.aim is Aim.PAGE and self.depth == 0


@dataclass(frozen=True, slots=True)
class Received:
    """An HTTP answer. `cut_off`: the body ended before its declared end."""

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


@dataclass(frozen=True, slots=True)
class Lost:
    """No HTTP answer, and why."""

    failure: FetchFailure
    detail: str


Answer = Received | Lost


@dataclass(frozen=True, slots=True)
class Step:
    """What follows from an answer: a row to store (None in the middle of redirects), perhaps a document
    with its bytes, and how many seconds the group must be left alone (0: its usual gap).
    """

    fetch: Fetch | None
    document: Document | None = None
    content: bytes = b""
    pause: float = 0.0
