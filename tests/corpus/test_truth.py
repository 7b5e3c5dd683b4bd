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
