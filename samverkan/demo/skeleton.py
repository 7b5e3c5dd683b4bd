"""The frame around every page of a demo website: head, menu, crumbs, side menu, footer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from samverkan.demo.content import PageText, get_parent
from samverkan.demo.plans import SitePlan

_TEMPLATES = Path(__file__).parent / "templates"


def render_page(
    plan: SitePlan, page: PageText, body: str, pages: Mapping[str, PageText], updated: str
) -> str:
    """The whole HTML of a page, with the menus that `pages` (by path, in menu order) give it.

    `body` is HTML; `updated` an ISO date, "" for pages that are made on demand.
    """
    return _load_template().render(
        plan=plan,
        place=plan.place,
        page=page,
        lead=page.lines[0] if page.path == "/" else "",
        menu=[other for other in pages.values() if _is_in_menu(other, plan)],
        crumbs=_find_crumbs(page, pages),
        side=_find_side(page, pages),
        body=body,
        updated=updated,
    )


def _is_in_menu(page: PageText, plan: SitePlan) -> bool:
    """Sections are in the menu; what header and footer link to, and the search, are not."""
    elsewhere = {plan.search, *(href for href, _ in (*plan.tools, *plan.foot))}
    return page.parent == "/" and page.path not in elsewhere


def _find_crumbs(page: PageText, pages: Mapping[str, PageText]) -> list[PageText]:
    crumbs: list[PageText] = []
    above = page.parent
    while above not in ("", "/"):
        if above in pages:
            crumbs.insert(0, pages[above])
        above = get_parent(above)
    return crumbs


def _find_side(page: PageText, pages: Mapping[str, PageText]) -> Sequence[PageText]:
    if page.path == "/" or page.date:
        return []
    below = [other for other in pages.values() if other.parent == page.path and not other.date]
    beside = [other for other in pages.values() if other.parent == page.parent != "/" and not other.date]
    return below or beside


@lru_cache(maxsize=1)
def _load_template() -> Template:
    loader = FileSystemLoader(_TEMPLATES)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("page.html")
