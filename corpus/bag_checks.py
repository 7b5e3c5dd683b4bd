"""Proving a bag: that everything it lists is there, that nothing else is, and that no byte was changed.

First `find_plan` reads the texts of the bag only; then `iter_changed` or `iter_unpacked_changes` reads every
file once. What is wrong is told as values, so that one look names all of it.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from corpus.bag_sources import Bag, find_clashes
from corpus.bag_tags import (
    DECLARATION_NAME,
    FETCH_NAME,
    INFO_NAME,
    MANIFEST_NAME,
    PAYLOAD,
    TAG_MANIFEST_NAME,
    BagProblem,
    Elsewhere,
    find_declaration_fault,
    parse_fetch,
    parse_info,
    parse_manifest,
)
from corpus.errors import translated_errors

_CHUNK: Final = 1 << 20
_LONGEST_TEXT: Final = 1 << 28
"""Bytes: the manifest of a million files is half of it, and it is held in memory."""
_BLOBS: Final = f"{PAYLOAD}blobs/"


@dataclass(frozen=True)
class Plan:
    """What a bag says of itself: the SHA-256 of each of its files by path, the fields of bag-info, what lies
    elsewhere; and what is wrong so far.
    """

    hashes: Mapping[str, str] = field(default_factory=dict)
    info: Mapping[str, str] = field(default_factory=dict)
    elsewhere: tuple[Elsewhere, ...] = ()
    problems: tuple[BagProblem, ...] = ()


def find_plan(bag: Bag) -> Plan:
    """Read the bag's own texts and compare its lists with what is there. No file of the payload is read."""
    texts, problems = _read_texts(bag)
    if MANIFEST_NAME not in texts:
        return Plan(problems=(*bag.problems, *problems))
    if fault := find_declaration_fault(texts.get(DECLARATION_NAME, "")):
        problems.append(BagProblem(DECLARATION_NAME, fault))
    payload, wrong = parse_manifest(MANIFEST_NAME, texts[MANIFEST_NAME])
    tags, wrong_tags = parse_manifest(TAG_MANIFEST_NAME, texts.get(TAG_MANIFEST_NAME, ""))
    fetched, wrong_fetches = parse_fetch(texts.get(FETCH_NAME, ""), payload)
    away = tuple(one for path, one in fetched.items() if path not in bag.sizes)
    hashes = {path: digest for path, digest in (payload | tags).items() if path in bag.sizes}
    found = [
        *bag.problems,
        *problems,
        *wrong,
        *wrong_tags,
        *wrong_fetches,
        *_compare_lists(bag, payload, tags, {one.path for one in away}),
        *find_clashes(bag.sizes),
    ]
    info = parse_info(texts.get(INFO_NAME, ""))
    if not found:  # the sum tells nothing new once files are known to be missing or too many
        found.extend(_compare_sum(bag, info, away))
    return Plan(hashes, info, away, tuple(found))


def _read_texts(bag: Bag) -> tuple[dict[str, str], list[BagProblem]]:
    texts: dict[str, str] = {}
    problems = []
    for name in (DECLARATION_NAME, INFO_NAME, FETCH_NAME, MANIFEST_NAME, TAG_MANIFEST_NAME):
        if name not in bag.sizes:
            if name != FETCH_NAME:
                problems.append(BagProblem(name, "is missing"))
        elif bag.sizes[name] > _LONGEST_TEXT:
            problems.append(BagProblem(name, "is far longer than a bag's texts are"))
        else:
            try:
                with bag.open_file(name) as file:
                    texts[name] = file.read().decode()
            except (OSError, ValueError, zipfile.BadZipFile, zlib.error) as error:
                problems.append(BagProblem(name, f"cannot be read ({error})"))
    return texts, problems


def _compare_lists(
    bag: Bag, payload: Mapping[str, str], tags: Mapping[str, str], away: set[str]
) -> Iterator[BagProblem]:
    for path, digest in payload.items():
        if not path.startswith(PAYLOAD):
            yield BagProblem(path, f"stands in {MANIFEST_NAME} and is not below {PAYLOAD}")
        elif path.startswith(_BLOBS) and path.removeprefix(_BLOBS).replace("/", "") != digest:
            yield BagProblem(path, f"has another SHA-256 in {MANIFEST_NAME} than its name says")
    for path in payload.keys() | tags.keys():
        if path not in bag.sizes and path not in away:
            yield BagProblem(path, "is listed and missing")
    for path in bag.sizes:
        listed = payload if path.startswith(PAYLOAD) else tags
        if path not in listed and path != TAG_MANIFEST_NAME:
            yield BagProblem(path, "is there and not listed")


def _compare_sum(bag: Bag, info: Mapping[str, str], away: tuple[Elsewhere, ...]) -> Iterator[BagProblem]:
    stated = info.get("Payload-Oxum")
    held = [size for path, size in bag.sizes.items() if path.startswith(PAYLOAD)]
    all_sizes = [*held, *(one.size for one in away)]
    found = f"{sum(all_sizes)}.{len(all_sizes)}"
    if stated is not None and stated != found:
        yield BagProblem(INFO_NAME, f"states {stated} bytes.files, and there are {found}")


def iter_changed(bag: Bag, plan: Plan) -> Iterator[BagProblem]:
    """Every file whose bytes are not those that were packed. Each is read once."""
    for path in sorted(plan.hashes):
        yield from _check_file(bag, path, plan.hashes[path], None)


def iter_unpacked_changes(bag: Bag, plan: Plan, folder: Path) -> Iterator[BagProblem]:
    """Write the payload into `folder`, and tell every file of the bag whose bytes were changed.

    `folder` is new and the caller's own. Raises DiskFull.
    """
    with translated_errors():
        for path in sorted(plan.hashes):
            if not path.startswith(PAYLOAD):
                yield from _check_file(bag, path, plan.hashes[path], None)
                continue
            target = folder / path.removeprefix(PAYLOAD)
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:  # never through something that is there already
                yield from _check_file(bag, path, plan.hashes[path], file)


def _check_file(bag: Bag, path: str, digest: str, target: BinaryIO | None) -> Iterator[BagProblem]:
    found = hashlib.sha256()
    try:
        with bag.open_file(path) as source:
            while piece := source.read(_CHUNK):
                found.update(piece)
                if target is not None:
                    target.write(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        yield BagProblem(path, f"was changed: it cannot be unpacked ({error})")
        return
    if found.hexdigest() != digest:
        yield BagProblem(path, f"was changed: its SHA-256 is now {found.hexdigest()[:12]}…")
