"""What the study's log and its model's card tell of how an inventory came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from corpus.inventory_records import CodeAgreement, Method
from corpus.method_reader import MethodReader
from corpus.records import Codebook
from corpus.review_reader import ReviewReader
from corpus.store import Store

if TYPE_CHECKING:
    from models.classifier import Classifier

_CARD = ("documents", "passages_in_documents", "single_passages", "codebook_version", "material_hash")
"""The facts of a model card that readers get, by their names there."""


def gather_method(store: Store, codebook: Codebook, classifier: Classifier) -> Method:
    """The method of an inventory by this model. Agreement is measured on passages that several answered."""
    with store.reviewing() as reader:
        log = MethodReader.beside(reader)
        gathering = log.read_gathering()
        answers = log.count_answers()
        return Method(
            visits=gathering.visits,
            requests=gathering.requests,
            first=gathering.first,
            last=gathering.last,
            extractors=log.list_extractors(),
            answers=answers,
            settled=log.count_settled(),
            agreement=tuple(_iter_agreement(reader, codebook)) if len(answers) > 1 else (),
            model=tuple(_iter_facts(classifier.card)),
            seeds=log.list_seeds(),
        )


def _iter_agreement(reader: ReviewReader, codebook: Codebook) -> Iterator[CodeAgreement]:
    """Agreement on each code that anybody gave, by the answers that people gave by themselves."""
    from review.agreement import keep_paired, measure_team
    from review.independence import select_own

    codes_of = {version.hash: frozenset(version.meanings) for version in reader.iter_codebook_versions()}
    paired = keep_paired(select_own(reader.iter_given_answers(None), codes_of))
    if not paired:
        return
    for dimension in measure_team(paired, codebook).dimensions:
        for row in dimension.codes:
            alpha = row.agreement.alpha
            yield CodeAgreement(row.code.id, row.agreement.units, alpha.value, alpha.low, alpha.high)


def _iter_facts(card: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What the card says of the model's material, and how well it did on what it had not seen."""
    for name in _CARD:
        if name in card:
            yield name, str(card[name])
    unseen = card.get("out_of_fold", {}).get("external", {})
    for name in ("f1", "average_precision", "calibration_error"):
        if name in unseen:
            yield f"external_{name}", str(unseen[name])
