from __future__ import annotations

import pytest

from review.nextsteps import Kind, Situation, list_next_steps


@pytest.mark.parametrize(
    ("situation", "kind", "number", "address"),
    [
        (Situation(4, "B", 3, 2, 1, 9), Kind.READ, 3, "/code/batch:4"),
        (Situation(0, "", 0, 2, 1, 9), Kind.SETTLE, 2, "/settle"),
        (Situation(0, "", 0, 0, 1, 9), Kind.RENEW, 1, "/code/outdated:h"),
        (Situation(0, "", 0, 0, 0, 9), Kind.DRAW, 9, "/batches/new"),
        (Situation(0, "", 0, 0, 0, 0), Kind.REST, 0, "/progress"),
    ],
)
def test_what_others_wait_for_comes_first(
    situation: Situation, kind: Kind, number: int, address: str
) -> None:
    step = list_next_steps(situation, "h")[0]
    assert (step.kind, step.number, step.address) == (kind, number, address)


def test_what_waits_besides_is_told_too() -> None:
    steps = list_next_steps(Situation(4, "B", 3, 2, 1, 9), "h")
    assert [(step.kind, step.number) for step in steps] == [(Kind.READ, 3), (Kind.SETTLE, 2), (Kind.RENEW, 1)]
    assert len(list_next_steps(Situation(0, "", 0, 0, 0, 9), "h")) == 1
