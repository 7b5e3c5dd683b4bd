"""Language features of a passage: hand-made, named numbers that tell collaboration from its look-alikes.

After the features that carried in the measurements behind the design: collaboration stems and weaker
phrases, typed outside actors, both in one sentence or close together, own units close to the
collaboration word, false friends, modality against past and present, negation, headings, length.
Counts are log(1 + n), so that length does not drown the rest.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from corpus.records import PassageKind
from models.analysis import Analysed, AnalysedContext, load_lexicon

PARTNERS: Final = tuple(
    f"partner.{name}"
    for name in [
        "municipality",
        "region",
        "state",
        "business",
        "civil_society",
        "university",
        "education",
        "association",
        "international",
        "joint_body",
        "unspecified",
    ]
)
"""The partner types that the gazetteer knows; the features are tied to these, not to a codebook."""

_SIGNS: Final = frozenset(
    {"collaboration", "with", "together", "form", "network", "membership", "joint_project"}
)
"""Categories that can make an actor in the same sentence a partner."""
_STRONG: Final = frozenset({"collaboration", "with", "form"})
_TONES: Final = ("will", "change", "plan", "past", "present", "negation", "law", "money", "source")
_FALSE: Final = [
    "internal",
    "union",
    "pedagogic",
    "procurement",
    "supervision",
    "consultation",
    "citizens",
    "case",
    "technical",
    "crisis",
]
_IN_HEADING: Final = (
    "collaboration",
    "form",
    "network",
    "agreement",
    "plan",
    "difficulty",
    "money",
    "past",
    *_FALSE,
)
_IN_PREVIOUS: Final = ("collaboration", "with", "form", "network", "agreement", "will", "past", *_FALSE)
_NEAR: Final = 12
"""Words: about 80 code points, the nearer of the two windows that carried."""


@functools.cache
def feature_names() -> tuple[str, ...]:
    """The names of the features, in the order of `features_of`."""
    empty = AnalysedContext(*(_nothing(),) * 3, kind=PassageKind.PARAGRAPH)
    return tuple(_compute(empty))


@functools.cache
def _nothing() -> Analysed:
    return Analysed("", (), (), (), (), (), ())


def features_of(contexts: Sequence[AnalysedContext]) -> npt.NDArray[np.float32]:
    """One row per passage, one column per name of `feature_names`."""
    rows = np.zeros((len(contexts), len(feature_names())), dtype=np.float32)
    for row, context in zip(rows, contexts, strict=True):
        row[:] = list(_compute(context).values())
    return rows


def _compute(context: AnalysedContext) -> dict[str, float]:
    values: dict[str, float] = {}
    values.update(_shape(context))
    values.update(_counts(context.text, "text", tuple(load_lexicon())))
    values.update(_counts(context.headings, "heading", _IN_HEADING))
    values.update(_counts(context.previous, "previous", _IN_PREVIOUS))
    values.update(_actors(context))
    values.update(_closeness(context.text))
    return values


def _shape(context: AnalysedContext) -> dict[str, float]:
    text, tokens = context.text.text, context.text.tokens
    words = len(tokens)
    first = tokens[0] if tokens else None
    return {
        "shape:words": math.log1p(words),
        "shape:sentences": math.log1p(context.text.sentences[-1] + 1 if words else 0),
        "shape:numbers": sum(1 for t in tokens if t.lower[0].isdigit()) / (words + 1),
        "shape:names": sum(1 for t in context.text.terms if t[0] == "‹") / (words + 1),
        "shape:list_item": float(context.kind is PassageKind.LIST_ITEM),
        "shape:table_row": float(context.kind is PassageKind.TABLE_ROW),
        "shape:note": float(context.kind is PassageKind.NOTE),
        "shape:cells": math.log1p(text.count("|")),
        "shape:speech": float("”" in text or '"' in text or ":" in text[:6]),
        "shape:opens_list": float(text.rstrip().endswith(":")),
        "shape:opens_small": float(bool(first) and not first.capital) if first else 0.0,
        "shape:opens_with_verb": float(bool(first) and first.lower.endswith("a")) if first else 0.0,
        "shape:leans": float(bool(context.previous.tokens)),
        "shape:headings": math.log1p(len(context.headings.tokens)),
    }


def _counts(part: Analysed, where: str, categories: Sequence[str]) -> dict[str, float]:
    names = _named(where, tuple(categories))
    counts = Counter([match.label for match in part.cues])
    values = dict.fromkeys(names.values(), 0.0)
    for category, n in counts.items():
        if category in names:
            values[names[category]] = math.log1p(n)
    return values


@functools.cache
def _named(where: str, categories: tuple[str, ...]) -> dict[str, str]:
    """The features' names by category."""
    return {category: f"{where}:{category}" for category in categories}


