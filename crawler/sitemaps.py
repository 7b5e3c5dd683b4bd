"""Sitemaps (sitemaps.org 0.9): the pages that a site lists itself. Pure."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

from crawler.urls import clean_url

_GZIP = b"\x1f\x8b"
_LOCATION = re.compile(r"<(?:\w+:)?loc\b[^>]*>\s*(?:<!\[CDATA\[)?\s*([^<\]]+)", re.IGNORECASE)
_DAY = re.compile(r"<(?:\w+:)?lastmod\b[^>]*>\s*(\d{4}-\d\d-\d\d)", re.IGNORECASE)
_ENTRY = re.compile(r"<(?:\w+:)?url\b", re.IGNORECASE)
_INDEX = re.compile(r"<(?:\w+:)?sitemapindex\b", re.IGNORECASE)
_URLSET = re.compile(r"<(?:\w+:)?urlset\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """`pages` are addresses of pages, `sitemaps` of further sitemaps; both empty when it was none.

    `modified` are the days (YYYY-MM-DD) when pages were last changed, by address, where it tells them.
    """

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    modified: Mapping[str, str] = field(default_factory=dict)


def read_sitemap(body: bytes, url: str, max_bytes: int = 50_000_000) -> Sitemap:
    """What a sitemap, a sitemap index or a plain list of addresses holds; also packed with gzip.

    Read by pattern, not as XML: half-broken ones are common, and no entity can swell it. A packed one is
    unpacked up to `max_bytes` (the protocol's own limit).
    """
    text = _unpack(body, max_bytes).decode("utf-8", "replace")
    if _INDEX.search(text[:2000]):
        return Sitemap(sitemaps=_addresses(_LOCATION.findall(text), url))
    if _URLSET.search(text[:2000]):
        return Sitemap(pages=_addresses(_LOCATION.findall(text), url), modified=_read_days(text, url))
    if text.lstrip("\ufeff \r\n").startswith("http"):
        return Sitemap(pages=_addresses(text.split(), url))
    return Sitemap()


def _unpack(body: bytes, max_bytes: int) -> bytes:
    if not body.startswith(_GZIP):
        return body[:max_bytes]
    try:
        return zlib.decompressobj(wbits=31).decompress(body, max_bytes)
    except zlib.error:
        return b""


def _read_days(text: str, base: str) -> dict[str, str]:
    days: dict[str, str] = {}
    for entry in _ENTRY.split(text)[1:]:
        location, day = _LOCATION.search(entry), _DAY.search(entry)
        url = clean_url(unescape(location[1].strip()), base) if location and day else None
        if url and day:
            days[url] = day[1]
    return days


def _addresses(found: list[str], base: str) -> tuple[str, ...]:
    cleaned = (clean_url(unescape(one.strip()), base) for one in found)
    return tuple(dict.fromkeys(one for one in cleaned if one))
