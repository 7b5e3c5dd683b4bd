"""The texts of a bag (BagIt 1.0, RFC 8493): declaration, manifests, bag-info and fetch list; both ways.

Everything here takes text and gives text or records. A bag is read as it may come from a stranger: what is
wrong in it is a `BagProblem`, never an exception, so that all of it can be named at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

DECLARATION_NAME: Final = "bagit.txt"
INFO_NAME: Final = "bag-info.txt"
FETCH_NAME: Final = "fetch.txt"
MANIFEST_NAME: Final = "manifest-sha256.txt"
TAG_MANIFEST_NAME: Final = "tagmanifest-sha256.txt"
PAYLOAD: Final = "data/"
"""How the path of everything begins that a bag is there for."""
DECLARATION: Final = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

_LONGEST_NAME: Final = 255  # bytes: what ext4, APFS and NTFS can hold
_LINE: Final = re.compile(r"([0-9a-fA-F]{64})[ \t]+\*?(.+)")
_FETCH: Final = re.compile(r"(\S+)[ \t]+(\d+|-)[ \t]+(.+)")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_ENCODED: Final = {"%": "%25", "\n": "%0A", "\r": "%0D"}


@dataclass(frozen=True, slots=True)
class BagProblem:
    """One thing that is not as a bag must be: at which path inside it, and what."""

    path: str
    what: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A file that the bag names and does not hold: its path in the bag, SHA-256, bytes, and where it is."""

    path: str
    sha256: str
    size: int
    url: str


def find_path_fault(path: str) -> str:
    """Why a path must not be followed, "" when it may: it stays inside its folder on every system."""
    parts = path.split("/")
    if path.startswith("/") or ":" in path:
        return "an absolute path"
    if ".." in parts:
        return "a path that leads out of the bag"
    if "\\" in path or _CONTROL.search(path) or not _is_unicode(path):
        return "a name with signs that not every system can hold"
    if "" in parts or "." in parts:
        return "a path with empty parts"
    if any(len(part.encode()) > _LONGEST_NAME for part in parts):
        return "a name too long for most systems"
    return ""


def format_manifest(hashes: Mapping[str, str]) -> str:
    """One line a file, sorted by path: SHA-256, two blanks, path."""
    return "".join(f"{hashes[path]}  {_encode(path)}\n" for path in sorted(hashes))


def parse_manifest(name: str, text: str) -> tuple[dict[str, str], list[BagProblem]]:
    """The SHA-256 (lower case) by path, and what is wrong with the lines."""
    hashes: dict[str, str] = {}
    problems = []
    for number, line in enumerate(_lines(text), 1):
        matched = _LINE.fullmatch(line)
        if matched is None:
            problems.append(BagProblem(name, f"line {number} is no SHA-256 with a path"))
            continue
        path = _decode(matched[2])
        if path in hashes:
            problems.append(BagProblem(path, f"stands twice in {name}"))
        elif fault := find_path_fault(path):
            problems.append(BagProblem(path, f"{fault}, in {name}"))
        else:
            hashes[path] = matched[1].lower()
    return hashes, problems


def format_info(fields: Iterable[tuple[str, str]]) -> str:
    """Labels with their values, each on one line; a field without a value is left out."""
    said = ((label, " ".join(value.split())) for label, value in fields)
    return "".join(f"{label}: {value}\n" for label, value in said if value)


def parse_info(text: str) -> dict[str, str]:
    """The values by label (the first where a label is repeated); folded lines are joined."""
    fields: dict[str, str] = {}
    label = ""
    for line in _lines(text):
        if line[0] in " \t" and label:
            fields[label] = f"{fields[label]} {line.strip()}"
            continue
        named, colon, value = line.partition(":")
        label = named.strip() if colon and named.strip() not in fields else ""
        if label:
            fields[label] = value.strip()
    return fields


def format_fetch(files: Iterable[Elsewhere]) -> str:
    """One line a file, sorted by path: address, bytes, path."""
    ordered = sorted(files, key=lambda one: one.path)
    return "".join(f"{_without_blanks(one.url)} {one.size} {_encode(one.path)}\n" for one in ordered)


def parse_fetch(text: str, hashes: Mapping[str, str]) -> tuple[dict[str, Elsewhere], list[BagProblem]]:
    """The files that lie elsewhere, by path. `hashes` is the manifest, which must name each of them."""
    found: dict[str, Elsewhere] = {}
    problems = []
    for number, line in enumerate(_lines(text), 1):
        matched = _FETCH.fullmatch(line)
        if matched is None:
            problems.append(BagProblem(FETCH_NAME, f"line {number} is no address with a length and a path"))
            continue
        path = _decode(matched[3])
        if fault := find_path_fault(path):
            problems.append(BagProblem(path, f"{fault}, in {FETCH_NAME}"))
        elif path not in hashes:
            problems.append(BagProblem(path, f"stands in {FETCH_NAME} and not in {MANIFEST_NAME}"))
        else:
            size = 0 if matched[2] == "-" else int(matched[2])
            found[path] = Elsewhere(path, hashes[path], size, matched[1])
    return found, problems


def find_declaration_fault(text: str) -> str:
    """Why the declaration is not that of a bag this program can read, "" when it is."""
    fields = parse_info(text)
    version, encoding = fields.get("BagIt-Version"), fields.get("Tag-File-Character-Encoding", "")
    if version is None or not encoding:
        return "does not declare a version of BagIt and the encoding of its texts"
    if version not in ("0.97", "1.0"):
        return f"declares BagIt {version}, and this program reads 1.0"
    if encoding.upper() != "UTF-8":
        return f"declares texts in {encoding}, and this program reads UTF-8"
    return ""


def _lines(text: str) -> list[str]:
    # Not splitlines(): a path may hold characters that only that takes for the end of a line.
    return [line for line in re.split(r"\r\n|\r|\n", text) if line.strip()]


def _encode(path: str) -> str:
    return "".join(_ENCODED.get(sign, sign) for sign in path)


def _decode(path: str) -> str:
    return re.sub(r"%(0[AaDd]|25)", lambda found: chr(int(found[1], 16)), path)


def _without_blanks(url: str) -> str:
    return re.sub(r"\s", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)


def _is_unicode(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
