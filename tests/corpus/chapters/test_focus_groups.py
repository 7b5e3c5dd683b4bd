from __future__ import annotations

import pytest

from corpus.chapters.comparing import Contrast
from corpus.chapters.focus_groups import Reading, read_contrast
from corpus.inventory_records import InventoryRow
from corpus.store import Store
from tests import factories
from tests.corpus.test_inventory import build


@pytest.fixture
def row(store: Store) -> InventoryRow:
    owner = factories.municipality()
    factories.add_classified(store, factories.document(), owner)
    return build(store, owner).rows[0]


@pytest.mark.parametrize(
    ("own", "own_of", "other", "other_of", "reading"),
    [
        (0, 100, 0, 20, Reading.ABSENT),
        (10, 100, 2, 20, Reading.AGREEMENT),
        (40, 100, 1, 20, Reading.MORE_IN_DOCUMENTS),
        (5, 100, 10, 20, Reading.MORE_IN_TALK),
        (20, 100, 0, 20, Reading.SILENT_TALK),
        (10, 100, 0, 20, Reading.THIN),
        (0, 100, 1, 20, Reading.SILENT_DOCUMENTS),
        (0, 20, 2, 20, Reading.THIN),
    ],
)
def test_silence_is_a_finding_only_where_something_was_to_be_expected(
    row: InventoryRow, own: int, own_of: int, other: int, other_of: int, reading: Reading
) -> None:
    code = factories.codebook().codes[-1]
    one = Contrast(code, (row,) * own, own_of, (row,) * other, other_of)
    assert read_contrast(one, frozenset()) is reading


def test_a_code_that_the_model_never_assigns_tells_nothing_by_silence(row: InventoryRow) -> None:
    code = factories.codebook().codes[-1]
    one = Contrast(code, (), 100, (row,) * 5, 20)
    assert read_contrast(one, frozenset({code.id})) is Reading.UNKNOWN
