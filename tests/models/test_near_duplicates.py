from __future__ import annotations

import numpy as np

from models.encoders import load_encoder
from models.near_duplicates import Leaders, group_alike

TEXTS = [
    "Kommunen ska samverka med föreningslivet om fritidsaktiviteter för unga.",
    "Avfallstaxan höjs från årsskiftet.",
    "Kommunen ska samverka med föreningslivet om fritidsaktiviteter för unga!",
    "Kommunen ska samverka med regionen om vård av äldre.",
    "Avfallstaxan höjs från årsskiftet.",
]


def test_the_same_sentence_with_another_ending_is_a_near_duplicate_and_another_partner_is_not() -> None:
    assert group_alike(load_encoder().encode(TEXTS)) == (0, 1, 0, 2, 1)


def test_nothing_has_no_groups() -> None:
    assert group_alike(np.zeros((0, 4), dtype=np.float32)) == ()


def test_texts_that_are_alike_to_a_leader_need_not_be_alike_to_each_other() -> None:
    angles = np.array([0.0, 0.2, -0.2, 0.4])
    rows = np.stack((np.cos(angles), np.sin(angles)), axis=1).astype(np.float32)
    assert group_alike(rows) == (0, 0, 0, 1)


def test_many_leaders_find_their_place() -> None:
    leaders = Leaders(40)
    rows = np.eye(40, dtype=np.float32)
    assert [leaders.find(row) for row in rows] == [(n, True) for n in range(40)]
    assert leaders.find(rows[33]) == (33, False)
