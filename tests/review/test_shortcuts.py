from __future__ import annotations

from models.codebook import DEFAULT_CODEBOOK, load_codebook
from review.shortcuts import ACTIONS, assign_keys, find_clashes


def test_every_code_has_keys_of_its_own_and_none_begins_as_an_action() -> None:
    codebook = load_codebook(DEFAULT_CODEBOOK)
    keys = assign_keys(codebook, {})
    assert len(keys.codes) == len(codebook.codes)
    assert len(set(keys.codes.values())) == len(codebook.codes)
    assert all(1 <= len(key) <= 2 for key in keys.codes.values())
    taken = {key for key, _ in ACTIONS.values()}
    assert not {key[0] for key in keys.codes.values()} & taken


def test_the_gate_has_the_digits() -> None:
    keys = assign_keys(load_codebook(DEFAULT_CODEBOOK), {})
    assert [keys.codes[code.id] for code in load_codebook(DEFAULT_CODEBOOK).dimensions[0].codes] == list(
        "1234"
    )


def test_own_keys_push_the_dimensions_aside() -> None:
    keys = assign_keys(load_codebook(DEFAULT_CODEBOOK), {"keys": '{"memo": "p"}', "shortcuts": "off"})
    assert keys.actions["memo"] == "p"
    assert "p" not in keys.dimensions.values()
    assert not keys.enabled


def test_two_actions_on_one_key_clash() -> None:
    assert find_clashes({"undo": "z", "redo": "z", "next": "j"}) == ("z",)
    assert find_clashes({"undo": "zz"}) == ("zz",)
    assert find_clashes({action: key for action, (key, _) in ACTIONS.items()}) == ()
