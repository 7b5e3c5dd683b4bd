"""Chapter 2 in words: how collaboration is led and governed."""

from __future__ import annotations

from corpus.chapters.control import Binding, Control, Mix, control_of
from corpus.chapters.governance import Governance, GovernedAgreement, tabulate_governance
from corpus.chapters.material import Material
from corpus.chapters.tallies import rank
from corpus.export.chapters.cells import (
    agreement_cells,
    agreement_heads,
    count_cell,
    cross_table,
    number_cell,
    share_cell,
    tally_table,
)
from corpus.export.chapters.chapter import ChapterView, Paragraph, Part
from corpus.export.chapters.opening import explain_emptiness, open_chapter, quote_part
from corpus.export.chapters.shares import Shares, gather_shares
from corpus.export.chapters.wording import (
    count_noun,
    count_passages,
    list_codes,
    say_who,
    write_paragraph,
)
from corpus.export.columns import label_of
from corpus.export.tables import Count, Table
from corpus.export.texts import Texts

NAME = "governance"


def build_governance(material: Material, texts: Texts) -> ChapterView:
    """The chapter; it says why when there is nothing in it."""
    found = tabulate_governance(material)
    if not found.rows:
        return explain_emptiness(NAME, material, texts)
    shares = gather_shares(material, texts)
    controls = tuple(_mix_tables(found, texts))
    return ChapterView(
        NAME,
        texts["ch.governance.title"],
        open_chapter(material, found.rows, shares, texts),
        (
            Part("governance-control", "", _lead(found, texts), tables=controls),
            Part(
                "governance-codes",
                texts["ch.governance.means"],
                (),
                tables=_code_tables(found, material, shares, texts),
            ),
            Part(
                "governance-forms",
                texts["ch.governance.forms"],
                _forms(found, texts),
                tables=_form_tables(found, shares, texts),
            ),
            _leaders(found, material, texts),
            _agreements(found, texts),
            quote_part(
                ("governance-soft", texts["ch.governance.soft_quotes"]),
                found.by_control[Control.SOFT],
                material,
                texts,
            ),
        ),
    )


def _lead(found: Governance, texts: Texts) -> tuple[Paragraph, ...]:
    governed = [one for one in found.codes if one.rows]
    said = [write_paragraph(texts, "ch.governance.how")]
    if not governed:
        return (*said, write_paragraph(texts, "ch.governance.none", who=say_who(texts, found.rows)))
    mixes = {mix: count_passages(texts, found.mixes.get(mix, ())) for mix in Mix}
    share = len(found.mixes.get(Mix.NONE, ())) / len(found.rows)
    said.append(
        write_paragraph(
            texts,
            "ch.governance.mix",
            hard=mixes[Mix.HARD],
            soft=mixes[Mix.SOFT],
            both=mixes[Mix.BOTH],
            none=mixes[Mix.NONE],
            share=texts.share(share),
        )
    )
    for kind in (Control.HARD, Control.SOFT):
        ranked = rank(one for one in governed if control_of(one.code.id) is kind)
        if ranked:
            said.append(write_paragraph(texts, f"ch.governance.most_{kind}", list=list_codes(texts, ranked)))
    return tuple(said)


def _mix_tables(found: Governance, texts: Texts) -> list[Table]:
    head = (texts["ch.col.partner"], *(texts[f"ch.mix.{mix}"] for mix in Mix))
    lines = [
        (
            Count(label_of(partner, texts)),
            *(
                share_cell(
                    texts,
                    found.mixes_by_partner.get((partner.id, mix), ()),
                    sum(len(found.mixes_by_partner.get((partner.id, one), ())) for one in Mix),
                )
                for mix in Mix
            ),
        )
        for partner in found.partners
        if any((partner.id, mix) in found.mixes_by_partner for mix in Mix)
    ]
    whole = (
        Count(texts["ch.all_passages"]),
        *(share_cell(texts, found.mixes.get(mix, ()), len(found.rows)) for mix in Mix),
    )
    caption = texts["ch.governance.t_mix"]
    return [Table("t-governance-mix", caption, head, (whole, *lines), texts["ch.share_note"])]


