"""The golden documents of merged cells and of rows that a page break cuts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from tests.golden.pdf import html_pages, office_pages
from tests.golden.pdf.merged_tables import (
    AREAS,
    CUT,
    GOALS,
    MergedPlan,
    draw_merged,
    set_merged_typst,
    write_merged_flat,
    write_merged_html,
)

_A5: Final = '#set page(paper: "a5", margin: 1.7cm, numbering: "1")\n#set text(size: 10pt)\n'
_A4: Final = '#set page(paper: "a4", margin: 2.5cm)\n#set text(size: 10.5pt, font: "New Computer Modern")\n'
_SMALL: Final = (
    "@page { size: A5; margin: 16mm } body { font: 9.5pt/1.4 'Liberation Sans' } h1 { font-size: 16pt }\n"
)
_WIDE: Final = "@page { size: 17cm 13cm; margin: 15mm } body { font: 10pt/1.35 'Liberation Serif' }\n"


@dataclass(frozen=True, slots=True)
class MergedCase:
    """One golden document of a plan with merged cells or long rows."""

    name: str
    producer: str
    tagged: bool
    held_out: bool
    plan: MergedPlan
    make: Callable[[MergedPlan], bytes]


def _weave(plan: MergedPlan, css: str, *, tagged: bool) -> bytes:
    return html_pages.weave(html_pages.wrap_html(plan.title, css, write_merged_html(plan)), tagged=tagged)


def _print(plan: MergedPlan, css: str, *, tagged: bool) -> bytes:
    return html_pages.print_page(
        html_pages.wrap_html(plan.title, css, write_merged_html(plan)), tagged=tagged
    )


def _export(plan: MergedPlan, font: str, *, tagged: bool) -> bytes:
    flat = office_pages.wrap_flat(
        plan.title, write_merged_flat(plan), font=font, size=11, columns=1, border="0.5pt solid #000000"
    )
    return office_pages.export(flat, tagged=tagged)


MERGED: Final[Sequence[MergedCase]] = (
    MergedCase(
        "merged-typst", "typst", False, False, GOALS, partial(set_merged_typst, preamble=_A4, head=False)
    ),
    MergedCase("merged-office", "LibreOffice", False, False, GOALS, partial(_export, font="Liberation Sans")),
    MergedCase(
        "merged-office-tagged", "LibreOffice", True, False, AREAS, partial(_export, font="Liberation Serif")
    ),
    MergedCase("merged-chromium-tagged", "Chromium", True, False, GOALS, partial(_print, css="")),
    MergedCase("merged-reportlab", "reportlab", False, False, AREAS, draw_merged),
    MergedCase("merged-weasy", "WeasyPrint", False, True, AREAS, partial(_weave, css=html_pages.RUNNING)),
    MergedCase(
        "merged-weasy-tagged", "WeasyPrint", True, True, GOALS, partial(_weave, css=html_pages.RUNNING)
    ),
    MergedCase(
        "merged-typst-tagged", "typst", True, True, AREAS, partial(set_merged_typst, preamble=_A4, head=True)
    ),
    MergedCase("merged-chromium", "Chromium", False, True, AREAS, partial(_print, css=html_pages.SERIF)),
    MergedCase(
        "cut-rows-typst", "typst", False, False, CUT, partial(set_merged_typst, preamble=_A5, head=True)
    ),
    MergedCase("cut-rows-office", "LibreOffice", False, False, CUT, partial(_export, font="DejaVu Sans")),
    MergedCase("cut-rows-weasy-wide", "WeasyPrint", False, False, CUT, partial(_weave, css=_WIDE)),
    MergedCase("cut-rows-chromium-wide", "Chromium", False, False, CUT, partial(_print, css=_WIDE)),
    MergedCase("cut-rows-weasy", "WeasyPrint", False, True, CUT, partial(_weave, css=_SMALL)),
    MergedCase("cut-rows-chromium", "Chromium", False, True, CUT, partial(_print, css=_SMALL)),
)


def make_merged(case: MergedCase) -> bytes:
    """The PDF of a case. Not all that sets one can tag it."""
    if case.make is draw_merged:
        return draw_merged(case.plan)
    return case.make(case.plan, tagged=case.tagged)  # type: ignore[call-arg]
