"""Keys: which action each key does, and one or two keys for every code of the codebook.

A code's keys are its dimension's letter and a letter of its own; the codes of the gate have the digits. All
letters come from the Swedish names whatever the language shown, so that what fingers learn stays.
"""

from __future__ import annotations

import json
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from corpus.records import Codebook, CodeId, Dimension
from models.codebook import GATE
from review.language import N_

ACTIONS: Final = {
    "accept": ("Enter", N_("Save and go on")),
    "unsure": ("u", N_("Unsure: then the keys of a code")),
    "note": ("n", N_("Write a note to the answer")),
    "memo": ("m", N_("Write a memo")),
    "undo": ("z", N_("Undo")),
    "redo": ("y", N_("Redo")),
    "next": ("j", N_("Next without deciding")),
    "previous": ("k", N_("Previous")),
    "search": ("/", N_("Search among the codes")),
    "help": ("?", N_("Show the keys")),
    "zoom_in": ("+", N_("Enlarge the page")),
    "zoom_out": ("-", N_("Shrink the page")),
    "zoom_fit": ("0", N_("Fit the page")),
}
"""Each action with its key at first and what it does. Space also saves, arrows also go on and back."""

_FOLDED: Final = str.maketrans("åäöéü", "aaoeu")
_GATE_KEYS: Final = "123456789"


@dataclass(frozen=True, slots=True)
class Shortcuts:
    """The keys of one person. `enabled` is False where single keys are switched off (WCAG 2.1.4)."""

    enabled: bool
    actions: Mapping[str, str]
    dimensions: Mapping[str, str]
    codes: Mapping[CodeId, str]


def assign_keys(codebook: Codebook, settings: Mapping[str, str]) -> Shortcuts:
    """The keys for a codebook with a person's own changes. Depends on nothing else."""
    own: dict[str, str] = json.loads(settings.get("keys", "{}"))
    actions = {action: own.get(action, key) for action, (key, _) in ACTIONS.items()}
    taken = {key for key in actions.values() if len(key) == 1}
    dimensions: dict[str, str] = {}
    codes: dict[CodeId, str] = {}
    for dimension in codebook.dimensions:
        if dimension.id == GATE:
            codes |= {code.id: key for code, key in zip(dimension.codes, _GATE_KEYS, strict=False)}
            continue
        letter = _choose_letter((dimension.sv, dimension.id), taken)
        taken.add(letter)
        dimensions[dimension.id] = letter
        codes |= _assign_codes(dimension, letter)
    return Shortcuts(settings.get("shortcuts", "on") == "on", actions, dimensions, codes)


def _assign_codes(dimension: Dimension, letter: str) -> dict[CodeId, str]:
    taken: set[str] = set()
    keys: dict[CodeId, str] = {}
    for code in dimension.codes:
        own = _choose_letter((code.sv, code.id.partition(".")[2]), taken)
        taken.add(own)
        keys[code.id] = letter + own
    return keys


def _choose_letter(names: Iterable[str], taken: set[str]) -> str:
    """The first free letter of the names, else of the alphabet; "" when none is left."""
    wanted = "".join(names).lower().translate(_FOLDED) + string.ascii_lowercase + string.digits
    return next((sign for sign in wanted if sign in _KEYS and sign not in taken), "")


_KEYS: Final = frozenset(string.ascii_lowercase + string.digits)


def find_clashes(actions: Mapping[str, str]) -> tuple[str, ...]:
    """Keys that two actions want, or that no keyboard has as one key."""
    keys = list(actions.values())
    named = ("Enter", "Escape", "Delete", "Insert", "Home", "End", "PageUp", "PageDown")
    odd = {key for key in keys if len(key) != 1 and key not in named}
    return tuple(sorted(odd | {key for key in keys if keys.count(key) > 1}))
