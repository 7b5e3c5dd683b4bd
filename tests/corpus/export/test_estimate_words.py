from __future__ import annotations

import pytest

from corpus.export.estimate_words import say_number, say_share
from corpus.export.texts import Texts

SV, EN = Texts("sv"), Texts("en")


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0.0"),
        (1.0, "100.0"),
        (0.12345, "12.3"),
        (0.001, "0.1"),
        (0.00095, "0.1"),
        (0.0009, "0.090"),
        (0.00025, "0.025"),
        (0.0000025, "0.00025"),
        (1e-12, "0.000000"),
    ],
)
def test_small_shares_keep_two_digits_and_others_one_decimal(share: float, text: str) -> None:
    assert say_number(share, EN) == text
    assert say_number(share, SV) == text.replace(".", ",")


def test_the_sign_stands_as_the_language_has_it() -> None:
    assert (say_share(0.5, EN), say_share(0.5, SV)) == ("50.0%", "50,0\N{NO-BREAK SPACE}%")
