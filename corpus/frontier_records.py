"""The nouns of a crawl that goes on: links with what became of them, sites, robots files, versions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.records import FetchFailure, Sha256


class LinkState(StrEnum):
    """Where a discovered address stands. The first two are under way, the others final for its visit."""

    WAITING = "waiting"
    LEASED = "leased"  # given out to be fetched; after a kill it is given out again
    FETCHED = "fetched"
    FAILED = "failed"  # asked for, and nothing usable came
    REFUSED = "refused"  # not asked for, with the reason


LEFT = "left"
"""The outcome of what a visit did not get to: refused for that visit, waiting again in the next."""


@dataclass(frozen=True, slots=True)
class FrontierLink:
    """One address of one municipality's site: how it was found, where it stands, what is known of it.

    `key` tells addresses apart however they are spelled. `clues` is a JSON object of what else is needed to
    score the link anew. `lease` is when it was given out, `attempts` how often within its visit. `outcome`
    is a FetchFailure, LEFT, or "" and `reason` its words. `visit` is the number of the municipality's visit
    that touched it last; from visit number `due` on it is asked again.

    The rest is what is remembered of its content: `fingerprint` (the SHA-256 of a document; of a page a
    number of its links), how often it was `asked` and found `changed`, how many new documents a page led to
    (`fruit`), how many visits in a row it was not found (`misses`) and since when it counts as `gone`, and
    how many times in a row it was taken as unchanged without its bytes (`trusted`).
    """

    municipality: str
    key: int
    url: str
    aim: str
    priority: float
    depth: int
    referrer: str
    anchor: str
    clues: str
    state: LinkState
    lease: str = ""
    attempts: int = 0
    outcome: str = ""
    reason: str = ""
    visit: int = 0
    due: int = 0
    at: str = ""
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


@dataclass(frozen=True, slots=True)
class SiteState:
    """How far the visit of one municipality's site has come, so that a killed one goes on.

    `number` counts its visits. `started` is "" when no visit is open. `seconds` is how long the open one
    has gone on. `notes` and `domains` are JSON lists; `learned` is a JSON text of what the frontier has
    learned about the site, which outlives the visit. `ended` is how the last closed visit ended.
    """

    municipality: str
    website: str
    number: int
    started: str = ""
    requests: int = 0
    pages: int = 0
    sitemaps: int = 0
    fruitless: int = 0
    seconds: float = 0.0
    notes: str = "[]"
    domains: str = "[]"
    ended: str = ""
    learned: str = ""


class RuleKind(StrEnum):
    """Which of an origin's own files a rule was read from."""

    ROBOTS = "robots"
    TDMREP = "tdmrep"  # TDM Reservation Protocol, section 3.1: /.well-known/tdmrep.json


@dataclass(frozen=True, slots=True)
class OriginRule:
    """What an origin (scheme, host, port) last answered when it was asked for its rules.

    `failure` is None when there was an HTTP answer, whatever its `status`.
    """

    origin: str
    kind: RuleKind
    at: str
    status: int
    body: bytes
    media_type: str
    failure: FetchFailure | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """`document` has taken the place of `earlier`. `how`: "replaced" (same address, new bytes), "renewed"
    (same item of the content system, new address) or "moved" (same bytes, new address).
    """

    municipality: str
    url: str
    document: Sha256
    earlier: Sha256
    how: str
    at: str
