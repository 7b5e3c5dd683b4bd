"""Answers of a team, for tests of what is computed from them."""

from __future__ import annotations

from corpus.records import CodeId, PassageId, Sha256
from corpus.review_records import Answer, ReviewerId
from corpus.team_reader import GivenAnswer
from review.independence import OwnAnswer
from tests import factories

KNOWN = frozenset(code.id for code in factories.codebook().codes)


def own(passage: str, coder: str, *yes: str, unsure: tuple[str, ...] = (), document: str = "d") -> OwnAnswer:
    """A blind answer by the small codebook."""
    codes = (frozenset(map(CodeId, yes)), frozenset(map(CodeId, unsure)))
    return OwnAnswer(PassageId(passage), Sha256(document), "9801", coder, *codes, KNOWN, True, factories.AT)


def given(
    decision: int, passage: str, reviewer: str, *yes: str, minute: int = 0, **changes: object
) -> GivenAnswer:
    """An answer as the store tells of it; `changes` are of `Answer`, or undone, retired and batch."""
    about = {name: changes.pop(name, False) for name in ("undone", "retired")}
    batch = changes.pop("batch", None)
    values: dict[str, object] = {"unsure": (), "shown": None, "codebook": "c", "settles": False} | changes
    answer = Answer(
        PassageId(passage),
        ReviewerId(reviewer),
        tuple(map(CodeId, yes)),
        decision=decision,
        at=f"2026-03-01T08:{minute:02}:00Z",
        **values,  # type: ignore[arg-type]
    )
    return GivenAnswer(answer, document=Sha256("d"), municipality="9801", batch=batch, **about)  # type: ignore[arg-type]
