from __future__ import annotations

import pytest

from corpus.counts import plural


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 documents"), (1, "1 document"), (2, "2 documents"), (1234, "1,234 documents")]
)
def test_counts_agree_with_their_noun(number: int, text: str) -> None:
    assert plural(number, "document") == text


def test_an_irregular_plural_is_given() -> None:
    assert plural(2, "municipality", "municipalities") == "2 municipalities"
