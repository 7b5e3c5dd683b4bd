"""Set the golden PDFs anew: ``python -m tests.golden.pdf.generate [NAME …]``; ``truth`` instead of
names writes only what is expected.

Needs typst, WeasyPrint, reportlab, fpdf2 and pikepdf (development dependencies), Chromium, LibreOffice Writer
and the Liberation and DejaVu fonts. The PDFs are committed, so the tests need none of these.
Half of the layouts are held out: their scores are looked at, never their errors.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from tests.extract.typesetting import Item, list_fact_lines
from tests.golden.pdf import drawn_pages
from tests.golden.pdf.cases import Case
from tests.golden.pdf.excerpts import Expected, Heads, get_expected, load_excerpt, write_expected
from tests.golden.pdf.merged_cases import MERGED, MergedCase, make_merged
from tests.golden.pdf.tagged_cases import TAGGED
from tests.golden.pdf.untagged_cases import UNTAGGED

HERE: Final = Path(__file__).parent
FIELDS: Final = (
    ("Förening", "Bygdens vänner"),
    ("Ändamål", "Läger för ungdomar i samarbete med skolan"),
    ("Sökt belopp", "25 000 kronor"),
)


MARKING: Final = ("WeasyPrint", "Chromium", "LibreOffice", "fpdf2")
"""What makes a head of the first row of every table."""


def get_heads(case: Case) -> Heads:
    """How the first rows of the tables of a case are set."""
    if case.producer not in MARKING:
        return Heads.PLAIN
    return Heads.TAGGED if case.tagged else Heads.BOLD


def make_case(case: Case) -> None:
    """Write the PDF of a case and what it should give."""
    (HERE / f"{case.name}.pdf").write_bytes(case.make(load_excerpt(case.excerpt)))
    write_truth(case)


def write_merged_truth(case: MergedCase) -> None:
    """Write what a plan with merged cells should give."""
    source: dict[str, str | bool] = {
        "producer": case.producer, "tagged": case.tagged, "held_out": case.held_out,
        "document": case.plan.title,
    }  # fmt: skip
    write_expected(HERE / f"{case.name}.jsonl", case.plan.get_expected(), source)


def write_truth(case: Case) -> None:
    """Write what the PDF of a case should give."""
    document = load_excerpt(case.excerpt)
    expected = [Expected(text, ()) for text in case.extra]
    if case.producer == "typst" and not case.unreadable:
        expected += [Expected(line, ()) for line in list_fact_lines(document.facts)]
    if not case.unreadable:
        items = [_flatten(item, case) for item in document.items]
        expected += get_expected(items, get_heads(case))
    source: dict[str, str | bool] = {
        "producer": case.producer, "tagged": case.tagged, "held_out": case.held_out,
        "document": document.facts["doc"],
    }  # fmt: skip
    write_expected(HERE / f"{case.name}.jsonl", expected, source)


def _flatten(item: Item, case: Case) -> Item:
    if case.flat_rows and item.type == "row":
        return Item("p", item.text.replace(" | ", ", "))
    return item


def make_form() -> None:
    """Write the form and what it should give."""
    (HERE / "form.pdf").write_bytes(drawn_pages.draw_form(FIELDS))
    expected = [Expected(f"{label}: | {value}", ("Ansökan om samverkansbidrag",)) for label, value in FIELDS]
    source: dict[str, str | bool] = {
        "producer": "reportlab",
        "tagged": False,
        "held_out": False,
        "document": "form",
    }
    write_expected(HERE / "form.jsonl", expected, source)


def write_all_truth() -> None:
    """Write what every case should give, and leave the PDFs as they are."""
    for case in (*TAGGED, *UNTAGGED):
        write_truth(case)
    for merged in MERGED:
        write_merged_truth(merged)


def make_all(names: list[str]) -> None:
    """Make the cases that are named, or all."""
    for merged in MERGED:
        if not names or merged.name in names:
            (HERE / f"{merged.name}.pdf").write_bytes(make_merged(merged))
            write_merged_truth(merged)
    for case in (*TAGGED, *UNTAGGED):
        if not names or case.name in names:
            make_case(case)
    if not names or "form" in names:
        make_form()


def main() -> None:
    """Make what the arguments name."""
    if sys.argv[1:] == ["truth"]:
        write_all_truth()
    else:
        make_all(sys.argv[1:])


if __name__ == "__main__":
    main()
