"""Inventories made in memory, of any size: Sweden's municipalities with statements spread as in real studies.

The same arguments give the same inventory. Texts are short and made up; codes, kinds, years and partners
follow long-tailed spreads, so that tables have crowded cells, empty cells and everything between.
"""

from __future__ import annotations

import csv
import hashlib
import random
from collections import Counter
from functools import cache
from itertools import accumulate
from typing import TypeVar

from corpus.coverage import DocumentRow, compute_coverage
from corpus.inventory_records import (
    Inventory,
    InventoryRow,
    NamedPartner,
    Policy,
    Provenance,
    Statement,
)
from corpus.records import (
    Box,
    Codebook,
    CodeId,
    Document,
    DocumentKind,
    Extraction,
    ExtractionFailure,
    Metadata,
    Municipality,
    Passage,
    PassageKind,
    Sha256,
    Visit,
    VisitOutcome,
    passage_id,
)
from corpus.truth import EXTERNAL, Status, Truth
from crawler.registry import SHIPPED, load_registry
from models.codebook import DEFAULT_CODEBOOK, load_codebook
from tests import factories

AT = "2026-03-02T04:00:00Z"
CODER = "inventories-model"
SILENT = frozenset({CodeId("form.joint_company"), CodeId("challenge.democracy")})
"""Codes of the big inventory that the model never assigns; no row holds them."""
ROWS_A_DOCUMENT = 10

_Choice = TypeVar("_Choice")

_KINDS = (
    DocumentKind.STRATEGY,
    DocumentKind.PLAN,
    DocumentKind.PROGRAMME,
    DocumentKind.POLICY,
    DocumentKind.AGREEMENT,
    DocumentKind.COMPACT,
    DocumentKind.GUIDELINE,
    DocumentKind.MINUTES,
)
_HOW_MANY = {  # the most codes of a dimension in one statement, and how often it has none
    "partner": (3, 0.0),
    "purpose": (3, 0.2),
    "form": (2, 0.0),
    "governance": (2, 0.45),
    "challenge": (2, 0.4),
    "difficulty": (2, 0.9),
    "handling": (2, 0.9),
}


@cache
def real_codebook() -> Codebook:
    """The codebook that every study starts from."""
    return load_codebook(DEFAULT_CODEBOOK)


@cache
def real_municipalities() -> tuple[Municipality, ...]:
    """Sweden's 290 municipalities, by code."""
    return load_registry(SHIPPED).all


@cache
def named_partners() -> tuple[NamedPartner, ...]:
    """The outside actors of the gazetteer that are no municipality."""
    path = DEFAULT_CODEBOOK.with_name("actors.csv")
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line for line in csv.DictReader(file) if not line["actor"].startswith("municipality/")]
    return tuple(NamedPartner(line["name"], line["actor"], CodeId(line["partner"])) for line in lines)


def big_inventory(municipalities: int = 290, rows: int = 50_000, seed: int = 1) -> Inventory:
    """An inventory of the first `municipalities`, with `rows` statements in about a tenth as many documents.

    One municipality in twelve has no statement: by turns it was never crawled, has no document, an
    unreadable one, or one that says nothing. One document in seven is an older version, one in six without
    a year, one row in ten reviewed.
    """
    chance = random.Random(seed)
    owners = _spread(real_municipalities(), municipalities)
    speaking = [owner for place, owner in enumerate(owners) if place % 12 != 5] or list(owners)
    made: list[InventoryRow] = []
    documents: list[DocumentRow] = []
    policies: list[Policy] = []
    sizes = _sizes(len(speaking), rows, chance)
    for owner, size in zip(speaking, sizes, strict=True):
        _add_municipality(chance, owner, size, (made, documents, policies))
    silent = [owner for owner in owners if owner not in set(speaking)]
    for place, owner in enumerate(silent):
        if place % 4 > 1:
            documents.append(_listed(owner, _document(chance, owner, 0), 0, unreadable=place % 4 == 2))
    documents.sort(key=lambda one: (one.municipality.code, one.document.metadata.title, one.document.sha256))
    never = {owner.code for place, owner in enumerate(silent) if place % 4 == 0}
    visits = {
        one.code: Visit(one.code, one.website, AT, AT, VisitOutcome.COMPLETE, 400, 12)
        for one in owners
        if one.code not in never
    }
    gates: dict[str, Counter[CodeId]] = {one.code: Counter() for one in owners}
    for row in made:
        gates[row.municipality.code][row.statement.truth.gate] += 1
    classified = frozenset(one.document.sha256 for one in documents)
    return Inventory(
        provenance=Provenance(
            "Prov", AT, "samverkan 0", CODER, real_codebook().hash, "0" * 64, "1" * 64, SILENT
        ),
        codebook=real_codebook(),
        rows=tuple(made),
        documents=tuple(documents),
        coverage=compute_coverage(owners, visits, documents, gates, classified),
        policies=tuple(policies),
    )