def _actors(context: AnalysedContext) -> dict[str, float]:
    text, headings, previous = context.text, context.headings, context.previous
    values = {
        "actors:named": math.log1p(sum(1 for a in text.actors if a.actor is not None)),
        "actors:typed": math.log1p(sum(1 for a in text.actors if a.actor is None)),
        "actors:types": math.log1p(len({a.partner for a in text.actors})),
        "actors:heading": math.log1p(len(headings.actors)),
        "actors:previous": math.log1p(len(previous.actors)),
    }
    for part, where in ((text, "text"), (headings, "heading"), (previous, "previous")):
        names = _named(where, PARTNERS)
        values.update(dict.fromkeys(names.values(), 0.0))
        for partner, n in Counter([actor.partner for actor in part.actors]).items():
            values[names[partner]] = math.log1p(n)
    return values


def _closeness(text: Analysed) -> dict[str, float]:
    """What stands in the same sentence as a sign of collaboration, and how near."""
    signs = [match for match in text.cues if match.label in _SIGNS]
    strong = [match for match in signs if match.label in _STRONG]
    own = [(m.first, m.last) for m in text.cues if m.label == "internal"]
    sentences = {text.sentences[match.first] for match in signs}
    strong_sentences = {text.sentences[match.first] for match in strong}
    values = {
        "near:actor": _nearness(text, strong, text.actor_tokens),
        "near:own": _nearness(text, strong, own),
        "near:actor_any_sign": _nearness(text, signs, text.actor_tokens),
        "after:actor": _follows(strong, text.actor_tokens),
        "after:own": _follows(strong, own),
        "signs:sentences": math.log1p(len(sentences)),
        "signs:actor_before": _precedes(strong, text.actor_tokens),
        "signs:own_before": _precedes(strong, own),
    }
    values.update(_beside(text, strong_sentences))
    return values


def _beside(text: Analysed, sentences: set[int]) -> Mapping[str, float]:
    tones = _named("beside", (*_TONES, *_FALSE))
    values = dict.fromkeys(tones.values(), 0.0)
    for match in text.cues if sentences else ():
        if match.label in tones and text.sentences[match.first] in sentences:
            values[tones[match.label]] = 1.0
    values.update(dict.fromkeys(_named("beside", PARTNERS).values(), 0.0))
    count = 0
    for actor, (first, _) in zip(text.actors, text.actor_tokens, strict=True):
        if text.sentences[first] in sentences:
            values[f"beside:{actor.partner}"] = 1.0
            count += 1
    values["beside:actors"] = math.log1p(count)
    return values


def _nearness(
    text: Analysed, signs: Sequence[tuple[int, int, str]], places: Sequence[tuple[int, int]]
) -> float:
    """1 / (1 + words between) for the nearest pair in one sentence; 0 when there is none."""
    best = 0.0
    for first, last, _ in signs:
        for start, end in places:
            if text.sentences[start] == text.sentences[first]:
                between = max(start - last, first - end, 0)
                best = max(best, 1 / (1 + between))
    return best


def _follows(signs: Sequence[tuple[int, int, str]], places: Sequence[tuple[int, int]]) -> float:
    return float(any(0 <= start - last <= _NEAR for _, last, _ in signs for start, _ in places))


def _precedes(signs: Sequence[tuple[int, int, str]], places: Sequence[tuple[int, int]]) -> float:
    return float(any(0 <= first - end <= _NEAR for first, _, _ in signs for _, end in places))
