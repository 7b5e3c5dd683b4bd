"""Chapter 1 in words: with which actors, for which purposes."""

from __future__ import annotations

from corpus.chapters.actors import Actors, tabulate_actors
from corpus.chapters.material import Material
from corpus.chapters.tallies import most_common, rank, split_rows, strategies_of
from corpus.export.chapters.cells import (
    count_cell,
    cross_table,
    named_table,
    places_cell,
    share_cell,
    tally_table,
)
from corpus.export.chapters.chapter import ChapterView, Paragraph, Part
from corpus.export.chapters.opening import explain_emptiness, open_chapter, quote_part
from corpus.export.chapters.shares import Shares, gather_shares
from corpus.export.chapters.wording import (
    count_number,
    count_passages,
    inline,
    list_codes,
    list_named,
    say_who,
    write_paragraph,
)
from corpus.export.columns import label_of
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts

NAME = "actors"
_MOST_NAMED = 30


def build_actors(material: Material, texts: Texts) -> ChapterView:
    """The chapter; it says why when there is nothing in it."""
    found = tabulate_actors(material)
    if not found.rows:
        return explain_emptiness(NAME, material, texts)
    shares = gather_shares(material, texts)
    return ChapterView(
        NAME,
        texts["ch.actors.title"],
        open_chapter(material, found.rows, shares, texts),
        (
            Part("actors-who", "", _lead(found, shares, texts), tables=_partner_tables(found, shares, texts)),
            Part(
                "actors-why",
                texts["ch.actors.why"],
                _purposes(found, material, texts),
                tables=_purpose_tables(found, material, shares, texts),
            ),
            Part("actors-named", texts["ch.actors.named"], _named(found, texts), tables=_names(found, texts)),
            quote_part(("actors-quotes", texts["ch.quotes"]), found.rows, material, texts),
        ),
    )


def _lead(found: Actors, shares: Shares, texts: Texts) -> tuple[Paragraph, ...]:
    strategies = strategies_of(found.rows)
    described = split_rows(found.rows, strategies)[1]
    said = [
        write_paragraph(
            texts,
            "ch.actors.lead",
            who=say_who(texts, found.rows),
            passages=count_passages(texts, found.rows),
            strategies=count_number(texts, strategies),
            descriptions=count_number(texts, described),
        )
    ]
    ranked = rank(found.partners)
    if ranked:
        said.append(write_paragraph(texts, "ch.actors.partners", list=list_codes(texts, ranked)))
        estimate = shares.say(ranked[0].code.id)
        if estimate:
            said.append(
                write_paragraph(
                    texts, "ch.estimated_code", code=inline(ranked[0].code, texts), estimate=estimate
                )
            )
    return tuple(said)


def _purposes(found: Actors, material: Material, texts: Texts) -> tuple[Paragraph, ...]:
    said = []
    ranked = rank(found.purposes)
    if ranked:
        said.append(write_paragraph(texts, "ch.actors.purposes", list=list_codes(texts, ranked)))
    without = found.without_purpose
    said.append(
        write_paragraph(
            texts,
            "ch.actors.no_purpose",
            passages=count_passages(texts, without),
            share=texts.share(len(without) / len(found.rows)),
        )
    )
    for one in rank(found.partners)[:3]:
        purpose = most_common(one.rows, material.codes_of("purpose"))
        if purpose is not None:
            said.append(
                write_paragraph(
                    texts,
                    "ch.actors.pair",
                    partner=inline(one.code, texts),
                    purpose=inline(purpose.code, texts),
                    passages=count_passages(texts, purpose.rows),
                )
            )
    return tuple(said)


def _named(found: Actors, texts: Texts) -> tuple[Paragraph, ...]:
    if not found.named:
        return (write_paragraph(texts, "ch.actors.none_named"),)
    return (write_paragraph(texts, "ch.actors.most_named", list=list_named(texts, found.named)),)


def _names(found: Actors, texts: Texts) -> tuple[Table, ...]:
    if not found.named:
        return ()
    return (named_table(("t-actors-named", texts["ch.actors.named"]), found.named, _MOST_NAMED, texts),)


def _partner_tables(found: Actors, shares: Shares, texts: Texts) -> tuple[Table, ...]:
    partners = tally_table(
        ("t-actors-partners", texts["ch.actors.t_partners"]),
        texts["ch.col.partner"],
        found.partners,
        shares,
        texts,
    )
    return (partners, *_group_table(found, texts))


def _group_table(found: Actors, texts: Texts) -> tuple[Table, ...]:
    """Partner types by municipality group: of the group's read municipalities, how many name them."""
    if len(found.groups) < 2:
        return ()
    head = ("", *(f"{name or group} ({count})" for group, name, count in found.groups))
    lines = [
        (
            Count(label_of(one.code, texts)),
            *(
                places_cell(texts, found.by_group.get((one.code.id, group), ()), count)
                for group, _, count in found.groups
            ),
        )
        for one in rank(found.partners)
    ]
    table = Table(
        "t-actors-groups", texts["ch.actors.t_groups"], head, tuple(lines), texts["ch.actors.groups_note"]
    )
    return (table,)


def _purpose_tables(found: Actors, material: Material, shares: Shares, texts: Texts) -> tuple[Table, ...]:
    purposes = tally_table(
        ("t-actors-purposes", texts["ch.actors.t_purposes"]),
        texts["ch.col.purpose"],
        found.purposes,
        shares,
        texts,
    )
    crossed = cross_table(
        ("t-actors-cells", texts["ch.actors.t_cells"]),
        (material.codes_of("partner"), material.codes_of("purpose")),
        found.cells,
        shares,
        texts,
    )
    none_stated = Table(
        "t-actors-without",
        texts["ch.actors.t_without"],
        (texts["ch.col.partner"], texts["ch.col.passages"], texts["ch.col.without_purpose"]),
        tuple(
            (
                Count(label_of(one.code, texts)),
                count_cell(texts, one.rows),
                share_cell(texts, split_rows(found.without_purpose, one.rows)[0], len(one.rows)),
            )
            for one in rank(found.partners)
        ),
    )
    return (purposes, crossed, none_stated)
