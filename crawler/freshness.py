"""What a sitemap's lastmod says of pages that are known: which are due although they rest, and the reverse.

It is believed only so far. A site that calls most of its pages new each day (many write the day on which the
sitemap was made) is not believed in that, and a page that is left alone on its word is asked again after a
few visits all the same. Hubs are always asked: a listing shows new documents without being called new.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from crawler.errands import Aim, Errand
from crawler.urls import identify

_TRUST = 4
"""So many visits in a row a page is left alone on the sitemap's word, as documents on their headers'."""
_FEW = 10
_MAX_NEWER = 0.5  # of the known pages of one sitemap; beyond `_FEW` of them


class Freshness:
    """For one visit. Pages are remembered as hashes, days as numbers: a site has thousands."""

    def __init__(self) -> None:
        self._looked: dict[int, int] = {}
        self._unchanged: set[int] = set()

    def note_look(self, url: str, at: str) -> None:
        """An earlier visit looked at a page (`at` is ISO 8601, "" when it did not)."""
        if at:
            self._looked[hash(identify(url))] = date.fromisoformat(at[:10]).toordinal()

    def take(self, modified: Mapping[str, str]) -> list[str]:
        """A sitemap tells the days (YYYY-MM-DD) of pages: the known ones that have changed since."""
        newer = []
        known = 0
        for url, day in modified.items():
            key = hash(identify(url))
            looked, changed = self._looked.get(key), _read_day(day)
            if looked is None or changed is None:
                continue
            known += 1
            if changed > looked:
                newer.append(url)
            elif changed < looked:  # on the same day it may have been before or after
                self._unchanged.add(key)
        return [] if known > _FEW and len(newer) > known * _MAX_NEWER else newer

    def may_rest(self, errand: Errand) -> bool:
        """Whether a page that is due can be left alone in this visit."""
        memory = errand.memory
        if errand.aim is not Aim.PAGE or errand.is_start or memory is None:
            return False
        if memory.fruit or memory.misses or not memory.fingerprint or memory.trusted >= _TRUST:
            return False
        return hash(identify(errand.url)) in self._unchanged


def _read_day(text: str) -> int | None:
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return None
