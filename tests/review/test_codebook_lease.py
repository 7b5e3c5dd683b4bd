from __future__ import annotations

from corpus.review_records import ReviewerId
from review.codebook_lease import SECONDS, Lease

ANNA, BO = ReviewerId("anna"), ReviewerId("bo")


def test_the_turn_is_one_persons_until_it_is_given_back_or_forgotten() -> None:
    now = [0.0]
    lease = Lease(lambda: now[0])
    assert lease.ask(ANNA) == ANNA
    assert lease.ask(BO) == ANNA
    lease.leave(BO)
    assert lease.ask(BO) == ANNA
    lease.leave(ANNA)
    assert lease.ask(BO) == BO
    now[0] = SECONDS + 1
    assert lease.ask(ANNA) == ANNA


def test_who_uses_the_turn_keeps_it_and_it_can_be_taken_over() -> None:
    now = [0.0]
    lease = Lease(lambda: now[0])
    lease.ask(ANNA)
    now[0] = SECONDS - 1
    lease.ask(ANNA)
    now[0] = SECONDS + 1
    assert lease.ask(BO) == ANNA
    lease.take_over(BO)
    assert lease.ask(ANNA) == BO
