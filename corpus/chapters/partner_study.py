"""A study of one partner type: who, for what, in which forms, governed how, unlike whom. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.chapters.comparing import Contrast, contrast_codes
from corpus.chapters.material import Material
from corpus.chapters.tallies import (
    NamedTally,
    Rows,
    group_by_municipality,
    split_rows,
    tally_named,
    with_codes,
)
from corpus.records import CodeId

CONTRASTED = ("purpose", "form", "governance")
"""The dimensions in which one type of partner is compared with all others."""


@dataclass(frozen=True, slots=True)
class PartnerStudy:
    """The rows about the partner and those about others only; what is contrasted, dimension by dimension."""

    rows: Rows
    others: Rows
    contrasts: dict[str, tuple[Contrast, ...]]
    named: tuple[NamedTally, ...]
    by_municipality: dict[str, Rows]


def study_partner(material: Material, partner: CodeId, also: frozenset[CodeId] = frozenset()) -> PartnerStudy:
    """The study of one partner type; rows with a code of `also` belong to it too."""
    own = with_codes(material.rows, also | {partner})
    others = split_rows(material.rows, own)[1]
    return PartnerStudy(
        rows=own,
        others=others,
        contrasts={
            dimension: contrast_codes(own, others, material.codes_of(dimension)) for dimension in CONTRASTED
        },
        named=tally_named(own, frozenset({partner})),
        by_municipality=group_by_municipality(own),
    )
