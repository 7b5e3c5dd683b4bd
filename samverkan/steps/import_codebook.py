"""A codebook from another program (QDC) as a file beside the study's own, with what differs. Nothing is
replaced: a person compares the two and takes over what they want.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from corpus.export.files import replacing
from corpus.export.refi_codebook import parse_explanation
from corpus.importing.code_matching import match_codes, walk
from corpus.records import Code, Codebook, CodeId
from corpus.refi.guids import guid_of
from corpus.refi.opening import opened
from corpus.refi.reading import read_refi
from corpus.refi.records import CodebookFile, CodeNode, Guid
from models.codebook import GATE, parse_codebook
from models.codebook_diff import CodebookDiff, diff_codebooks
from models.codebook_text import render_code
from models.rules import named_codes, parse_rule
from samverkan.study import Study


@dataclass(frozen=True, slots=True)
class _Draft:
    """Codes by dimension as the file would have them, and the names of those that fit in no dimension."""

    codes: Mapping[str, tuple[Code, ...]]
    homeless: tuple[str, ...]


def import_codebook(study: Study, path: Path, *, dry: bool) -> Iterator[str]:
    """Write the codebook that the file describes beside the study's, and tell what differs. Raises RefiError,
    CodebookError.
    """
    with opened(path) as package:
        read = read_refi(package.xml, package.name)
    nodes = read.codes if isinstance(read, CodebookFile) else ()
    draft = _draft(nodes, study.codebook, study.config.study.language)
    text, dropped = _render(study, draft)
    proposed = parse_codebook(text, study.codebook_path)
    diff = diff_codebooks(study.codebook, proposed)
    yield from _tell(diff, draft, dropped)
    if diff.is_empty:
        yield "import: the codebook is the study's own; nothing is written."
    elif dry:
        yield "import: a dry run, nothing is written."
    else:
        target = _free_name(study.codebook_path.with_name(f"codebook.from-{path.stem}.yaml"), text)
        with replacing(target) as temporary:
            temporary.write_text(text, "utf-8")
        yield "import: the study's codebook is as it was; what the file says stands in"
        yield f"  {target}"
        yield "  Compare the two, and copy over what you want (comments stand in the study's own only)."


def _draft(nodes: Iterable[CodeNode], codebook: Codebook, language: str) -> _Draft:
    nodes = tuple(nodes)
    match = match_codes(nodes, codebook)
    known = {code.id: code for code in codebook.codes}
    found: dict[str, list[Code]] = {dimension.id: [] for dimension in codebook.dimensions}
    homeless: list[str] = []
    taken: set[CodeId] = set()
    for node, dimension in _iter_placed(nodes, codebook):
        own = match.codes.get(node.guid)
        if own is not None:
            code = _change(known[own], node, language)
        elif node.codable and dimension:
            code = _make(node, dimension, taken | set(known))
        else:
            homeless += [match.names[node.guid]] if node.codable else []
            continue
        if code.id not in taken:
            taken.add(code.id)
            found[code.dimension].append(code)
    for code in codebook.codes:  # every codebook needs the gate
        if code.dimension == GATE and code.id not in taken:
            found[GATE].append(code)
    return _Draft({name: _in_order(codes, codebook) for name, codes in found.items()}, tuple(homeless))


def _in_order(codes: list[Code], codebook: Codebook) -> tuple[Code, ...]:
    """Known codes in the study's order, new ones after them in the file's."""
    place = {code.id: number for number, code in enumerate(codebook.codes)}
    return tuple(sorted(codes, key=lambda code: place.get(code.id, len(place))))


def _iter_placed(nodes: tuple[CodeNode, ...], codebook: Codebook) -> Iterator[tuple[CodeNode, str]]:
    """Every code of the file with the dimension that it stands under, "" when under none."""
    groups: dict[Guid | str, str] = {}
    for dimension in codebook.dimensions:
        groups[guid_of("dimension", dimension.id)] = dimension.id
        groups |= {name.casefold(): dimension.id for name in (dimension.sv, dimension.en, dimension.id)}
    for top in nodes:
        name = groups.get(top.guid) or groups.get(top.name.casefold(), "")
        for node, above in walk((top,)):
            if above or not name:
                yield node, name


def _change(code: Code, node: CodeNode, language: str) -> Code:
    """The code as the file describes it. A description that is not ours says only the definition."""
    told = parse_explanation(node.description)
    name = " ".join(node.name.split())
    if name.rpartition("::")[2] not in (code.sv, code.en, code.id):
        code = replace(code, en=name) if language == "en" else replace(code, sv=name)
    if told.code:
        rest = {"include": told.include, "exclude": told.exclude, "cues": told.cues}
        return replace(code, definition=told.definition, **rest)  # type: ignore[arg-type]
    return replace(code, definition=told.definition) if told.definition else code


def _make(node: CodeNode, dimension: str, taken: set[CodeId]) -> Code:
    plain = unicodedata.normalize("NFKD", node.name.casefold()).encode("ascii", "ignore").decode()
    name = re.sub("[^a-z0-9]+", "_", plain).strip("_") or "code"
    name = name if name[0].isalpha() else f"code_{name}"
    number, free = 1, CodeId(f"{dimension}.{name}")
    while free in taken:
        number += 1
        free = CodeId(f"{dimension}.{name}_{number}")
    told = parse_explanation(node.description)
    label = " ".join(node.name.split())
    return Code(free, label, label, told.definition or label, told.include, told.exclude, told.cues)


def _render(study: Study, draft: _Draft) -> tuple[str, tuple[str, ...]]:
    """The study's file with the codes of the draft, and the rules that had to go since they name codes that
    are gone.
    """
    top: dict[str, Any] = yaml.safe_load(study.codebook_path.read_text("utf-8"))
    top["dimensions"] = [one for one in top["dimensions"] if draft.codes[one["id"]]]
    for dimension in top["dimensions"]:
        dimension["codes"] = [
            {
                key: list(value) if isinstance(value, tuple) else value
                for key, value in render_code(code).items()
            }
            for code in draft.codes[dimension["id"]]
        ]
    left = {code.id for codes in draft.codes.values() for code in codes}
    dropped = []
    for rule in list(top.get("rules", ())):
        if named_codes(parse_rule(rule["if"], rule["then"])) - left:
            top["rules"].remove(rule)
            dropped.append(f"if {rule['if']} then {rule['then']}")
    text = yaml.safe_dump(top, allow_unicode=True, width=110, sort_keys=False)
    return text, tuple(dropped)


def _tell(diff: CodebookDiff, draft: _Draft, dropped: tuple[str, ...]) -> Iterator[str]:
    for title, codes in (("new", diff.added), ("not in the file", diff.removed)):
        yield from (f"  {title:<16} {code}" for code in codes)
    for title, changed in (("redefined", diff.redefined), ("renamed", diff.relabelled)):
        yield from (f"  {title:<16} {code} ({', '.join(fields)})" for code, fields in changed.items())
    yield from (f"  {'in no dimension':<16} {name}: left out" for name in draft.homeless)
    yield from (f"  {'rule left out':<16} {rule}" for rule in dropped)


def _free_name(path: Path, text: str) -> Path:
    """The path, or the next number where something else lies there already."""
    number, free = 1, path
    while free.exists() and free.read_text("utf-8", "replace") != text:
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free
