"""The title of a document: its largest words on the first page, else what file and file name say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote

from extract.lines import Line
from extract.passages import clean_text

_MAX_TITLE: Final = 200
_SAME: Final = 0.88  # of the largest size: lines of one title may differ a little
_LOGO: Final = re.compile(r"(?:[^\W\d_]+[ -]?){1,3}(?:kommun|kommuns|stad|stads)", re.IGNORECASE)
_NONSENSE: Final = re.compile(
    r"microsoft word|untitled|namnlös|document\d*|dokument\d*|\.(?:docx?|pdf|indd|pptx?|xlsx?)$|^\W*$"
    r"|föreskriftens namn|^rubrik",
    re.IGNORECASE,
)
_EXTENSION: Final = re.compile(r"\.(?:pdf|docx?|odt|html?)$", re.IGNORECASE)


def find_title(lines: Sequence[Line], body_size: float) -> str:
    """The largest text among the lines of one page, joined over lines; "" if none is larger than the text."""
    largest = max((line.size for line in lines if _may_be_title(line)), default=0.0)
    if largest < 1.15 * body_size:
        return ""
    title: list[str] = []
    last: Line | None = None
    for line in lines:
        if line.size < _SAME * largest or _LOGO.fullmatch(line.text):
            if title:
                break
            continue
        if last is not None and line.top - last.bottom > 1.5 * largest:
            break
        title.append(line.text)
        last = line
    return clean_title(title)


def _may_be_title(line: Line) -> bool:
    text = line.text
    return sum(map(str.isalpha, text)) >= 3 and not _LOGO.fullmatch(text)


def clean_title(parts: Sequence[str]) -> str:
    """The lines of a title as one clean text, with words broken over two lines made whole."""
    text = ""
    for part in parts:
        broken = (
            text.endswith(("-", "\xad")) and part[:1].islower() and not part.startswith(("och ", "samt "))
        )
        text = text[:-1] + part if broken else f"{text} {part}"
    return clean_text(text)[:_MAX_TITLE]


def clean_file_title(title: str) -> str:
    """The metadata title of a file, or "" where it is what a program left there."""
    title = clean_text(title)
    return "" if _NONSENSE.search(title) or len(title) > _MAX_TITLE else title


def get_readable_name(name: str) -> str:
    """A file name as words: "Biblioteksplan_2024-27%20antagen.pdf" → "Biblioteksplan 2024-27 antagen"."""
    stem = _EXTENSION.sub("", unquote(name).replace("\\", "/").rsplit("/", 1)[-1])
    stem = re.sub(r"(?<=\D)-|-(?=\D)", " ", stem.replace("_", " ").replace("+", " "))
    text = clean_text(stem)
    return text[:1].upper() + text[1:]
