"""What a crawl is asked to do, and what it tells while it goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.records import Municipality

_EMAIL = re.compile(r"[^@\s<>()]+@[^@\s<>()]+\.[A-Za-z]{2,}")
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
        for name in _MORE_THAN_ZERO:
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} must be more than 0")

    @property
    def email(self) -> str:
        """The contact when it is an e-mail, else ""."""
        return self.contact if _EMAIL.fullmatch(self.contact) else ""

    @property
    def max_bytes(self) -> int:
        """The largest body that is taken in."""
        return self.max_document_mb * 1024 * 1024


_MORE_THAN_ZERO = (
    "max_requests", "max_documents", "max_document_mb", "timeout", "patience", "max_minutes", "max_wait",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """One municipality to visit; `known` are the addresses of documents that need not be fetched again."""

    municipality: Municipality
    known: frozenset[str] = frozenset()


class EventKind(StrEnum):
    """What a CrawlEvent tells."""

    STARTED = "started"  # a visit began
    FETCHED = "fetched"  # a request was answered, or failed
    DOCUMENT = "document"  # a document was stored
    FINISHED = "finished"  # a visit ended


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
