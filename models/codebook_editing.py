"""Edits of a codebook: from the text of one version to the text of the next, checked.

``edit_codebook(text, edits)`` keeps comments and layout where nothing changed, carries the codes of rules
along, notes merges and splits in the file's ``history`` and raises the version by one step.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Final

from corpus.records import Code, Codebook, CodeId
from models import codebook_text as lines
from models.codebook import DEFAULT_CODEBOOK, GATE, LineageAct, parse_codebook
from models.errors import EditError

_CODE: Final = re.compile(r"[a-z_]+\.[a-z_0-9]+")


@dataclass(frozen=True, slots=True)
class ChangeCode:
    """Write these fields of a code anew; None leaves one as it is, "" or () empties it."""

    code: CodeId
    sv: str | None = None
    en: str | None = None
    definition: str | None = None
    include: str | None = None
    exclude: str | None = None
    cues: tuple[str, ...] | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class AddCode:
    """Add a code to the dimension that its id names: after `after`, or as its last."""

    code: Code
    after: CodeId | None = None


@dataclass(frozen=True, slots=True)
class SplitCode:
    """Put two or more codes in the place of one; one of them may keep its id."""

    code: CodeId
    into: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class MergeCodes:
    """Put one code in the place of two or more of its dimension; it may have the id of one of them."""

    codes: tuple[CodeId, ...]
    into: Code


@dataclass(frozen=True, slots=True)
class RetireCode:
    """Take a code out of the codebook; what people said of it stays in the store."""

    code: CodeId


Edit = ChangeCode | AddCode | SplitCode | MergeCodes | RetireCode


@dataclass(frozen=True, slots=True)
class EditedCodebook:
    """The new text, and what it says."""

    text: str
    codebook: Codebook


def edit_codebook(text: str, edits: Sequence[Edit], path: Path = DEFAULT_CODEBOOK) -> EditedCodebook:
    """Make the edits one after the other; none is made when one cannot be.

    Raises EditError when an edit makes no sense, CodebookError (with the line in the text as it would be;
    `path` names it) when the outcome is no codebook. The version goes up only if the meaning changed.
    """
    before = parse_codebook(text, path)
    for edit in edits:
        text = _apply(text, edit)
        after = parse_codebook(text, path)
    if edits and after.hash != before.hash:
        text = lines.change_version(text, next_version(before.version))
    return EditedCodebook(text, parse_codebook(text, path))


def next_version(version: str) -> str:
    """The version with its last number one higher: "1.0" → "1.1"; "draft" → "draft.1"."""
    found = re.fullmatch(r"(.*?)(\d+)", version)
    return f"{found[1]}{int(found[2]) + 1}" if found else f"{version}.1"


def _apply(text: str, edit: Edit) -> str:
    match edit:
        case ChangeCode():
            return _change(text, edit)
        case AddCode(code, after):
            _refuse_gate(code.id)
            items = lines.code_items(text, code.dimension)
            if code.id in items:
                raise EditError(f"there is a code '{code.id}' already: choose another id")
            place = _get(items, after) if after else list(items.values())[-1]
            return lines.insert_after(text, place, lines.render_code(code))
        case SplitCode():
            return _split(text, edit)
        case MergeCodes():
            return _merge(text, edit)
        case RetireCode(code):
            _refuse_gate(code)
            items = lines.code_items(text, _dimension(code))
            item = _get(items, code)
            if len(items) == 1:
                raise EditError(f"'{code}' is the last of its dimension: a dimension needs a code")
            return _carry_rules(lines.replace_item(text, item, []), {code: ()})


def _change(text: str, edit: ChangeCode) -> str:
    for field in fields(edit):
        value = getattr(edit, field.name)
        if field.name == "code" or value is None:
            continue
        item = _get(lines.code_items(text, _dimension(edit.code)), edit.code)
        if item.flow:
            text = _in_block(text, item, edit.code)
            item = _get(lines.code_items(text, _dimension(edit.code)), edit.code)
        if not value and field.name in ("sv", "en", "definition"):
            raise EditError(f"'{field.name}' of '{edit.code}' cannot be empty")
        if value or field.name in item.fields:
            text = lines.change_field(text, item, field.name, value)
    return text


def _in_block(text: str, item: lines.Item, code: CodeId) -> str:
    """The text with a code that was written in braces on lines of its own."""
    known = next(one for one in parse_codebook(text).codes if one.id == code)
    return lines.replace_item(text, item, [lines.render_code(known)])


def _split(text: str, edit: SplitCode) -> str:
    _refuse_gate(edit.code)
    items = lines.code_items(text, _dimension(edit.code))
    ids = tuple(code.id for code in edit.into)
    if len(set(ids)) < 2 or len(set(ids)) < len(ids):
        raise EditError(f"'{edit.code}' must be split into two or more different codes")
    _refuse_strangers(items, edit.into, {edit.code})
    text = lines.replace_item(text, _get(items, edit.code), [lines.render_code(code) for code in edit.into])
    return _note(_carry_rules(text, {edit.code: ids}), LineageAct.SPLIT, (edit.code,), ids)


def _merge(text: str, edit: MergeCodes) -> str:
    if len(set(edit.codes)) < 2:
        raise EditError("merging needs two or more codes")
    for code in edit.codes:
        _refuse_gate(code)
        if _dimension(code) != edit.into.dimension:
            raise EditError(f"'{code}' is of another dimension than '{edit.into.id}'")
    items = lines.code_items(text, edit.into.dimension)
    for code in edit.codes:
        _get(items, code)
    _refuse_strangers(items, (edit.into,), set(edit.codes))
    first, *others = sorted(set(edit.codes), key=lambda code: items[code].start)
    for code in reversed(others):
        text = lines.replace_item(text, items[code], [])
    text = lines.replace_item(text, items[first], [lines.render_code(edit.into)])
    text = _carry_rules(text, dict.fromkeys(edit.codes, (edit.into.id,)))
    return _note(text, LineageAct.MERGE, edit.codes, (edit.into.id,))


def _refuse_strangers(items: Mapping[CodeId, lines.Item], into: Sequence[Code], gone: set[CodeId]) -> None:
    """The new codes must not have the id of a code that stays, nor be of another dimension."""
    dimension = _dimension(next(iter(gone)))
    for code in into:
        if code.id in items and code.id not in gone:
            raise EditError(f"there is a code '{code.id}' already: choose another id")
        if code.dimension != dimension:
            raise EditError(f"'{code.id}' must begin with '{dimension}.'")


def _refuse_gate(code: CodeId) -> None:
    if _dimension(code) == GATE:
        raise EditError(
            f"'{code}' belongs to the gate, which the model decides by: only its words can change"
        )


def _get(items: Mapping[CodeId, lines.Item], code: CodeId) -> lines.Item:
    if code not in items:
        raise EditError(f"there is no code '{code}': name one that is in the codebook")
    return items[code]


def _dimension(code: CodeId) -> str:
    return code.partition(".")[0]


def _note(text: str, act: LineageAct, of: tuple[CodeId, ...], into: tuple[CodeId, ...]) -> str:
    return lines.add_history(text, {"act": str(act), "of": of, "into": into})


def _carry_rules(text: str, became: Mapping[CodeId, tuple[CodeId, ...]]) -> str:
    """Name in every rule what its codes became; a rule whose half is lost with a code goes with it."""
    for number in reversed(range(len(lines.rule_items(text)))):
        item = lines.rule_items(text)[number]
        condition, consequence = item.values["if"], item.values["then"]
        if not became.keys() & set(_CODE.findall(f"{condition} {consequence}")):
            continue
        when = _carry_list(condition, became)
        then = _carry_consequence(consequence, became)
        kept = [{"if": when, "then": then}] if when and then else []
        if not kept and len(lines.rule_items(text)) == 1:
            raise EditError(
                f"the only rule ('{condition}') would be lost: remove 'rules' from the file first"
            )
        text = lines.replace_item(text, item, kept)
    return text


def _carry_list(condition: str, became: Mapping[CodeId, tuple[CodeId, ...]]) -> str:
    codes = [new for code in condition.split(" or ") for new in became.get(CodeId(code), (CodeId(code),))]
    return " or ".join(dict.fromkeys(codes))


def _carry_consequence(consequence: str, became: Mapping[CodeId, tuple[CodeId, ...]]) -> str:
    """Codes joined by "or" or "and" are carried one by one; after "else" only a single code can stand."""
    if " or " in consequence or _CODE.fullmatch(consequence):
        return _carry_list(consequence, became)
    if re.fullmatch(rf"{_CODE.pattern}( and {_CODE.pattern})+", consequence):
        parts = [became.get(CodeId(code), (CodeId(code),)) for code in consequence.split(" and ")]
        if any(len(part) > 1 for part in parts):
            raise EditError(
                f"the rule '… {consequence}' asks for a code that is split: change the rule first"
            )
        return " and ".join(dict.fromkeys(code for part in parts for code in part))

    def carry(found: re.Match[str]) -> str:
        into = became.get(CodeId(found[0]), (CodeId(found[0]),))
        if len(into) != 1:
            raise EditError(f"the rule '… {consequence}' needs '{found[0]}': change the rule first")
        return into[0]

    return _CODE.sub(carry, consequence)


def with_changes(code: Code, edit: ChangeCode) -> Code:
    """The code as it would be after the edit: for showing it before it is made."""
    named = {f.name: getattr(edit, f.name) for f in fields(edit) if f.name != "code"}
    return replace(code, **{name: value for name, value in named.items() if value is not None})
