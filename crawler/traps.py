"""Addresses that never end: calendars, facets, session ids, paths that grow. Pure, but for the counts.

Every form of address has two caps: how many pages of it are enough in any case, and how many may lead to
nothing before it is left (`reward` begins that count anew).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

ENDLESS = "endless pages"
_MAX_SEGMENTS = 14
_MAX_PARAMETERS = 4
_ANY = 1_000_000
_CALENDAR = re.compile(
    r"(?:start|end|from|to|select\w*)?-?(?:date|datum|day|dag|month|manad|year|ar|week|vecka)\w*"
)
_CALENDAR_PATH = re.compile(r"/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])(?:[/-](?:0?[1-9]|[12]\d|3[01]))?(?:/|$)")
_FACET = re.compile(
    r"sv\.target|sv\.\w+|expand\w*|sort\w*|order\w*|dir|view\w*|print\w*|utskrift\w*|filter\w*|facet\w*|tag\w*|f\[.*"
)
_VARIES = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\(s\([a-z0-9]+\)\)|(?=[a-f]{0,11}\d)[0-9a-f]{12,}|\d+")


@dataclass(frozen=True, slots=True)
class Form:
    """What addresses of one kind have in common; `most` of them are enough, `dry` when none led anywhere."""

    name: str
    most: int
    dry: int


class TrapCounter:
    """Counts the addresses of each form on one site, and says when a form has had its share."""

    def __init__(self) -> None:
        self._taken: Counter[int] = Counter()
        self._dry: Counter[int] = Counter()

    def refuse(self, url: str) -> str:
        """Why `url` is a trap, or "" after counting it in."""
        if _shape_fault(url):
            return ENDLESS
        forms = find_forms(url)
        keys = [hash(form.name) for form in forms]  # numbers, so that a million forms are no burden
        full = (
            self._taken[key] >= form.most or self._dry[key] >= form.dry
            for key, form in zip(keys, forms, strict=True)
        )
        if any(full):
            return ENDLESS
        self._taken.update(keys)
        self._dry.update(keys)
        return ""

    def reward(self, url: str) -> None:
        """A page led to something new: its forms are no traps so far."""
        for form in find_forms(url):
            self._dry.pop(hash(form.name), None)


@lru_cache(maxsize=4096)
def find_forms(url: str) -> tuple[Form, ...]:
    """The forms of an address that are capped: none for a plain one.

    A list of 1,000 documents in steps of 25 has 40 pages. Views of one page (sorted, expanded, printed) are
    counted for the whole site as well, since every page has them. Numbered pages may be a whole archive.
    """
    parts = urlsplit(url)
    names = sorted({name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    path = _VARIES.sub("#", parts.path.lower())
    asked = "&".join(names)
    form = f"{parts.netloc}{path}?{asked}"
    if any(_CALENDAR.fullmatch(name) for name in names) or _CALENDAR_PATH.search(parts.path):
        return (Form(form, 3, 3),)
    if any(_FACET.fullmatch(name) for name in names):
        return (Form(form, 8, 4), Form(f"{parts.netloc}*?{asked}", 60, 8))
    if names:
        return (Form(form, 40, 40), Form(f"{parts.netloc}{path}?*", 80, 60))
    if _repeats_itself(parts.path):  # /kultur/kultur may be; a relative link gone wrong grows like this
        return (Form(f"{parts.netloc}/repeated", _ANY, 4),)
    return (Form(form, 400, 60),) if "#" in path else ()


def _repeats_itself(path: str) -> bool:
    """Whether a segment, or a pair of them, stands twice in a row."""
    segments = [segment for segment in path.split("/") if segment]
    single = any(a == b for a, b in pairwise(segments))
    return single or any(segments[i : i + 2] == segments[i + 2 : i + 4] for i in range(len(segments) - 3))


def _shape_fault(url: str) -> bool:
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(segments) > _MAX_SEGMENTS or parts.query.count("&") >= _MAX_PARAMETERS:
        return True
    return bool(segments) and max(Counter(segments).values()) > 3
