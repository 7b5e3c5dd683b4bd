from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import CodeId
from models.codebook import DEFAULT_CODEBOOK, load_codebook
from models.rules import RuleError, compile_rules, enforce, parse_rule

RULES = compile_rules(load_codebook(DEFAULT_CODEBOOK))
CODES = tuple(code.id for code in load_codebook(DEFAULT_CODEBOOK).codes)
GATES = tuple(code for code in CODES if code.startswith("gate."))


def enforced(*codes: str, **scores: float) -> set[str]:
    likely = {CodeId(name.replace("__", ".")): score for name, score in scores.items()}
    return set(enforce(RULES, [CodeId(code) for code in codes], likely))


def test_internal_coordination_stands_alone() -> None:
    assert enforced("gate.internal", "partner.region", "form.network") == {"gate.internal"}


def test_outside_collaboration_without_partner_or_form_gets_the_unspecified_ones() -> None:
    assert enforced("gate.strategy") == {"gate.strategy", "partner.unspecified", "form.unspecified"}


def test_an_unspecified_partner_gives_way_to_a_named_one() -> None:
    kept = enforced("gate.description", "partner.unspecified", "partner.state", "form.forum")
    assert kept == {"gate.description", "partner.state", "form.forum"}


def test_a_joint_body_brings_the_likeliest_partner_behind_it() -> None:
    kept = enforced(
        "gate.strategy", "partner.joint_body", "form.contract", partner__region=0.2, partner__municipality=0.4
    )
    assert "partner.municipality" in kept
    assert "partner.region" not in kept


def test_a_code_that_gives_way_is_never_chosen_to_fulfil_a_rule() -> None:
    kept = enforced(
        "gate.strategy", "partner.joint_body", partner__unspecified=0.9, partner__municipality=0.1
    )
    assert kept == {"gate.strategy", "partner.joint_body", "partner.municipality", "form.unspecified"}


def test_a_federation_needs_a_municipality_or_a_region() -> None:
    kept = enforced(
        "gate.strategy", "form.federation", "partner.state", partner__region=0.3, partner__municipality=0.1
    )
    assert kept == {"gate.strategy", "form.federation", "partner.state", "partner.region"}


def test_finsam_brings_the_region_and_the_state() -> None:
    assert {"partner.region", "partner.state"} <= enforced("gate.strategy", "form.finsam")


@given(st.sampled_from(GATES), st.sets(st.sampled_from([c for c in CODES if c not in GATES]), max_size=12))
def test_enforcing_twice_changes_nothing_and_every_rule_then_holds(gate: CodeId, codes: set[CodeId]) -> None:
    scores = {code: 0.5 for code in CODES if code not in GATES}
    once = enforce(RULES, {gate, *codes}, scores)
    assert enforce(RULES, once, scores) == once
    partners = {code for code in once if code.startswith("partner.")}
    if gate in ("gate.internal", "gate.none"):
        assert once == {gate}
    else:
        assert partners
        assert partners == {"partner.unspecified"} or "partner.unspecified" not in partners
        assert partners != {"partner.joint_body"}


@pytest.mark.parametrize(
    ("condition", "consequence"),
    [("gate.none and gate.internal", "no other code"), ("gate.none", "no code"), ("", "no other code")],
)
def test_a_rule_of_another_form_is_refused(condition: str, consequence: str) -> None:
    with pytest.raises(RuleError, match="write"):
        parse_rule(condition, consequence)
