"""What becomes of every address that a visit discovers, kept until the shell takes it to the store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from corpus.frontier_records import FrontierLink, LinkState
from corpus.records import Fetch, FetchFailure, Sha256
from crawler.errands import Aim, Errand, Memory
from crawler.revisits import counts_as_gone, is_missing, plan_rest
from crawler.urls import identify

_COLUMNS = {"aim", "url", "asked", "referrer", "anchor", "depth", "score"}
_PASSING = {"hops", "tries", "group", "gap", "hours", "memory", "check"}  # of one attempt only
_CLUES = tuple(field for field in fields(Errand) if field.name not in _COLUMNS | _PASSING)
_MEMORY = tuple(field.name for field in fields(Memory))
_NOTHING = Memory()
_NOTHING_THERE = frozenset({FetchFailure.NOT_A_DOCUMENT, FetchFailure.NOT_FOUND})
_MAX_REFUSED = 100_000
_MAX_TEXT = 300
TRAP = "trap"
"""The outcome of a queued address that turned out to be one of an endless row."""


def key_of(url: str) -> int:
    """A number for an address, the same however it is spelled and in every process (63 bits and a sign)."""
    digest = hashlib.blake2b(identify(url).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


class Journal:
    """The links of one visit that changed since the last `take`, the newest word on each only."""

    def __init__(self, municipality: str) -> None:
        self.number = 1
        self._municipality = municipality
        self._changed: dict[int, FrontierLink] = {}
        self._refused: dict[int, int] = {}  # the reason last written, so that it is not written on every page

    def take(self) -> tuple[FrontierLink, ...]:
        """What changed since last time."""
        changed = tuple(self._changed.values())
        self._changed.clear()
        return changed

    def wait(self, errand: Errand) -> None:
        """An address was discovered and queued."""
        self._set(errand, LinkState.WAITING)

    def lease(self, errand: Errand, at: str, attempts: int) -> None:
        """An address is about to be asked for."""
        self._put(replace(self._link(errand, LinkState.LEASED), lease=at, attempts=attempts))

    def rest(self, errand: Errand) -> None:
        """An address is not asked for, since it was fetched lately: what is known of it holds."""
        self._put(replace(self._link(errand, LinkState.FETCHED), due=self.number + 1))

    def trust(self, errand: Errand) -> None:
        """An address is not asked for, since the sitemap says that nothing has changed there."""
        memory = errand.memory or _NOTHING
        self.rest(replace(errand, memory=replace(memory, trusted=memory.trusted + 1)))

    def refuse(self, errand: Errand, reason: str, outcome: str = "") -> None:
        """An address is not asked for, and why."""
        key = key_of(errand.asked)
        said = hash((reason, outcome))
        if self._refused.get(key) == said:
            return
        if len(self._refused) < _MAX_REFUSED:
            self._refused[key] = said
        memory = errand.memory or _NOTHING
        link = self._link(errand, LinkState.REFUSED)
        self._put(replace(link, outcome=outcome, reason=reason, due=self.number + 1, asked=memory.asked))

    def settle(self, errand: Errand, row: Fetch, fingerprint: str, fruit: int) -> None:
        """An address was asked for: what came, and what is to be remembered of it.

        `fingerprint` is "" when nothing usable came. `fruit` is how many documents a page leads to.
        """
        memory = _remember(errand, row, fingerprint, fruit)
        failed = row.failure is not None
        link = self._link(errand, LinkState.FAILED if failed else LinkState.FETCHED)
        link = replace(
            link,
            aim=Aim.DOCUMENT if row.sha256 else errand.aim,
            outcome=row.failure.value if row.failure else "",
            reason=row.detail[:_MAX_TEXT] if failed else "",
            due=self.number + plan_rest(errand, memory),
            **_spread(memory),
        )
        self._put(link)

    def skip(self, errand: Errand, row: Fetch) -> None:
        """An address is not asked for, which is a row of its own: robots.txt, or a host that is gone."""
        outcome = row.failure.value if row.failure else FetchFailure.OTHER.value
        self.refuse(errand, row.detail[:_MAX_TEXT], outcome)

    def _set(self, errand: Errand, state: LinkState) -> None:
        self._put(self._link(errand, state))

    def _put(self, link: FrontierLink) -> None:
        self._changed[link.key] = link
        if link.state is not LinkState.REFUSED:
            self._refused.pop(link.key, None)

    def _link(self, errand: Errand, state: LinkState) -> FrontierLink:
        memory = errand.memory
        known: dict[str, Any] = {} if memory is None else _spread(memory)
        return FrontierLink(
            municipality=self._municipality,
            key=key_of(errand.asked),
            url=errand.asked,
            aim=errand.aim,
            priority=errand.score,
            depth=errand.depth,
            referrer=errand.referrer,
            anchor=errand.anchor,
            clues=_write_clues(errand),
            state=state,
            visit=self.number,
            **known,
        )


def read_errand(link: FrontierLink) -> Errand:
    """The errand to a link of the frontier, with what is remembered of it."""
    memory = Memory(*[getattr(link, name) for name in _MEMORY])
    clues: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in _read(link.clues)
    }
    return Errand(
        aim=Aim(link.aim),
        url=link.url,
        asked=link.url,
        referrer=link.referrer,
        anchor=link.anchor,
        depth=link.depth,
        score=link.priority,
        memory=None if memory == _NOTHING else memory,
        **clues,
    )


def _spread(memory: Memory) -> dict[str, Any]:
    return {name: getattr(memory, name) for name in _MEMORY}  # asdict copies deeply: five times as long


def _read(clues: str) -> Iterator[tuple[str, Any]]:
    """Clues that this version knows; those of another are left alone."""
    known = {field.name for field in _CLUES}
    for name, value in json.loads(clues).items():
        if name in known:
            yield name, value


def _write_clues(errand: Errand) -> str:
    clues = {field.name: value for field in _CLUES if (value := getattr(errand, field.name)) != field.default}
    return json.dumps(clues, ensure_ascii=False) if clues else "{}"


def _remember(errand: Errand, row: Fetch, fingerprint: str, fruit: int) -> Memory:
    known = errand.memory or _NOTHING
    asked = known.asked + 1
    if row.failure is not None:
        lost = row.failure in _NOTHING_THERE and is_sha256(known.fingerprint)
        if not lost and not is_missing(row.status):
            return replace(known, asked=asked, at=row.at)
        misses = known.misses + 1
        gone = known.gone or (row.at if counts_as_gone(misses) else "")
        return replace(known, asked=asked, misses=misses, gone=gone, at=row.at)
    same = fingerprint == known.fingerprint
    taken_in = row.status != 304 and (row.size > 0 or not same)
    return Memory(
        final_url=row.final_url,
        etag=row.etag or (known.etag if same else ""),
        last_modified=row.last_modified or (known.last_modified if same else ""),
        fingerprint=fingerprint,
        size=row.size if taken_in else known.size,
        asked=asked,
        changed=known.changed + int(bool(known.fingerprint) and not same),
        fruit=fruit,
        trusted=0 if taken_in or row.status == 304 else known.trusted + 1,
        at=row.at,
    )


def is_sha256(fingerprint: str) -> bool:
    """Whether a fingerprint is a document's."""
    return len(fingerprint) == 64


def find_sha256(memory: Memory | None) -> Sha256 | None:
    """The document that an address gave last time, or None."""
    return Sha256(memory.fingerprint) if memory and is_sha256(memory.fingerprint) else None
