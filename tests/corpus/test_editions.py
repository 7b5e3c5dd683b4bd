from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.editions import (
    EditionMissing,
    describe_edition,
    find_changes,
    is_recorded,
    list_edition_rows,
)
from corpus.inventory_records import Changes, Edition, Inventory
from corpus.store import Store
from corpus.verify import hash_content
from tests import factories
from tests.corpus.test_inventory import build

OWNER = factories.municipality()
PLAN = factories.document(title="Plan")


def issue(store: Store) -> tuple[Inventory, Edition | None]:
    """An inventory written as the command does: with its changes, and recorded when its content is new."""
    inventory = build(store, OWNER)
    with store.reading() as reader:
        made = replace(inventory.provenance, content_hash=hash_content(reader))
        inventory = replace(inventory, provenance=made)
        inventory = replace(inventory, changes=find_changes(reader, inventory))
        if is_recorded(reader, inventory):
            return inventory, None
    with store.writing() as writer:
        return inventory, writer.add_edition(describe_edition(inventory), list_edition_rows(inventory.rows))


def judge(store: Store, place: int, code: str, verdict: str) -> None:
    passage = factories.passages_of(PLAN, factories.TEXTS)[place]
    with store.writing() as writer:
        writer.add_judgement(factories.judgement(passage, code, verdict))


def told(changes: Changes | None) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    assert changes is not None
    return [(one.kind, one.quote, one.before, one.after) for one in changes.rows]


def test_the_first_inventory_has_nothing_to_compare_with(store: Store) -> None:
    factories.add_classified(store, PLAN, OWNER)
    inventory, edition = issue(store)
    assert inventory.changes is None
    assert edition is not None
    assert (edition.number, edition.rows) == (1, 2)


def test_the_same_content_is_no_new_edition_and_tells_the_same_changes(store: Store) -> None:
    factories.add_classified(store, PLAN, OWNER)
    assert issue(store)[1] is not None
    again, edition = issue(store)
    assert (again.changes, edition) == (None, None)
    judge(store, 0, "partner.region", "yes")
    changed, second = issue(store)
    assert second is not None
    assert second.number == 2
    later, third = issue(store)
    assert third is None
    assert later.changes == changed.changes != None  # noqa: E711 - of two values


def test_rows_that_came_went_and_were_coded_anew_are_told(store: Store) -> None:
    factories.add_classified(store, PLAN, OWNER)
    issue(store)
    judge(store, 0, "partner.region", "yes")
    judge(store, 1, "gate.none", "yes")
    judge(store, 2, "gate.strategy", "yes")
    first, second, third = factories.TEXTS
    was = ("gate.strategy", "partner.university", "purpose.competence")
    now = ("gate.strategy", "partner.region", "partner.university", "purpose.competence")
    assert told(issue(store)[0].changes) == [
        ("added", third, (), ("gate.strategy",)),
        ("recoded", first, was, now),
        ("removed", second, ("gate.description", "partner.region"), ()),
    ]


def test_an_older_inventory_can_be_compared_with(store: Store) -> None:
    factories.add_classified(store, PLAN, OWNER)
    issue(store)
    judge(store, 1, "gate.none", "yes")
    issue(store)
    judge(store, 1, "gate.none", "unsure")
    inventory, edition = issue(store)
    assert edition is not None
    with store.reading() as reader:
        assert told(find_changes(reader, inventory, 1)) == []
        assert [one[0] for one in told(find_changes(reader, inventory, 2))] == ["added"]
        assert [one.number for one in reader.iter_editions()] == [3, 2, 1]
        with pytest.raises(EditionMissing, match="numbered 1 to 3"):
            find_changes(reader, inventory, 9)


def test_the_same_words_read_elsewhere_in_the_document_are_no_change(store: Store) -> None:
    first, second = factories.TEXTS[:2]
    factories.add_classified(store, PLAN, OWNER, texts=(first, second))
    before = issue(store)[0].rows[1].statement.passage
    factories.add_classified(store, PLAN, OWNER, texts=(f"{first} Mer.", second))  # moves the second
    inventory = issue(store)[0]
    after = inventory.rows[1].statement.passage
    assert (before.text, after.text) == (second, second)
    assert before.id != after.id
    assert [(kind, quote) for kind, quote, *_ in told(inventory.changes)] == [
        ("added", f"{first} Mer."),
        ("removed", first),
    ]


def test_an_edition_stores_only_what_differs_from_the_last(store: Store) -> None:
    factories.add_classified(store, PLAN, OWNER)
    issue(store)
    judge(store, 0, "partner.region", "yes")
    issue(store)
    with store.reading() as reader:
        assert [len(reader.read_edition_rows(number)) for number in (1, 2)] == [2, 2]
        assert len(list(reader._rows("SELECT * FROM edition_row"))) == 3
