"""The four websites in outline: which system each imitates, its files, its quirks and its traps.

The outlines are data (content/*.yaml); this module only gives them their types.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from samverkan.demo.places import PLACES, Place
from samverkan.demo.publishing import LINK_STYLES, LinkStyle, PublishedFile

CONTENT = Path(__file__).parent / "content"

Links = tuple[tuple[str, str], ...]
"""(address, text) pairs."""


@dataclass(frozen=True, slots=True)
class SitePlan:
    """One website. Paths are decoded. `redirects` are (old path, new path, status).

    `missing` are linked files that give 404; `soft_missing` such that give an HTML page with status 200
    under the media type of a PDF. `updated` is the ISO date that undated pages carry. `robots` has
    ``{base}`` where the site's address goes. `tools` and `foot` are the links of header and footer;
    `prints` is "every" where each page links to its own print version, else "none".
    """

    place: Place
    system: str
    layout: str
    address: str
    phone: str
    prints: str
    updated: str
    calendar: str
    search: str
    sitemap: str
    robots: str
    tools: Links
    foot: Links
    link_style: LinkStyle
    files: tuple[PublishedFile, ...]
    redirects: tuple[tuple[str, str, int], ...]
    missing: tuple[str, ...]
    soft_missing: tuple[str, ...]


def load_plans() -> tuple[SitePlan, ...]:
    """Load the outlines of all four websites, in the order of `PLACES`."""
    return tuple(load_plan(place) for place in PLACES)


def load_plan(place: Place) -> SitePlan:
    """Load the outline of one website."""
    outline: dict[str, Any] = yaml.safe_load((CONTENT / f"{place.slug}.yaml").read_text(encoding="utf-8"))
    relevant, irrelevant = outline.pop("relevant"), outline.pop("irrelevant")
    return SitePlan(
        place=place,
        link_style=LINK_STYLES[outline.pop("link_style")],
        files=(
            *(_read_file(document, entry, "relevant") for document, entry in relevant.items()),
            *(_read_file(document, entry, "irrelevant") for document, entry in irrelevant.items()),
        ),
        tools=_pair(outline.pop("tools")),
        foot=_pair(outline.pop("foot")),
        redirects=tuple((old, new, status) for old, new, status in outline.pop("redirects")),
        missing=tuple(outline.pop("missing")),
        soft_missing=tuple(outline.pop("soft_missing")),
        **outline,
    )


def _read_file(document: str, entry: Mapping[str, str], belongs: str) -> PublishedFile:
    path = unicodedata.normalize("NFD", entry["path"]) if "form" in entry else entry["path"]
    return PublishedFile(document, path, entry["published"], belongs == "relevant")


def _pair(links: list[list[str]]) -> Links:
    return tuple((href, text) for href, text in links)
