"""Chapter 6 in words: what is said in focus groups beside what the documents say."""

from __future__ import annotations

from corpus.chapters.focus_groups import (
    JOINT,
    Conversation,
    FocusGroups,
    JointLine,
    Reading,
    tabulate_focus_groups,
)
from corpus.chapters.material import Material
from corpus.chapters.quotes import choose_quotes
from corpus.chapters.tallies import Rows
from corpus.export.chapters.cells import count_cell, number_cell, share_cell
from corpus.export.chapters.chapter import ChapterView, Paragraph, Part
from corpus.export.chapters.opening import close_chapter, quote_rows
from corpus.export.chapters.wording import (
    Filling,
    count_noun,
    count_passages,
    inline,
    list_counts,
    write_paragraph,
)
from corpus.export.columns import label_of
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts

NAME = "focus-groups"
_TELLING = {
    Reading.SILENT_DOCUMENTS: "other",
    Reading.MORE_IN_TALK: "other",
    Reading.SILENT_TALK: "own",
    Reading.MORE_IN_DOCUMENTS: "own",
}
"""The readings that are put into words, with the side whose numbers are told."""


def build_focus_groups(material: Material, texts: Texts) -> ChapterView:
    """The chapter; it says how to add transcripts when there are none."""
    found = tabulate_focus_groups(material)
    if not found.conversations:
        return close_chapter(NAME, "ch.focus-groups.none", texts)
    groups = Part("focus-groups-which", "", (), tables=(_conversations(found, texts),))
    if not found.talk:
        nothing = write_paragraph(texts, "ch.focus-groups.nothing_said")
        return ChapterView(NAME, texts["ch.focus-groups.title"], (nothing,), (groups,))
    joint = Part(
        "focus-groups-joint",
        texts["ch.focus-groups.joint"],
        (write_paragraph(texts, "ch.focus-groups.how"), *_say_readings(found, texts)),
        tables=tuple(_joint_table(found, dimension, material, texts) for dimension in _held(found)),
    )
    return ChapterView(
        NAME,
        texts["ch.focus-groups.title"],
        _lead(found, texts),
        (groups, joint, *_quotes(found, material, texts)),
    )


def _held(found: FocusGroups) -> tuple[str, ...]:
    """The dimensions of which anything was found on either side."""
    return tuple(one for one in JOINT if any(line.reading is not Reading.ABSENT for line in found.lines[one]))


def _lead(found: FocusGroups, texts: Texts) -> tuple[Paragraph, ...]:
    speakers = sum(len(one.speakers) for one in found.conversations)
    said: dict[str, Filling] = {
        "groups": count_noun(texts, "conversations", len(found.conversations)),
        "talk": count_passages(texts, found.talk),
        "speakers": count_noun(texts, "people", speakers),
        "rows": count_passages(texts, found.rows),
    }
    lead = [write_paragraph(texts, "ch.focus-groups.lead", **said)]
    if not found.rows:
        lead.append(write_paragraph(texts, "ch.focus-groups.no_documents"))
    lead.append(write_paragraph(texts, "ch.focus-groups.caution"))
    return tuple(lead)


def _conversations(found: FocusGroups, texts: Texts) -> Table:
    keys = ("municipality", "document", "kind", "units", "passages", "speakers")
    return Table(
        "t-focus-groups",
        texts["ch.focus-groups.t_groups"],
        tuple(texts[f"ch.col.{key}"] for key in keys),
        tuple(_conversation(one, texts) for one in found.conversations),
    )


def _conversation(one: Conversation, texts: Texts) -> tuple[Count, ...]:
    held = one.document
    return (
        Count(held.municipality.name),
        Count(held.document.metadata.title or held.document.name, one.rows),
        Count(held.document.metadata.kind.value),
        number_cell(texts, held.passages),
        count_cell(texts, one.rows),
        Count(", ".join(one.speakers) or "–"),
    )


def _say_readings(found: FocusGroups, texts: Texts) -> tuple[Paragraph, ...]:
    """One sentence for each reading that tells something, over all dimensions."""
    lines = [line for dimension in JOINT for line in found.lines[dimension]]
    said = []
    for reading, side in _TELLING.items():
        telling = sorted(
            (line for line in lines if line.reading is reading and _is_stated(line)),
            key=lambda line: -abs(line.contrast.difference),
        )
        if telling:
            items = list_counts(texts, [_item(line, side, texts) for line in telling[:6]])
            said.append(write_paragraph(texts, f"ch.reading.say_{reading}", list=items))
    return tuple(said)


def _is_stated(line: JointLine) -> bool:
    return not line.contrast.code.id.endswith(".unspecified")


def _item(line: JointLine, side: str, texts: Texts) -> Count:
    one = line.contrast
    rows = one.other if side == "other" else one.own
    return Count(f"{inline(one.code, texts)} ({texts.number(len(rows))})", rows)


def _joint_table(found: FocusGroups, dimension: str, material: Material, texts: Texts) -> Table:
    keys = ("code", "reading", "in_documents", "in_talk", "speakers_number")  # a phone shows the first two
    lines = tuple(
        _joint_line(line, texts) for line in found.lines[dimension] if line.reading is not Reading.ABSENT
    )
    labels = {one.id: label_of(one, texts) for one in material.codebook.dimensions}
    return Table(
        f"t-joint-{dimension}", labels[dimension], tuple(texts[f"ch.col.{key}"] for key in keys), lines
    )


def _joint_line(line: JointLine, texts: Texts) -> tuple[Count, ...]:
    one = line.contrast
    return (
        Count(label_of(one.code, texts)),
        Count(texts[f"ch.reading.{line.reading}"]),
        share_cell(texts, one.own, one.own_of),
        share_cell(texts, one.other, one.other_of),
        number_cell(texts, line.speakers),
    )


def _quotes(found: FocusGroups, material: Material, texts: Texts) -> tuple[Part, ...]:
    """For the codes that are told most apart, quotes of both sides."""
    lines = [line for dimension in JOINT for line in found.lines[dimension] if _is_stated(line)]
    telling = sorted(
        (line for line in lines if line.reading in _TELLING),
        key=lambda line: -abs(line.contrast.difference),
    )
    parts = []
    for line in telling[:3]:
        one = line.contrast
        code = label_of(one.code, texts)
        shares: dict[str, Filling] = {
            "documents": texts.share(one.own_share),
            "talk": texts.share(one.other_share),
        }
        lead = write_paragraph(texts, "ch.focus-groups.both_sides", **shares)
        rows: Rows = (*choose_quotes(one.own, 2), *choose_quotes(one.other, 2))
        quotes = quote_rows(rows, material, texts)
        parts.append(Part(f"joint-{one.code.id.replace('.', '-')}", code, (lead,), quotes=quotes))
    return tuple(parts)
