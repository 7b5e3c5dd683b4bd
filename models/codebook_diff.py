"""What changed between two versions of a codebook, and which answers must be looked at again for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.records import Code, Codebook, CodeId
from models.codebook import Lineage, LineageAct

MEANING: Final = ("definition", "include", "exclude")
"""The fields that decide when a code holds."""

_WORDING: Final = ("cues", "sector")
_LABELS: Final = ("sv", "en")


@dataclass(frozen=True, slots=True)
class CodebookDiff:
    """From an older version to a newer one; codes in the order of their file.

    `redefined` has the changed fields among definition, include, exclude, cues and sector; `relabelled`
    those among sv and en. `merged` and `split` are as the history records them. `rules` tells whether
    the rules, false friends, rulings or dimensions' questions changed.
    """

    added: tuple[CodeId, ...]
    removed: tuple[CodeId, ...]
    redefined: Mapping[CodeId, tuple[str, ...]]
    relabelled: Mapping[CodeId, tuple[str, ...]]
    merged: tuple[Lineage, ...]
    split: tuple[Lineage, ...]
    rules: bool

    @property
    def is_empty(self) -> bool:
        """Whether both mean the same."""
        changes = (self.added, self.removed, self.redefined, self.relabelled, self.merged, self.split)
        return not any(changes) and not self.rules


def diff_codebooks(old: Codebook, new: Codebook, lineages: Sequence[Lineage] = ()) -> CodebookDiff:
    """Compare two versions. `lineages` are those of the newer file that the older one did not have."""
    before = {code.id: code for code in old.codes}
    after = {code.id: code for code in new.codes}
    both = [code for code in before if code in after]
    redefined = {code: _changed(before[code], after[code], MEANING + _WORDING) for code in both}
    relabelled = {code: _changed(before[code], after[code], _LABELS) for code in both}
    return CodebookDiff(
        added=tuple(code for code in after if code not in before),
        removed=tuple(code for code in before if code not in after),
        redefined={code: changed for code, changed in redefined.items() if changed},
        relabelled={code: changed for code, changed in relabelled.items() if changed},
        merged=tuple(one for one in lineages if one.act is LineageAct.MERGE),
        split=tuple(one for one in lineages if one.act is LineageAct.SPLIT),
        rules=_frame(old) != _frame(new),
    )


def outdated(diff: CodebookDiff) -> frozenset[CodeId]:
    """The codes whose answers need another look: those that mean something else, and those that were split.

    New labels and cues do not change when a code holds. The answers for merged codes can be carried over.
    """
    meaning = {code for code, changed in diff.redefined.items() if set(changed) & set(MEANING)}
    return frozenset(meaning | {code for lineage in diff.split for code in lineage.of})


def new_lineages(old: Sequence[Lineage], new: Sequence[Lineage]) -> tuple[Lineage, ...]:
    """What the newer history adds to the older one, which it begins with; all of it if it does not."""
    return tuple(new[len(old) :]) if tuple(new[: len(old)]) == tuple(old) else tuple(new)


def _changed(old: Code, new: Code, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if _plain(getattr(old, name)) != _plain(getattr(new, name)))


def _plain(value: str | tuple[str, ...]) -> str | frozenset[str]:
    return value if isinstance(value, str) else frozenset(value)  # the order of cues says nothing


def _frame(codebook: Codebook) -> tuple[object, ...]:
    """All of the meaning but the codes."""
    questions = {(d.id, d.sv, d.en, d.question, d.single) for d in codebook.dimensions}
    friends = frozenset((f.id, f.sv, f.gate, frozenset(f.cues)) for f in codebook.false_friends)
    return questions, frozenset(codebook.sectors), codebook.rules, friends, codebook.rulings
