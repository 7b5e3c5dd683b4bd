"""Chapter 4 in words: voluntary organisations."""

from __future__ import annotations

from corpus.chapters.material import Material
from corpus.chapters.voluntary import Voluntary, VoluntaryMunicipality, tabulate_voluntary
from corpus.export.chapters.cells import (
    NOTHING,
    agreement_cells,
    agreement_heads,
    count_cell,
    named_table,
    number_cell,
)
from corpus.export.chapters.chapter import ChapterView, Paragraph, Part
from corpus.export.chapters.opening import close_chapter, explain_emptiness, open_chapter, quote_part
from corpus.export.chapters.partner_parts import contrast_part
from corpus.export.chapters.shares import gather_shares
from corpus.export.chapters.wording import (
    count_noun,
    count_passages,
    list_named,
    list_names,
    say_who,
    write_paragraph,
)
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts

NAME = "voluntary"
_MOST_NAMED = 60


def build_voluntary(material: Material, texts: Texts) -> ChapterView:
    """The chapter; it says why when there is nothing in it."""
    found = tabulate_voluntary(material)
    if not material.rows:
        return explain_emptiness(NAME, material, texts)
    if not found.study.rows:
        return close_chapter(NAME, "ch.voluntary.none", texts)
    shares = gather_shares(material, texts)
    named = found.study.named
    return ChapterView(
        NAME,
        texts["ch.voluntary.title"],
        open_chapter(material, found.study.rows, shares, texts),
        (
            Part("voluntary-where", "", _lead(found, texts), tables=(_places(found, texts),)),
            Part(
                "voluntary-named",
                texts["ch.voluntary.named"],
                _named(found, texts),
                tables=(
                    (
                        named_table(
                            ("t-voluntary-named", texts["ch.voluntary.named"]), named, _MOST_NAMED, texts
                        ),
                    )
                    if named
                    else ()
                ),
            ),
            _compacts(found, texts),
            contrast_part(NAME, found.study, texts),
            quote_part(("voluntary-quotes", texts["ch.quotes"]), found.study.rows, material, texts),
        ),
    )


def _lead(found: Voluntary, texts: Texts) -> tuple[Paragraph, ...]:
    lead = write_paragraph(
        texts,
        "ch.voluntary.lead",
        who=say_who(texts, found.study.rows),
        passages=count_passages(texts, found.study.rows),
        municipalities=count_noun(texts, "municipalities", len(found.municipalities)),
    )
    if not found.silent:
        return (lead,)
    names = list_names(texts, [one.name for one in found.silent])
    return (lead, write_paragraph(texts, "ch.nothing_found_in", list=names))


def _named(found: Voluntary, texts: Texts) -> tuple[Paragraph, ...]:
    if not found.study.named:
        return (write_paragraph(texts, "ch.voluntary.none_named"),)
    return (
        write_paragraph(
            texts,
            "ch.voluntary.most_named",
            organisations=count_noun(texts, "organisations", len(found.study.named)),
            list=list_named(texts, found.study.named),
        ),
    )


def _places(found: Voluntary, texts: Texts) -> Table:
    keys = ("municipality", "passages", "organisations", "compacts", "compact_rows", "iop_rows")
    return Table(
        "t-voluntary-places",
        texts["ch.voluntary.t_places"],
        tuple(texts[f"ch.col.{key}"] for key in keys),
        tuple(_place(one, texts) for one in found.municipalities),
    )


def _place(one: VoluntaryMunicipality, texts: Texts) -> tuple[Count, ...]:
    names = ", ".join(tally.name for tally in one.named)
    rows = tuple({id(row): row for tally in one.named for row in tally.rows}.values())
    return (
        Count(one.municipality.name),
        count_cell(texts, one.rows),
        Count(names, rows) if names else NOTHING,
        number_cell(texts, len(one.compacts)),
        count_cell(texts, one.compact_rows),
        count_cell(texts, one.iop_rows),
    )


def _compacts(found: Voluntary, texts: Texts) -> Part:
    title = texts["ch.voluntary.compacts"]
    lead = write_paragraph(
        texts,
        "ch.voluntary.compact_lead",
        compacts=count_noun(texts, "compacts", len(found.compacts)),
        compact=count_passages(texts, found.compact_rows),
        iop=count_passages(texts, found.iop_rows),
    )
    if not found.compacts:
        return Part("voluntary-compacts", title, (lead,))
    head = (texts["ch.col.municipality"], *agreement_heads(texts), texts["ch.col.passages"])
    lines = tuple(
        (
            Count(one.municipality.name),
            *agreement_cells(one, texts),
            count_cell(texts, one.rows),
        )
        for one in found.compacts
    )
    table = Table("t-voluntary-compacts", title, head, lines, texts["ch.agreement_note"])
    return Part("voluntary-compacts", title, (lead,), tables=(table,))