def _code_tables(found: Governance, material: Material, shares: Shares, texts: Texts) -> tuple[Table, ...]:
    codes = tally_table(
        ("t-governance-codes", texts["ch.governance.t_codes"]),
        texts["ch.col.governance"],
        found.codes,
        shares,
        texts,
    )
    crossed = cross_table(
        ("t-governance-partners", texts["ch.governance.t_partners"]),
        (found.partners, material.codes_of("governance")),
        found.by_partner,
        shares,
        texts,
    )
    return (codes, crossed)


def _forms(found: Governance, texts: Texts) -> tuple[Paragraph, ...]:
    opened = found.bindings.get(Binding.OPEN, ())
    stated = rank(one for one in found.forms if not one.code.id.endswith(".unspecified"))
    said = []
    if stated:
        said.append(write_paragraph(texts, "ch.governance.most_forms", list=list_codes(texts, stated)))
    said.append(
        write_paragraph(
            texts,
            "ch.governance.open_form",
            passages=count_passages(texts, opened),
            share=texts.share(len(opened) / len(found.rows)),
        )
    )
    return tuple(said)


def _form_tables(found: Governance, shares: Shares, texts: Texts) -> tuple[Table, ...]:
    forms = tally_table(
        ("t-governance-forms", texts["ch.governance.t_forms"]),
        texts["ch.col.form"],
        found.forms,
        shares,
        texts,
    )
    held = [code for code in found.partners if any((one, code.id) in found.by_binding for one in Binding)]
    lines = [
        (
            Count(texts[f"ch.binding.{binding}"]),
            count_cell(texts, found.bindings.get(binding, ())),
            *(count_cell(texts, found.by_binding.get((binding, code.id), ())) for code in held),
        )
        for binding in Binding
    ]
    head = ("", texts["ch.all_passages"], *(label_of(code, texts) for code in held))
    return (
        forms,
        Table("t-governance-binding", texts["ch.governance.t_binding"], head, tuple(lines)),
    )


def _leaders(found: Governance, material: Material, texts: Texts) -> Part:
    title, passages = texts["ch.governance.leading"], count_passages(texts, found.leading)
    key = "ch.governance.leaders" if found.leading else "ch.governance.no_leaders"
    quotes = quote_part(("governance-leading", title), found.leading, material, texts)
    return Part(quotes.id, title, (write_paragraph(texts, key, passages=passages),), quotes=quotes.quotes)


def _agreements(found: Governance, texts: Texts) -> Part:
    title = texts["ch.governance.agreements"]
    if not found.agreements:
        return Part("governance-agreements", title, (write_paragraph(texts, "ch.governance.no_agreements"),))
    followed = [one for one in found.agreements if one.follow_up]
    lead = write_paragraph(
        texts,
        "ch.governance.agreement_lead",
        agreements=count_noun(texts, "agreements", len(found.agreements)),
        followed=texts.number(len(followed)),
    )
    head = (
        texts["ch.col.municipality"],
        *agreement_heads(texts),
        *(texts[f"ch.col.{key}"] for key in ("passages", "hard", "soft", "follow_up")),
    )
    lines = tuple(_agreement_line(one, texts) for one in found.agreements)
    table = Table("t-governance-agreements", title, head, lines, texts["ch.agreement_note"])
    return Part("governance-agreements", title, (lead,), tables=(table,))


def _agreement_line(one: GovernedAgreement, texts: Texts) -> tuple[Count, ...]:
    own = one.agreement
    return (
        Count(own.municipality.name),
        *agreement_cells(own, texts),
        count_cell(texts, own.rows) if own.rows else number_cell(texts, 0),
        count_cell(texts, one.hard),
        count_cell(texts, one.soft),
        count_cell(texts, one.follow_up),
    )
