"""Chapter 3 in words: societal challenges, difficulties, and how they are handled."""

from __future__ import annotations

from corpus.chapters.challenges import ChallengeProfile, Challenges, tabulate_challenges
from corpus.chapters.material import Material
from corpus.chapters.tallies import CodeTally, rank
from corpus.export.chapters.cells import (
    count_cell,
    cross_table,
    note_zeros,
    tally_table,
)
from corpus.export.chapters.chapter import ChapterView, Paragraph, Part
from corpus.export.chapters.opening import explain_emptiness, open_chapter, quote_part
from corpus.export.chapters.shares import Shares, gather_shares
from corpus.export.chapters.wording import (
    count_passages,
    list_codes,
    lower,
    say_who,
    write_paragraph,
)
from corpus.export.columns import label_of
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts

NAME = "challenges"


def build_challenges(material: Material, texts: Texts) -> ChapterView:
    """The chapter; it says why when there is nothing in it."""
    found = tabulate_challenges(material)
    if not found.rows:
        return explain_emptiness(NAME, material, texts)
    shares = gather_shares(material, texts)
    told = found.both or found.any_difficulty or found.any_handling
    return ChapterView(
        NAME,
        texts["ch.challenges.title"],
        open_chapter(material, found.rows, shares, texts),
        (
            Part(
                "challenges-which",
                "",
                _lead(found, texts),
                tables=_challenge_tables(found, material, shares, texts),
            ),
            Part(
                "challenges-difficulties",
                texts["ch.challenges.difficulties"],
                _difficulties(found, texts),
                tables=_difficulty_tables(found, material, shares, texts),
            ),
            Part(
                "challenges-each",
                texts["ch.challenges.each"],
                (write_paragraph(texts, "ch.challenges.each_lead"),),
                tables=(_each_table(found, shares, texts),),
            ),
            quote_part(("challenges-quotes", texts["ch.challenges.quotes"]), told, material, texts),
        ),
    )


def _lead(found: Challenges, texts: Texts) -> tuple[Paragraph, ...]:
    ranked = rank(CodeTally(one.code, one.rows) for one in found.challenges)
    who = say_who(texts, found.rows)
    if not ranked:
        return (write_paragraph(texts, "ch.challenges.none", who=who),)
    return (
        write_paragraph(
            texts,
            "ch.challenges.lead",
            who=who,
            passages=count_passages(texts, found.any_challenge),
            share=texts.share(len(found.any_challenge) / len(found.rows)),
            list=list_codes(texts, ranked),
        ),
    )


def _challenge_tables(
    found: Challenges, material: Material, shares: Shares, texts: Texts
) -> tuple[Table, ...]:
    tallies = [CodeTally(one.code, one.rows) for one in found.challenges]
    table = ("t-challenges", texts["ch.challenges.t_challenges"])
    crossed = cross_table(
        ("t-challenges-partners", texts["ch.challenges.t_partners"]),
        (material.codes_of("challenge"), found.partners),
        found.by_partner,
        shares,
        texts,
    )
    return (tally_table(table, texts["ch.col.challenge"], tallies, shares, texts), crossed)


def _difficulties(found: Challenges, texts: Texts) -> tuple[Paragraph, ...]:
    if not (found.any_difficulty or found.any_handling):
        none = write_paragraph(texts, "ch.challenges.no_difficulty", who=say_who(texts, found.rows))
        return (none, write_paragraph(texts, "ch.challenges.not_free"))
    said = [
        write_paragraph(
            texts,
            "ch.challenges.difficulty_lead",
            difficulties=count_passages(texts, found.any_difficulty),
            handling=count_passages(texts, found.any_handling),
            both=count_passages(texts, found.both),
        )
    ]
    for key, tallies in (("most_difficult", found.difficulties), ("most_handled", found.handlings)):
        ranked = rank(tallies)
        if ranked:
            said.append(write_paragraph(texts, f"ch.challenges.{key}", list=list_codes(texts, ranked)))
    said.append(write_paragraph(texts, "ch.challenges.not_free"))
    return tuple(said)


def _difficulty_tables(
    found: Challenges, material: Material, shares: Shares, texts: Texts
) -> tuple[Table, ...]:
    if not (found.any_difficulty or found.any_handling):
        return ()
    difficulties = tally_table(
        ("t-difficulties", texts["ch.challenges.t_difficulties"]),
        texts["ch.col.difficulty"],
        found.difficulties,
        shares,
        texts,
    )
    handlings = tally_table(
        ("t-handlings", texts["ch.challenges.t_handlings"]),
        texts["ch.col.handling"],
        found.handlings,
        shares,
        texts,
    )
    crossed = cross_table(
        ("t-difficulties-handling", texts["ch.challenges.t_cells"]),
        (material.codes_of("difficulty"), material.codes_of("handling")),
        found.cells,
        shares,
        texts,
    )
    return (difficulties, handlings, *((crossed,) if crossed.rows else ()))


def _each_table(found: Challenges, shares: Shares, texts: Texts) -> Table:
    keys = ("challenge", "passages", "difficult_here", "handled_here", "difficult_nearby")
    lines = [
        _each_line(one, texts) for one in sorted(found.challenges, key=lambda one: -len(one.rows)) if one.rows
    ]
    tallies = [CodeTally(one.code, one.rows) for one in found.challenges]
    note = note_zeros(tallies, shares, texts)
    return Table(
        "t-challenges-each",
        texts["ch.challenges.each"],
        tuple(texts[f"ch.col.{key}"] for key in keys),
        tuple(lines),
        note,
    )


def _each_line(one: ChallengeProfile, texts: Texts) -> tuple[Count, ...]:
    near = rank(one.nearby)[:3]
    rows = tuple({id(row): row for tally in near for row in tally.rows}.values())
    said = "; ".join(f"{lower(tally.code, texts)} ({texts.number(len(tally.rows))})" for tally in near)
    return (
        Count(label_of(one.code, texts)),
        count_cell(texts, one.rows),
        count_cell(texts, one.difficult),
        count_cell(texts, one.handled),
        Count(said or "–", rows),
    )
