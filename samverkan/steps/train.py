"""Training the study's own model from what people judged, and choosing which model is in use."""

from __future__ import annotations

from enum import StrEnum

from corpus.counts import plural
from corpus.store import Store
from models.embedding_cache import CachedEncoder, EmbeddingCache
from models.encoders import Encoder, EncoderChoice, load_encoder
from models.learning import Learnt, learn
from models.people import PeopleSettings
from models.shelf import Shelf
from review.learning_round import read_judged
from samverkan import console
from samverkan.outcome import Outcome
from samverkan.steps.runs import recorded_run
from samverkan.study import Study


class Choice(StrEnum):
    """What to do with a new model."""

    AUTO = "auto"  # promote it unless it falls
    PROMOTE = "promote"
    KEEP = "keep"  # only put it on the shelf


def train_study(
    study: Study, store: Store, choice: Choice, encoder: EncoderChoice | None = None
) -> tuple[Outcome, tuple[str, ...]]:
    """Train from every judgement of the study; promote the model or keep it, as chosen. Raises EncoderError.

    With an encoder its vectors are tried as a block of the heads, and kept if unseen passages gain by it.
    Returns what was done, and lines that say why: how the new model differs from the one in use.
    """
    with store.reviewing() as reader:
        judged = read_judged(reader)
    if not judged:
        nothing = "nothing to learn from: judge passages first (samverkan review)."
        return Outcome("train", nothing, idle=True), ()
    shelf = Shelf(study.models_folder)
    settings = PeopleSettings(encoder=None if encoder is None else _open_encoder(study, encoder))
    counts = {"passages": len(judged), "promoted": 0}
    with (
        recorded_run(study, store, "train", counts),
        console.progress("train", None) as advance,
    ):
        learnt = learn(judged, study.codebook, shelf, settings, lambda _done, _all, what: advance(1, what))
        promoted = choice is Choice.PROMOTE or (choice is Choice.AUTO and learnt.promotion.promote)
        if promoted:
            shelf.promote(learnt.classifier.coder)
        counts["promoted"] = int(promoted)
    return Outcome("train", _summarise(learnt, len(judged), promoted), counts), _details(learnt)


def _open_encoder(study: Study, choice: EncoderChoice) -> Encoder:
    """The encoder, with what it has read in this study already."""
    return CachedEncoder(EmbeddingCache.open(study.vectors_folder, load_encoder(choice)))


def go_back(study: Study) -> Outcome:
    """Use the model that was in use before."""
    coder = Shelf(study.models_folder).go_back()
    return Outcome("train", f"{coder or 'the starter'} is in use again. Next: samverkan run --no-crawl")


def _summarise(learnt: Learnt, count: int, promoted: bool) -> str:  # noqa: FBT001 - what happened
    coder = learnt.classifier.coder
    if coder == learnt.before:
        return f"{plural(count, 'judged passage')} teach nothing new: {coder} stays in use."
    taught = f"{coder} learnt from {plural(count, 'judged passage')}"
    if promoted:
        return f"{taught} and is in use now instead of {learnt.before}. Next: samverkan run --no-crawl"
    return (
        f"{taught} and is kept; {learnt.before} stays in use. Use it all the same: samverkan train --promote"
    )


def _details(learnt: Learnt) -> tuple[str, ...]:
    new = (
        (f"codes it gives that were never given: {', '.join(learnt.new_codes)}",) if learnt.new_codes else ()
    )
    block = learnt.classifier.card.get("block")
    kept = "kept" if block and block["kept"] else "left out"
    tried = (f"the vectors of {block['encoder']} are {kept}: {block['reason']}",) if block else ()
    return (*learnt.promotion.reasons, *tried, *new)
