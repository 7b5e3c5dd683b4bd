"""How the content systems of municipalities differ: addresses, lists, frames, noise, traps.

Six families after the field notes. Two are held out: nothing is ever tuned on them.
"""

# ruff: noqa: E501 - tables of words and markup are read whole
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as its author named it, with what systems make addresses of."""

    name: str
    code: str  # 16 hexadecimal digits
    moment: int  # of the upload, in milliseconds since 1970
    year: int
    folder: str  # "styrdokument", "blanketter", …


@dataclass(frozen=True, slots=True)
class Family:
    """One content system. `frame` is a page's markup, `item` a linked file's, `group` a list's of them.

    `listings` are the forms that its listing of governing documents may have. `ending` closes the paths of
    pages and `joint` stands for blanks in them. `apex` tells what the address without www. answers.
    """

    name: str
    held_out: bool
    ending: str
    joint: str
    politics: str
    listings: tuple[str, ...]
    noise: tuple[str, ...]
    frame: str
    item: str
    group: str
    place_file: Callable[[Upload], str]
    traps: tuple[str, ...]
    sitemap: str  # "plain", "index" or ""
    apex: str = "redirect"  # or "same": a duplicate of the whole site


_SITEVISION = Family(
    name="sitevision",
    held_out=False,
    ending=".html",
    joint="-",
    politics="Kommun och politik",
    listings=("long", "accordion", "categories"),
    noise=(" Pdf, {kb}.4 kB.", " Pdf, {kb} kB, öppnas i nytt fönster.", ""),
    frame=(
        '<div class="env-page"><header class="sol-header"><nav id="svid12_{code}">{menu}</nav></header>'
        '<div class="pagecontent sv-layout"><div class="sv-grid-4 sv-channel"><ul class="menu-left">{submenu}'
        '</ul></div><main class="sv-grid-8" id="h-{code}"><div class="sv-breadcrumb">{crumbs}</div>'
        '<h1 class="heading">{title}</h1><div class="sv-text-portlet-content">{content}</div></main></div>'
        '<footer><div class="sv-html-portlet">{footer}</div></footer></div>'
    ),
    item='<p class="normal"><a href="{url}" class="sv-doc-icon">{name}</a></p>',
    group='<h2 class="subheading">{name}</h2><div class="sv-text-portlet">{items}</div>',
    place_file=lambda up: f"/download/18.{up.code}/{up.moment}/{quote(up.name)}.pdf",
    traps=("calendar", "expand", "session"),
    sitemap="index",
)
_WORDPRESS = Family(
    name="wordpress",
    held_out=False,
    ending="/",
    joint="-",
    politics="Politik och demokrati",
    listings=("landing", "long", "accordion"),
    noise=(" (PDF)", " (pdf, öppnas i nytt fönster)", ""),
    frame=(
        '<div id="page" class="site"><div class="site-header"><nav class="main-navigation">{menu}</nav></div>'
        '<div id="content"><div class="breadcrumbs">{crumbs}</div><article class="hentry"><header><h1>{title}'
        '</h1></header><div class="entry-content">{content}</div></article><aside class="widget-area"><ul>'
        '{submenu}</ul></aside></div><footer class="site-footer">{footer}</footer></div>'
    ),
    item='<li class="file-list__item"><a href="{url}" target="_blank">{name}</a></li>',
    group='<section class="wp-block-group"><h3>{name}</h3><ul class="file-list">{items}</ul></section>',
    place_file=lambda up: f"/wp-content/uploads/{up.year}/0{up.moment % 9 + 1}/{_slug(up.name, '-')}.pdf",
    traps=("archive", "tags", "calendar"),
    sitemap="index",
)
_DRUPAL = Family(
    name="drupal",
    held_out=False,
    ending="",
    joint="-",
    politics="Organisation och styrning",
    listings=("paged", "landing", "categories"),
    noise=(" (PDF, {kb} KB)", ""),
    frame=(
        '<div class="dialog-off-canvas-main-canvas"><header role="banner"><nav role="navigation">{menu}</nav>'
        '</header><main role="main"><div class="block-system-breadcrumb-block">{crumbs}</div><div '
        'class="layout-content"><div class="region-content"><h1>{title}</h1><div class="node__content">'
        '{content}</div></div></div><aside class="layout-sidebar-first" role="complementary"><ul>{submenu}'
        '</ul></aside></main><footer role="contentinfo">{footer}</footer></div>'
    ),
    item='<div class="views-row"><span class="file file--mime-application-pdf"><a href="{url}">{name}</a></span>'
    "</div>",
    group='<div class="view-content"><h3>{name}</h3>{items}</div>',
    place_file=lambda up: f"/sites/default/files/{up.year}-0{up.moment % 9 + 1}/{quote(up.name)}.pdf",
    traps=("facets", "calendar", "node"),
    sitemap="plain",
    apex="same",
)
_UMBRACO = Family(
    name="umbraco",
    held_out=False,
    ending="/",
    joint="-",
    politics="Kommunen och politiken",
    listings=("table", "accordion", "tabs"),
    noise=(" (pdf {kb} kB)", " [PDF]", ""),
    frame=(
        '<div class="wrapper"><div class="top"><div class="nav-main" role="navigation">{menu}</div></div><div '
        'class="container"><div class="row"><div class="col-md-3"><div class="subnav" role="navigation"><ul>'
        '{submenu}</ul></div></div><div class="col-md-9 article"><p class="crumbs">{crumbs}</p><h1>{title}</h1>'
        '<div class="rte">{content}</div></div></div></div><div class="bottom" role="contentinfo">{footer}</div>'
        "</div>"
    ),
    item='<tr><td><a href="{url}">{name}</a></td><td>{fact}</td></tr>',
    group='<table class="docs"><caption>{name}</caption><tbody>{items}</tbody></table>',
    place_file=lambda up: f"/media/{up.code[:8]}/{_slug(up.name, '-')}.pdf",
    traps=("growing", "calendar", "print"),
    sitemap="plain",
)
_OPTIMIZELY = Family(
    name="optimizely",
    held_out=True,
    ending="/",
    joint="-",
    politics="Kommun och demokrati",
    listings=("tabs", "categories", "long"),
    noise=(" (PDF, {kb} kB, nytt fönster)", " (PDF)", ""),
    frame=(
        '<div class="l-page"><div class="l-header" role="banner"><div class="m-menu">{menu}</div></div>'
        '<div class="l-main"><div class="m-path">{crumbs}</div><div class="l-columns"><main class="o-article">'
        '<h1 class="a-title">{title}</h1><div class="epi-content">{content}</div></main><nav '
        'class="m-subnav"><ul>{submenu}</ul></nav></div></div><div class="l-footer"><footer>{footer}</footer>'
        "</div></div>"
    ),
    item='<li class="m-links__item"><a class="a-link a-link--file" href="{url}">{name}</a></li>',
    group='<div class="block documentblock"><h2>{name}</h2><ul class="m-links">{items}</ul></div>',
    place_file=lambda up: (
        f"/contentassets/{up.code}{up.code}/{_slug(up.name, '-')}.pdf"
        if up.moment % 3 == 0
        else f"/globalassets/dokument/{up.folder}/{_slug(up.name, '-')}.pdf"
    ),
    traps=("facets", "calendar", "print"),
    sitemap="plain",
)
_PORTAL = Family(
    name="portal",
    held_out=True,
    ending="",
    joint="_",
    politics="Demokrati och insyn",
    listings=("portal", "portal-categories"),
    noise=("", " Länk till annan webbplats, öppnas i nytt fönster.", " PDF {kb} kB"),
    frame=(
        '<div id="shell"><div id="masthead"><nav>{menu}</nav></div><div id="trail">{crumbs}</div><div '
        'id="columns"><div id="left"><nav><ol>{submenu}</ol></nav></div><div id="middle"><h1>{title}</h1><div '
        'class="text">{content}</div></div></div><footer id="foot">{footer}</footer></div>'
    ),
    item='<div class="doc-row"><div class="doc-name"><a href="{url}">{name}</a></div><div>{fact}</div></div>',
    group='<div class="doc-list"><h4>{name}</h4>{items}</div>',
    place_file=lambda up: f"/dokument/{up.folder}/{_slug(up.name, '_')}_{up.code[:4]}.pdf",
    traps=("session", "archive", "expand"),
    sitemap="",
    apex="same",
)
FAMILIES: Final = {
    one.name: one for one in (_SITEVISION, _WORDPRESS, _DRUPAL, _UMBRACO, _OPTIMIZELY, _PORTAL)
}


def make_slug(name: str, family: Family) -> str:
    """A name as the segment of a path."""
    return _slug(name, family.joint)


def _slug(name: str, joint: str) -> str:
    plain = name.lower().translate(str.maketrans("åäöé", "aaoe"))
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    return joint.join(words)
