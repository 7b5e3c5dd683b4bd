"""The municipalities one by one in a report: what each has, and what most of its group has and it lacks."""

from __future__ import annotations

from corpus.chapters.dossier import Background, tabulate_dossier
from corpus.chapters.tallies import count_documents, strategies_of
from corpus.export.chapters.cells import NOTHING, count_cell, number_cell
from corpus.export.chapters.chapter import ChapterView, Part
from corpus.export.chapters.opening import close_chapter
from corpus.export.chapters.wording import write_paragraph
from corpus.export.columns import label_of
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts

NAME = "municipalities"
_MOST_MISSING = 4


def build_overview(background: Background, texts: Texts) -> ChapterView:
    """The overview; dossiers are written one by one by their command."""
    if not background.material.read:
        return close_chapter(NAME, "ch.nothing_read", texts)
    keys = ("municipality", "group_name", "documents", "passages", "strategies", "partner_types", "missing")
    table = Table(
        "t-municipalities",
        texts["ch.municipalities.table"],
        tuple(texts[f"ch.col.{key}"] for key in keys),
        tuple(_line(background, one.code, texts) for one in background.material.read),
    )
    part = Part("municipalities-all", tables=(table,))
    lead = (write_paragraph(texts, "ch.municipalities.lead"),)
    return ChapterView(NAME, texts["ch.municipalities.title"], lead, (part,))


def _line(background: Background, code: str, texts: Texts) -> tuple[Count, ...]:
    found = tabulate_dossier(background, code)
    types = [line for line in found.lines["partner"] if line.rows]
    missing = [label_of(line.code, texts) for line in found.missing[:_MOST_MISSING]]
    place = found.municipality
    return (
        Count(place.name),
        Count(f"{place.group} {place.group_name}".strip()),
        number_cell(texts, count_documents(found.rows)),
        count_cell(texts, found.rows),
        count_cell(texts, strategies_of(found.rows)),
        number_cell(texts, len(types)),
        Count("; ".join(missing)) if missing else NOTHING,
    )
