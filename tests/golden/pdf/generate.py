"""Set the golden PDFs anew: ``python -m tests.golden.pdf.generate [NAME …]``.

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
from tests.golden.pdf.excerpts import Expected, get_expected, load_excerpt, write_expected
from tests.golden.pdf.tagged_cases import TAGGED
from tests.golden.pdf.untagged_cases import UNTAGGED

HERE: Final = Path(__file__).parent
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
    for case in (*TAGGED, *UNTAGGED):
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
