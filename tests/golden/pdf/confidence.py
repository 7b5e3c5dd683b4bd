"""How often a fact is right, by field and by the kind of place that it is read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from extract.kinds import find_kind
from extract.layout import arrange
from extract.metadata import find_statements, parse_validity
from extract.pdfium import read_pdf
from extract.statements import Statements
from extract.turns import turn_upright
from tests.extract.typesetting import LAYOUTS, CodedDocument, Layout, load_document, typeset
from tests.golden.pdf.excerpts import list_documents

Key = tuple[str, str]
"""(field, kind of place)."""
_STATED: Final = ("adopted", "adopted_by", "paragraph", "reference", "responsible")


def measure_confidence(step: int) -> dict[Key, tuple[int, int]]:
    """(right, all) of every `step`-th training document, set with a box of facts and without one."""
    counts: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for number, path in enumerate(list_documents()[::step]):
        document = load_document(path)
        for bare in (0, 1):
            layout = LAYOUTS[(number + bare) % len(LAYOUTS)]
            for key, right in _iter_right(document, layout, bare=bool(bare)):
                counts[key][0] += right
                counts[key][1] += 1
    return {key: (right, total) for key, (right, total) in sorted(counts.items())}


def _iter_right(document: CodedDocument, layout: Layout, *, bare: bool) -> Iterator[tuple[Key, bool]]:
    truth = _get_truth(document)
    shown = {
        "title": document.facts["title"],
        "municipality": document.facts["municipality"],
        "reference": "",
    }
    statements = _read(CodedDocument(shown, document.items) if bare else document, layout)
    for name, statement in statements.items():
        wanted = truth.get(name, "")
        if wanted:
            same = statement.value.casefold().startswith(wanted.casefold())
            exact = statement.value == wanted
            yield (name, statement.source.value), same if name in _LOOSE else exact


_LOOSE: Final = ("valid_from", "valid_to", "responsible")
"""Fields that may say more than the truth: a day where the truth has a year, a name after the post."""


def _read(document: CodedDocument, layout: Layout) -> Statements:
    scan = read_pdf(typeset(document, layout))
    return find_statements(scan, arrange([turn_upright(sheet) for sheet in scan.sheets]), "fil.pdf")


def _get_truth(document: CodedDocument) -> dict[str, str]:
    facts = document.facts
    start, end = parse_validity(facts.get("valid", ""))
    return {
        **{name: facts.get(name, "") for name in _STATED},
        "title": next(item.text for item in document.items if item.type == "h1"),
        "kind": find_kind(facts["kind"], ()).value,
        "valid_from": start,
        "valid_to": end,
        "language": "sv",
    }
