"""What on a page is furniture and no document: menus, banners, contact boxes, related links, buttons.

Decided by HTML's own elements and roles first, then by the words of classes and ids. Nothing that holds
the page's title or half of its text is ever furniture: themes name whole pages "has-sidebar".
"""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborNode

from extract.manuscripts import Item, ItemKind
from extract.web_tree import Survey, get_attribute, get_words

_ELEMENTS: Final = frozenset({"nav", "footer", "dialog", "form", "menu"})
_ROLES: Final = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "alert"}
    | {"status", "menu", "menubar", "toolbar", "tablist"}
)
_CONTAINERS: Final = frozenset(
    {"div", "section", "aside", "ul", "ol", "header", "footer", "article", "table", "span", "p", "nav", "dl"}
)
_WORDS: Final = re.compile(
    r"nav|navbar|navigation|subnav|submenu|menu|meny|sidomeny|vänstermeny|breadcrumbs?|crumbs?|brödsmulor|pathway"
    r"|cookies?|cookiebar|consent|kakor|sidebar|sidofält|sharing|share|sharedaddy|social|dela|related|relaterat"
    r"|relaterade?|linklist|linklistblock|contact|contacts|contactblock|contactperson|contactbox|kontakt|kontaktbox"
    r"|kontaktperson|kontakter|feedback|rating|readspeaker|rsbtn|skip|skiplinks?|print|utskrift|search|sök|sok|toc"
    r"|pagination|pager|teasers?|puff|puffar|promo|popup|modal|newsletter|nyhetsbrev|footer|sidfot|sidhuvud|comments"
)
_SITE_HEADS: Final = re.compile(r"(?:site-?|page-?|top-?|main-?)?header(?:-?(?:top|bar|wrapper|inner))?")
_WHOLE_PAGE: Final = re.compile(r"(?:has|with|no|without|layout|page|is)[-_]")
_UNSEEN: Final = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "env-assistive-text", "u-sr"}
    | {
        "sr-only-focusable",
        "sv-hidden",
        "hidden",
        "hide",
        "unseen",
        "assistive-text",
        "a11y-hidden",
        "u-hidden",
    }
)
_NO_DISPLAY: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LINK_HEADINGS: Final = re.compile(
    r"relatera(?:t|d|de)(?: \w+)?|läs (?:också|även|mer)(?: om.*)?|mer information|länkar|dokument|filer"
    r"|bilagor|aktuellt|nyheter|genvägar|hitta snabbt|ladda ner.*|se även|e-tjänst(?:er)?|externa länkar",
    re.IGNORECASE,
)
_NEVER: Final = frozenset({"html", "body", "main"})
_HALF: Final = 0.5


class Furniture:
    """Decides for the elements of one page. `opened` are the ids of panels that a button opens."""

    def __init__(self, survey: Survey, letters: int, opened: frozenset[str]) -> None:
        self._survey = survey
        self._letters = letters
        self._opened = opened

    def is_furniture(self, node: LexborNode) -> bool:
        """Whether an element with all in it is no part of the document."""
        tag = node.tag or ""
        if tag in _NEVER:
            return False
        if self._is_unseen(node):
            return True
        count = self._survey.get(node)
        if count.title or count.letters > _HALF * self._letters:
            return False
        if tag in _ELEMENTS or get_attribute(node, "role").lower() in _ROLES:
            return True
        if tag in ("header", "aside") and not _stands_in_article(node):
            return True
        return tag in _CONTAINERS and _is_named_so(node)

    def _is_unseen(self, node: LexborNode) -> bool:
        attributes = node.attributes
        if not attributes or attributes.get("id") in self._opened:
            return False
        classes = frozenset((attributes.get("class") or "").lower().split())
        if classes & _UNSEEN and not self._survey.get(node).title:
            return True
        hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
        return hidden or _NO_DISPLAY.search(attributes.get("style") or "") is not None


def leads_elsewhere(heading: Item) -> bool:
    """Whether a heading is one of those that lists of links stand under."""
    return heading.kind is ItemKind.HEADING and _LINK_HEADINGS.fullmatch(heading.text) is not None


def _stands_in_article(node: LexborNode) -> bool:
    """Whether an element is in an article or, for heads, in the main part: there it is of the text."""
    wanted = ("article",) if node.tag == "aside" else ("article", "main")
    parent = node.parent
    while parent is not None:
        if parent.tag in wanted:
            return True
        parent = parent.parent
    return False


def _is_named_so(node: LexborNode) -> bool:
    for name in [*get_attribute(node, "class").split(), get_attribute(node, "id")]:
        if _WHOLE_PAGE.match(name):
            continue
        if _SITE_HEADS.fullmatch(name.lower()) or any(map(_WORDS.fullmatch, get_words(name))):
            return True
    return False
