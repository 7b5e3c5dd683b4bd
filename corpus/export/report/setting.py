"""Templates of pages set with what all of them need: words, links from numbers to lists, the style sheet."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from corpus.export.columns import label_of
from corpus.export.report.cards import Dealer, is_web
from corpus.export.report.gathering import Content
from corpus.export.report.method_view import count_audited
from corpus.export.report.row_lists import RowLists
from corpus.export.report.wording import say_share
from corpus.export.tables import Count, Figure
from corpus.export.texts import Texts
from corpus.inventory import count_reviewed
from corpus.inventory_records import Inventory

if TYPE_CHECKING:
    import jinja2

_CELL = re.compile(r'"#rows:([a-z0-9-]+):([0-9]+):([0-9]+)"')  # as corpus/export/tables.py has it
_SPACE = re.compile(r"\n[ \t]+")


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
