from __future__ import annotations

import pytest

from corpus.records import CodeId, Coding, Judgement, PassageId, Sha256, Verdict
from models.codebook import DEFAULT_CODEBOOK, load_codebook
from models.readings import (
    Reading,
    choice_units,
    code_units,
    confusion_pairs,
    read_codings,
    read_judgements,
    report_agreement,
    set_units,
)

STRATEGY, DESCRIPTION, INTERNAL, NONE = (
    CodeId(f"gate.{name}") for name in ("strategy", "description", "internal", "none")
)
REGION, STATE, BUSINESS = (CodeId(f"partner.{name}") for name in ("region", "state", "business"))
DOCUMENT = Sha256("d" * 64)


def passage(number: int) -> PassageId:
    return PassageId(f"{number:032x}")


def said(reviewer: str, code: CodeId, verdict: Verdict = Verdict.YES, *, settles: bool = False) -> Judgement:
    return Judgement(passage(1), code, verdict, reviewer, "2026-01-01T00:00:00Z", None, "h", "", settles)


def reading(number: int, coder: str, *yes: CodeId) -> Reading:
    everything = frozenset((STRATEGY, DESCRIPTION, INTERNAL, NONE, REGION, STATE, BUSINESS))
    return Reading(passage(number), DOCUMENT, coder, frozenset(yes), everything - frozenset(yes))


def test_the_last_word_counts_and_unsure_takes_it_back() -> None:
    judgements = [
        said("anna", REGION),
        said("anna", STATE),
        said("anna", REGION, Verdict.NO),
        said("anna", STATE, Verdict.UNSURE),
    ]
    (found,) = read_judgements(judgements, {passage(1): DOCUMENT})
    assert (found.yes, found.no) == (frozenset(), {REGION})


def test_a_yes_to_one_gate_is_a_no_to_the_others_that_were_answered() -> None:
    judgements = [said("anna", STRATEGY), said("anna", INTERNAL)]
    (found,) = read_judgements(judgements, {passage(1): DOCUMENT})
    assert (found.yes, found.no) == ({INTERNAL}, {STRATEGY})


def test_who_settles_is_not_compared_with_those_whose_words_were_read() -> None:
    judgements = [said("anna", REGION), said("bo", REGION, Verdict.NO), said("cilla", REGION, settles=True)]
    assert [one.coder for one in read_judgements(judgements, {passage(1): DOCUMENT})] == ["anna", "bo"]


def test_the_model_is_a_coder_that_refuses_all_it_did_not_accept() -> None:
    codings = [Coding(passage(1), REGION, 0.9, True, "m-1"), Coding(passage(1), STATE, 0.3, False, "m-1")]
    where = {passage(1): DOCUMENT, passage(2): DOCUMENT}
    first, second = read_codings(codings, where, where, [REGION, STATE])
    assert (first.coder, first.yes, first.no) == ("m-1", {REGION}, {STATE})
    assert second.no == {REGION, STATE}
    with pytest.raises(ValueError, match="one model"):
        read_codings([*codings, Coding(passage(2), STATE, 0.9, True, "m-2")], where, where, [STATE])


def test_units_hold_only_who_answered() -> None:
    unsure = Reading(passage(1), DOCUMENT, "bo", frozenset({STRATEGY}), frozenset({REGION}))
    readings = [reading(1, "anna", STRATEGY, STATE), unsure]
    assert dict(code_units(readings, STATE)[0].answers) == {"anna": "yes"}
    assert dict(set_units(readings, [REGION, STATE])[0].answers) == {"anna": frozenset({STATE})}
    assert dict(choice_units(readings, [STRATEGY, INTERNAL])[0].answers) == {"anna": STRATEGY, "bo": STRATEGY}


def test_swapped_codes_are_counted_within_their_dimension_the_most_frequent_first() -> None:
    readings = [
        reading(1, "anna", STRATEGY, REGION),
        reading(1, "bo", STRATEGY, STATE),
        reading(2, "anna", STRATEGY, STATE),
        reading(2, "bo", DESCRIPTION, REGION),
        reading(3, "anna", STRATEGY, REGION),
        reading(3, "bo", STRATEGY, REGION, STATE),
    ]
    first, second = confusion_pairs(readings)
    assert (first.first, first.second, first.count) == (REGION, STATE, 2)
    assert first.passages == (passage(1), passage(2))
    assert (second.first, second.second, second.count) == (DESCRIPTION, STRATEGY, 1)


def test_the_report_has_codes_that_were_given_and_every_dimension() -> None:
    readings = [
        reading(n, coder, *((STRATEGY, REGION) if n % 2 else (NONE,)))
        for n in range(10)
        for coder in ("anna", "bo")
    ]
    report = report_agreement([*readings, reading(11, "anna", STATE)], load_codebook(DEFAULT_CODEBOOK))
    assert set(report.codes) == {STRATEGY, NONE, REGION, STATE}
    assert report.codes[REGION].alpha.value == 1
    assert report.codes[STATE].alpha.value is None
    assert report.dimensions["gate"].kappa.value == 1
    assert report.dimensions["partner"].alpha.value == 1
    assert report.overall.units == 10
    assert report.confusions == ()
