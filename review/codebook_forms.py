"""What a person wrote to change the codebook: from a form's fields to an edit, or to what is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from corpus.records import Code, Codebook, CodeId
from models.codebook import GATE
from models.codebook_editing import AddCode, ChangeCode, Edit, MergeCodes, RetireCode, SplitCode
from review.language import N_


class Act(StrEnum):
    """What can be done to the codebook."""

    CHANGE = "change"
    ADD = "add"
    SPLIT = "split"
    MERGE = "merge"
    RETIRE = "retire"
    RESTORE = "restore"


TEXTS: Final = ("sv", "en", "definition", "include", "exclude")
NEEDED: Final = ("sv", "en", "definition")
PARTS: Final = ("a-", "b-", "c-")
"""The beginnings of the fields' names for each part of a code that is split; the third may be left empty."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it was sent. `code` is the code it is about ("" when a code is added), `chosen` the codes
    that are merged into it.
    """

    act: Act
    code: str
    fields: Mapping[str, str]
    chosen: tuple[str, ...] = ()

    def get(self, name: str) -> str:
        """A field, "" where it was not sent."""
        return self.fields.get(name, "")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: in which field ("" for all of it), a (marked) message, and what the program says."""

    field: str
    message: str
    detail: str = ""


def read_edit(draft: Draft, codebook: Codebook) -> Edit | tuple[Fault, ...]:
    """The edit that a form asks for, or everything that is wrong with it."""
    known = {code.id: code for code in codebook.codes}
    if draft.act is Act.ADD:
        dimension = draft.get("dimension")
        if dimension not in {one.id for one in codebook.dimensions} or dimension == GATE:
            return (Fault("dimension", N_("Choose a dimension.")),)
        made = _read_code(draft, "", dimension, frozenset(known))
        return AddCode(made) if isinstance(made, Code) else made
    if draft.code not in known:
        return (Fault("", N_("There is no such code in the codebook any more.")),)
    code = known[CodeId(draft.code)]
    match draft.act:
        case Act.CHANGE:
            return _read_change(draft, code)
        case Act.SPLIT:
            return _read_split(draft, code, frozenset(known))
        case Act.MERGE:
            return _read_merge(draft, code, frozenset(known))
        case _:
            if sum(one.dimension == code.dimension for one in codebook.codes) == 1:
                return (Fault("", N_("It is the last code of its dimension.")),)
            return RetireCode(code.id)


def make_id(dimension: str, name: str, english: str) -> str:
    """A code's id: from its short name, else from its English one ("Trade unions" → trade_unions)."""
    plain = unicodedata.normalize("NFKD", name or english).encode("ascii", "ignore").decode()
    return f"{dimension}.{re.sub(r'[^a-z0-9]+', '_', plain.lower()).strip('_')}"


def fill_fields(code: Code, prefix: str = "") -> dict[str, str]:
    """A code as the fields of a form show it."""
    texts = {name: str(getattr(code, name)) for name in TEXTS}
    texts |= {"id": code.id.partition(".")[2], "cues": "\n".join(code.cues), "sector": code.sector}
    return {prefix + name: text for name, text in texts.items()}


def _read_cues(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(line.split()) for line in text.split("\n") if line.strip()))


def _read_code(draft: Draft, prefix: str, dimension: str, taken: frozenset[str]) -> Code | tuple[Fault, ...]:
    texts = {name: _tidy(draft.get(prefix + name)) for name in TEXTS}
    faults = [Fault(prefix + name, N_("This must be filled in.")) for name in NEEDED if not texts[name]]
    made = make_id(dimension, draft.get(prefix + "id"), texts["en"])
    if not faults and not re.fullmatch(r"[a-z][a-z0-9_]*", made.partition(".")[2]):
        faults.append(Fault(prefix + "id", N_("Give it a short name of a–z that begins with a letter.")))
    if made in taken:
        faults.append(Fault(prefix + "id", N_("There is a code with this short name already.")))
    if faults:
        return tuple(faults)
    return Code(
        id=CodeId(made),
        **texts,
        cues=_read_cues(draft.get(prefix + "cues")),
        sector=draft.get(prefix + "sector"),
    )


def _read_change(draft: Draft, code: Code) -> Edit | tuple[Fault, ...]:
    texts = {name: _tidy(draft.get(name)) for name in TEXTS}
    faults = tuple(Fault(name, N_("This must be filled in.")) for name in NEEDED if not texts[name])
    if faults:
        return faults
    changed: dict[str, str] = {name: text for name, text in texts.items() if text != getattr(code, name)}
    cues = _read_cues(draft.get("cues"))
    if not changed and set(cues) == set(code.cues):
        return (Fault("", N_("Nothing is changed yet.")),)
    return ChangeCode(code.id, cues=None if cues == code.cues else cues, **changed)


def _read_split(draft: Draft, code: Code, known: frozenset[str]) -> Edit | tuple[Fault, ...]:
    made: list[Code] = []
    faults: list[Fault] = []
    for prefix in PARTS:
        if prefix == PARTS[-1] and not any(draft.get(prefix + name) for name in ("id", *TEXTS)):
            continue
        taken = (known - {code.id}) | {one.id for one in made}
        part = _read_code(draft, prefix, code.dimension, taken)
        if isinstance(part, Code):
            made.append(part)
        else:
            faults.extend(part)
    return tuple(faults) or SplitCode(code.id, tuple(made))


def _read_merge(draft: Draft, code: Code, known: frozenset[str]) -> Edit | tuple[Fault, ...]:
    others = [one for one in draft.chosen if one in known and one != code.id]
    faults = [] if others else [Fault("with", N_("Choose at least one code to merge it with."))]
    made = _read_code(draft, "", code.dimension, known - {code.id, *others})
    if isinstance(made, Code) and not faults:
        return MergeCodes((code.id, *map(CodeId, others)), made)
    return (*faults, *(() if isinstance(made, Code) else made))


def _tidy(text: str) -> str:
    """One paragraph: the file's texts have no line ends of their own."""
    return " ".join(text.split())
