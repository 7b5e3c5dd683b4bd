"""Addresses that never end: calendars, facets, session ids, paths that grow. Pure, but for the counts."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

_MAX_SEGMENTS = 14
_MAX_PARAMETERS = 4
_QUERY_CAP = 40  # pages of one form of address with a query: a list of 1,000 documents in steps of 25
_FACET_CAP = 8  # the same for views of one thing: sorted, expanded, printed
_NUMBER_CAP = 400  # pages whose addresses differ in numbers only
_CALENDAR_CAP = 3
_CALENDAR = re.compile(
    r"(?:start|end|from|to|select\w*)?-?(?:date|datum|day|dag|month|manad|year|ar|week|vecka)\w*"
)
_CALENDAR_PATH = re.compile(r"/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])(?:[/-](?:0?[1-9]|[12]\d|3[01]))?(?:/|$)")
_FACET = re.compile(
    r"sv\.target|sv\.\w+|expand\w*|sort\w*|order\w*|dir|view\w*|print\w*|filter\w*|facet\w*|tag\w*"
)


class TrapCounter:
    """Counts the addresses of each form on one site, and says when a form has had its share."""

    def __init__(self) -> None:
        self._taken: Counter[int] = Counter()

    def refuse(self, url: str) -> str:
        """Why `url` is a trap, or "" after counting it in."""
        reason = _shape_fault(url)
        if reason:
            return reason
        form, cap = describe_form(url)
        if cap == 0:
            return ""
        key = hash(form)  # a number each, so that a site of a million forms takes no more than it must
        if self._taken[key] >= cap:
            return "endless pages"
        self._taken[key] += 1
        return ""


def describe_form(url: str) -> tuple[str, int]:
    """An address with its numbers and values left out, and how many of that form are enough (0: no cap)."""
    parts = urlsplit(url)
    names = sorted({name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    path = re.sub(r"\d+", "#", parts.path.lower())
    form = f"{parts.netloc}{path}?{'&'.join(names)}"
    if any(_CALENDAR.fullmatch(name) for name in names) or _CALENDAR_PATH.search(parts.path):
        return form, _CALENDAR_CAP
    if any(_FACET.fullmatch(name) for name in names):
        return form, _FACET_CAP
    if names:
        return form, _QUERY_CAP
    return form, _NUMBER_CAP if "#" in path else 0


def _shape_fault(url: str) -> str:
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(segments) > _MAX_SEGMENTS:
        return "endless pages"
    if segments and max(Counter(segments).values()) > 3:
        return "endless pages"
    if parts.query.count("&") >= _MAX_PARAMETERS:
        return "endless pages"
    return ""
