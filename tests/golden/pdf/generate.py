"""Set the golden PDFs anew: ``python -m tests.golden.pdf.generate [NAME …]``.

Needs typst, WeasyPrint, reportlab, fpdf2 and pikepdf (development dependencies), Chromium, LibreOffice Writer
and the Liberation and DejaVu fonts. The PDFs are committed, so the tests need none of these.
Half of the layouts are held out: their scores are looked at, never their errors.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from tests.extract.typesetting import CodedDocument, Item, Layout, list_fact_lines, typeset
from tests.golden.pdf import drawn_pages, edits, html_pages, office_pages
from tests.golden.pdf.excerpts import Expected, get_expected, load_excerpt, write_expected
from tests.golden.pdf.typst_pages import TYPST

HERE: Final = Path(__file__).parent
BOX: Final = "Planen i korthet: dokumentet beslutas av fullmäktige och följs upp varje år."


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


def _by_typst(name: str) -> Callable[[CodedDocument], bytes]:
    layout: Layout = TYPST[name]
    return lambda document: typeset(document, layout)


def _weave(css: str, *, tagged: bool) -> Callable[[CodedDocument], bytes]:
    return lambda document: html_pages.weave(html_pages.write_html(document, css), tagged=tagged)


def _print(css: str, *, tagged: bool) -> Callable[[CodedDocument], bytes]:
    return lambda document: html_pages.print_page(html_pages.write_html(document, css), tagged=tagged)


def _print_habits(document: CodedDocument) -> bytes:
    body = html_pages.write_habits(document.items)
    return html_pages.print_page(html_pages.write_html(document, html_pages.BARE, body), tagged=True)


def _weave_habits(document: CodedDocument) -> bytes:
    body = html_pages.write_habits(document.items)
    return html_pages.weave(html_pages.write_html(document, html_pages.RUNNING, body), tagged=True)


def _office(font: str, columns: int, border: str, *, tagged: bool) -> Callable[[CodedDocument], bytes]:
    def make(document: CodedDocument) -> bytes:
        flat = office_pages.write_flat(document, font=font, size=10.5, columns=columns, border=border)
        return office_pages.export(flat, tagged=tagged)

    return make


def _edit(
    make: Callable[[CodedDocument], bytes], edit: Callable[[bytes], bytes]
) -> Callable[[CodedDocument], bytes]:
    return lambda document: edit(make(document))


_LINE: Final = "0.5pt solid #000000"
_SHUFFLE = drawn_pages.draw_shuffled
CASES: Final[Sequence[Case]] = (
    Case("typst-tagged", "typst", True, False, 0, _by_typst("tagged-one-column")),
    Case("typst-tagged-columns", "typst", True, True, 1, _by_typst("tagged-two-columns")),
    Case(
        "typst-no-headings-tagged",
        "typst",
        True,
        False,
        2,
        _edit(_by_typst("tagged-one-column"), edits.forget_headings),
    ),
    Case("typst-indented", "typst", False, False, 3, _by_typst("indented")),
    Case("typst-three-columns", "typst", False, True, 4, _by_typst("three-columns")),
    Case("typst-open-table", "typst", False, False, 28, _by_typst("open-table-wrapped-rows")),
    Case(
        "typst-open-table-2",
        "typst",
        False,
        True,
        5,
        _by_typst("open-table-wrapped-rows"),
    ),
    Case("typst-letter-spaced", "typst", False, False, 6, _by_typst("letter-spaced-headings")),
    Case("typst-letter-spaced-light", "typst", False, True, 7, _by_typst("letter-spaced-light")),
    Case("typst-letter-spaced-small", "typst", False, False, 46, _by_typst("letter-spaced-small")),
    Case("typst-table-over-pages", "typst", False, False, 28, _by_typst("table-over-pages")),
    Case("typst-row-lines-over-pages", "typst", False, True, 8, _by_typst("row-lines-over-pages")),
    Case("typst-wide-margin", "typst", False, True, 9, _by_typst("wide-margin")),
    Case("weasy-tagged", "WeasyPrint", True, False, 10, _weave(html_pages.RUNNING, tagged=True)),
    Case("weasy-tagged-columns", "WeasyPrint", True, True, 11, _weave(html_pages.TWO_COLUMNS, tagged=True)),
    Case("weasy-habits", "WeasyPrint", True, True, 12, _weave_habits),
    Case(
        "weasy-bare",
        "WeasyPrint",
        False,
        False,
        13,
        _weave(html_pages.BARE + html_pages.RUNNING, tagged=False),
    ),
    Case("weasy-columns", "WeasyPrint", False, True, 14, _weave(html_pages.TWO_COLUMNS, tagged=False)),
    Case("chromium-tagged", "Chromium", True, False, 15, _print("", tagged=True)),
    Case("chromium-tagged-columns", "Chromium", True, True, 16, _print(html_pages.TWO_COLUMNS, tagged=True)),
    Case("chromium-habits", "Chromium", True, False, 17, _print_habits),
    Case("chromium-plain", "Chromium", False, True, 18, _print("", tagged=False)),
    Case("office-tagged", "LibreOffice", True, False, 19, _office("Liberation Serif", 1, _LINE, tagged=True)),
    Case(
        "office-tagged-columns",
        "LibreOffice",
        True,
        True,
        20,
        _office("Liberation Sans", 2, "none", tagged=True),
    ),
    Case("office-plain", "LibreOffice", False, False, 21, _office("DejaVu Sans", 1, _LINE, tagged=False)),
    Case(
        "office-columns", "LibreOffice", False, True, 22, _office("Liberation Serif", 2, _LINE, tagged=False)
    ),
    Case(
        "office-columns-sans",
        "LibreOffice",
        False,
        False,
        40,
        _office("Liberation Sans", 2, "none", tagged=False),
    ),
    Case(
        "office-tagged-columns-serif",
        "LibreOffice",
        True,
        False,
        41,
        _office("Liberation Serif", 2, _LINE, tagged=True),
    ),
    Case(
        "shuffled-three-columns",
        "drawn",
        False,
        False,
        42,
        partial(_SHUFFLE, columns=3, seed=5),
        flat_rows=True,
    ),
    Case(
        "weasy-columns-serif",
        "WeasyPrint",
        False,
        False,
        43,
        _weave(html_pages.TWO_COLUMNS + html_pages.SERIF, tagged=False),
    ),
    Case(
        "weasy-columns-span",
        "WeasyPrint",
        False,
        False,
        47,
        _weave(html_pages.TWO_COLUMNS + html_pages.LARGE, tagged=False),
    ),
    Case(
        "weasy-tagged-columns-serif",
        "WeasyPrint",
        True,
        False,
        45,
        _weave(html_pages.TWO_COLUMNS + html_pages.SERIF, tagged=True),
    ),
    Case(
        "chromium-tagged-columns-serif",
        "Chromium",
        True,
        False,
        44,
        _print(html_pages.TWO_COLUMNS + html_pages.SERIF, tagged=True),
    ),
    Case(
        "reportlab-one-column",
        "reportlab",
        False,
        False,
        23,
        partial(drawn_pages.flow, columns=1, family="Sans"),
    ),
    Case(
        "reportlab-columns",
        "reportlab",
        False,
        True,
        24,
        partial(drawn_pages.flow, columns=2, family="Serif"),
    ),
    Case("fpdf2-ragged", "fpdf2", False, False, 25, partial(drawn_pages.write_cells, justified=False)),
    Case("fpdf2-justified", "fpdf2", False, True, 26, partial(drawn_pages.write_cells, justified=True)),
    Case(
        "shuffled-two-columns",
        "drawn",
        False,
        False,
        27,
        partial(_SHUFFLE, columns=2, seed=1),
        flat_rows=True,
    ),
    Case(
        "shuffled-one-column", "drawn", False, True, 29, partial(_SHUFFLE, columns=1, seed=2), flat_rows=True
    ),
    Case(
        "shuffled-box",
        "drawn",
        False,
        False,
        30,
        partial(_SHUFFLE, columns=2, seed=3, box=BOX),
        extra=(BOX,),
        flat_rows=True,
    ),
    Case(
        "shuffled-box-2",
        "drawn",
        False,
        True,
        31,
        partial(_SHUFFLE, columns=3, seed=4, box=BOX),
        extra=(BOX,),
        flat_rows=True,
    ),
    Case(
        "turned",
        "typst",
        False,
        False,
        32,
        _edit(_by_typst("quarto-wide"), partial(edits.turn_pages, degrees=90)),
    ),
    Case(
        "turned-tagged",
        "WeasyPrint",
        True,
        True,
        33,
        _edit(_weave("", tagged=True), partial(edits.turn_pages, degrees=270)),
    ),
    Case(
        "cropped",
        "LibreOffice",
        False,
        False,
        34,
        _edit(_office("Liberation Sans", 1, "none", tagged=False), partial(edits.crop_pages, inset=30)),
    ),
    Case(
        "cropped-tagged",
        "Chromium",
        True,
        True,
        35,
        _edit(_print(html_pages.BARE, tagged=True), partial(edits.crop_pages, inset=40)),
    ),
    Case(
        "in-forms",
        "reportlab",
        False,
        False,
        36,
        _edit(partial(drawn_pages.flow, columns=1, family="Serif"), edits.wrap_in_forms),
    ),
    Case(
        "in-forms-2",
        "fpdf2",
        False,
        True,
        37,
        _edit(partial(drawn_pages.write_cells, justified=False), edits.wrap_in_forms),
    ),
    Case(
        "no-unicode",
        "typst",
        False,
        False,
        38,
        _edit(_by_typst("indented"), edits.drop_unicode),
        unreadable=True,
    ),
    Case(
        "scanned",
        "typst",
        False,
        False,
        39,
        _edit(_by_typst("quarto-wide"), edits.photograph),
        unreadable=True,
    ),
)
FIELDS: Final = (
    ("Förening", "Bygdens vänner"),
    ("Ändamål", "Läger för ungdomar i samarbete med skolan"),
    ("Sökt belopp", "25 000 kronor"),
)


def make_case(case: Case) -> None:
    """Write the PDF of a case and what it should give."""
    document = load_excerpt(case.excerpt)
    (HERE / f"{case.name}.pdf").write_bytes(case.make(document))
    expected = [Expected(text, ()) for text in case.extra]
    if case.producer == "typst" and not case.unreadable:
        expected += [Expected(line, ()) for line in list_fact_lines(document.facts)]
    if not case.unreadable:
        expected += get_expected([_flatten(item, case) for item in document.items])
    source: dict[str, str | bool] = {
        "producer": case.producer, "tagged": case.tagged, "held_out": case.held_out,
        "document": document.facts["doc"],
    }  # fmt: skip
    write_expected(HERE / f"{case.name}.jsonl", expected, source)


def _flatten(item: Item, case: Case) -> Item:
    if case.flat_rows and item.type == "row":
        return Item("p", item.text.replace(" | ", ", "))
    return item


def main() -> None:
    """Make the cases that are named, or all."""
    names = sys.argv[1:]
    for case in CASES:
        if not names or case.name in names:
            make_case(case)
            print(case.name, (HERE / f"{case.name}.pdf").stat().st_size)
    if not names or "form" in names:
        (HERE / "form.pdf").write_bytes(drawn_pages.draw_form(FIELDS))
        expected = [
            Expected(f"{label}: | {value}", ("Ansökan om samverkansbidrag",)) for label, value in FIELDS
        ]
        source: dict[str, str | bool] = {
            "producer": "reportlab",
            "tagged": False,
            "held_out": False,
            "document": "form",
        }
        write_expected(HERE / "form.jsonl", expected, source)


if __name__ == "__main__":
    main()
