"""The title of a document: its largest words on the first page, else what file and file name say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, starmap
from typing import Final
from urllib.parse import unquote

from corpus.records import DocumentKind
from extract.blocks import Block, BlockKind
from extract.headings import get_body, get_plain_text
from extract.kinds import find_kind
from extract.lines import Line, join_rows
from extract.passages import clean_text
from extract.statements import Source, Statement

_MAX_TITLE: Final = 200
_SAME: Final = 0.88  # of the largest size: lines of one title may differ a little
_LONGEST_LOGO: Final = 80  # characters
_LOGO: Final = re.compile(r"(?:[^\W\d_]+[ -]?){1,3}(?:kommun|kommuns|stad|stads)", re.IGNORECASE)
_NONSENSE: Final = re.compile(
    r"microsoft word|untitled|namnlös|document\d*|dokument\d*|\.(?:docx?|pdf|indd|pptx?|xlsx?)$|^\W*$"
    r"|föreskriftens namn|^rubrik",
    re.IGNORECASE,
)
_MIN_CAPITALS: Final = 6  # letters: "RSA" is an abbreviation, and no title set in capitals
_SMALL: Final = frozenset(
    {
        "för",
        "av",
        "till",
        "på",
        "om",
        "i",
        "under",
        "över",
        "med",
        "mot",
        "vid",
        "ut",
        "in",
        "upp",
        "ned",
        "ner",
    }
    | {"från", "och", "eller", "samt", "en", "ett", "den", "det", "de", "är", "som"}
)
"""Words that begin many others, and stand alone far more often: "för skolan" is no "förskolan"."""
_INFLECTIONS: Final = ("", "n", "en", "et", "t", "er", "erna", "ns", "ens")
_SPAN: Final = re.compile(r"(?:\d[–—/]|\w-)$")  # "2024–" and "2027", "Lövsta-" and "Hamra"
_CHAPTER: Final = re.compile(r"^1\.?\s+(?=[A-ZÅÄÖ])")  # where a program numbers the title like a chapter
_EDGES: Final = ".,;:!?()”\"'«»"
_EXTENSION: Final = re.compile(r"\.(?:pdf|docx?|odt|html?)$", re.IGNORECASE)


def find_title(lines: Sequence[Line], body_size: float) -> str:
    """The largest text among the lines of one page, joined over lines; "" if none is larger than the text."""
    largest = max((line.size for line in lines if _may_be_title(line)), default=0.0)
    if largest < 1.15 * body_size:
        return ""
    title: list[str] = []
    last: Line | None = None
    for line in lines:
        if line.size < _SAME * largest or (_is_logo(line.text) and not _goes_on(last, line)):
            if title:
                break
            continue
        if last is not None and line.top - last.bottom > 1.5 * largest:
            break
        title.append(line.text)
        last = line
    return clean_title(title)


def find_title_statement(
    fronts: Sequence[tuple[int, Sequence[Line]]], blocks: Sequence[Block], file_title: str, name: str
) -> Statement:
    """The title with where it stands: the largest text, else the file's own title, a heading or its name.

    `fronts` are (page, runs) of the first pages.
    """
    body = get_body(line for block in blocks for line in block.lines)
    for page, runs in fronts[:2]:
        largest = max((run.size for run in runs if _may_be_title(run)), default=0.0)
        # Only what is large, before rows are joined: beside a title may stand the text of another column.
        title = find_title(join_rows([run for run in runs if run.size >= _SAME * largest]), body.size)
        if title:
            return Statement(fold_capitals(title, blocks), page, title, Source.LAYOUT)
    if own := clean_file_title(file_title):
        return Statement(own, 0, file_title, Source.FILE)
    first = next((block for block in blocks[:6] if block.kind is BlockKind.HEADING), None)
    if first is not None and (text := clean_text(get_plain_text(first))):
        return Statement(fold_capitals(text, blocks), first.parts[0].page, text, Source.HEADING)
    return Statement(get_readable_name(name), 0, name, Source.NAME)


def fold_capitals(title: str, blocks: Sequence[Block]) -> str:
    """A title set in capitals as the document writes its words: "KLIMAT STRATEGI" → "Klimatstrategi".

    Words that the text knows only with a capital keep it, and abbreviations theirs. Two words that the text
    knows only as one are one, also in small letters: designers break a long title wherever they like, and set
    its parts in two sizes.
    """
    words = title.split()
    if any(starmap(_may_be_one, pairwise(words))):  # all words of a document are many
        words = _join_parted(words, _get_plain_words(blocks))
    joined = " ".join(words)
    if not title.isupper() or sum(map(str.isalpha, title)) < _MIN_CAPITALS:
        return joined
    forms = _get_forms(blocks)
    folded = " ".join(_fold_word(word, forms) for word in words)
    return folded[:1].upper() + folded[1:]


def _join_parted(words: list[str], text: Sequence[str]) -> list[str]:
    """The words of a title, with two made one where `text`, the words of the document, never parts them."""
    known, pairs = set(text), set(pairwise(text))
    place = 0
    while place + 1 < len(words):
        first, second = words[place], words[place + 1]
        left, right = first.casefold(), second.casefold()
        parted = _may_be_one(first, second) and (left, right) not in pairs
        if parted and any(left + right + end in known for end in _INFLECTIONS):
            words[place : place + 2] = [first + second]
        else:
            place += 1
    return words


def _may_be_one(first: str, second: str) -> bool:
    """Whether two words next to each other may be one that its designer has parted."""
    alike = second.islower() or (first.isupper() and second.isupper())
    words = first.isalpha() and second.isalpha() and alike
    return words and first.casefold() not in _SMALL and second.casefold() not in _SMALL


def _get_plain_words(blocks: Sequence[Block]) -> list[str]:
    """The words of the text and of its headings, but for those in capitals, which may be parted too."""
    texts = (get_plain_text(block) for block in blocks)
    return [word.strip(_EDGES).casefold() for text in texts if not text.isupper() for word in text.split()]


def _fold_word(word: str, forms: dict[str, str]) -> str:
    core = word.strip(_EDGES)
    known = forms.get(core.casefold())
    return word.replace(core, known) if known and core else word.lower()


def _get_forms(blocks: Sequence[Block]) -> dict[str, str]:
    """Each word of the running text, in the form with the smallest letters that it has there."""
    forms: dict[str, str] = {}
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            continue
        for word in get_plain_text(block).split():
            core = word.strip(_EDGES)
            key = core.casefold()
            if core and (key not in forms or core > forms[key]):  # small letters sort after capitals
                forms[key] = core
    return forms


def _may_be_title(line: Line) -> bool:
    text = line.text
    return sum(map(str.isalpha, text)) >= 3 and not _is_logo(text)


def _goes_on(last: Line | None, line: Line) -> bool:
    """Whether a line stands close under the last of a title, in its size: "… för Ljusnäs" and "kommun"."""
    return last is not None and last.size == line.size and line.top - last.bottom < 0.4 * line.size


def _is_logo(text: str) -> bool:
    """Whether a text is a municipality's name alone, and not like "Energiplan för Ljusnäs kommun"."""
    if len(text) > _LONGEST_LOGO:  # no name of a municipality is so long, and the pattern backtracks
        return False
    return _LOGO.fullmatch(text) is not None and find_kind(text, ()) is DocumentKind.OTHER


def clean_title(parts: Sequence[str]) -> str:
    """The lines of a title as one clean text, with words broken over two lines made whole."""
    text = ""
    for part in parts:
        broken = (
            text.endswith(("-", "\xad")) and part[:1].islower() and not part.startswith(("och ", "samt "))
        )
        whole = _SPAN.search(text) is not None and (part[:1].isdigit() or part[:1].isupper())
        text = text[:-1] + part if broken else text + part if whole else f"{text} {part}"
    return _CHAPTER.sub("", clean_text(text)[:_MAX_TITLE])


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
