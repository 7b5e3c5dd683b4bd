"""The codebook: what the study asks of each passage, read from YAML and checked line by line."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from corpus.records import Code, Codebook, CodeId, Dimension, FalseFriend
from models.rules import Rule, RuleError, named_codes, named_dimensions, parse_rule
from models.yaml_lines import YamlNode, parse_yaml, read_yaml

DEFAULT_CODEBOOK: Final = Path(__file__).with_name("codebook.yaml")
"""The codebook that a new study starts from: 97 codes in eight dimensions."""

GATE: Final = "gate"
"""The dimension that every codebook must have: is this about collaboration at all?"""

_TOP: Final = ("version dimensions", "language sectors rules false_friends rulings history")
_CHOICES: Final = {"exactly one": True, "any": False}
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


class LineageAct(StrEnum):
    """How codes became other codes."""

    SPLIT = "split"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Lineage:
    """The codes `of` became the codes `into`: kept in the codebook's ``history``."""

    act: LineageAct
    of: tuple[CodeId, ...]
    into: tuple[CodeId, ...]


def load_codebook(path: Path) -> Codebook:
    """Read and check a codebook. Raises CodebookError with the line and what to mend."""
    return _read_codebook(read_yaml(path))


def parse_codebook(text: str, path: Path = DEFAULT_CODEBOOK) -> Codebook:
    """The same for a text that is not in a file (yet); `path` names it in complaints."""
    return _read_codebook(parse_yaml(text, path))


def parse_lineages(text: str, path: Path = DEFAULT_CODEBOOK) -> tuple[Lineage, ...]:
    """What was merged and split in the codebook's history, oldest first; it is no part of its meaning."""
    top = parse_yaml(text, path).fields(*_TOP)
    return tuple(_read_lineage(node) for node in top["history"].items()) if "history" in top else ()


def _read_codebook(root: YamlNode) -> Codebook:
    top = root.fields(*_TOP)
    for node in top["history"].items() if "history" in top else ():
        _read_lineage(node)
    sectors = tuple(_read_sector(node) for node in top["sectors"].items()) if "sectors" in top else ()
    dimensions = _read_dimensions(top["dimensions"], frozenset(sector[0] for sector in sectors))
    known = frozenset(code.id for dimension in dimensions for code in dimension.codes)
    codebook = Codebook(
        hash="",
        version=top["version"].text(),
        dimensions=dimensions,
        sectors=sectors,
        rules=tuple(_read_rule(node, known) for node in top["rules"].items()) if "rules" in top else (),
        false_friends=_read_false_friends(top, known),
        rulings=_read_texts(top, "rulings"),
    )
    return replace(codebook, hash=codebook_hash(codebook))