def _spread(all_of_them: tuple[Municipality, ...], wanted: int) -> tuple[Municipality, ...]:
    """`wanted` of them, evenly through the country."""
    if not 1 <= wanted <= len(all_of_them):
        raise ValueError(f"between 1 and {len(all_of_them)} municipalities, not {wanted}")
    return tuple(all_of_them[place * len(all_of_them) // wanted] for place in range(wanted))


def _sizes(owners: int, rows: int, chance: random.Random) -> list[int]:
    """How many rows each gets: skewed, and `rows` in all."""
    weights = [chance.lognormvariate(0, 0.7) for _ in range(owners)]
    whole = sum(weights)
    borders = [round(rows * up_to / whole) for up_to in accumulate(weights)]
    return [after - before for before, after in zip([0, *borders[:-1]], borders, strict=True)]


Parts = tuple[list[InventoryRow], list[DocumentRow], list[Policy]]


def _add_municipality(chance: random.Random, owner: Municipality, size: int, parts: Parts) -> None:
    rows, documents, policies = parts
    older: Document | None = None
    for number in range(-(-size // ROWS_A_DOCUMENT)):
        document = _document(chance, owner, number)
        held = min(ROWS_A_DOCUMENT, size - number * ROWS_A_DOCUMENT)
        members = (document.sha256,) if older is None else (older.sha256, document.sha256)
        policy = _policy(owner, members, document)
        if older is not None:  # the older version belongs to the same policy
            place = next(i for i in range(len(rows) - 1, -1, -1) if rows[i].policy is policies[-1])
            first = place - ROWS_A_DOCUMENT + 1
            rows[first : place + 1] = [
                InventoryRow(row.municipality, row.fetch, row.statement, policy)
                for row in rows[first : place + 1]
            ]
            policies.pop()
        policies.append(policy)
        fetch = factories.fetch(
            document,
            municipality=owner.code,
            url=f"{owner.website}/{document.name}",
            final_url=f"{owner.website}/{document.name}",
            referrer=owner.website,
        )
        rows.extend(
            InventoryRow(owner, fetch, _statement(chance, document, ordinal), policy)
            for ordinal in range(held)
        )
        documents.append(_listed(owner, document, held, unreadable=False))
        older = document if older is None and held == ROWS_A_DOCUMENT and chance.random() < 1 / 6 else None


def _policy(owner: Municipality, members: tuple[Sha256, ...], current: Document) -> Policy:
    digest = hashlib.sha256(f"{owner.code}\n{members[0]}".encode()).hexdigest()
    return Policy(digest[:16], owner.code, current.metadata.title, members, current.sha256)


def _document(chance: random.Random, owner: Municipality, number: int) -> Document:
    kind = _pick(chance, _KINDS)
    year = "" if chance.random() < 1 / 6 else str(2026 - min(16, int(chance.expovariate(0.22))))
    adopted = f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}" if year else ""
    name = f"{kind.value}-{number + 1}.pdf"
    title = f"{kind.value.capitalize()} {number + 1} för {owner.name}"
    metadata = Metadata(title=title, kind=kind, adopted=adopted, language="sv")
    digest = factories.sha256_of(f"{owner.code}/{name}")
    return Document(digest, owner.code, "application/pdf", 100_000, name, AT, metadata)


def _listed(owner: Municipality, document: Document, statements: int, *, unreadable: bool) -> DocumentRow:
    failure = ExtractionFailure.NO_TEXT if unreadable else None
    read = 0 if unreadable else 100
    extraction = Extraction(document.sha256, "test-reader/1", failure, 20, 0.1)
    fetch = factories.fetch(document, municipality=owner.code)
    return DocumentRow(owner, fetch, document, extraction, read, statements, excluded=False)


def _statement(chance: random.Random, document: Document, ordinal: int) -> Statement:
    codes = sorted(code for dimension in _HOW_MANY for code in _codes(chance, dimension))
    named = _named(chance, [code for code in codes if code.startswith("partner.")])
    who = " och ".join(partner.name for partner in named) or "andra"
    text = f"Kommunen ska samverka med {who} om mål {ordinal + 1}."
    start, page = ordinal * 400, 1 + ordinal // 3
    passage = Passage(
        passage_id(document.sha256, start, start + len(text), text),
        document.sha256,
        ordinal,
        start,
        start + len(text),
        page,
        page,
        PassageKind.PARAGRAPH,
        ("Samverkan",),
        (Box(page, 70.0, 100.0, 500.0, 130.0),),
        text,
    )
    reviewed = chance.random() < 0.1
    truth = Truth(
        gate=EXTERNAL[0] if chance.random() < 0.6 else EXTERNAL[1],
        codes=tuple(codes),
        score=round(0.5 + chance.random() / 2, 3),
        status=Status.REVIEWED if reviewed else Status.MACHINE,
        reviewers=("Anna",) if reviewed else (),
    )
    return Statement(document, passage, truth, named)


def _codes(chance: random.Random, dimension: str) -> set[CodeId]:
    most, none = _HOW_MANY[dimension]
    if chance.random() < none:
        return set()
    wanted = min(most, 1 + int(chance.expovariate(1.2)))
    return {_pick(chance, _codes_of(dimension)) for _ in range(wanted)}


@cache
def _codes_of(dimension: str) -> tuple[CodeId, ...]:
    """The dimension's codes but the silent ones and those that shut all others out."""
    return tuple(
        code.id
        for code in real_codebook().codes
        if code.dimension == dimension and code.id not in SILENT and not code.id.endswith(".unspecified")
    )


def _named(chance: random.Random, types: list[CodeId]) -> tuple[NamedPartner, ...]:
    """Actors of these types; most statements name none."""
    drawn = [_actors_of(chance.choice(types)) for _ in range(int(chance.expovariate(1.6)))]
    return tuple(sorted({_pick(chance, actors) for actors in drawn if actors}))


@cache
def _actors_of(partner: CodeId) -> tuple[NamedPartner, ...]:
    return tuple(one for one in named_partners() if one.type == partner)


def _pick(chance: random.Random, choices: tuple[_Choice, ...]) -> _Choice:
    """One of them, the first ones more often."""
    return choices[int(len(choices) * chance.random() ** 1.8)]
