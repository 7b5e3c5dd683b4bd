"""Hypothesis strategies that several packages' tests share."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

# Everything that can stand in a document's text: no surrogates, and NFC as the records promise.
swedish_text = st.text(
    st.one_of(
        st.sampled_from("abcdefghijklmnopqrstuvwxyzåäöéüÅÄÖ -–,.0123456789§\n"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=120,
).map(lambda text: unicodedata.normalize("NFC", text))
