"""What the chapters on one type of partner share: for what, in which form, governed how, unlike whom."""

from __future__ import annotations

from corpus.chapters.comparing import Contrast, largest_differences
from corpus.chapters.partner_study import CONTRASTED, PartnerStudy
from corpus.export.chapters.cells import contrast_table
from corpus.export.chapters.chapter import Paragraph, Part
from corpus.export.chapters.wording import inline, list_counts, write_paragraph
from corpus.export.tables import Count
from corpus.export.texts import Texts


def contrast_part(name: str, study: PartnerStudy, texts: Texts) -> Part:
    """Purposes, forms and governance beside those of all other partners; `name` is the chapter's."""
    heads = (texts["ch.col.code"], texts[f"ch.{name}.own"], texts["ch.others"])
    tables = tuple(
        contrast_table(
            (f"t-{name}-{dimension}", texts[f"ch.contrast.{dimension}"]),
            heads,
            study.contrasts[dimension],
            texts,
        )
        for dimension in CONTRASTED
    )
    shown = tuple(table for table in tables if table.rows)
    return Part(
        f"{name}-contrast", texts["ch.contrast.title"], _say_differences(name, study, texts), tables=shown
    )


def _say_differences(name: str, study: PartnerStudy, texts: Texts) -> tuple[Paragraph, ...]:
    said = [write_paragraph(texts, "ch.contrast.lead")]
    for dimension in CONTRASTED:
        stated = [one for one in study.contrasts[dimension] if not one.code.id.endswith(".unspecified")]
        telling = largest_differences(stated, 3)
        if telling:
            items = list_counts(texts, [_say_difference(one, texts) for one in telling])
            said.append(
                write_paragraph(
                    texts, f"ch.contrast.more_{dimension}", partner=texts[f"ch.{name}.with"], list=items
                )
            )
    if len(said) == 1:
        said.append(write_paragraph(texts, "ch.contrast.alike"))
    return tuple(said)


def _say_difference(one: Contrast, texts: Texts) -> Count:
    own, other = texts.share(one.own_share), texts.share(one.other_share)
    return Count(texts.fill("ch.contrast.item", code=inline(one.code, texts), own=own, other=other), one.own)
