"""The second opinion: pdfplumber's words, where PDFium cannot open a file or gets no letters out of it.

pdfplumber takes 60 ms a page where PDFium takes 3, so it is asked only about what would be lost otherwise,
and for no longer than a few seconds. Its words go through the same layout.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from corpus.records import ExtractionFailure
from extract.fonts import has_bold_name
from extract.limits import Care
from extract.pdfium import read_pdf
from extract.sheets import Rule, Scan, Sheet, UnreadableError, Word

MAX_PAGES: Final = 40
"""Pages that are read a second time."""
MAX_SECONDS: Final = 20.0
"""After which no further page is begun."""
UNREADABLE: Final = "The fonts of the page do not say which letters they show: it needs OCR."
SECOND: Final = "Read by pdfplumber: {}"
_FEW: Final = 20  # letters: a page with fewer may show more than it says
_MANY: Final = 20  # characters: a page with fewer has nothing that could be read wrongly
_USABLE: Final = 0.5  # of the characters: from here a page is readable
_REACH: Final = 0.15  # of a font size: with pdfplumber's own 3 points words stick together
_CODE: Final = re.compile(r"\(cid:\d+\)")
_RULE: Final = 2.5  # points: a thicker rectangle is an area
_MENDABLE: Final = (ExtractionFailure.BROKEN, ExtractionFailure.EMPTY)


def read_scan(content: bytes, care: Care = Care.FULL) -> Scan:
    """Read a PDF by PDFium, and by pdfplumber what PDFium cannot. Raises `UnreadableError` as `read_pdf`.

    With plain care PDFium alone is asked: a few bytes about the widths of letters can take pdfminer, on which
    pdfplumber stands, to any amount of memory.
    """
    try:
        scan = read_pdf(content, care)
    except UnreadableError as error:
        if error.failure not in _MENDABLE or not content or care is Care.PLAIN:
            raise
        pages = _read_second(content, None, SECOND.format("PDFium cannot open the file."))
        if sum(map(count_letters, pages)) < _FEW:
            raise
        return Scan(tuple(pages), len(pages), detail=SECOND.format(error.detail))
    doubtful = _find_doubtful(scan)
    if not doubtful:
        return scan
    health = SECOND.format("PDFium finds no letters on the page.")
    sheets = _read_second(content, doubtful, health) if care is Care.FULL else []
    second = {sheet.number: sheet for sheet in sheets}
    return replace(
        scan, sheets=tuple(_choose(sheet, second.get(sheet.number), doubtful) for sheet in scan.sheets)
    )


def count_letters(sheet: Sheet) -> int:
    """The letters of a page, of those that are known."""
    return max(sum(sum(map(str.isalpha, word.text)) for word in sheet.words) - sheet.garbled, 0)


def _find_doubtful(scan: Scan) -> frozenset[int]:
    """The numbers of pages whose characters are no letters; all pages of a file that has none at all."""
    doubtful = {sheet.number for sheet in scan.sheets if _is_garbled(sheet)}
    few = sum(len(sheet.words) for sheet in scan.sheets) < _FEW
    if not doubtful and few and sum(map(count_letters, scan.sheets)) < _FEW:
        doubtful = {sheet.number for sheet in scan.sheets if not sheet.health}
    return frozenset(sorted(doubtful)[:MAX_PAGES])


def _is_garbled(sheet: Sheet) -> bool:
    return sheet.characters >= _MANY and sheet.garbled > (1 - _USABLE) * sheet.characters


def _choose(sheet: Sheet, second: Sheet | None, doubtful: frozenset[int]) -> Sheet:
    if second is not None and count_letters(second) > max(count_letters(sheet), _FEW):
        return second
    if sheet.number in doubtful and sheet.characters >= _MANY:
        return replace(sheet, words=(), tags=(), health=sheet.health or UNREADABLE)
    return sheet


def _read_second(content: bytes, numbers: frozenset[int] | None, health: str) -> list[Sheet]:
    """The pages of these numbers, or the first ones, as far as time allows; fewer where pdfplumber fails."""
    import pdfplumber

    sheets: list[Sheet] = []
    deadline = time.monotonic() + MAX_SECONDS
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            for number, page in enumerate(pdf.pages[: MAX_PAGES if numbers is None else None], 1):
                if time.monotonic() > deadline:
                    break
                if numbers is None or number in numbers:
                    sheets.append(_read_page(page, number, health))
                    page.close()
    except Exception:  # whatever a damaged file makes of it: the first opinion stands
        return sheets
    return sheets


def _read_page(page: Any, number: int, health: str) -> Sheet:
    left, top = page.bbox[0], page.bbox[1]
    words = page.extract_words(x_tolerance_ratio=_REACH, extra_attrs=["size", "fontname"])
    placed = tuple(_place_words(words, left, top))
    drawn = (*page.lines, *page.rects)
    rules = tuple(
        Rule(d["x0"] - left, d["top"] - top, d["x1"] - left, d["bottom"] - top)
        for d in drawn
        if min(d["x1"] - d["x0"], d["bottom"] - d["top"]) <= _RULE
    )
    return Sheet(number, float(page.width), float(page.height), placed, rules, health)


def _place_words(words: Sequence[dict[str, Any]], left: float, top: float) -> Iterator[Word]:
    for word in words:
        text = _CODE.sub("", word["text"])
        if text:
            yield Word(
                text,
                word["x0"] - left,
                word["top"] - top,
                word["x1"] - left,
                word["bottom"] - top,
                round(word["size"], 1),
                has_bold_name(word["fontname"]),
            )