def codebook_hash(codebook: Codebook) -> str:
    """SHA-256 (hexadecimal) of what the codebook means: not its layout, order of codes or version."""
    meaning = {
        "dimensions": {
            d.id: [d.sv, d.en, d.question, d.single, sorted(_meaning(code) for code in d.codes)]
            for d in codebook.dimensions
        },
        "sectors": sorted(codebook.sectors),
        "rules": codebook.rules,
        "false_friends": sorted([f.id, f.sv, f.gate, sorted(f.cues)] for f in codebook.false_friends),
        "rulings": codebook.rulings,
    }
    canonical = json.dumps(meaning, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _meaning(code: Code) -> list[str | list[str]]:
    fields = [code.id, code.sv, code.en, code.definition, code.include, code.exclude, code.sector]
    return [*fields, sorted(code.cues)]


def _read_lineage(node: YamlNode) -> Lineage:
    node.what = "an entry of the history"
    fields = node.fields("act of into")
    act = fields["act"].text()
    if act not in set(LineageAct):
        fields["act"].fail(f"act cannot be '{act}': write {' or '.join(LineageAct)}")
    before, after = (tuple(map(CodeId, _read_texts(fields, key))) for key in ("of", "into"))
    return Lineage(LineageAct(act), before, after)


def _read_sector(node: YamlNode) -> tuple[str, str, str]:
    node.what = "a sector"
    fields = node.fields("id sv en")
    return fields["id"].text(), fields["sv"].text(), fields["en"].text()


def _read_dimensions(node: YamlNode, sectors: frozenset[str]) -> tuple[Dimension, ...]:
    dimensions: list[Dimension] = []
    for item in node.items():
        item.what = "a dimension"
        dimension = _read_dimension(item, sectors)
        if dimension.id in {other.id for other in dimensions}:
            item.fail(f"dimension '{dimension.id}' is there twice: rename or remove one")
        dimensions.append(dimension)
    gates = [dimension for dimension in dimensions if dimension.id == GATE]
    if not gates or not gates[0].single:
        node.fail(f"the dimension '{GATE}' with 'choose: exactly one' is missing: add it")
    return tuple(dimensions)


def _read_dimension(node: YamlNode, sectors: frozenset[str]) -> Dimension:
    fields = node.fields("id sv en choose question codes")
    name = fields["id"].text()
    if not _NAME.fullmatch(name):
        fields["id"].fail(f"'{name}' is no id: use a-z, 0-9 and _, and begin with a letter")
    choice = fields["choose"].text()
    if choice not in _CHOICES:
        fields["choose"].fail(f"choose cannot be '{choice}': write 'exactly one' or 'any'")
    codes: list[Code] = []
    for item in fields["codes"].items():
        code = _read_code(item, name, sectors)
        if code.id in {other.id for other in codes}:
            item.fail(f"code '{code.id}' is there twice: rename or remove one")
        codes.append(code)
    if not codes:
        fields["codes"].fail(f"dimension '{name}' has no codes: add one or remove the dimension")
    question, sv, en = (fields[key].text() for key in ("question", "sv", "en"))
    return Dimension(name, sv, en, question, _CHOICES[choice], tuple(codes))


def _read_code(node: YamlNode, dimension: str, sectors: frozenset[str]) -> Code:
    node.what = f"a code of '{dimension}'"
    fields = node.fields("id sv en definition", "include exclude cues sector")
    name = fields["id"].text()
    prefix, _, rest = name.partition(".")
    if prefix != dimension or not _NAME.fullmatch(rest):
        fields["id"].fail(f"code '{name}' must begin with its dimension: '{dimension}.' and a-z, 0-9, _")
    sector = fields["sector"].text() if "sector" in fields else ""
    if sector and sector not in sectors:
        fields["sector"].fail(f"sector '{sector}' is not among the sectors: add it there or mend it here")
    return Code(
        id=CodeId(name),
        sv=fields["sv"].text(),
        en=fields["en"].text(),
        definition=fields["definition"].text(),
        include=fields["include"].text() if "include" in fields else "",
        exclude=fields["exclude"].text() if "exclude" in fields else "",
        cues=_read_texts(fields, "cues"),
        sector=sector,
    )


def _read_texts(fields: dict[str, YamlNode], key: str) -> tuple[str, ...]:
    return tuple(item.text() for item in fields[key].items()) if key in fields else ()


def _read_rule(node: YamlNode, known: frozenset[CodeId]) -> tuple[str, str]:
    node.what = "a rule"
    fields = node.fields("if then")
    condition, consequence = fields["if"].text(), fields["then"].text()
    try:
        rule = parse_rule(condition, consequence)
    except RuleError as error:
        node.fail(f"the rule cannot be read: {error}")
    _check_names(node, rule, known)
    return condition, consequence


def _check_names(node: YamlNode, rule: Rule, known: frozenset[CodeId]) -> None:
    for code in sorted(named_codes(rule) - known):
        node.fail(f"the rule names '{code}', which is no code here: mend the rule or add the code")
    for dimension in sorted(named_dimensions(rule) - {code.partition(".")[0] for code in known}):
        node.fail(f"the rule names '{dimension}.*', which is no dimension here: mend the rule")


def _read_false_friends(top: dict[str, YamlNode], known: frozenset[CodeId]) -> tuple[FalseFriend, ...]:
    friends: list[FalseFriend] = []
    for node in top["false_friends"].items() if "false_friends" in top else ():
        node.what = "a false friend"
        fields = node.fields("id sv gate cues")
        gate = CodeId(fields["gate"].text())
        if gate not in known or gate.partition(".")[0] != GATE:
            fields["gate"].fail(f"'{gate}' is no code of '{GATE}': name one that is")
        friend = FalseFriend(fields["id"].text(), fields["sv"].text(), gate, _read_texts(fields, "cues"))
        if friend.id in {other.id for other in friends}:
            node.fail(f"false friend '{friend.id}' is there twice: rename or remove one")
        friends.append(friend)
    return tuple(friends)
