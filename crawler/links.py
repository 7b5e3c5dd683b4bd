"""The links of an HTML page, with what stands around them. Pure: bytes in, records out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.promises import Promise, guess_promise
from crawler.robots import PRODUCT
from crawler.urls import clean_url

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MAX_TEXT = 300  # characters kept of an anchor, heading or context
_MAX_BYTES = 10_000_000  # of a page: the longest document listings have some hundred kilobytes
_MAX_LINKS = 5000  # of one page: more is a trap or a mistake
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption", "legend"})
_CHROME = frozenset({"nav", "header", "footer", "aside"})
_CHROME_ROLES = ("navigation", "banner", "contentinfo")
_MAX_REGION = 5
_ID = re.compile(r"[0-9a-f]{6,}|\d+")
_BLOCKS = frozenset({"li", "p", "td", "dd", "tr", "figure"})
_SOURCES = {"a": "href", "area": "href", "iframe": "src", "embed": "src", "object": "data"}
_SELECTOR = "h1,h2,h3,h4,h5,h6,summary,caption,legend," + ",".join(f"{t}[{a}]" for t, a in _SOURCES.items())
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_REFRESH = re.compile(r"^\s*[\d.]+\s*[;,]\s*url\s*=\s*[\"']?([^\"']+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """One link: a cleaned address, the texts around it, and whether it stands in the page's frame.

    `region` is the tag path of its surroundings, nearest first: "li.item<ul.links<div.content".
    """

    url: str
    anchor: str
    heading: str
    context: str
    chrome: bool
    promise: Promise
    region: str = ""


@dataclass(frozen=True, slots=True)
class PageView:
    """What a page offers. `links` are new ones only, in order; empty where the page says nofollow."""

    title: str
    links: tuple[Link, ...]
    nofollow: bool


def read_page(
    body: bytes, content_type: str, url: str, skip: Callable[[str], bool] = lambda url: False
) -> PageView:
    """The links of a page that `skip` does not know yet (it is asked with cleaned addresses).

    Repeated menus are nearly all links of a site; what is skipped costs no reading of texts.
    """
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(decode_html(body[:_MAX_BYTES], content_type))
    title = _text(tree.css_first("title"))
    if _says_nofollow(tree):
        return PageView(title, (), nofollow=True)
    heading = _text(tree.css_first("h1"))
    links = list(_iter_links(tree, _base(tree, url), skip))
    return PageView(" ".join(f"{title} {heading}".split()), tuple(links), nofollow=False)


def forbids_following(rules: str) -> bool:
    """Whether robots rules (X-Robots-Tag or meta robots) ask us or everybody not to follow the links."""
    spoken_to = ""
    for rule in rules.lower().split(","):
        name, colon, rest = rule.partition(":")
        names_a_robot = bool(colon) and not name.strip().startswith("unavailable_after")
        spoken_to = name.strip() if names_a_robot else spoken_to
        asked = (rest if names_a_robot else rule).strip()
        if spoken_to in ("", PRODUCT) and asked in ("nofollow", "none"):
            return True
    return False


def decode_html(body: bytes, content_type: str) -> str:
    """Text of a page: by byte order mark, header, meta element, else UTF-8, else Windows-1252.

    What calls itself Latin-1 is Windows-1252 (WHATWG Encoding); what calls itself UTF-8 and is not, too.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    declared = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    meta = None if declared else _CHARSET.search(body[:4096])
    name = declared.group(1) if declared else meta.group(1).decode("ascii") if meta else "utf-8"
    if name.lower() in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"):
        name = "cp1252"
    for encoding in (name, "cp1252"):
        try:
            return body.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return body.decode("cp1252", "replace")


def _iter_links(tree: LexborHTMLParser, base: str, skip: Callable[[str], bool]) -> Iterator[Link]:
    heading = ""
    taken: set[str] = set()
    for node in tree.css(_SELECTOR):
        if node.tag in _HEADINGS:
            heading = _text(node)
            continue
        raw = node.attributes.get(_SOURCES[node.tag or "a"]) or ""
        url = None if raw.startswith("#") else clean_url(raw, base)
        if url is None or url in taken or "nofollow" in (node.attributes.get("rel") or "").lower():
            continue
        taken.add(url)
        if not skip(url):
            yield _read_link(node, url, heading)
        if len(taken) >= _MAX_LINKS:
            return
    yield from _iter_refresh(tree, base, taken, skip)


def _read_link(node: LexborNode, url: str, heading: str) -> Link:
    attributes = node.attributes
    anchor = _text(node) or attributes.get("aria-label") or attributes.get("title") or ""
    promise = guess_promise(url, anchor, attributes.get("type") or "")
    if node.tag in ("iframe", "embed", "object") and promise is Promise.PAGE:
        promise = Promise.FILE  # a map or a film; only embedded documents are wanted
    wants_context = promise in (Promise.DOCUMENT, Promise.MAYBE)
    region, chrome = _find_region(node)
    return Link(
        url=url,
        anchor=anchor[:_MAX_TEXT],
        heading=heading,
        context=_context(node) if wants_context else "",
        chrome=chrome,
        promise=promise,
        region=region,
    )


def _iter_refresh(
    tree: LexborHTMLParser, base: str, taken: set[str], skip: Callable[[str], bool]
) -> Iterator[Link]:
    for node in tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").lower() == "refresh":
            match = _REFRESH.match(node.attributes.get("content") or "")
            url = clean_url(match.group(1), base) if match else None
            if url and url not in taken and not skip(url):
                yield Link(url, "", "", "", chrome=False, promise=guess_promise(url))


def _base(tree: LexborHTMLParser, url: str) -> str:
    node = tree.css_first("base[href]")
    return (clean_url(node.attributes.get("href") or "", url) if node else None) or url


def _says_nofollow(tree: LexborHTMLParser) -> bool:
    return any(
        forbids_following(node.attributes.get("content") or "")
        for node in tree.css("meta[name]")
        if (node.attributes.get("name") or "").lower() in ("robots", PRODUCT)
    )


def _find_region(node: LexborNode) -> tuple[str, bool]:
    """The nearest elements around a link with their first class, and whether it stands in the page's frame.

    Numbers and hexadecimal ids in class names differ from page to page and are left out.
    """
    pieces: list[str] = []
    chrome = False
    above = node.parent
    while above is not None and not chrome:
        tag = above.tag or ""
        attributes = above.attributes
        chrome = tag in _CHROME or attributes.get("role") in _CHROME_ROLES
        if len(pieces) < _MAX_REGION:
            name = (attributes.get("class") or "").split(" ", 1)[0]
            pieces.append(f"{tag}.{_ID.sub('', name)}" if name else tag)
        above = above.parent
    return "<".join(pieces) + ("<frame" if chrome else ""), chrome


def _context(node: LexborNode) -> str:
    above = node.parent
    for _ in range(4):
        if above is None or above.tag in _BLOCKS:
            break
        above = above.parent
    return _text(above) if above is not None and above.tag in _BLOCKS else ""


def _text(node: LexborNode | None) -> str:
    return "" if node is None else " ".join(node.text(separator=" ").split())[:_MAX_TEXT]
