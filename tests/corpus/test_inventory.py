from __future__ import annotations

from corpus.coverage import CoverageState
from corpus.inventory import (
    NO_PURPOSE,
    build_inventory,
    group_by_cell,
)
from corpus.inventory_records import Inventory, Provenance, Selection
from corpus.records import Municipality, Visit, VisitOutcome
from corpus.store import Store
from corpus.verify import hash_content
from tests import factories
from tests.factories import AT, CODER


def build(store: Store, *owners: Municipality, exclude: frozenset[str] = frozenset()) -> Inventory:
    made = Provenance("Prov", AT, "samverkan 0", CODER, "c0de" * 16, "f" * 64, "0" * 64)
    with store.reading() as reader:
        return build_inventory(reader, factories.codebook(), Selection(owners, exclude), made)


def test_only_passages_about_external_collaboration_become_rows(store: Store) -> None:
    owner, plan = factories.municipality(), factories.document(title="Plan")
    factories.add_classified(store, plan, owner)
    rows = build(store, owner).rows
    assert [row.statement.passage.text for row in rows] == list(factories.TEXTS[:2])
    assert [row.statement.truth.gate for row in rows] == ["gate.strategy", "gate.description"]
    assert rows[0].partners == ("Högskolan i Sjöbacka",)
    assert rows[0].fetch.url == "https://www.sjobacka.example/plan.pdf"
    assert rows[1].statement.truth.score == 0.7 + 0.2


def test_a_document_of_two_municipalities_gives_rows_to_both(store: Store) -> None:
    owners = factories.municipality(), factories.municipality("Norrvik", "9802")
    factories.add_classified(store, factories.document(), *owners)
    assert [row.municipality.name for row in build(store, *owners).rows] == ["Sjöbacka"] * 2 + ["Norrvik"] * 2


def test_a_municipality_is_never_its_own_partner_in_a_document_of_several(store: Store) -> None:
    owners = factories.municipality(), factories.municipality("Norrvik", "9802")
    plan = factories.document()
    factories.add_classified(store, plan, *owners)
    with store.writing() as writer:
        writer.set_actor_names({"university/sjobacka": "Sjöbacka"})
    rows = build(store, *owners).rows
    assert [row.partners for row in rows] == [(), (), ("Sjöbacka",), ()]


def test_excluded_kinds_are_counted_and_not_listed(store: Store) -> None:
    owner = factories.municipality()
    factories.add_classified(store, factories.document(kind="protokoll"), owner)
    inventory = build(store, owner, exclude=frozenset({"protokoll"}))
    assert inventory.rows == ()
    assert inventory.coverage[0].excluded == 1
    assert inventory.documents[0].excluded


def test_a_judgement_changes_the_inventory_and_is_named(store: Store) -> None:
    owner, plan = factories.municipality(), factories.document()
    factories.add_classified(store, plan, owner)
    passage = factories.passages_of(plan, factories.TEXTS)[0]
    with store.writing() as writer:
        writer.add_judgement(factories.judgement(passage, "gate.none", "yes"))
    assert [row.statement.passage.text for row in build(store, owner).rows] == [factories.TEXTS[1]]


def test_coverage_tells_apart_why_a_municipality_has_no_rows(store: Store) -> None:
    names = ("Said", "Nothing", "Unreadable", "Waiting", "Empty", "Silent", "Closed", "Unvisited", "LeftOut")
    owners = tuple(factories.municipality(name, f"98{place:02}") for place, name in enumerate(names, 1))
    factories.add_classified(store, factories.document("a.pdf"), owners[0])
    outcomes = {
        owners[4]: VisitOutcome.COMPLETE,
        owners[5]: VisitOutcome.UNREACHABLE,
        owners[6]: VisitOutcome.ROBOTS,
    }
    with store.writing() as writer:
        run = writer.start_run("test", "0", "hash")
        for place, name in ((1, "b.pdf"), (2, "c.pdf"), (3, "d.pdf")):
            plan = factories.document(name)
            writer.add_document(plan)
            writer.add_fetch(factories.fetch(plan, municipality=owners[place].code), run)
            failure = "password" if place == 2 else None
            writer.add_extraction(factories.extraction(plan, failure=failure), run)
            if place == 1:
                writer.add_classification(plan.sha256, CODER, [], [], run)
        for owner, outcome in outcomes.items():
            writer.add_visit(Visit(owner.code, owner.website, AT, AT, outcome, 1, 0), run)
        minutes = factories.document("e.pdf", kind="protokoll")
        writer.add_document(minutes)
        writer.add_fetch(factories.fetch(minutes, municipality=owners[8].code), run)
        writer.add_extraction(factories.extraction(minutes), run)
    states = [one.state for one in build(store, *owners, exclude=frozenset({"protokoll"})).coverage]
    assert states == [
        CoverageState.SAID,
        CoverageState.NOTHING_SAID,
        CoverageState.UNREADABLE,
        CoverageState.NOT_CLASSIFIED,
        CoverageState.NO_DOCUMENTS,
        CoverageState.UNREACHABLE,
        CoverageState.REFUSED,
        CoverageState.NOT_VISITED,
        CoverageState.EXCLUDED,
    ]


def test_a_row_stands_in_every_cell_that_its_codes_name(store: Store) -> None:
    owner = factories.municipality()
    factories.add_classified(store, factories.document(), owner)
    cells = group_by_cell(build(store, owner).rows)
    assert {cell: len(rows) for cell, rows in cells.items()} == {
        ("partner.university", "purpose.competence"): 1,
        ("partner.region", NO_PURPOSE): 1,
    }


def test_rows_of_a_replaced_document_stay_and_are_not_current(store: Store) -> None:
    owner = factories.municipality()
    old = factories.document("a.pdf", title="Näringslivsplan 2019–2023", adopted="2019-02-01")
    new = factories.document(
        "b.pdf", title="Näringslivsplan 2024–2028", adopted="2024-02-01", replaces=old.metadata.title
    )
    for one in (old, new):
        factories.add_classified(store, one, owner)
    inventory = build(store, owner)
    held = [(row.statement.document.sha256, row.version, row.is_current) for row in inventory.rows]
    assert held == [(old.sha256, 1, False)] * 2 + [(new.sha256, 2, True)] * 2
    assert inventory.current_rows == inventory.rows[2:]
    assert [policy.members for policy in inventory.policies] == [(old.sha256, new.sha256)]
    coverage = inventory.coverage[0]
    assert (coverage.documents, coverage.strategies, coverage.descriptions) == (2, 1, 1)


def test_the_content_hash_changes_with_the_content_and_not_with_when_it_came(store: Store) -> None:
    owner = factories.municipality()
    hashes = []
    factories.add_classified(store, factories.document("a.pdf"), owner)
    with store.reading() as reader:
        hashes.append(hash_content(reader))
    with store.writing() as writer:
        run = writer.start_run("again", "0", "hash")
        plan = factories.document("a.pdf")
        writer.add_fetch(factories.fetch(plan, at="2027-01-01T00:00:00Z"), run)
    with store.reading() as reader:
        hashes.append(hash_content(reader))
    factories.add_classified(store, factories.document("b.pdf"), owner)
    with store.reading() as reader:
        hashes.append(hash_content(reader))
    assert hashes[0] == hashes[1] != hashes[2]
