"""The trained parts that turn contexts into calibrated probabilities, for classifying and for tuning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from corpus.records import CodeId
from models.analysis import Analysed, AnalysedContext, analyse
from models.block import embed, load_block
from models.contexts import Context
from models.encoders import Encoder
from models.features import features_of
from models.gate import DESCRIPTION, GATES, STRATEGY, GateModel
from models.heads import CueTable, Heads
from models.terms import TermSpace

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

ASKED: Final = 0.03
"""Heads are asked only where P(external) reaches this: below it no code could be recorded."""

_HEADING_MARK: Final = " | "


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the models see of some passages: `terms` a csr matrix, `features` (rows, features)."""

    contexts: Sequence[AnalysedContext]
    terms: Any
    features: Floats


@dataclass(frozen=True, slots=True)
class Probabilities:
    """Calibrated: `gates` (rows, 4); `heads` P(external and code) (rows, codes), 0 where not asked."""

    gates: Doubles
    heads: Doubles

    @property
    def asked(self) -> npt.NDArray[np.bool_]:
        """Whether the heads were asked, for each row."""
        return self.gates[:, STRATEGY] + self.gates[:, DESCRIPTION] >= ASKED


@dataclass(frozen=True, slots=True)
class Scorer:
    """Vocabulary, gate, heads and the cue words that the heads count.

    `block` is the encoder whose vectors the heads see too, if there is one.
    """

    space: TermSpace
    gate: GateModel
    heads: Heads
    cues: CueTable
    block: Encoder | None = None

    def prepare(self, contexts: Sequence[AnalysedContext]) -> Inputs:
        """The inputs of the models for these passages."""
        return Inputs(contexts, self.space.transform(contexts), features_of(contexts))

    def score(self, inputs: Inputs) -> Probabilities:
        """Probabilities of every gate, and of every code where it could matter."""
        gates = self.gate.score(inputs.terms, inputs.features)
        heads = np.zeros((len(gates), len(self.heads.codes)))
        found = Probabilities(gates, heads)
        asked = np.flatnonzero(found.asked)
        if len(asked):
            external = gates[asked, STRATEGY] + gates[asked, DESCRIPTION]
            heads[asked] = (
                self.heads.score(inputs.terms[asked], self.dense(inputs, asked)) * external[:, None]
            )
        return found

    def dense(self, inputs: Inputs, rows: npt.NDArray[np.int64]) -> Floats:
        """The dense inputs of the heads for some rows: standardised features, cue counts, the block."""
        contexts = [inputs.contexts[row] for row in rows.tolist()]
        features = self.gate.scale.apply(inputs.features[rows])
        parts = [features, self.cues.count(contexts)]
        if self.block is not None:
            parts.append(embed(self.block, [context.text.text for context in contexts]))
        return np.hstack(parts)

    def effects(self, codes: Sequence[CodeId], columns: npt.NDArray[np.int32]) -> Floats:
        """What one unit of each term adds for each code: shape (codes, columns).

        For a gate it is the lead over the mean of the other gates, in the two linear members.
        """
        gate = self.gate.text[:, columns] + self.gate.joint_terms[:, columns]
        lead = (gate - gate.mean(axis=0)) * (len(gate) / (len(gate) - 1))
        effects = np.zeros((len(codes), len(columns)), dtype=np.float32)
        seen = np.flatnonzero(columns < self.heads.terms.shape[1])
        asked = columns[seen]
        for effect, code in zip(effects, codes, strict=True):
            if code in GATES:
                effect[:] = lead[GATES.index(code)]
            elif code in self.heads.codes:
                effect[seen] = self.heads.terms[self.heads.codes.index(code)][asked]
        return effects

    def keep_codes(self, codes: Sequence[CodeId]) -> Scorer:
        """The scorer with only those heads; the cue words that the others count stay theirs."""
        return replace(self, heads=self.heads.keep(codes))

    def to_arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The arrays to save."""
        return {"idf": self.space.idf, **self.gate.to_arrays(), **self.heads.to_arrays()}

    def to_facts(self) -> dict[str, Any]:
        """What goes into the JSON beside the arrays."""
        terms = {
            block: sorted(columns, key=lambda term, of=columns: of[term])  # type: ignore[misc]
            for block, columns in self.space.vocabulary.items()
        }
        columns = {block: [self.space.vocabulary[block][t] for t in terms[block]] for block in terms}
        block = {} if self.block is None else {"block": {"id": self.block.id, "source": self.block.source}}
        return {
            **block,
            "codes": list(self.heads.codes),
            "cue_codes": list(self.cues.codes),
            "cues": [list(pattern) for pattern in self.cues.patterns],
            "terms": terms,
            "columns": columns,
        }

    @classmethod
    def restore(cls, arrays: Mapping[str, npt.NDArray[Any]], facts: Mapping[str, Any]) -> Scorer:
        """What `to_arrays` and `to_facts` gave. Raises KeyError or ValueError when they do not fit, and
        EncoderError when the encoder of the block cannot be had.
        """
        vocabulary = {
            block: dict(zip(terms, facts["columns"][block], strict=True))
            for block, terms in facts["terms"].items()
        }
        patterns = [(pattern, CodeId(code)) for pattern, code in facts["cues"]]
        return cls(
            TermSpace(vocabulary, arrays["idf"]),
            GateModel.from_arrays(arrays),
            Heads.from_arrays([CodeId(code) for code in facts["codes"]], arrays),
            CueTable.build([CodeId(code) for code in facts["cue_codes"]], patterns),
            load_block(facts["block"]["source"], facts["block"]["id"]) if "block" in facts else None,
        )


def analyse_contexts(contexts: Sequence[Context], own_name: str) -> list[AnalysedContext]:
    """Take the contexts of one document apart, each distinct text only once."""
    known: dict[str, Analysed] = {}

    def once(text: str) -> Analysed:
        if text not in known:
            known[text] = analyse(text, own_name)
        return known[text]

    return [
        AnalysedContext(once(c.text), once(_HEADING_MARK.join(c.headings)), once(c.previous), c.kind)
        for c in contexts
    ]
