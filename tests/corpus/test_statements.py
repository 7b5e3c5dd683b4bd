from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.answers import expand_answer
from corpus.inventory_records import Statement
from corpus.records import CodeId, Mention
from corpus.review_records import Answer, ReviewerId
from corpus.statements import expand_answers, find_partner_name, read_statements
from corpus.store import Store
from corpus.truth import compute_truth, find_refused
from tests import factories
from tests.factories import AT, CODER

PLAN = factories.document()
PASSAGES = factories.passages_of(PLAN, factories.TEXTS)
CODES = tuple(code.id for code in factories.codebook().codes)


def read(store: Store) -> list[Statement]:
    with store.reading() as reader:
        documents = {one.sha256: one for one in reader.iter_documents()}
        return read_statements(reader, documents, CODER).get(PLAN.sha256, [])


@pytest.fixture
def answering(store: Store) -> Store:
    factories.add_classified(store, PLAN, factories.municipality())
    with store.deciding() as writer:
        factories.add_reviewers(writer, "Anna", "Bo")
    return store


def say(store: Store, place: int, *yes: str, by: str = "anna", **changes: object) -> None:
    with store.deciding() as writer:
        writer.add_answer(factories.answer(PASSAGES[place], *yes, by=by, **changes))


def test_a_named_partner_of_a_type_that_a_person_refused_is_dropped(answering: Store) -> None:
    assert [[one.name for one in said.named] for said in read(answering)] == [["Högskolan i Sjöbacka"], []]
    say(answering, 0, "gate.strategy", "partner.region")
    first = read(answering)[0]
    assert first.named == ()
    assert first.truth.codes == ("partner.region",)


def test_a_type_that_a_person_added_stays_beside_the_names(answering: Store) -> None:
    say(answering, 0, "gate.strategy", "partner.region", "partner.university")
    first = read(answering)[0]
    assert [one.type for one in first.named] == ["partner.university"]
    assert first.truth.codes == ("partner.region", "partner.university")


def test_a_name_stays_while_people_differ_on_its_type(answering: Store) -> None:
    say(answering, 0, "gate.strategy", "partner.university")
    say(answering, 0, "gate.strategy", by="bo")
    first = read(answering)[0]
    assert [one.name for one in first.named] == ["Högskolan i Sjöbacka"]
    assert first.truth.status == "disputed"


def test_the_last_word_is_visible_as_machine_reviewed_disputed_or_adjudicated(answering: Store) -> None:
    say(answering, 0, "gate.strategy")
    assert [one.truth.status for one in read(answering)] == ["reviewed", "machine"]
    say(answering, 0, "gate.description", by="bo")
    assert [one.truth.status for one in read(answering)] == ["disputed", "machine"]
    say(answering, 0, "gate.strategy", by="bo", settles=True)
    first = read(answering)[0]
    assert (first.truth.status, first.truth.reviewers) == ("adjudicated", ("bo",))


def test_a_passage_that_only_a_person_takes_to_be_external_is_a_statement(answering: Store) -> None:
    say(answering, 2, "gate.description", "partner.region")
    assert [one.passage.text for one in read(answering)] == list(factories.TEXTS)
    say(answering, 2, "gate.none")
    assert [one.passage.text for one in read(answering)] == list(factories.TEXTS[:2])


_SETS = st.lists(st.sampled_from(CODES), max_size=3, unique=True)


@given(
    machine=_SETS,
    said=st.lists(st.tuples(st.sampled_from(["anna", "bo"]), _SETS, _SETS, st.booleans()), max_size=4),
)
def test_leaving_out_what_nobody_named_changes_nothing(
    machine: list[CodeId], said: list[tuple[str, list[CodeId], list[CodeId], bool]]
) -> None:
    codings = [factories.coding(PASSAGES[0], code) for code in machine]
    answers = [
        Answer(
            PASSAGES[0].id, ReviewerId(by), tuple(yes), tuple(unsure), None, "book", settles=settles, at=AT
        )
        for by, yes, unsure, settles in said
    ]
    about = {coding.code for coding in codings}
    few = expand_answers(answers, {"book": CODES}, about)
    all_words = [word for answer in answers for word in expand_answer(answer, CODES)]
    assert compute_truth(codings, few) == compute_truth(codings, all_words)
    assert find_refused(few) & about == find_refused(all_words) & about


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Region Vassmark", "Region Vassmark"),
        ("Ekshults kommun", "Ekshults kommun"),
        ("Gemensam nämnd", None),
        ("Kommunerna", None),
        ("näringslivet", None),
    ],
)
def test_an_actor_that_no_list_has_is_named_when_the_text_names_it(text: str, name: str | None) -> None:
    passage = factories.passages_of(factories.document(), [text])[0]
    mention = Mention(passage.id, 0, len(text), text, None, CodeId("partner.region"))
    assert find_partner_name(mention, {}) == name
