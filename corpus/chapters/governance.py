"""Chapter 2: how collaboration is led and governed."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.chapters.agreements import Agreement, list_agreements
from corpus.chapters.control import LEADING, Binding, Control, Mix, bindings_of, control_of, group_by_mix
from corpus.chapters.material import Material
from corpus.chapters.tallies import CodeTally, Rows, cross_codes, gather, tally_codes, with_codes
from corpus.records import Code, CodeId

FOLLOW_UP = frozenset({CodeId("governance.follow_up")})


@dataclass(frozen=True, slots=True)
class GovernedAgreement:
    """One agreement with those of its rows that speak of hard control, of soft, and of following up."""

    agreement: Agreement
    hard: Rows
    soft: Rows
    follow_up: Rows


@dataclass(frozen=True, slots=True)
class Governance:
    """`mixes` and `mixes_by_partner` tell hard and soft control apart; `by_control` are all rows with a code
    of that kind. `leading` tell who leads. `agreements` are whole documents.
    """

    rows: Rows
    codes: tuple[CodeTally, ...]
    forms: tuple[CodeTally, ...]
    mixes: dict[Mix, Rows]
    by_control: dict[Control, Rows]
    partners: tuple[Code, ...]
    mixes_by_partner: dict[tuple[CodeId, Mix], Rows]
    by_partner: dict[tuple[CodeId, CodeId], Rows]
    by_binding: dict[tuple[Binding, CodeId], Rows]
    bindings: dict[Binding, Rows]
    leading: Rows
    agreements: tuple[GovernedAgreement, ...]


def tabulate_governance(material: Material) -> Governance:
    """Governance and form, and which go with which partner."""
    rows, codes = material.rows, material.codes_of("governance")
    partners = material.codes_of("partner")
    ids = {code.id for code in partners}
    mixes = group_by_mix(rows)
    kinds = {kind: frozenset(code.id for code in codes if control_of(code.id) is kind) for kind in Control}
    return Governance(
        rows=rows,
        codes=tally_codes(rows, codes),
        forms=tally_codes(rows, material.codes_of("form")),
        mixes=mixes,
        by_control={kind: with_codes(rows, held) for kind, held in kinds.items()},
        partners=partners,
        mixes_by_partner=gather(
            ((code, mix), row)
            for mix, held in mixes.items()
            for row in held
            for code in row.statement.truth.codes
            if code in ids
        ),
        by_partner=cross_codes(rows, partners, codes),
        by_binding=gather(
            ((binding, code), row)
            for row in rows
            for binding in bindings_of(row)
            for code in row.statement.truth.codes
            if code in ids
        ),
        bindings=gather((binding, row) for row in rows for binding in bindings_of(row)),
        leading=with_codes(rows, LEADING),
        agreements=tuple(_govern(one, kinds) for one in list_agreements(material.documents, rows)),
    )


def _govern(agreement: Agreement, kinds: dict[Control, frozenset[CodeId]]) -> GovernedAgreement:
    return GovernedAgreement(
        agreement=agreement,
        hard=with_codes(agreement.rows, kinds[Control.HARD]),
        soft=with_codes(agreement.rows, kinds[Control.SOFT]),
        follow_up=with_codes(agreement.rows, FOLLOW_UP),
    )
