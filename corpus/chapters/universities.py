"""Chapter 5: universities: which municipality with which, in which agreement, since when, for how long."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.chapters.agreements import (
    Agreement,
    find_universities_in_title,
    find_year,
    list_agreements,
)
from corpus.chapters.material import Material
from corpus.chapters.partner_study import PartnerStudy, study_partner
from corpus.chapters.tallies import Rows, tally_named
from corpus.records import CodeId, Municipality

UNIVERSITY = CodeId("partner.university")
LONG = 4
"""An agreement that spans so many calendar years is long: longer than one budget with its two-year plan."""


@dataclass(frozen=True, slots=True)
class UniversityAgreement:
    """An agreement with the universities that are parties to it, as far as text or title name them.

    `named_in_title` says that only the title names them.
    """

    agreement: Agreement
    universities: tuple[str, ...]
    named_in_title: bool

    @property
    def is_long(self) -> bool:
        """Whether it spans at least `LONG` calendar years; False when it states no end."""
        return (self.agreement.years or 0) >= LONG


@dataclass(frozen=True, slots=True)
class Pair:
    """One municipality with one university. `since` is the first year of any document that names both."""

    municipality: Municipality
    university: str
    rows: Rows
    agreements: tuple[UniversityAgreement, ...]
    since: int | None


@dataclass(frozen=True, slots=True)
class Universities:
    """`unnamed` are the rows that speak of universities without naming one."""

    study: PartnerStudy
    pairs: tuple[Pair, ...]
    agreements: tuple[UniversityAgreement, ...]
    unnamed: Rows
    silent: tuple[Municipality, ...]


def tabulate_universities(material: Material) -> Universities:
    """Pairs, agreements, and how it differs from other partners."""
    study = study_partner(material, UNIVERSITY)
    agreements = tuple(
        _with_universities(one) for one in list_agreements(material.documents, study.rows) if one.rows
    )
    return Universities(
        study=study,
        pairs=tuple(
            pair
            for one in material.read
            for pair in _pairs(one, study.by_municipality.get(one.code, ()), agreements)
        ),
        agreements=agreements,
        unnamed=tuple(row for row in study.rows if all(partner.type != UNIVERSITY for partner in row.named)),
        silent=tuple(one for one in material.read if one.code not in study.by_municipality),
    )


def _with_universities(agreement: Agreement) -> UniversityAgreement:
    named = tuple(one.name for one in tally_named(agreement.rows, frozenset({UNIVERSITY})))
    titled = find_universities_in_title(agreement.document.metadata.title)
    # A title names the parties; a passage names also those who are only mentioned.
    return UniversityAgreement(agreement, titled or named, bool(titled) and not set(titled) & set(named))


def _pairs(municipality: Municipality, rows: Rows, agreements: tuple[UniversityAgreement, ...]) -> list[Pair]:
    own = [one for one in agreements if one.agreement.municipality.code == municipality.code]
    named = {one.name: one.rows for one in tally_named(rows, frozenset({UNIVERSITY}))}
    for one in own:  # the text of an agreement says "högskolan" of the one its title names
        for university in one.universities:
            named.setdefault(university, one.agreement.rows)
    pairs = []
    for university, said in sorted(named.items(), key=lambda one: (-len(one[1]), one[0])):
        parties = tuple(one for one in own if university in one.universities)
        pairs.append(Pair(municipality, university, said, parties, _first_year(said, parties)))
    return pairs


def _first_year(rows: Rows, agreements: tuple[UniversityAgreement, ...]) -> int | None:
    facts = [row.statement.document.metadata for row in rows]
    years = [find_year(fact.valid_from or fact.adopted) for fact in facts]
    years += [one.agreement.since for one in agreements]
    return min((year for year in years if year is not None), default=None)
