from __future__ import annotations

import pytest

from review.nextsteps import Kind, Situation, find_next_step


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
    step = find_next_step(situation, "h")
    assert (step.kind, step.number, step.address) == (kind, number, address)
