"""The codebook's file as lines to cut and mend: all that is not changed stays as people wrote it.

Functions take a whole text and return a whole text. Comments inside what is replaced are lost, all others
stay. Lines and columns count from 0 in here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import yaml

from corpus.records import Code, CodeId
from models.errors import EditError

FIELDS: Final = ("id", "sv", "en", "sector", "definition", "include", "exclude", "cues")
"""The fields of a code in the order in which new ones are written."""

_WIDTH: Final = 110

Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One mapping in a list: it has the lines start..end-1, its keys begin in `column`.

    `fields` are the lines (start, end) of each key with its value, in the order of the file; `flow` tells
    that it is written in braces; `of_flow` that its whole list is written in brackets.
    """

    start: int
    end: int
    column: int
    fields: Mapping[str, tuple[int, int]]
    values: Mapping[str, str]
    flow: bool
    of_flow: bool


def code_items(text: str, dimension: str) -> dict[CodeId, Item]:
    """The codes of a dimension in a checked codebook, in the order of the file."""
    for node in _list(_compose(text), "dimensions").value:
        if _scalars(node)["id"] == dimension:
            return {CodeId(item.values["id"]): item for item in _items(text, node, "codes")}
    raise EditError(f"there is no dimension '{dimension}': name one that is in the codebook")


def rule_items(text: str) -> list[Item]:
    """The rules in the order of the file."""
    return _items(text, _compose(text), "rules")


def render_code(code: Code) -> dict[str, Value]:
    """The fields of a code as they are written; what is empty is left out."""
    values: dict[str, Value] = {name: getattr(code, name) for name in FIELDS}
    return {name: value for name, value in values.items() if value}


def replace_item(text: str, item: Item, fields: Sequence[Mapping[str, Value]]) -> str:
    """Put these mappings in an item's place; none removes it."""
    if item.of_flow:
        raise EditError("the list is written in brackets: write each item on its own line after '- '")
    lines = text.splitlines(keepends=True)
    before = lines[item.start][: item.column]
    made = [line for mapping in fields for line in _render(mapping, before)]
    return "".join([*lines[: item.start], *made, *lines[item.end :]])


def insert_after(text: str, item: Item, fields: Mapping[str, Value]) -> str:
    """Put a new mapping after an item of the same list."""
    if item.of_flow:
        raise EditError("the list is written in brackets: write each item on its own line after '- '")
    lines = text.splitlines(keepends=True)
    before = lines[item.start][: item.column]
    return "".join([*_ended(lines[: item.end]), *_render(fields, before), *lines[item.end :]])


def change_field(text: str, item: Item, name: str, value: Value) -> str:
    """Write one field anew; an empty value removes it, a new field goes where `FIELDS` has it."""
    lines = text.splitlines(keepends=True)
    start, end = item.fields.get(name, (0, 0))
    if not end:
        ahead = FIELDS[: FIELDS.index(name)]
        start = end = max(item.fields[known][1] for known in ahead if known in item.fields)
    opens = start == item.start and name in item.fields
    before = lines[item.start][: item.column] if opens else " " * item.column
    made = _render({name: value}, before) if value else []
    if opens and not made:
        raise EditError(f"'{name}' cannot be empty")
    return "".join([*_ended(lines[:start]), *made, *lines[end:]])


def change_version(text: str, version: str) -> str:
    """Write the codebook's version anew."""
    for key, value in _compose(text).value:
        if key.value == "version":
            lines = text.splitlines(keepends=True)
            line = lines[value.start_mark.line]
            quoted = "'" + version.replace("'", "''") + "'"
            lines[value.start_mark.line] = (
                line[: value.start_mark.column] + quoted + line[value.end_mark.column :]
            )
            return "".join(lines)
    raise EditError("the codebook has no version: add 'version: 1.0' to it")


def add_history(text: str, entry: Mapping[str, Value]) -> str:
    """Add an entry to the history at the end of its list, or begin one at the end of the file."""
    root = _compose(text)
    if any(key.value == "history" for key, _ in root.value):
        items = _items(text, root, "history")
        if items:
            return insert_after(text, items[-1], entry)
        raise EditError("the history is empty: remove the line 'history'")
    return "".join([*_ended(text.splitlines(keepends=True)), "history:\n", *_render(entry, "- ")])


def _compose(text: str) -> Any:
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _list(mapping: Any, name: str) -> Any:
    return next((value for key, value in mapping.value if key.value == name), yaml.SequenceNode("", []))


def _scalars(mapping: Any) -> dict[str, str]:
    return {key.value: v.value for key, v in mapping.value if isinstance(v, yaml.ScalarNode)}


def _items(text: str, mapping: Any, name: str) -> list[Item]:
    parent = _list(mapping, name)
    lines = text.splitlines()
    return [
        Item(
            start=node.start_mark.line,
            end=_end(node, lines),
            column=node.start_mark.column,
            fields={key.value: (key.start_mark.line, _end(value, lines)) for key, value in node.value},
            values=_scalars(node),
            flow=bool(node.flow_style),
            of_flow=bool(parent.flow_style),
        )
        for node in parent.value
    ]


def _end(node: Any, lines: Sequence[str]) -> int:
    """The line after the last one with anything of the node: PyYAML's own marks go on to the next token."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        end = int(node.end_mark.line) + (1 if node.end_mark.column else 0)
        while end - 1 > node.start_mark.line and not lines[end - 1].strip():
            end -= 1
        return end
    if not node.value:
        return int(node.start_mark.line) + 1
    last = node.value[-1]
    return _end(last[1] if isinstance(node, yaml.MappingNode) else last, lines)


def _render(fields: Mapping[str, Value], before: str) -> list[str]:
    """Lines of a mapping whose first line begins with `before`, the others as far in."""
    plain = {name: list(v) if isinstance(v, tuple) else v for name, v in fields.items()}
    width = _WIDTH - len(before)
    text = yaml.safe_dump(plain, allow_unicode=True, width=width, sort_keys=False, default_flow_style=False)
    first, *rest = text.splitlines(keepends=True)
    margin = " " * len(before)
    return [before + first, *(margin + line if line.strip() else line for line in rest)]


def _ended(lines: list[str]) -> list[str]:
    """The lines, the last of which has its line end."""
    return [*lines[:-1], lines[-1].rstrip("\n") + "\n"] if lines else lines
