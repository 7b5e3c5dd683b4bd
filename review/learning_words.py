"""Why a model may or may not take another's place, in words."""

from __future__ import annotations

from typing import Final

from models.promotion import Promotion
from review.language import N_, Words
from review.learning_report import Reason, measured

FIGURES: Final = {
    "external F1": N_("External collaboration or not (F1)"),
    "macro-F1": N_("All codes (macro-F1)"),
}
PARTS: Final = {
    "what people judged": N_("in what people have answered"),
    "the starter's documents": N_("in the documents that the shipped model was made from"),
}
OUTCOMES: Final = {
    "nothing to measure": N_("nothing to measure"),
    "falls: ": N_("falls"),
    "falls by more than": N_("falls by more than 0.02, though that may be chance"),
    "rises: ": N_("rises"),
    "falls by less than counts": N_("falls by less than counts"),
    "does not change beyond noise": N_("does not change beyond chance"),
}
"""How a comparison came out: by the words with which `models.promotion` says it."""

STEPS: Final = {
    "the starter and its material": N_("Reading what the shipped model was made from"),
    "the passages that people judged": N_("Reading the answers"),
    "fold 1": N_("Trying on the first part"),
    "fold 2": N_("Trying on the second part"),
    "fold 3": N_("Trying on the third part"),
    "fold 4": N_("Trying on the fourth part"),
    "fold 5": N_("Trying on the fifth part"),
    "the model": N_("Learning from all answers"),
    "done": N_("Comparing with the model in use"),
}
"""What learning is at, by the words of `models.people`; anything else is a document's name."""


def list_reasons(promotion: Promotion) -> tuple[Reason, ...]:
    """The reasons taken apart, so that they can be said in any language."""
    reasons = []
    for (title, by), said in zip(promotion.differences.items(), promotion.reasons, strict=True):
        figure, _, part = title.partition(" on ")
        rest = said.removeprefix(title).lstrip(": ")
        outcome = next((one for one in OUTCOMES if rest.startswith(one)), rest)
        reasons.append(Reason(figure, part, outcome, measured(by.value, by.low, by.high)))
    return tuple(reasons)


def tell_reason(reason: Reason, words: Words) -> str:
    """A reason as a sentence without its numbers."""
    said = {
        "figure": words.say(FIGURES.get(reason.figure, reason.figure)),
        "part": words.say(PARTS.get(reason.part, reason.part)),
        "outcome": words.say(OUTCOMES.get(reason.outcome, reason.outcome)),
    }
    return words.say(N_("%(figure)s %(part)s: %(outcome)s."), **said)
