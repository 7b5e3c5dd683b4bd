"""An inventory reads what somebody or something spoke for, however much text there is besides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.inventory import build_inventory
from corpus.inventory_records import Provenance, Selection
from corpus.store import Store
from tests import factories

OWNER = factories.municipality()
PLAN = factories.document()


def _count_steps(store: Store) -> int:
    """How many steps of SQLite's machine an inventory takes, in tens."""
    provenance = Provenance("", "", "", factories.CODER, "", "", "")
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    with store.reading() as reader:
        reader._connection.set_progress_handler(count, 10)
        rows = build_inventory(
            reader, factories.codebook(), Selection((OWNER,), frozenset()), provenance
        ).rows
    assert len(rows) == 2
    return steps


def _make_store(folder: Path, silent: int) -> Iterator[Store]:
    """Two statements, and so many passages that the model took to be about something else."""
    texts = (*factories.TEXTS, *(f"Text nummer {number}." for number in range(silent)))
    with Store.create(folder / f"{silent}.db") as store:
        factories.add_classified(store, PLAN, OWNER, texts=texts)
        yield store


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Store]:
    yield from _make_store(tmp_path, 10)


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Store]:
    yield from _make_store(tmp_path, 1_000)


def test_a_hundred_times_as_much_that_says_nothing_takes_hardly_longer_to_read(
    small: Store, large: Store
) -> None:
    assert _count_steps(large) < 1.5 * _count_steps(small)
