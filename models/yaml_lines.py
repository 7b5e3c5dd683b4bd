"""YAML read as nodes that know their line, so that every complaint can say where."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import yaml

from models.errors import CodebookError


def read_yaml(path: Path) -> YamlNode:
    """The root node of a YAML file. Raises CodebookError when it cannot be read or is no YAML."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CodebookError(path, 1, f"cannot be read ({error.strerror}): check the path") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise CodebookError(path, line, "is not UTF-8: save the file as UTF-8") from error
    return parse_yaml(text, path)


def parse_yaml(text: str, path: Path) -> YamlNode:
    """The root node of a text; `path` names it in complaints. Raises CodebookError when it is no YAML."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise CodebookError(path, mark.line + 1 if mark else 1, _explain(error)) from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise CodebookError(path, line, f"has a character that YAML forbids: {error.reason}") from error
    if root is None:
        raise CodebookError(path, 1, "is empty: copy the default codebook and edit it")
    return YamlNode(path, root, "the file")


def _explain(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or error.context or "syntax error"
    return f"is not YAML ({problem}): check the indentation, and quote texts with ': ' or a leading '*'"


class YamlNode:
    """One node: a text, a list or a mapping. `what` names it in complaints."""

    def __init__(self, path: Path, node: yaml.Node, what: str) -> None:
        self._path = path
        self._node = node
        self.what = what

    def fail(self, message: str) -> NoReturn:
        """Raise CodebookError with this node's line."""
        raise CodebookError(self._path, self._node.start_mark.line + 1, message)

    def text(self) -> str:
        """The scalar's text, which must not be empty."""
        if not isinstance(self._node, yaml.ScalarNode) or not self._node.value.strip():
            self.fail(f"{self.what} must be a text that is not empty")
        return str(self._node.value)

    def items(self) -> list[YamlNode]:
        """The list's items."""
        if not isinstance(self._node, yaml.SequenceNode):
            self.fail(f"{self.what} must be a list: write each item on its own line after '- '")
        return [YamlNode(self._path, item, f"an item of {self.what}") for item in self._node.value]

    def fields(self, required: str, optional: str = "") -> dict[str, YamlNode]:
        """The mapping's values by key. Both arguments are space-separated keys; others are errors."""
        if not isinstance(self._node, yaml.MappingNode):
            self.fail(f"{self.what} must be lines of 'name: value'")
        known = required.split() + optional.split()
        found: dict[str, YamlNode] = {}
        for key, value in self._node.value:
            here = YamlNode(self._path, key, self.what)
            if key.value not in known:
                here.fail(f"{self.what} has no '{key.value}': it may have {', '.join(known)}")
            if key.value in found:
                here.fail(f"{self.what} has '{key.value}' twice: keep one")
            found[key.value] = YamlNode(self._path, value, f"'{key.value}' of {self.what}")
        for name in required.split():
            if name not in found:
                self.fail(f"{self.what} lacks '{name}': add it")
        return found
