"""What a robots.txt allows, by RFC 9309. Pure: the answer to the request in, a policy out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from corpus.records import FetchFailure
from crawler.errands import Hours

MAX_BYTES = 512 * 1024
"""How much of a robots.txt is read (RFC 9309 section 2.5 asks for 500 KiB at least)."""
MAX_REDIRECTS = 5
"""RFC 9309 section 2.3.1.2."""
PRODUCT = "samverkan"
"""Our product token: the name that a robots.txt addresses us by (section 2.2.1)."""


class RobotsState(StrEnum):
    """How the robots.txt of an origin was found."""

    READ = "read"
    ABSENT = "absent"  # 4xx: everything is allowed (section 2.3.1.3)
    NOT_ROBOTS = "not_robots"  # an HTML page instead of one: everything is allowed, and noted
    UNREACHABLE = "unreachable"  # 5xx, time-out, no answer: nothing is allowed for now (section 2.3.1.4)


@dataclass(frozen=True, slots=True)
class RobotsPolicy:
    """What one origin allows. `gap` is the least seconds between requests that it asks for, 0 for none.

    `hours` is its Visit-time: when it lets us come (UTC), or None. `failure` is what a refused address is
    recorded with: ROBOTS, or why the whole host gives no answer.
    """

    state: RobotsState
    sitemaps: tuple[str, ...] = ()
    gap: float = 0.0
    detail: str = ""
    rules: Callable[[str], bool] | None = None
    failure: FetchFailure = FetchFailure.ROBOTS
    hours: Hours | None = None

    def allows(self, url: str) -> bool:
        """Whether `url` (of this origin) may be fetched."""
        if self.state is RobotsState.UNREACHABLE:
            return False
        return self.rules is None or self.rules(url)


def read_robots(status: int, body: bytes, content_type: str) -> RobotsPolicy:
    """The policy that an answer to /robots.txt means (after redirects).

    429 is treated like 5xx, not like the other 4xx: the server asks us to stay away, not to come in.
    """
    if status == 429 or status >= 500:
        return unreachable(f"robots.txt answers {status}")
    if 400 <= status < 500 or 300 <= status < 400:  # a redirect left over is one too many: unavailable
        return RobotsPolicy(RobotsState.ABSENT, detail=f"robots.txt answers {status}")
    if _is_html(body, content_type):
        return RobotsPolicy(RobotsState.NOT_ROBOTS, detail="robots.txt is a web page and was not obeyed")
    return _parse(_cut(body))


def unreachable(detail: str, failure: FetchFailure = FetchFailure.ROBOTS) -> RobotsPolicy:
    """The policy of an origin whose robots.txt could not be had: stay away for now."""
    return RobotsPolicy(RobotsState.UNREACHABLE, detail=detail, failure=failure)


def _parse(body: bytes) -> RobotsPolicy:
    from protego import Protego

    rules = Protego.parse(body.decode("utf-8-sig", "replace"))
    gaps = [rules.crawl_delay(PRODUCT) or 0.0]
    rate = rules.request_rate(PRODUCT)
    if rate is not None and rate.requests > 0:
        gaps.append(rate.seconds / rate.requests)
    visits = rules.visit_time(PRODUCT)
    hours = None
    if visits is not None and visits.start_time != visits.end_time:
        hours = Hours(_minutes(visits.start_time), _minutes(visits.end_time), "utc")
    return RobotsPolicy(
        RobotsState.READ,
        sitemaps=tuple(rules.sitemaps),
        gap=max(gaps),
        hours=hours,
        rules=lambda url: rules.can_fetch(url, PRODUCT),
    )


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _cut(body: bytes) -> bytes:
    """The first 512 KiB, without a rule that the cut would change."""
    if len(body) <= MAX_BYTES:
        return body
    return body[:MAX_BYTES].rpartition(b"\n")[0]


def _is_html(body: bytes, content_type: str) -> bool:
    start = body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    looks_like = start.startswith((b"<!doctype", b"<html", b"<head", b"<body", b"<?xml", b"<!--"))
    return looks_like or ("html" in content_type.lower() and b"<" in start and b"user-agent" not in start)
