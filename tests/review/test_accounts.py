from __future__ import annotations

from dataclasses import replace

import pytest

from review.accounts import (
    FIRST_WAIT,
    FREE_TRIES,
    LONGEST_WAIT,
    Brake,
    find_invited,
    find_weakness,
    hash_password,
    is_password,
    list_without_password,
    make_link,
)
from tests import factories

ANNA = factories.reviewer("Anna")


def test_only_the_right_password_of_an_active_person_opens() -> None:
    anna = replace(ANNA, password=hash_password("häst batteri klammer"))
    assert is_password(anna, "häst batteri klammer")
    assert not is_password(anna, "häst batteri klamme")
    assert not is_password(replace(anna, active=False), "häst batteri klammer")
    assert not is_password(ANNA, "")
    assert not is_password(None, "häst batteri klammer")


def test_a_hash_does_not_hold_the_password_and_differs_each_time() -> None:
    first, second = hash_password("häst batteri klammer"), hash_password("häst batteri klammer")
    assert first != second
    assert first.startswith("$argon2id$")


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        ("kort", "short"),
        ("x" * 201, "long"),
        ("Anna AndersSon", "name"),
        ("anna andersson123", "name"),
        ("tre ord räcker", ""),
    ],
)
def test_weak_passwords_are_named(password: str, weakness: str) -> None:
    assert find_weakness(password, "Anna Andersson") == weakness


def test_a_link_is_kept_as_a_hash_and_finds_its_active_person() -> None:
    secret, kept = make_link()
    assert secret not in kept
    anna = replace(ANNA, invite=kept)
    assert find_invited([factories.reviewer("Bo"), anna], secret) == anna
    assert find_invited([anna], secret + "x") is None
    assert find_invited([ANNA], "") is None
    assert find_invited([replace(anna, active=False)], secret) is None


def test_those_without_a_password_are_listed_unless_they_rest() -> None:
    resting = replace(factories.reviewer("Bo"), active=False)
    assert list_without_password([ANNA, resting, replace(ANNA, password="x")]) == (ANNA,)


def test_waiting_begins_after_the_free_tries_and_doubles() -> None:
    now = [0.0]
    brake = Brake(clock=lambda: now[0])
    for _ in range(FREE_TRIES):
        assert brake.seconds_left("anna") == 0
        brake.note_failure("anna")
    assert brake.seconds_left("anna") == FIRST_WAIT
    assert brake.seconds_left("bo") == 0
    now[0] += FIRST_WAIT
    assert brake.seconds_left("anna") == 0
    brake.note_failure("anna")
    assert brake.seconds_left("anna") == 2 * FIRST_WAIT
    for _ in range(50):
        brake.note_failure("anna")
    assert brake.seconds_left("anna") == LONGEST_WAIT
    brake.forget("anna")
    assert brake.seconds_left("anna") == 0
