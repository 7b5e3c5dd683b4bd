"""How we behave towards a server: who we say we are, how often we ask, and when we stay away.

Robots rules are in crawler.robots. Everything that sets the pace is here and nowhere else.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib import metadata

from crawler.errands import Hours
from crawler.job import CrawlSettings
from crawler.sharing import SharedTurns

_ACCEPT = "text/html,application/xhtml+xml,application/pdf,application/xml;q=0.9,*/*;q=0.8"
_LATENCIES = 2.0
"""A server rests twice as long as it took to answer: 5 s after 2.5 s. Quick ones (below half the delay) do
not notice. Heritrix takes 5 times and at least 3 s, where we have at least 1 s and one connection."""
_MAX_SLOW = 30.0  # Heritrix, too
_MAX_STRAIN = 16.0
_EASE = 0.75
_DAY = 24 * 60
_LOOK_AGAIN = 60.0  # seconds: clocks are set, and computers sleep


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


def seconds_until_open(hours: Hours | None, moment: datetime) -> float:
    """How long until requests are welcome; 0 when they are. `moment` knows its time zone."""
    if hours is None:
        return 0.0
    there = moment.astimezone(UTC) if hours.zone == "utc" else moment.astimezone()
    minute = there.hour * 60 + there.minute
    inside = (
        hours.start <= minute < hours.end
        if hours.start < hours.end
        else minute >= hours.start or minute < hours.end
    )
    return 0.0 if inside else (hours.start - minute) % _DAY * 60.0 - there.second


class Pace:
    """Gives each group of hosts one request at a time, and a gap between them.

    The gap is counted from the answer's first bytes, not from our sending: whatever the network does, the
    server sees at least the gap between two requests. It grows with the time that the server takes to
    answer, and while the server says that it is busy; outside of `hours` nobody gets a turn. `shared` keeps
    the turns at hosts that other processes visit, too.
    """

    def __init__(self, hours: Hours | None = None, shared: SharedTurns | None = None) -> None:
        self.slept = 0.0
        """Seconds for which `hours` have kept everybody waiting."""
        self._hours = hours
        self._shared = shared
        self._locks: dict[str, asyncio.Lock] = {}
        self._due: dict[str, float] = {}
        self._strain: dict[str, float] = {}
        self._stopping = asyncio.Event()
        self._woken = 0.0  # when the last wait for the hours ended, so that it is counted once

    @asynccontextmanager
    async def turn(
        self, group: str, gap: float, hours: Hours | None = None, server: str = ""
    ) -> AsyncIterator[Turn]:
        """Wait for the group's turn, within `hours`, and for its server's, which others may lie on.

        Raises CrawlStopping when the crawl ends first.
        """
        async with AsyncExitStack() as held:
            await held.enter_async_context(self._locks.setdefault(group, asyncio.Lock()))
            await self._sleep(self._hours)
            await self._sleep(hours)
            turn = Turn(0.0)
            await held.enter_async_context(self._hold(group, gap, turn))
            if server and server != group:  # after the group: who holds a server waits for none
                await held.enter_async_context(self._locks.setdefault(server, asyncio.Lock()))
                await held.enter_async_context(self._hold(server, gap, turn))
            turn.sent = time.monotonic()
            yield turn

    @asynccontextmanager
    async def _hold(self, group: str, gap: float, turn: Turn) -> AsyncIterator[None]:
        """Have a group whose lock is ours when it is due, and leave it alone afterwards."""
        await self._wait(group)
        shared = self._shared if "." in group or ":" in group else None  # a municipality's own is its code
        if shared:
            await shared.take(group, self._stopping)
            await self._wait(group)
        try:
            yield
        finally:
            if turn.sent:
                self.pause(group, self._stretch(group, gap, turn), since=turn.answered)
            if shared:
                shared.give_back(group, self._due.get(group, 0.0))

    def strain(self, group: str) -> None:
        """A server says that it is busy: twice the gap from now on, until it does not say so any more."""
        self._strain[group] = min(self._strain.get(group, 1.0) * 2, _MAX_STRAIN)

    def relax(self, group: str) -> None:
        """A server answers as it should: three quarters of the extra gap."""
        if group in self._strain:
            self._strain[group] *= _EASE
            if self._strain[group] <= 1.0:
                del self._strain[group]

    def _stretch(self, group: str, gap: float, turn: Turn) -> float:
        latency = (time.monotonic() if turn.answered is None else turn.answered) - turn.sent
        slow = min(latency * _LATENCIES, _MAX_SLOW)
        return max(gap * self._strain.get(group, 1.0), slow)

    async def _sleep(self, hours: Hours | None) -> None:
        began = time.monotonic()
        while not self._stopping.is_set():
            seconds = seconds_until_open(hours, datetime.now(UTC))
            if seconds <= 0:
                break
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), min(seconds, _LOOK_AGAIN))
        if hours is not None and hours is self._hours:
            ended = time.monotonic()
            self.slept += ended - max(began, min(self._woken, ended))
            self._woken = ended

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
