"""From a page of the outline to its HTML: frame, menus, prose, documents, and the ways into traps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import groupby
from random import Random

from tests.sites import words
from tests.sites.families import Family
from tests.sites.outline import Node, Outline
from tests.sites.papers import Paper, write_policy

PER_STEP = 15  # documents on one step of a listing in steps
_HEAD = "<style>" + ".a{margin:0;padding:0;border:0;color:#222}" * 90 + "</style>"
_FOOTER = ("Kontakta oss", "Om webbplatsen", "Tillgänglighet", "Kakor", "Press", "Lyssna", "Other languages")


class Renderer:
    """Writes the pages of one site. `link_paper` gives the address of a document (or of its page)."""

    def __init__(self, outline: Outline, family: Family, link_paper: Callable[[Paper, Node], str]) -> None:
        self._outline = outline
        self._family = family
        self._link_paper = link_paper
        self._paths = list(outline.pages)
        self._numbers = {path: number for number, path in enumerate(self._paths)}
        self._menu = "<ul>" + "".join(_li(one.path, one.title) for one in outline.start.children) + "</ul>"
        corner = [*outline.start.children, *(one for one in outline.pages.values() if one.role == "service")]
        self._footer = "<ul>" + "".join(_li(one.path, one.title) for one in corner[:14]) + "</ul>"
        self._footer += "".join(f'<p><a href="/om/{number}">{t}</a></p>' for number, t in enumerate(_FOOTER))

    def render(self, node: Node, step: int = 1) -> bytes:
        """A page; `step` of a listing that is shown in steps."""
        chance = Random(node.path)
        content = self._prose(chance, node) + self._documents(node, step, chance) + self._children(node)
        return self._fill(node, content, chance)

    def render_trap(self, title: str, links: Iterable[tuple[str, str]]) -> bytes:
        """A page that only leads on to more of its kind."""
        content = "<ul>" + "".join(_li(url, text) for url, text in links) + "</ul>"
        return self._fill(Node("/x", title, "trap", self._outline.start), content, Random(title))

    def _fill(self, node: Node, content: str, chance: Random) -> bytes:
        page = self._family.frame.format(
            code=f"{chance.getrandbits(64):016x}",
            menu=self._menu,
            submenu=self._submenu(node),
            crumbs=_crumbs(node),
            title=escape(node.title),
            content=content,
            footer=self._footer,
        )
        title = f"{escape(node.title)} – {self._outline.place} kommun"
        return (
            f'<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{title}</title>{_HEAD}</head>'
            f"<body>{page}</body></html>"
        ).encode()

    def _submenu(self, node: Node) -> str:
        around = node.parent.children if node.parent is not None else []
        shown = [*around[:30], *node.children[:30]]
        return "".join(_li(one.path, one.title) for one in shown if one.role not in ("policy", "landing"))

    def _prose(self, chance: Random, node: Node) -> str:
        if node.role == "policy":
            return write_policy(node.papers[0])
        told = [chance.choice(words.PROSE) for _ in range(chance.randrange(6, 16))]
        for _ in range(chance.randrange(4)):
            other = self._outline.pages[chance.choice(self._paths)]
            if other.role not in ("policy", "landing", "listing", "category"):
                told.insert(chance.randrange(len(told)), f'<a href="{other.path}">{escape(other.title)}</a>.')
        half = len(told) // 2
        first, rest = " ".join(told[:half]), " ".join(told[half:])
        return f"<p>{first}</p><h2>Mer om {escape(node.title)}</h2><p>{rest}</p>"

    def _children(self, node: Node) -> str:
        shown = [one for one in node.children if one.role not in ("policy", "landing")]
        cards = "".join(
            f'<div class="card"><h3><a href="{one.path}">{escape(one.title)}</a></h3></div>' for one in shown
        )
        return f'<div class="cards">{cards}</div>' + "".join(
            f'<p><a href="{url}">{text}</a></p>' for url, text in self._ways_into_traps(node)
        )

    def _documents(self, node: Node, step: int, chance: Random) -> str:
        if not node.papers or node.role == "policy":
            return ""
        if node.form in ("tabs", "paged"):
            return self._step_of(node, step, chance)
        if node.form == "related":
            return self._group("Dokument", node.papers, node, chance)
        by_category = sorted(node.papers, key=lambda paper: paper.category)
        groups = [(name, list(papers)) for name, papers in groupby(by_category, lambda paper: paper.category)]
        if node.form == "accordion":
            return "".join(
                f"<details><summary>{name}</summary>{self._group('', papers, node, chance)}</details>"
                for name, papers in groups
            )
        return "".join(self._group(name, papers, node, chance) for name, papers in groups)

    def _step_of(self, node: Node, step: int, chance: Random) -> str:
        steps = -(-len(node.papers) // PER_STEP)
        shown = node.papers[(step - 1) * PER_STEP : step * PER_STEP]
        name = "page" if node.form == "paged" else "step"
        tabs = "".join(_li(f"{node.path}?{name}={number}", str(number)) for number in range(1, steps + 1))
        return self._group("", shown, node, chance) + f'<ul class="pager">{tabs}</ul>'

    def _group(self, name: str, papers: Sequence[Paper], node: Node, chance: Random) -> str:
        items = "".join(self._item(paper, node, chance) for paper in papers)
        return self._family.group.format(name=name, items=items)

    def _item(self, paper: Paper, node: Node, chance: Random) -> str:
        noise = chance.choice(self._family.noise).format(kb=chance.randrange(90, 3000))
        name = paper.title if paper.named else "Läs mer här"
        fact = f"Antagen {paper.year}-05-20" if paper.wanted else "Information"
        url = self._link_paper(paper, node)
        if paper.form == "page" or (node.form == "landing" and node.role == "listing"):
            noise = ""
        return self._family.item.format(url=escape(url), name=escape(name) + noise, fact=fact)

    def _ways_into_traps(self, node: Node) -> Iterable[tuple[str, str]]:
        number = self._numbers.get(node.path, 0)
        for trap in self._family.traps:
            roles, address, text = _WAYS[trap]
            if node.role in roles:
                url = address.format(path=node.path, number=number, hash=hash_path(node.path))
                yield url, text


_EVERYDAY = ("subject", "plain")
_WAYS = {
    "calendar": (("news", "start"), "/kalendarium?datum=2026-03-01", "Kalendarium"),
    "archive": (("news",), "/arkiv/2026/03/", "Arkiv"),
    "facets": (("listing", "category", "subject"), "{path}?sort=datum&filter={number}", "Sortera"),
    "expand": (("subject", "section"), "{path}?sv.target={number}", "Visa alla"),
    "print": (_EVERYDAY, "{path}?utskrift=1&print=true", "Skriv ut"),
    "growing": (("subject",), "{path}mer/mer/", "Mer"),
    "session": (("subject", "section"), "{path};jsessionid={hash:X}", "Till början av sidan"),
    "tags": (("plain",), "/etikett/{number}/", "Etikett"),
    "node": (_EVERYDAY, "/node/{number}", "Kort länk"),
}
"""By trap: the roles of the pages that lead into it, the address, the text of the link."""


def hash_path(path: str) -> int:
    """A number for a path, the same in every process."""
    return Random(path).getrandbits(40)


def _li(url: str, text: str) -> str:
    return f'<li class="item"><a href="{escape(url)}">{escape(text)}</a></li>'


def _crumbs(node: Node) -> str:
    above = []
    parent = node.parent
    while parent is not None:
        above.append(f'<a href="{parent.path}">{escape(parent.title)}</a>')
        parent = parent.parent
    return " / ".join(reversed(above))
