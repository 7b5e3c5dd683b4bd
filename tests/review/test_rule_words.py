from __future__ import annotations

from models.codebook import DEFAULT_CODEBOOK, load_codebook
from review.language import Words, load_catalogues
from review.rule_words import name_codes, tell_rule
from tests import factories

BOOK = factories.codebook()
SWEDISH = Words("sv", load_catalogues()["sv"])


def test_ids_of_codes_and_dimensions_give_way_to_names() -> None:
    told = name_codes("Bidrag är gate.none, inte `partner.*`; se kap. 3 och x.y.", BOOK, SWEDISH)
    assert told == "Bidrag är ”Ej samverkan”, inte ”Partner”; se kap. 3 och x.y."


def test_a_rule_is_told_in_words() -> None:
    rule = ("gate.strategy or gate.description", "at least one partner.* (else partner.region)")
    assert tell_rule(rule, BOOK, SWEDISH) == (
        "”Strategi” eller ”Beskrivning”",
        "något under ”Partner” (annars ”Region”)",
    )


def test_english_has_its_own_quotation_marks() -> None:
    english = Words("en", load_catalogues()["en"])
    name = next(code.en for code in BOOK.codes if code.id == "gate.none")
    assert name_codes("gate.none", BOOK, english) == f"“{name}”"


def test_every_rule_of_the_shipped_codebook_can_be_told() -> None:
    book = load_codebook(DEFAULT_CODEBOOK)
    told = [" ".join(tell_rule(rule, book, SWEDISH)) for rule in book.rules]
    assert len(told) == len(book.rules) > 0
    assert not [text for text in told if ".*" in text or "least" in text]
