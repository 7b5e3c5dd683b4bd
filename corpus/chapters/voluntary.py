"""Chapter 4: voluntary organisations."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.chapters.agreements import Agreement, list_agreements
from corpus.chapters.material import Material
from corpus.chapters.partner_study import PartnerStudy, study_partner
from corpus.chapters.tallies import NamedTally, Rows, tally_named, with_codes
from corpus.records import CodeId, DocumentKind, Municipality

CIVIL_SOCIETY = CodeId("partner.civil_society")
COMPACT = frozenset({CodeId("form.compact")})
IOP = frozenset({CodeId("form.iop")})


@dataclass(frozen=True, slots=True)
class VoluntaryMunicipality:
    """What one municipality says of voluntary organisations. `compacts` are its own documents of that kind
    with rows about them; `compact_rows` and `iop_rows` name those forms anywhere.
    """

    municipality: Municipality
    rows: Rows
    named: tuple[NamedTally, ...]
    compacts: tuple[Agreement, ...]
    compact_rows: Rows
    iop_rows: Rows


@dataclass(frozen=True, slots=True)
class Voluntary:
    """`silent` are the read municipalities in whose documents nothing about them was found."""

    study: PartnerStudy
    municipalities: tuple[VoluntaryMunicipality, ...]
    silent: tuple[Municipality, ...]
    compacts: tuple[Agreement, ...]
    compact_rows: Rows
    iop_rows: Rows


def tabulate_voluntary(material: Material) -> Voluntary:
    """Municipalities, associations by name, compacts, and how it differs from other partners."""
    study = study_partner(material, CIVIL_SOCIETY, IOP)
    compacts = tuple(
        one
        for one in list_agreements(material.documents, study.rows)
        if one.rows and one.document.metadata.kind is DocumentKind.COMPACT
    )
    places = [one for one in material.read if one.code in study.by_municipality]
    return Voluntary(
        study=study,
        municipalities=tuple(_place(one, study.by_municipality[one.code], compacts) for one in places),
        silent=tuple(one for one in material.read if one.code not in study.by_municipality),
        compacts=compacts,
        compact_rows=with_codes(study.rows, COMPACT),
        iop_rows=with_codes(study.rows, IOP),
    )


def _place(municipality: Municipality, rows: Rows, compacts: tuple[Agreement, ...]) -> VoluntaryMunicipality:
    return VoluntaryMunicipality(
        municipality=municipality,
        rows=rows,
        named=tally_named(rows, frozenset({CIVIL_SOCIETY})),
        compacts=tuple(one for one in compacts if one.municipality.code == municipality.code),
        compact_rows=with_codes(rows, COMPACT),
        iop_rows=with_codes(rows, IOP),
    )
