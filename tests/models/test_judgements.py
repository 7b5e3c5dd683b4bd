from __future__ import annotations

from corpus.records import CodeId, Judgement, Passage, PassageId, PassageKind, Sha256, Verdict, passage_id
from models.judgements import (
    as_targets,
    certain_codes,
    count_positives,
    groups_of,
    judge_document,
    weigh_judgements,
)

STRATEGY, INTERNAL = CodeId("gate.strategy"), CodeId("gate.internal")
REGION, STATE = CodeId("partner.region"), CodeId("partner.state")
DOCUMENT = Sha256("d" * 64)


def passage(number: int, text: str = "Vi ska samverka.") -> Passage:
    name = passage_id(DOCUMENT, number, number + len(text), text)
    return Passage(
        name, DOCUMENT, number, number, number + len(text), 1, 1, PassageKind.PARAGRAPH, ("Mål",), (), text
    )


ONE = passage(1)


def word(
    reviewer: str, code: CodeId, verdict: str = "yes", of: PassageId = ONE.id, *, settles: bool = False
) -> Judgement:
    return Judgement(of, code, Verdict(verdict), reviewer, "2026-01-01T00:00:00Z", None, "h", "", settles)


def test_coders_who_differ_give_a_share() -> None:
    target = weigh_judgements([word("anna", REGION), word("bo", REGION, "no"), word("bo", STATE)])[ONE.id]
    assert target.codes == {REGION: 0.5, STATE: 1.0}
    assert certain_codes(target) == ({STATE}, {STATE})


def test_the_last_word_counts_and_unsure_is_no_word() -> None:
    target = weigh_judgements(
        [word("anna", REGION, "no"), word("anna", REGION), word("anna", STATE, "unsure")]
    )
    assert target[ONE.id].codes == {REGION: 1.0}


def test_unsure_takes_an_earlier_choice_of_gate_back() -> None:
    target = weigh_judgements([word("anna", STRATEGY), word("anna", STRATEGY, "unsure")])[ONE.id]
    assert target.gate is None


def test_the_gate_is_one_question() -> None:
    target = weigh_judgements([word("anna", STRATEGY), word("anna", INTERNAL), word("bo", STRATEGY)])[ONE.id]
    assert target.gate == (0.5, 0.0, 0.5, 0.0)
    assert certain_codes(target) == (frozenset(), frozenset())


def test_a_whole_answer_in_any_order_of_codes_keeps_its_gate() -> None:
    words = [word("anna", STRATEGY), word("anna", CodeId("gate.none"), "no"), word("anna", INTERNAL, "no")]
    assert weigh_judgements(words)[ONE.id].gate == (1.0, 0.0, 0.0, 0.0)
    assert weigh_judgements(words[::-1])[ONE.id].gate == (1.0, 0.0, 0.0, 0.0)


def test_who_settles_outweighs_the_others() -> None:
    words = [word("anna", REGION), word("bo", REGION), word("cilla", REGION, "no", settles=True)]
    assert weigh_judgements(words)[ONE.id].codes == {REGION: 0.0}
    gates = [word("anna", STRATEGY), word("cilla", INTERNAL, settles=True)]
    assert weigh_judgements(gates)[ONE.id].gate == (0.0, 0.0, 1.0, 0.0)


def test_what_was_judged_on_the_gate_alone_says_nothing_of_other_codes() -> None:
    judged = judge_document([ONE], [word("anna", STRATEGY)], "Sjöbacka")
    targets = as_targets(judged, [REGION, STATE])
    assert targets.gates.tolist() == [[1, 0, 0, 0]]
    assert targets.known.sum() == 0


def test_a_head_learns_from_a_passage_as_far_as_people_hold_it_external() -> None:
    words = [word("anna", STRATEGY), word("bo", INTERNAL), word("anna", REGION), word("bo", REGION, "no")]
    targets = as_targets(judge_document([ONE], words, "Sjöbacka"), [REGION, STATE])
    assert targets.known.tolist() == [[0.5, 0.0]]
    assert targets.shares.tolist() == [[0.5, 0.0]]


def test_a_passage_that_is_no_longer_there_is_left_out_and_the_context_is_kept() -> None:
    two = passage(100, "Det gäller även regionen.")
    judged = judge_document(
        [ONE, two], [word("anna", STRATEGY, of=two.id), word("bo", STATE, of=PassageId("gone"))], "x"
    )
    assert [one.passage for one in judged] == [two.id]
    assert judged[0].context.previous == ONE.text


def test_a_passage_of_which_everybody_is_unsure_teaches_nothing() -> None:
    assert judge_document([ONE], [word("anna", REGION, "unsure")], "x") == ()


def test_a_passage_knows_the_probability_with_which_chance_drew_it() -> None:
    two = passage(100, "Det gäller även regionen.")
    words = [word("anna", STRATEGY), word("anna", STRATEGY, of=two.id)]
    judged = judge_document([ONE, two], words, "x", {two.id: 0.25})
    assert [one.chance for one in judged] == [None, 0.25]


def test_positives_are_counted_by_what_most_say() -> None:
    words = [word("anna", STRATEGY), word("anna", REGION), word("bo", REGION), word("cilla", REGION, "no")]
    assert count_positives(judge_document([ONE], words, "x")) == {STRATEGY: 1, REGION: 1}


def test_groups_are_municipalities_or_documents_where_there_is_one_municipality() -> None:
    (mine,) = judge_document([ONE], [word("anna", STRATEGY)], "Sjöbacka")
    (other,) = judge_document([ONE], [word("anna", STRATEGY)], "Havsnäs")
    assert groups_of([mine, other]) == ("Sjöbacka", "Havsnäs")
    assert groups_of([mine]) == (DOCUMENT,)
