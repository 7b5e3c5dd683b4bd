from __future__ import annotations

from corpus.truth import Status, compute_truth
from tests import factories

PASSAGE = factories.passages_of(factories.document(), ["Vi samverkar med regionen."])[0]


def _codings(*codes: str):
    return [factories.coding(PASSAGE, code) for code in codes]


def test_without_people_the_accepted_codings_hold() -> None:
    low = factories.coding(PASSAGE, "partner.university", 0.2)
    truth = compute_truth([*_codings("gate.strategy", "partner.region"), low], [])
    assert (truth.gate, truth.codes, truth.status) == ("gate.strategy", ("partner.region",), Status.MACHINE)


def test_a_persons_no_outweighs_the_machine() -> None:
    truth = compute_truth(
        _codings("gate.strategy", "partner.region"), [factories.judgement(PASSAGE, "partner.region", "no")]
    )
    assert truth.codes == ()
    assert truth.status is Status.REVIEWED
    assert truth.reviewers == ("Anna",)


def test_yes_to_one_gate_code_is_no_to_the_others() -> None:
    truth = compute_truth(_codings("gate.strategy"), [factories.judgement(PASSAGE, "gate.none", "yes")])
    assert truth.gate == "gate.none"


def test_the_last_word_of_a_person_counts() -> None:
    words = [factories.judgement(PASSAGE, "partner.region", verdict) for verdict in ("yes", "no", "yes")]
    assert compute_truth([], words).codes == ("partner.region",)


def test_two_people_who_differ_leave_the_machines_answer_and_a_dispute() -> None:
    words = [
        factories.judgement(PASSAGE, "partner.region", "no", "Anna"),
        factories.judgement(PASSAGE, "partner.region", "yes", "Bo"),
    ]
    truth = compute_truth(_codings("gate.strategy", "partner.region"), words)
    assert truth.codes == ("partner.region",)
    assert truth.status is Status.DISPUTED


def test_unsure_takes_an_earlier_word_back() -> None:
    words = [factories.judgement(PASSAGE, "partner.region", verdict) for verdict in ("no", "unsure")]
    truth = compute_truth(_codings("gate.strategy", "partner.region"), words)
    assert truth.codes == ("partner.region",)
    assert truth.status is Status.MACHINE


def test_a_gate_that_was_changed_and_changed_back_is_the_last_one_said() -> None:
    words = [
        factories.judgement(PASSAGE, f"gate.{code}", "yes")
        for code in ("strategy", "description", "strategy")
    ]
    truth = compute_truth(_codings("gate.none"), words)
    assert (truth.gate, truth.status) == ("gate.strategy", Status.REVIEWED)


def test_two_people_who_choose_different_gates_dispute() -> None:
    words = [
        factories.judgement(PASSAGE, "gate.strategy", "yes", "Anna"),
        factories.judgement(PASSAGE, "gate.none", "yes", "Bo"),
    ]
    truth = compute_truth(_codings("gate.description"), words)
    assert (truth.gate, truth.status) == ("gate.description", Status.DISPUTED)


def test_a_gate_that_one_chose_and_another_denied_is_disputed() -> None:
    words = [
        factories.judgement(PASSAGE, "gate.strategy", "yes", "Anna"),
        factories.judgement(PASSAGE, "gate.strategy", "no", "Bo"),
    ]
    assert compute_truth(_codings("gate.strategy"), words).status is Status.DISPUTED


def test_a_denied_gate_leaves_none() -> None:
    truth = compute_truth(_codings("gate.strategy"), [factories.judgement(PASSAGE, "gate.strategy", "no")])
    assert (truth.gate, truth.status) == ("", Status.REVIEWED)
