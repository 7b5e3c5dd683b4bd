"""A golden document: what sets it, and from what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.extract.typesetting import CodedDocument, Layout, typeset
from tests.golden.pdf import drawn_pages, html_pages, office_pages
from tests.golden.pdf.typst_pages import TYPST


@dataclass(frozen=True, slots=True)
class Case:
    """One golden document. `excerpt` numbers the training documents; `extra` are texts beside its blocks."""

    name: str
    producer: str
    tagged: bool
    held_out: bool
    excerpt: int
    make: Callable[[CodedDocument], bytes]
    unreadable: bool = False
    extra: tuple[str, ...] = ()
    flat_rows: bool = False


def set_typst(name: str) -> Callable[[CodedDocument], bytes]:
    layout: Layout = TYPST[name]
    return lambda document: typeset(document, layout)


def set_weasy(css: str, *, tagged: bool) -> Callable[[CodedDocument], bytes]:
    return lambda document: html_pages.weave(html_pages.write_html(document, css), tagged=tagged)


def set_chromium(css: str, *, tagged: bool) -> Callable[[CodedDocument], bytes]:
    return lambda document: html_pages.print_page(html_pages.write_html(document, css), tagged=tagged)


def set_chromium_habits(document: CodedDocument) -> bytes:
    body = html_pages.write_habits(document.items)
    return html_pages.print_page(html_pages.write_html(document, html_pages.BARE, body), tagged=True)


def set_weasy_habits(document: CodedDocument) -> bytes:
    body = html_pages.write_habits(document.items)
    return html_pages.weave(html_pages.write_html(document, html_pages.RUNNING, body), tagged=True)


def set_office(font: str, columns: int, border: str, *, tagged: bool) -> Callable[[CodedDocument], bytes]:
    def make(document: CodedDocument) -> bytes:
        flat = office_pages.write_flat(document, font=font, size=10.5, columns=columns, border=border)
        return office_pages.export(flat, tagged=tagged)

    return make


def change(
    make: Callable[[CodedDocument], bytes], edit: Callable[[bytes], bytes]
) -> Callable[[CodedDocument], bytes]:
    return lambda document: change(make(document))


LINE: Final = "0.5pt solid #000000"
SHUFFLE = drawn_pages.draw_shuffled
BOX: Final = "Planen i korthet: dokumentet beslutas av fullmäktige och följs upp varje år."
