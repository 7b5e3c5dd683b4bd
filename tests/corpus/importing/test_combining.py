"""Codings of single codes as whole answers."""

from __future__ import annotations

from corpus.importing.combining import Combined, Heaps, Rules
from corpus.importing.loss import Item, Reason, What
from corpus.importing.marks import Given
from corpus.importing.people import People
from corpus.records import CodeId
from corpus.refi.guids import guid_of
from corpus.refi.records import Guid
from corpus.refi.remarks import AnswerRest, Circumstances, Remark
from corpus.review_records import ReviewerId
from tests.factories import codebook, document, passages_of

PASSAGE = passages_of(document(), ["Vi ska samverka."])[0]
ANNA = Guid("anna-guid")
ALL = frozenset(code.id for code in codebook().codes)
NOTE = guid_of("note", 1)


def heaps(offered: frozenset[CodeId] = ALL, remark: Remark | None = None) -> Heaps:
    remarks = {} if remark is None else {NOTE: remark}
    rules = Rules(codebook(), offered, remarks, frozenset({"e" * 64}))
    return Heaps(rules, People(users={ANNA: ReviewerId("anna")}))


def add(to: Heaps, *codes: str, at: str = "", notes: tuple[Guid, ...] = ()) -> Combined:
    for code in codes:
        item = Item(What.CODING, Reason.TAKEN, code)
        to.add(Given(PASSAGE, CodeId(code), ANNA, at, notes, item))
    (combined,) = to.combine()
    return combined


def test_what_could_have_been_given_and_was_not_is_a_no() -> None:
    answer = add(heaps(), "gate.strategy", "partner.region").answer
    assert answer.yes == ("gate.strategy", "partner.region")
    assert answer.unsure == ()
    assert answer.shown is None


def test_what_the_files_codebook_lacks_and_a_gate_that_nobody_coded_are_unsure() -> None:
    offered = ALL - {CodeId("purpose.quality")}
    gate = {"gate.strategy", "gate.description", "gate.internal", "gate.none"}
    answer = add(heaps(offered), "partner.region").answer
    assert set(answer.unsure) == gate | {"purpose.quality"}


def test_a_chosen_gate_is_a_no_to_the_others_also_where_the_file_lacks_them() -> None:
    answer = add(heaps(frozenset({CodeId("gate.strategy")})), "gate.strategy").answer
    assert not any(code.startswith("gate.") for code in answer.unsure)


def test_of_two_gates_the_first_of_the_codebook_holds_and_the_other_is_told_lost() -> None:
    combined = add(heaps(), "gate.description", "gate.strategy")
    assert combined.answer.yes == ("gate.strategy",)
    assert [item.reason for item in combined.items] == [Reason.ONE_ONLY, Reason.TAKEN]


def test_the_same_code_twice_is_one_and_the_last_time_holds() -> None:
    both = heaps()
    add(both, "gate.strategy", at="2026-01-02T00:00:00Z")
    combined = add(both, "gate.strategy", at="2026-01-01T00:00:00Z")
    assert combined.answer.yes == ("gate.strategy",)
    assert combined.made == "2026-01-02T00:00:00Z"
    assert [item.reason for item in combined.items] == [Reason.TAKEN, Reason.REPEATED]


def test_our_own_notes_tell_what_was_unsure_seen_and_noted() -> None:
    way = Circumstances("model", "e" * 64, settles=True)
    remark = Remark(way, AnswerRest((CodeId("purpose.quality"),), "Se §3"))
    own = heaps(remark=remark)
    own.add_rest(PASSAGE.id, ReviewerId("anna"), NOTE, "2026-01-03T00:00:00Z")
    combined = add(own, "gate.strategy")
    answer = combined.answer
    assert (answer.unsure, answer.note, answer.shown) == (("purpose.quality",), "Se §3", "model")
    assert (answer.settles, answer.codebook) == (True, "e" * 64)
    assert combined.notes == {NOTE}


def test_an_answer_by_a_codebook_that_the_study_never_had_is_by_the_current_one() -> None:
    own = heaps(remark=Remark(Circumstances(None, "f" * 64, settles=False)))
    assert add(own, "gate.strategy", notes=(NOTE,)).answer.codebook == codebook().hash
