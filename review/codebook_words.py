"""What a change of the codebook does, in words and side by side."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from corpus.records import Code, Codebook, CodeId
from models.codebook import LineageAct
from models.codebook_diff import CodebookDiff, diff_codebooks, new_lineages, outdated
from models.codebook_editing import AddCode, ChangeCode, Edit, MergeCodes, RetireCode, SplitCode
from review.codebooks import CodebookFile
from review.language import N_, Words

FIELDS: Final = {
    "sv": N_("Swedish name"),
    "en": N_("English name"),
    "definition": N_("Definition"),
    "include": N_("Include"),
    "exclude": N_("Exclude"),
    "cues": N_("Cues"),
    "sector": N_("Sector"),
}
"""The fields of a code by what people call them."""


class Kind(StrEnum):
    """What happened to a stretch of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


Stretches = tuple[tuple[Kind, str], ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a code before and after: the (marked) name of the field, and what went and came."""

    label: str
    stretches: Stretches


@dataclass(frozen=True, slots=True)
class CodeChange:
    """A code that was added, removed or changed. `outdated`: answers that hold it need another look."""

    code: Code
    kind: Kind
    fields: tuple[FieldChange, ...]
    outdated: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side. `rules` are those that went and came, as (kind, if, then); `others` tells
    that questions, sectors, false friends or rulings changed, too.
    """

    codes: tuple[CodeChange, ...]
    merged: tuple[tuple[tuple[CodeId, ...], tuple[CodeId, ...]], ...]
    split: tuple[tuple[tuple[CodeId, ...], tuple[CodeId, ...]], ...]
    rules: tuple[tuple[Kind, str, str], ...]
    others: bool

    @property
    def is_empty(self) -> bool:
        """Whether both mean the same."""
        return not (self.codes or self.merged or self.split or self.rules or self.others)


def compare_files(old: CodebookFile, new: CodebookFile) -> Comparison:
    """What differs between two versions of the codebook."""
    diff = diff_codebooks(old.codebook, new.codebook, new_lineages(old.lineages, new.lineages))
    lineages = {act: [one for one in (*diff.merged, *diff.split) if one.act is act] for act in LineageAct}
    rules = _compare_rules(old.codebook, new.codebook)
    return Comparison(
        codes=_list_codes(old.codebook, new.codebook, diff),
        merged=tuple((one.of, one.into) for one in lineages[LineageAct.MERGE]),
        split=tuple((one.of, one.into) for one in lineages[LineageAct.SPLIT]),
        rules=rules,
        others=_frame(old.codebook) != _frame(new.codebook),
    )


def _frame(codebook: Codebook) -> tuple[object, ...]:
    dimensions = [(one.id, one.sv, one.en, one.question, one.single) for one in codebook.dimensions]
    return dimensions, codebook.sectors, codebook.false_friends, codebook.rulings


def _list_codes(old: Codebook, new: Codebook, diff: CodebookDiff) -> tuple[CodeChange, ...]:
    before = {code.id: code for code in old.codes}
    after = {code.id: code for code in new.codes}
    again = outdated(diff)
    changes = []
    for code in (*after, *(code for code in before if code not in after)):
        names = (*diff.relabelled.get(code, ()), *diff.redefined.get(code, ()))
        if code in diff.removed:
            changes.append(CodeChange(before[code], Kind.GONE, (), outdated=True))
        elif code in diff.added:
            changes.append(CodeChange(after[code], Kind.NEW, (), outdated=False))
        elif names:
            fields = tuple(_compare_field(name, before[code], after[code]) for name in names)
            changes.append(CodeChange(after[code], Kind.SAME, fields, code in again))
        elif code in again:  # split, and one part keeps everything but the whole
            changes.append(CodeChange(after[code], Kind.SAME, (), outdated=True))
    return tuple(changes)


def _compare_field(name: str, before: Code, after: Code) -> FieldChange:
    old, new = (_as_text(getattr(code, name)) for code in (before, after))
    return FieldChange(FIELDS[name], compare_texts(old, new))


def _as_text(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else " · ".join(value)


def compare_texts(old: str, new: str) -> Stretches:
    """Both texts in one, word by word: what is the same, what went, what came."""
    before, after = (re.findall(r"\S+\s*", text) for text in (old, new))
    found: list[tuple[Kind, str]] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found.append((Kind.SAME, "".join(before[a:b])))
            continue
        found += [(Kind.GONE, "".join(before[a:b]))] if b > a else []
        found += [(Kind.NEW, "".join(after[c:d]))] if d > c else []
    return tuple(found)


def _compare_rules(old: Codebook, new: Codebook) -> tuple[tuple[Kind, str, str], ...]:
    gone = [(Kind.GONE, *rule) for rule in old.rules if rule not in new.rules]
    come = [(Kind.NEW, *rule) for rule in new.rules if rule not in old.rules]
    return (*gone, *come)


def tell_edit(edit: Edit, codebook: Codebook, words: Words) -> str:
    """The change in a sentence, for the history. `codebook` is the one before."""
    names = {code.id: words.label(code) for code in codebook.codes}
    match edit:
        case ChangeCode():
            changed = [name for name in FIELDS if getattr(edit, name) is not None]
            fields = ", ".join(words.say(FIELDS[name]).lower() for name in changed)
            return words.say(N_("Changed %(code)s: %(fields)s."), code=names[edit.code], fields=fields)
        case AddCode():
            return words.say(N_("Added %(code)s."), code=words.label(edit.code))
        case SplitCode():
            into = ", ".join(words.label(code) for code in edit.into)
            return words.say(N_("Split %(code)s into %(into)s."), code=names[edit.code], into=into)
        case MergeCodes():
            of = ", ".join(names[code] for code in edit.codes)
            return words.say(N_("Merged %(codes)s into %(into)s."), codes=of, into=words.label(edit.into))
        case RetireCode():
            return words.say(N_("Retired %(code)s."), code=names[edit.code])
