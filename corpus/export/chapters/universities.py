"""Chapter 5 in words: universities, and the agreements with them."""

from __future__ import annotations

from corpus.chapters.material import Material
from corpus.chapters.tallies import CodeTally, Rows, rank, tally_codes
from corpus.chapters.universities import (
    LONG,
    Pair,
    Universities,
    UniversityAgreement,
    tabulate_universities,
)
from corpus.export.chapters.cells import (
    NOTHING,
    agreement_cells,
    agreement_heads,
    count_cell,
    number_cell,
    year_cell,
)
from corpus.export.chapters.chapter import ChapterView, Paragraph, Part
from corpus.export.chapters.opening import close_chapter, explain_emptiness, open_chapter, quote_part
from corpus.export.chapters.partner_parts import contrast_part
from corpus.export.chapters.shares import gather_shares
from corpus.export.chapters.wording import (
    count_noun,
    count_passages,
    list_counts,
    list_names,
    lower,
    say_who,
    write_paragraph,
)
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts

NAME = "universities"


def build_universities(material: Material, texts: Texts) -> ChapterView:
    """The chapter; it says why when there is nothing in it."""
    found = tabulate_universities(material)
    if not material.rows:
        return explain_emptiness(NAME, material, texts)
    if not found.study.rows:
        return close_chapter(NAME, "ch.universities.none", texts)
    shares = gather_shares(material, texts)
    return ChapterView(
        NAME,
        texts["ch.universities.title"],
        open_chapter(material, found.study.rows, shares, texts),
        (
            Part("universities-who", "", _lead(found, texts), tables=_pairs(found, texts)),
            _agreements(found, material, texts),
            contrast_part(NAME, found.study, texts),
            quote_part(("universities-quotes", texts["ch.quotes"]), found.study.rows, material, texts),
        ),
    )


def _lead(found: Universities, texts: Texts) -> tuple[Paragraph, ...]:
    said = [
        write_paragraph(
            texts,
            "ch.universities.lead",
            who=say_who(texts, found.study.rows),
            passages=count_passages(texts, found.study.rows),
            municipalities=count_noun(texts, "municipalities", len(found.study.by_municipality)),
            universities=count_noun(texts, "universities", len({one.university for one in found.pairs})),
        ),
        write_paragraph(texts, "ch.universities.unnamed", passages=count_passages(texts, found.unnamed)),
    ]
    if found.silent:
        names = list_names(texts, [one.name for one in found.silent])
        said.append(write_paragraph(texts, "ch.nothing_found_in", list=names))
    return tuple(said)


def _pairs(found: Universities, texts: Texts) -> tuple[Table, ...]:
    if not found.pairs:
        return ()
    keys = ("municipality", "university", "passages", "agreements", "first_year")
    table = Table(
        "t-universities-pairs",
        texts["ch.universities.t_pairs"],
        tuple(texts[f"ch.col.{key}"] for key in keys),
        tuple(_pair(one, texts) for one in found.pairs),
        texts["ch.universities.pairs_note"],
    )
    return (table,)


def _pair(one: Pair, texts: Texts) -> tuple[Count, ...]:
    return (
        Count(one.municipality.name),
        Count(one.university, one.rows),
        count_cell(texts, one.rows),
        number_cell(texts, len(one.agreements)),
        year_cell(one.since),
    )


def _agreements(found: Universities, material: Material, texts: Texts) -> Part:
    title = texts["ch.universities.agreements"]
    if not found.agreements:
        none = write_paragraph(texts, "ch.universities.no_agreements")
        return Part("universities-agreements", title, (none,))
    lead = [
        write_paragraph(
            texts,
            "ch.universities.agreement_lead",
            agreements=count_noun(texts, "agreements", len(found.agreements)),
        )
    ]
    long = [_name(one) for one in found.agreements if one.is_long]
    if long:
        years = texts.number(LONG)
        names = list_counts(texts, long)
        lead.append(write_paragraph(texts, "ch.universities.long", years=years, list=names))
    dimensions = ("purpose", "form", "governance")
    head = (
        texts["ch.col.municipality"],
        texts["ch.col.university"],
        *agreement_heads(texts),
        texts["ch.col.passages"],
        *(texts[f"ch.col.{key}"] for key in dimensions),
    )
    lines = tuple(
        (
            Count(one.agreement.municipality.name),
            _parties(one, texts),
            *agreement_cells(one.agreement, texts),
            count_cell(texts, one.agreement.rows),
            *(codes_cell(one.agreement.rows, material, key, texts) for key in dimensions),
        )
        for one in found.agreements
    )
    table = Table("t-universities-agreements", title, head, lines, texts["ch.agreement_note"])
    return Part("universities-agreements", title, tuple(lead), tables=(table,))


def _name(one: UniversityAgreement) -> Count:
    facts = one.agreement.document.metadata
    span = f"{one.agreement.since}–{one.agreement.until}"
    title = facts.title or one.agreement.document.name
    return Count(f"{one.agreement.municipality.name}: {title} ({span})", one.agreement.rows)


def _parties(one: UniversityAgreement, texts: Texts) -> Count:
    if not one.universities:
        return Count(texts["ch.universities.not_named"])
    said = ", ".join(one.universities)
    return Count(f"{said} ({texts['ch.universities.by_title']})" if one.named_in_title else said)


def codes_cell(rows: Rows, material: Material, dimension: str, texts: Texts) -> Count:
    """The codes of a dimension that the rows hold, each with its number; a dash for none."""
    held = rank(
        one
        for one in tally_codes(rows, material.codes_of(dimension))
        if not one.code.id.endswith(".unspecified")
    )
    return Count(_write_codes(held, texts), _rows_of(held)) if held else NOTHING


def _write_codes(held: tuple[CodeTally, ...], texts: Texts) -> str:
    return "; ".join(f"{lower(one.code, texts)} ({texts.number(len(one.rows))})" for one in held)


def _rows_of(held: tuple[CodeTally, ...]) -> Rows:
    return tuple({id(row): row for one in held for row in one.rows}.values())
