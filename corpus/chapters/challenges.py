"""Chapter 3: the societal challenges met by collaborating, the difficulties, and how they are handled."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.chapters.material import Material
from corpus.chapters.tallies import CodeTally, Rows, cross_codes, tally_codes, with_codes
from corpus.records import Code, CodeId


@dataclass(frozen=True, slots=True)
class ChallengeProfile:
    """One challenge: its rows, those that also tell of a difficulty or of handling one, and the difficulties
    told anywhere in the documents that name the challenge.
    """

    code: Code
    rows: Rows
    difficult: Rows
    handled: Rows
    nearby: tuple[CodeTally, ...]


@dataclass(frozen=True, slots=True)
class Challenges:
    """`both` are the rows that tell of a difficulty and of its handling; `cells` cross the two."""

    rows: Rows
    challenges: tuple[ChallengeProfile, ...]
    any_challenge: Rows
    by_partner: dict[tuple[CodeId, CodeId], Rows]
    partners: tuple[Code, ...]
    difficulties: tuple[CodeTally, ...]
    any_difficulty: Rows
    handlings: tuple[CodeTally, ...]
    any_handling: Rows
    both: Rows
    cells: dict[tuple[CodeId, CodeId], Rows]


def tabulate_challenges(material: Material) -> Challenges:
    """Challenges by partner, and difficulties by handling, in all and for each challenge."""
    rows = material.rows
    partners, challenges = material.codes_of("partner"), material.codes_of("challenge")
    difficulties, handlings = material.codes_of("difficulty"), material.codes_of("handling")
    hard = with_codes(rows, _ids(difficulties))
    return Challenges(
        rows=rows,
        challenges=_profiles(tally_codes(rows, challenges), hard, difficulties, _ids(handlings)),
        any_challenge=with_codes(rows, _ids(challenges)),
        by_partner=cross_codes(rows, challenges, partners),
        partners=partners,
        difficulties=tally_codes(rows, difficulties),
        any_difficulty=hard,
        handlings=tally_codes(rows, handlings),
        any_handling=with_codes(rows, _ids(handlings)),
        both=with_codes(hard, _ids(handlings)),
        cells=cross_codes(rows, difficulties, handlings),
    )


def _profiles(
    tallies: tuple[CodeTally, ...], hard: Rows, difficulties: tuple[Code, ...], handlings: frozenset[CodeId]
) -> tuple[ChallengeProfile, ...]:
    ids = _ids(difficulties)
    profiles = []
    for one in tallies:
        documents = {row.statement.document.sha256 for row in one.rows}
        near = tuple(row for row in hard if row.statement.document.sha256 in documents)
        profiles.append(
            ChallengeProfile(
                code=one.code,
                rows=one.rows,
                difficult=with_codes(one.rows, ids),
                handled=with_codes(one.rows, handlings),
                nearby=tally_codes(near, difficulties),
            )
        )
    return tuple(profiles)


def _ids(codes: tuple[Code, ...]) -> frozenset[CodeId]:
    return frozenset(code.id for code in codes)
