"""The classifier: passages of one document in, codings with reasons and outside actors out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from corpus.records import Codebook, CodeId, Coding, Evidence, Mention, Passage, PassageId
from models.analysis import Analysed
from models.contexts import split_contexts
from models.decision import Decision, Thresholds, decide
from models.embedding_cache import CachedEncoder, EmbeddingCache
from models.errors import ModelError
from models.evidence import find_evidence, weigh_words
from models.features import feature_names
from models.gate import GATES, NONE
from models.model_files import hash_content, load_model, save_model
from models.rules import Rule, parse_rule
from models.scorer import Inputs, Scorer, analyse_contexts

STARTER: Final = Path(__file__).with_name("starter") / "model"
"""The shipped, trained model."""


@dataclass(frozen=True, slots=True)
class Classified:
    """What one passage got: its codings (accepted, or worth a look) and the actors named in it."""

    passage: PassageId
    codings: tuple[Coding, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Classifier:
    """A trained model for one version of a codebook.

    `codebook` is that version's hash, `rules` its (if, then), `card` tells people what the model is.
    `coder` is ``name-`` and 8 hexadecimal digits over everything that decides its answers.
    """

    name: str
    codebook: str
    rules: tuple[tuple[str, str], ...]
    scorer: Scorer
    thresholds: Thresholds
    card: Mapping[str, Any]
    coder: str = field(init=False)
    _rules: tuple[Rule, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        digest = hash_content(self.scorer.to_arrays(), self._facts())
        object.__setattr__(self, "coder", f"{self.name}-{digest[:8]}")
        object.__setattr__(self, "_rules", tuple(parse_rule(*rule) for rule in self.rules))

    @classmethod
    def load(cls, folder: Path) -> Classifier:
        """Read a saved model. Raises ModelError, naming the mend, when it cannot be used."""
        arrays, facts = load_model(folder)
        try:
            if facts["features"] != list(feature_names()):
                msg = f"the model in {folder} was trained with other language features: train it again"
                raise ModelError(msg)
            classifier = cls(
                name=facts["name"],
                codebook=facts["codebook"],
                rules=tuple((condition, consequence) for condition, consequence in facts["rules"]),
                scorer=Scorer.restore(arrays, facts),
                thresholds=_restore_thresholds(facts["thresholds"]),
                card=facts["card"],
            )
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise ModelError(f"the model in {folder} is incomplete ({error!r}): train it again") from error
        if classifier.coder != facts["coder"]:
            msg = f"the model in {folder} is not what was saved ({facts['coder']}): fetch or train it again"
            raise ModelError(msg)
        return classifier

    def save(self, folder: Path) -> None:
        """Write the model: arrays.npz and model.json, no pickles."""
        facts = {**self._facts(), "card": dict(self.card), "coder": self.coder}
        save_model(folder, self.scorer.to_arrays(), facts)

    @property
    def codes(self) -> tuple[CodeId, ...]:
        """Every code that the model can give a passage by itself."""
        return (*GATES, *self.scorer.heads.codes)

    @property
    def compiled_rules(self) -> tuple[Rule, ...]:
        """The codebook's rules, ready to enforce."""
        return self._rules

    def missing_codes(self, codebook: Codebook) -> tuple[CodeId, ...]:
        """Codes of the codebook that the model has not learnt: only people can give them."""
        return tuple(code.id for code in codebook.codes if code.id not in self.codes)

    def silent_codes(self, codebook: Codebook) -> frozenset[CodeId]:
        """Codes of the codebook that the model never gives by itself: not learnt, or learnt too badly."""
        return frozenset(self.missing_codes(codebook)) | frozenset(map(CodeId, self.card["never_yes"]))

    def for_codebook(self, codebook: Codebook) -> Classifier:
        """The model for another version of the codebook: its rules, and only codes that it has.

        Raises ModelError when the codebook lacks a gate code, without which nothing can be decided.
        """
        if codebook.hash == self.codebook:
            return self
        known = {code.id for code in codebook.codes}
        lost = [gate for gate in GATES if gate not in known]
        if lost:
            msg = f"the codebook lacks {', '.join(lost)}, which the model decides by: put it back"
            raise ModelError(msg)
        kept = [code for code in self.scorer.heads.codes if code in known]
        thresholds = {code: self.thresholds.codes[code] for code in kept}
        return replace(
            self,
            codebook=codebook.hash,
            rules=codebook.rules,
            scorer=self.scorer.keep_codes(kept),
            thresholds=replace(self.thresholds, codes=thresholds),
        )

    def remembering(self, vectors: Path) -> Classifier:
        """The same, keeping the vectors of its encoder in this folder, if it has an encoder."""
        if self.scorer.block is None:
            return self
        cached = CachedEncoder(EmbeddingCache.open(vectors, self.scorer.block))
        return replace(self, scorer=replace(self.scorer, block=cached))

    def classify(self, passages: Sequence[Passage], municipality: str) -> tuple[Classified, ...]:
        """Classify the passages of one document, which come in reading order.

        `municipality` is the name of the document's own municipality, which is never a partner.
        """
        if not passages:
            return ()
        inputs = self.scorer.prepare(analyse_contexts(split_contexts(passages), municipality))
        probabilities = self.scorer.score(inputs)
        asked = probabilities.asked
        results = []
        for row, passage in enumerate(passages):
            heads = probabilities.heads[row].tolist()
            scores = dict(zip(self.scorer.heads.codes, heads, strict=True)) if asked[row] else {}
            decision = decide(probabilities.gates[row], scores, self.thresholds, self._rules)
            text = inputs.contexts[row].text
            evidence = self._explain(inputs, row, decision)
            codings = tuple(
                Coding(passage.id, code, score, code in decision.accepted, self.coder, evidence.get(code, ()))
                for code, score in decision.scores.items()
            )
            results.append(Classified(passage.id, codings, _mentions(passage, text)))
        return tuple(results)

    def _explain(self, inputs: Inputs, row: int, decision: Decision) -> dict[CodeId, tuple[Evidence, ...]]:
        """Evidence for each accepted code but "not collaboration", which nothing speaks for."""
        codes = [code for code in self.codes if code in decision.accepted and code != GATES[NONE]]
        if not codes:
            return {}
        text = inputs.contexts[row].text
        start, end = inputs.terms.indptr[row : row + 2]
        columns = inputs.terms.indices[start:end]
        effects = self.scorer.effects(codes, columns) * inputs.terms.data[start:end]
        weights = weigh_words(self.scorer.space, text, columns.tolist(), effects)
        cues = tuple(self.scorer.cues.index.iter_matches(text.text, text.tokens))
        return {
            code: find_evidence(text, code, words, cues) for code, words in zip(codes, weights, strict=True)
        }

    def _facts(self) -> dict[str, Any]:
        t = self.thresholds
        return {
            "name": self.name,
            "codebook": self.codebook,
            "rules": [list(rule) for rule in self.rules],
            "features": list(feature_names()),
            "thresholds": {
                "external": t.external,
                "strategy": t.strategy,
                "internal": t.internal,
                "codes": dict(t.codes),
            },
            **self.scorer.to_facts(),
        }


def _mentions(passage: Passage, text: Analysed) -> tuple[Mention, ...]:
    return tuple(
        Mention(
            passage.id, actor.start, actor.end, text.text[actor.start : actor.end], actor.actor, actor.partner
        )
        for actor in text.actors
    )


def _restore_thresholds(facts: Mapping[str, Any]) -> Thresholds:
    codes = {CodeId(code): float(value) for code, value in facts["codes"].items()}
    return Thresholds(float(facts["external"]), float(facts["strategy"]), float(facts["internal"]), codes)
