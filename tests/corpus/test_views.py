from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.records import CodeId, Coding, Judgement, PassageId, Verdict
from corpus.review_records import Answer, ReviewerId
from corpus.store import Store
from corpus.truth import compute_truth
from tests import factories

CODES = tuple(code.id for code in factories.codebook().codes)
KNOWN = CODES[:-1]
"""The codes of the second version of the codebook, which lacks one; answers may name it all the same."""
PEOPLE = ("anna", "bo", "cia")
NARROW = replace(
    factories.codebook_version("narrow"), meanings=dict.fromkeys(KNOWN, "a"), reviewer=ReviewerId("anna")
)

codes = st.lists(st.sampled_from(CODES), unique=True, max_size=4).map(tuple)
machine = st.dictionaries(st.sampled_from(CODES), st.tuples(st.floats(0, 1), st.booleans()), max_size=5)
judged = st.tuples(
    st.sampled_from(CODES), st.sampled_from(list(Verdict)), st.sampled_from(PEOPLE), st.booleans()
)
answered = st.tuples(st.sampled_from(PEOPLE), codes, codes, st.booleans(), st.booleans())


@contextmanager
def _study() -> Iterator[tuple[Store, PassageId]]:
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "corpus.db") as store:
        plan = factories.document()
        factories.add_classified(store, plan, factories.municipality())
        with store.deciding() as writer:
            factories.add_reviewers(writer, "Anna", "Bo", "Cia")
            writer.add_codebook_version(NARROW)
        yield store, factories.passages_of(plan, factories.TEXTS)[0].id


def _ask(store: Store, sql: str, *values: object) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(store.path)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(codings=machine, judgements=st.lists(judged, max_size=5), answers=st.lists(answered, max_size=4))
def test_what_the_views_say_holds_is_what_the_program_says(
    codings: dict[CodeId, tuple[float, bool]],
    judgements: list[tuple[CodeId, Verdict, str, bool]],
    answers: list[tuple[str, tuple[CodeId, ...], tuple[CodeId, ...], bool, bool]],
) -> None:
    with _study() as (store, passage):
        plan = factories.document()
        with store.writing() as writer:
            run = writer.start_run("test", "0", "hash")
            made = [Coding(passage, code, score, ok, "newer") for code, (score, ok) in codings.items()]
            writer.add_classification(plan.sha256, "newer", made, [], run)
            for number, (code, verdict, who, settles) in enumerate(judgements):
                at = f"{2020 + 40 * (number % 3)}-03-01T08:15:00Z"  # before, and long after, all answers
                writer.add_judgement(Judgement(passage, code, verdict, who, at, None, "0", "", settles))
        with store.deciding() as deciding:
            for who, yes, unsure, settles, narrow in answers:
                version = NARROW.hash if narrow else factories.codebook_version().hash
                given_answer = Answer(passage, ReviewerId(who), yes, unsure, None, version, settles=settles)
                deciding.add_answer(given_answer)
        with store.reading() as reader:
            said = [one for one in reader.iter_judgements(plan.sha256) if one.passage == passage]
        truth = compute_truth(made, said)
        ((gate, status, score, reviewers),) = _ask(
            store, "SELECT gate, status, score, reviewers FROM passage_truth WHERE passage = ?", passage
        )
        held = _ask(store, "SELECT code FROM passage_codes WHERE passage = ? ORDER BY code", passage)
        assert gate == truth.gate
        assert status == truth.status
        assert abs(float(str(score)) - truth.score) < 1e-9
        assert tuple(json.loads(str(reviewers))) == truth.reviewers
        assert tuple(code for (code,) in held) == truth.codes
