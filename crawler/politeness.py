"""How we behave towards a server: who we say we are, how often we ask, and when we stay away.

Robots rules are in crawler.robots. Everything that sets the pace is here and nowhere else.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib import metadata

from crawler.job import CrawlSettings

_ACCEPT = "text/html,application/xhtml+xml,application/pdf,application/xml;q=0.9,*/*;q=0.8"


class CrawlStopping(Exception):
    """The crawl is being stopped: a request that waited for its turn is not sent."""


def user_agent(settings: CrawlSettings) -> str:
    """Who asks, why, and whom to write to: samverkan/<version> (+<contact>; research crawler)."""
    try:
        version = metadata.version("samverkan")
    except metadata.PackageNotFoundError:  # run from a source tree
        version = "0"
    return f"samverkan/{version} (+{settings.contact}; research crawler)"


def request_headers(settings: CrawlSettings) -> dict[str, str]:
    """What every request says. From (RFC 9110 section 10.1.2) when the contact is an e-mail."""
    headers = {"Accept": _ACCEPT, "Accept-Language": "sv,en;q=0.5"}
    return headers | {"From": settings.email} if settings.email else headers


def parse_retry_after(value: str, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header (seconds or a date: RFC 9110, 10.2.3); None if unreadable."""
    value = value.strip()
    if value.isascii() and value.isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


@dataclass(slots=True)
class Turn:
    """One request's turn. `answered` is set to when its first bytes came (seconds of the pace's clock)."""

    sent: float
    answered: float | None = None


class Pace:
    """Gives each group of hosts one request at a time, and a gap between them.

    The gap is counted from the answer's first bytes, not from our sending: whatever the network does, the
    server sees at least the gap between two requests.
    """

    def __init__(self) -> None:
        self._locks: dict[str, asyncio.Lock] = {}
        self._due: dict[str, float] = {}
        self._stopping = asyncio.Event()

    @asynccontextmanager
    async def turn(self, group: str, gap: float) -> AsyncIterator[Turn]:
        """Wait for the group's turn. Raises CrawlStopping when the crawl ends first."""
        async with self._locks.setdefault(group, asyncio.Lock()):
            await self._wait(group)
            turn = Turn(time.monotonic())
            try:
                yield turn
            finally:
                self.pause(group, gap, since=turn.answered)

    def pause(self, group: str, seconds: float, since: float | None = None) -> None:
        """Leave a group alone for so long, counted from `since` (now when it is None)."""
        start = time.monotonic() if since is None else since
        self._due[group] = max(self._due.get(group, 0.0), start + seconds)

    def stop(self) -> None:
        """Wake everybody who waits; nobody gets a turn any more."""
        self._stopping.set()

    async def _wait(self, group: str) -> None:
        while not self._stopping.is_set():
            seconds = self._due.get(group, 0.0) - time.monotonic()
            if seconds <= 0:
                return
            try:
                await asyncio.wait_for(self._stopping.wait(), seconds)
            except TimeoutError:
                continue
        raise CrawlStopping
