"""The golden documents that are tagged."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from tests.golden.pdf import edits, html_pages
from tests.golden.pdf.cases import (
    LINE,
    Case,
    change,
    set_chromium,
    set_chromium_habits,
    set_office,
    set_typst,
    set_weasy,
    set_weasy_habits,
)

TAGGED: Final[Sequence[Case]] = (
    Case("typst-tagged", "typst", True, False, 0, set_typst("tagged-one-column")),
    Case("typst-tagged-columns", "typst", True, True, 1, set_typst("tagged-two-columns")),
    Case(
        "typst-no-headings-tagged",
        "typst",
        True,
        False,
        2,
        change(set_typst("tagged-one-column"), edits.forget_headings),
    ),
    Case("weasy-tagged", "WeasyPrint", True, False, 10, set_weasy(html_pages.RUNNING, tagged=True)),
    Case(
        "weasy-tagged-columns", "WeasyPrint", True, True, 11, set_weasy(html_pages.TWO_COLUMNS, tagged=True)
    ),
    Case("weasy-habits", "WeasyPrint", True, True, 12, set_weasy_habits),
    Case("chromium-tagged", "Chromium", True, False, 15, set_chromium("", tagged=True)),
    Case(
        "chromium-tagged-columns",
        "Chromium",
        True,
        True,
        16,
        set_chromium(html_pages.TWO_COLUMNS, tagged=True),
    ),
    Case("chromium-habits", "Chromium", True, False, 17, set_chromium_habits),
    Case(
        "office-tagged", "LibreOffice", True, False, 19, set_office("Liberation Serif", 1, LINE, tagged=True)
    ),
    Case(
        "office-tagged-columns",
        "LibreOffice",
        True,
        True,
        20,
        set_office("Liberation Sans", 2, "none", tagged=True),
    ),
    Case(
        "office-tagged-columns-serif",
        "LibreOffice",
        True,
        False,
        41,
        set_office("Liberation Serif", 2, LINE, tagged=True),
    ),
    Case(
        "weasy-tagged-columns-serif",
        "WeasyPrint",
        True,
        False,
        45,
        set_weasy(html_pages.TWO_COLUMNS + html_pages.SERIF, tagged=True),
    ),
    Case(
        "chromium-tagged-columns-serif",
        "Chromium",
        True,
        False,
        44,
        set_chromium(html_pages.TWO_COLUMNS + html_pages.SERIF, tagged=True),
    ),
    Case(
        "turned-tagged",
        "WeasyPrint",
        True,
        True,
        33,
        change(set_weasy("", tagged=True), partial(edits.turn_pages, degrees=270)),
    ),
    Case(
        "cropped-tagged",
        "Chromium",
        True,
        True,
        35,
        change(set_chromium(html_pages.BARE, tagged=True), partial(edits.crop_pages, inset=40)),
    ),
)
