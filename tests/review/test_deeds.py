from __future__ import annotations

from corpus.review_records import Act, Batch, BatchItem, Memo, MemoTarget, ReviewerId
from review.deeds import Deed, list_deeds
from tests import factories
from tests.factories import answer
from tests.review.desks import Study

ANNA, BO = ReviewerId("anna"), ReviewerId("bo")


def _tell(study: Study, visitor: ReviewerId) -> list[Deed]:
    with study.desk.reviewing() as reader:
        return list(list_deeds(reader, reader.iter_decisions(None, None, 50), visitor))


def test_an_answer_is_told_by_what_it_changed(study: Study) -> None:
    with study.desk.deciding() as writer:
        factories.add_reviewers(writer, "Anna", "Bo")
        writer.add_answer(answer(study.passages[0], "gate.strategy", "partner.region"))
        writer.add_answer(answer(study.passages[0], "gate.strategy", "partner.university"))
    second, first = (deed.change for deed in _tell(study, ANNA))
    assert first is not None
    assert second is not None
    assert (first.first, first.added) == (True, ("gate.strategy", "partner.region"))
    assert (second.added, second.removed, second.kept) == (
        ("partner.university",),
        ("partner.region",),
        ("gate.strategy",),
    )


def test_undoing_names_what_it_undid_and_memos_have_their_text(study: Study) -> None:
    with study.desk.deciding() as writer:
        factories.add_reviewers(writer, "Anna", "Bo")
        writer.add_memo(Memo(ANNA, MemoTarget.PASSAGE, study.passages[0].id, "Se regel 3"))
        writer.undo(ANNA)
    undone, memo = _tell(study, ANNA)
    assert (undone.decision.act, undone.of) == (Act.UNDO, Act.MEMO)
    assert (memo.quote, memo.decision.undone) == ("Se regel 3", True)


def test_anothers_answer_is_hidden_until_the_passage_is_read(study: Study) -> None:
    with study.desk.deciding() as writer:
        factories.add_reviewers(writer, "Anna", "Bo")
        writer.add_answer(answer(study.passages[0], "gate.strategy"))
        item = BatchItem(0, 0, study.passages[0].id, BO, "random", 0.5, True)
        writer.add_batch(Batch("B", ANNA, 1, {}, True, 0.0), [item])
    [theirs], [mine] = _tell(study, BO), _tell(study, ANNA)
    assert (theirs.hidden, theirs.change) == (True, None)
    assert not mine.hidden
    with study.desk.deciding() as writer:
        writer.add_answer(answer(study.passages[0], "gate.none", by="bo"))
    assert not any(deed.hidden for deed in _tell(study, BO))
