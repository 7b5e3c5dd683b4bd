"""A store with municipalities of which some hold a code, people who read what is drawn, and the truth."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from corpus.cell_pool import CellQuestion
from corpus.cell_reader import CellReader
from corpus.cell_records import Cell, CellAudit
from corpus.cell_writer import CellPlan, draw_cell_audit
from corpus.estimate_reader import read_estimates
from corpus.estimate_records import Domain, Estimate, Unit
from corpus.inventory_records import Selection
from corpus.records import CodeId, Coding, Municipality, Passage, PassageId
from corpus.review_records import Queue, QueueKind, ReviewerId
from corpus.store import Store
from tests import factories
from tests.factories import CODER

OWNERS = tuple(factories.municipality(f"Ort {place}", f"97{place:02}") for place in range(60))
SELECTION = Selection(OWNERS, frozenset())
REGION = CodeId("partner.region")
WHOLE = Domain()
ASKED = CellQuestion(REGION, Unit.MUNICIPALITY, CODER, 10)
DOCUMENTS = replace(ASKED, unit=Unit.DOCUMENT)
PLACES = 24
"""Passages of each document: more than are read."""

Truth = dict[str, frozenset[str]]


def build_study(
    store: Store, seed: int, documents: int = 1, owners: Sequence[Municipality] = OWNERS
) -> Truth:
    """Municipalities of which some hold the code in two passages, and a model that half knows where."""
    with store.deciding() as writer:
        writer.set_municipalities(OWNERS)
        factories.add_reviewers(writer, "Anna", "Bo")
    return build_again(store, seed, documents, owners)


def build_again(
    store: Store, seed: int, documents: int = 1, owners: Sequence[Municipality] = OWNERS
) -> Truth:
    """More of the same."""
    numbers = random.Random(seed)
    truth: Truth = {}
    with store.writing() as writer:
        run = writer.start_run("test", "0", "hash")
        for owner, number in product(owners, range(documents)):
            plan = factories.document(f"{owner.code} {number} {seed}", owner.code, kind="plan")
            texts = [f"Stycke {place} i {owner.code} {number}." for place in range(PLACES)]
            passages = factories.passages_of(plan, texts)
            codings = say(passages, truth, numbers)
            writer.add_document(plan)
            writer.add_fetch(factories.fetch(plan), run)
            writer.add_extraction(factories.extraction(plan), run)
            writer.set_reading(plan.sha256, plan.metadata, [factories.page_with(plan, texts)], passages)
            writer.add_classification(plan.sha256, CODER, codings, [], run)
    return truth


def say(passages: Sequence[Passage], truth: Truth, numbers: random.Random) -> list[Coding]:
    """What is true of a document's passages, and what the model says of them."""
    holding = numbers.sample(range(PLACES), 2) if numbers.random() < 0.4 else []
    codings = []
    for place, passage in enumerate(passages):
        held = place in holding
        truth[passage.id] = frozenset({"gate.strategy", REGION} if held else {"gate.none"})
        if numbers.random() < (0.9 if held else 0.05):
            score = numbers.choice((0.9, 0.6, 0.2) if held else (0.6, 0.2, 0.2))
            codings.append(factories.coding(passage, REGION, score))
    return codings


def draw(
    store: Store, size: int = 30, asked: CellQuestion = ASKED, readers: Sequence[str] = ("anna",)
) -> CellAudit:
    with store.deciding() as writer:
        plan = CellPlan("Celler", size, tuple(map(ReviewerId, readers)))
        draw_cell_audit(writer, plan, asked, factories.codebook(), SELECTION)
        found = CellReader.beside(writer).find_newest_cells(asked.codes, asked.unit)
        assert found is not None
        return found


def read_cells(store: Store, audit: CellAudit) -> list[Cell]:
    """The drawn cells in the order they are read."""
    with store.reading() as reader:
        cells = CellReader.beside(reader).read_cells(audit)
    return sorted((cell for cell in cells if cell.place is not None), key=lambda cell: cell.place or 0)


def read(store: Store, truth: Truth, audit: CellAudit, most: int = 10_000, by: str = "anna") -> int:
    """One person reads the queue of a draw, truly, as far as `most` passages; returns how many were read."""
    queue = Queue(QueueKind.BATCH, str(audit.batch))
    with store.deciding() as writer:
        for number in range(most):
            passage = writer.find_next(queue, ReviewerId(by), None)
            if passage is None:
                return number
            given = factories.answer(writer.get_passage(passage), *truth[passage], by=by)
            writer.add_answer(given, audit.batch)
    return most


def estimate(store: Store, unit: Unit = Unit.MUNICIPALITY, domain: Domain = WHOLE) -> Estimate:
    with store.reading() as reader:
        found = read_estimates(reader, factories.codebook(), SELECTION, CODER)
    (one,) = (
        one for one in found if (one.unit, one.code, one.other, one.domain) == (unit, REGION, "", domain)
    )
    return one


def confirm(store: Store, truth: Truth, number: int) -> None:
    """Somebody finds the code in so many passages before anything is drawn."""
    with store.deciding() as writer:
        for passage in [one for one, codes in truth.items() if REGION in codes][:number]:
            writer.add_answer(
                factories.answer(writer.get_passage(PassageId(passage)), *truth[passage], by="bo")
            )


def findable(store: Store, truth: Truth, audit: CellAudit) -> float:
    """The share of cells that reading would find the code in, with those not drawn as they truly are."""
    with store.reading() as reader:
        cells = CellReader.beside(reader).read_cells(audit)
    held = {owner_of(store, passage) for passage, codes in truth.items() if REGION in codes}
    return len(held) / len(cells)


def owner_of(store: Store, passage: str) -> str:
    with store.reading() as reader:
        sha256 = reader.get_passage(PassageId(passage)).document
        found = reader.find_document(sha256)
        assert found is not None
        return found.municipality


def answered(store: Store, passages: Sequence[PassageId]) -> list[PassageId]:
    with store.reviewing() as reader:
        return [one for one in passages if reader.find_answer(one, ReviewerId("anna")) is not None]
