"""When an address is asked again, counted in visits, and whether it has changed. Pure.

A site is visited every `revisit_days` days. What has changed is asked again in the next visit; what stays
the same is left alone for more and more visits. Pages that led to documents stay close.
"""

from __future__ import annotations

import re

from crawler.errands import Aim, Check, Errand, Memory, Received

_MAX_REST = 8  # visits: two months of weekly ones
_HUB_REST = 2
_BARREN_REST = 4  # a page that led to no document, for a start
_TRUST = 4
"""So many times in a row a document is taken as unchanged by its headers alone; then its bytes are read."""
_MISSES = 2
"""Not found in so many visits in a row counts as gone."""
_GONE = frozenset({404, 410})
_EPOCH = re.compile(r"(/download/18\.[0-9a-f]+)/(\d{12,14})/")


def find_item(url: str) -> str:
    """The item of Sitevision that an address belongs to, whatever version of it, or ""."""
    found = _EPOCH.search(url)
    return f"{url[: found.start()]}{found.group(1)}" if found else ""


def is_immutable(url: str) -> bool:
    """Whether a new version of what lies here gets a new address: Sitevision names the upload time."""
    return _EPOCH.search(url) is not None


def plan_rest(errand: Errand, memory: Memory) -> int:
    """For how many visits an address is left alone, by what is known after this one: 1 is until the next."""
    if memory.gone:
        return _MAX_REST
    if errand.is_start or errand.aim is Aim.SITEMAP or memory.misses:
        return 1
    if is_immutable(errand.url) and memory.fingerprint:
        return _MAX_REST
    unchanged = memory.asked // (2 * memory.changed) if memory.changed else memory.asked // 2
    if errand.aim is Aim.DOCUMENT:
        return min(_MAX_REST, max(1, unchanged))
    if memory.fruit:
        return min(_HUB_REST, max(1, unchanged // 2))
    return _BARREN_REST if memory.asked <= 2 * _BARREN_REST else _MAX_REST


def is_missing(status: int) -> bool:
    """Whether a status says that there is nothing (any more)."""
    return status in _GONE


def counts_as_gone(misses: int) -> bool:
    """Whether so many visits in a row without finding it are enough."""
    return misses >= _MISSES


def choose_check(errand: Errand, when_known: Check) -> Check:
    """How to ask for an address: `when_known` where the memory of it allows, else plainly."""
    memory = errand.memory
    if memory is None or not memory.fingerprint or errand.aim not in (Aim.PAGE, Aim.DOCUMENT):
        return Check.TAKE
    if not (memory.etag or memory.last_modified) or memory.trusted >= _TRUST:
        return Check.TAKE
    return when_known


def conditions(errand: Errand) -> dict[str, str]:
    """The headers of a conditional request (RFC 9110 section 13.1); none for what redirects led to anew."""
    memory = errand.memory
    if errand.check is not Check.ASK or memory is None or errand.url not in (memory.final_url, errand.asked):
        return {}
    told = {"If-None-Match": memory.etag, "If-Modified-Since": memory.last_modified}
    return {name: value for name, value in told.items() if value}


def same_headers(memory: Memory, etag: str, last_modified: str, length: int) -> bool:
    """Whether an answer's headers promise the bytes that are known already.

    An ETag counts alone; Last-Modified, which many servers give by the second only, together with the
    length (RFC 9110 section 8.8.2.2).
    """
    if memory.etag and etag:
        return memory.etag == etag
    return bool(last_modified) and memory.last_modified == last_modified and length == memory.size


def is_unchanged(errand: Errand, answer: Received) -> bool:
    """Whether an answer says that what is known of the errand's address still holds."""
    if errand.memory is None:
        return False
    if answer.status == 304 or answer.stopped:
        return True
    known = errand.memory
    told = (answer.etag, answer.last_modified, answer.length)
    return errand.check is Check.PEEK and answer.status == 200 and same_headers(known, *told)
