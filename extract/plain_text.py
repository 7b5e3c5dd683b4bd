"""Plain text to a manuscript: empty lines part paragraphs, or every line is one where there are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from extract.encodings import decode_text
from extract.manuscripts import MAX_ITEMS, Item, ItemKind, Manuscript

_GAP: Final = re.compile(r"\n[^\S\n]*\n\s*")
_BULLET: Final = re.compile(r"[-–•*]\s+(?=\S)")
_HEADING: Final = re.compile(r"(#{1,6})\s+(\S.*)")
_UNDERLINE: Final = re.compile(r"={3,}|-{3,}")


def read_plain(content: bytes) -> Manuscript:
    """Read a text file. Marks of Markdown that writers also use in plain text make headings and lists."""
    text = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", decode_text(content)).strip()
    parts = _GAP.split(text) if "\n\n" in re.sub(r"[^\S\n]+", "", text) else text.split("\n")
    items = (item for part in parts for item in _split_part(part.strip("\n")))
    return Manuscript(tuple(islice(items, MAX_ITEMS)))


def _split_part(part: str) -> Iterator[Item]:
    """The headings at the beginning of a part, and what is left of it."""
    lines = [line.strip() for line in part.split("\n") if line.strip()]
    place = 0
    while place < len(lines):
        if match := _HEADING.fullmatch(lines[place]):
            yield Item(ItemKind.HEADING, match.group(2), len(match.group(1)))
            place += 1
        elif place + 1 < len(lines) and _UNDERLINE.fullmatch(lines[place + 1]):
            yield Item(ItemKind.HEADING, lines[place], 1 if lines[place + 1][0] == "=" else 2)
            place += 2
        else:
            break
    rest = lines[place:]
    if rest and all(map(_BULLET.match, rest)):
        yield from (Item(ItemKind.LIST_ITEM, _BULLET.sub("", line, count=1)) for line in rest)
    elif rest:
        yield Item(ItemKind.PARAGRAPH, "\n".join(rest))
