from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.export.delimited import guard, unguard
from tests.strategies import swedish_text

cells = st.one_of(swedish_text, st.text("'=+-@\t\rå", max_size=6))


@given(cells)
def test_a_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    guarded = str(guard(text))
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguard(guarded) == text
