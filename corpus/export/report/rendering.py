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
from corpus.export.report.filters import gather_filters
from corpus.export.report.gathering import Content, collect_lists, gather_content
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
_FOR_CARDS, _FOR_LISTS = 0.45, 0.6  # of what is left: cards first, then lists of the rest, then pictures
_CELL = re.compile(r'"#rows:([a-z0-9-]+):([0-9]+):([0-9]+)"')  # as corpus/export/tables.py has it
_SPACE = re.compile(r"\n[ \t]+")


def render_report(inventory: Inventory, texts: Texts, pictures: Pictures = draw_nothing) -> str:
    """The report as one HTML document. Pure but for `pictures`: the same inventory gives the same text."""
    content = gather_content(inventory, texts)
    lists = collect_lists(content, inventory, texts)
    setter = Setter(inventory, texts, content, lists)
    body = setter.set("body.html.j2")
    dealer = Dealer(inventory, texts)
    left = LIMIT - len(body.encode()) - setter.frame_size
    first = [lists.number_of(row) for row in content.quoted]
    members = [one.members for one in lists]
    ranked = rank_rows(inventory.rows)
    chosen = choose_rows(members, ranked, first, dealer.measure, int(left * _FOR_CARDS))
    cards = dealer.group(chosen)
    rows = setter.set("statements.html.j2", cards=cards, drawn={}, shown=len(chosen))
    left -= len(rows.encode())
    filters = gather_filters(inventory, texts)
    drawers = build_drawers(lists, inventory.rows, chosen, filters, int(left * _FOR_LISTS))
    opened = setter.set("drawers.html.j2", drawers=drawers)
    drawn = draw_rows(inventory.rows, chosen, pictures, left - len(opened.encode()))
    if drawn:
        rows = setter.set("statements.html.j2", cards=cards, drawn=drawn, shown=len(chosen))
    return writable_xml(setter.set("report.html.j2", body=body, statements=rows, drawers=opened))


class Setter:
    """Sets templates with what all of them need."""

    def __init__(self, inventory: Inventory, texts: Texts, content: Content, lists: RowLists) -> None:
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
