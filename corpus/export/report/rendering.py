"""From an inventory to one HTML document that holds everything it shows and stays small enough to send.

What is always there (chapters, figures, tables) is set first and measured; rows, lists and pictures share
what is left of `LIMIT`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from corpus.export.columns import label_of
from corpus.export.report.cards import Dealer, is_web
from corpus.export.report.choosing import choose_rows, rank_rows
from corpus.export.report.drawers import build_drawers
from corpus.export.report.filters import Filters, gather_filters
from corpus.export.report.gathering import Content, collect_lists, gather_content
from corpus.export.report.lengths import LINK_STEPS
from corpus.export.report.method_view import count_audited
from corpus.export.report.pictures import Pictures, draw_nothing, draw_rows
from corpus.export.report.row_lists import RowLists
from corpus.export.report.wording import say_number, say_share
from corpus.export.tables import Count, Figure
from corpus.export.texts import Texts
from corpus.export.writable import writable_xml
from corpus.inventory import count_reviewed
from corpus.inventory_records import Inventory

if TYPE_CHECKING:
    import jinja2

LIMIT = 4_900_000
"""Bytes of a report: under the 5 MB that mail servers and shared folders let through without a word."""
_SHARES = ((0.45, 0.6), (0.3, 0.5), (0.15, 0.3), (0.0, 0.0))
"""Of what is left for cards, and of what is left then for lists; pictures get the rest. In order of trial."""
_CELL = re.compile(r'"#rows:([a-z0-9-]+):([0-9]+):([0-9]+)"')  # as corpus/export/tables.py has it
_SPACE = re.compile(r"\n[ \t]+")


def render_report(inventory: Inventory, texts: Texts, pictures: Pictures = draw_nothing) -> str:
    """The report as one HTML document. Pure but for `pictures`: the same inventory gives the same text.

    Sizes of cards and lists are estimates, so the whole is measured: while it is over `LIMIT` there are fewer
    cards, then shorter tables. Should even the shortest be over, it is given all the same.
    """
    ranked, filters = rank_rows(inventory.rows), gather_filters(inventory, texts)
    report = ""
    for links in LINK_STEPS:
        content = gather_content(inventory, texts, links)
        lists = collect_lists(content, inventory, texts)
        maker = _Maker(Setter(inventory, texts, content, lists), lists, inventory, ranked, filters)
        for for_cards, for_lists in _SHARES:
            report = maker.make(for_cards, for_lists, pictures)
            if len(report.encode()) <= LIMIT:
                return report
    return report


class _Maker:
    """Makes the report of one content with more or less of it."""

    def __init__(
        self, setter: Setter, lists: RowLists, inventory: Inventory, ranked: tuple[int, ...], filters: Filters
    ) -> None:
        self._setter, self._lists, self._inventory = setter, lists, inventory
        self._ranked, self._filters = ranked, filters
        self._body = setter.set("body.html.j2")
        self._left = LIMIT - len(self._body.encode()) - setter.frame_size
        self._members = [one.members for one in lists]

    def make(self, for_cards: float, for_lists: float, pictures: Pictures) -> str:
        """The report with these shares of the room; without pictures when it has no room as it is."""
        rows, setter, left = self._inventory.rows, self._setter, self._left
        first = [self._lists.number_of(row) for row in setter.content.quoted]
        budget = int(left * for_cards)
        chosen = choose_rows(self._members, self._ranked, first, setter.dealer.measure, budget)
        cards = setter.dealer.group(chosen)
        text = setter.set("statements.html.j2", cards=cards, drawn={}, shown=len(chosen))
        left -= len(text.encode())
        drawers = build_drawers(self._lists, rows, chosen, self._filters, int(left * for_lists))
        opened = setter.set("drawers.html.j2", drawers=drawers)
        drawn = draw_rows(rows, chosen, pictures, left - len(opened.encode()))
        if drawn:
            text = setter.set("statements.html.j2", cards=cards, drawn=drawn, shown=len(chosen))
        whole = setter.set("report.html.j2", body=self._body, statements=text, drawers=opened)
        return writable_xml(whole)


class Setter:
    """Sets templates with what all of them need."""

    def __init__(self, inventory: Inventory, texts: Texts, content: Content, lists: RowLists) -> None:
        self.content, self.dealer = content, Dealer(inventory, texts)
        self._environment = _environment()
        self._environment.globals.update(_words(inventory, texts))
        self._environment.globals.update(content=content, href=lambda count: _find_link(count, lists))
        self._environment.globals.update(drawing=lambda figure: _link_drawing(figure, lists))
        self._environment.globals.update(anchor_of=lambda row: f"p{lists.number_of(row) + 1}")
        style = _SPACE.sub("\n", _read("report", "templates", "report.css") + _read("figures", "figures.css"))
        self._environment.globals.update(style=style, style_hash=hash_for_policy(style))
        self.frame_size = len(self.set("report.html.j2", body="", statements="", drawers="").encode())

    def set(self, template: str, **values: object) -> str:
        """One template as safe markup."""
        from markupsafe import Markup

        return Markup(_SPACE.sub("\n", self._environment.get_template(template).render(values)))  # noqa: S704


def _read(*place: str) -> str:
    return files("corpus.export").joinpath(*place).read_text("utf-8")


def _environment() -> jinja2.Environment:
    import jinja2

    return jinja2.Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        loader=jinja2.PackageLoader("corpus.export.report"),
    )


def _words(inventory: Inventory, texts: Texts) -> dict[str, Any]:
    return {
        "inventory": inventory,
        "texts": texts,
        "label_of": lambda named: label_of(named, texts),
        "say": lambda number, noun: say_number(number, noun, texts),
        "share": lambda part, whole: say_share(part, whole, texts),
        "is_web": is_web,
        "reviewed": count_reviewed(inventory.rows),
        "audited": count_audited(inventory),
        "current": sum(1 for row in inventory.rows if row.is_current),
    }


def _link_drawing(figure: Figure, lists: RowLists) -> str:
    """A figure's picture with each address of a cell replaced by the anchor of that cell's list."""
    tables = {table.id: table for table in (figure.table, *figure.more)}

    def link(match: re.Match[str]) -> str:
        name, row, column = match.groups()
        return f'"{_find_link(tables[name].rows[int(row)][int(column)], lists)}"'

    return _CELL.sub(link, figure.svg)


def _find_link(count: Count, lists: RowLists) -> str:
    """Where a number leads: to exactly its rows, else to its anchor, else nowhere ("")."""
    if count.rows:
        return f"#{lists.get(count.rows).anchor}"
    return f"#{count.link}" if count.link else ""


def hash_for_policy(style: str) -> str:
    """CSP's hash of an inline style sheet (https://www.w3.org/TR/CSP3/#grammardef-hash-source)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
