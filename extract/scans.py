"""Scanned pages inside a PDF: those that are pictures get the words that are recognised in them."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Final

from extract.pictures import draw_page
from extract.recognition import NEEDS_OCR, find_tesseract, recognise_page
from extract.sheets import Scan, Sheet, UnreadableError, Word

SECONDS: Final = 80.0
"""Seconds that the pages of one document may take together: less than a reader has for all of it."""
_FEW_LETTERS: Final = 20
_NO_TIME: Final = "The page is a picture that needs OCR, for which there was no time left."
_NOTHING: Final = "The page is a picture, and OCR found no text in it."


def needs_recognition(sheet: Sheet) -> bool:
    """Whether the engine found a page to be a picture with almost no text."""
    if "OCR" not in sheet.health:
        return False
    return sum(sum(map(str.isalpha, word.text)) for word in sheet.words if not word.artifact) < _FEW_LETTERS


def recognise_scan(content: bytes, scan: Scan) -> tuple[Scan, frozenset[int]]:
    """The scan with words on the pages that are pictures, and the numbers of those pages.

    Where Tesseract is not installed, fails, or has no time left, the page says so in its health.
    """
    if not any(map(needs_recognition, scan.sheets)):
        return scan, frozenset()
    if not find_tesseract():
        sheets = (
            replace(sheet, health=NEEDS_OCR) if needs_recognition(sheet) else sheet for sheet in scan.sheets
        )
        return replace(scan, sheets=tuple(sheets)), frozenset()
    until = time.monotonic() + SECONDS
    recognised = {
        sheet.number: _recognise(content, sheet, until) for sheet in scan.sheets if needs_recognition(sheet)
    }
    numbers = frozenset(number for number, sheet in recognised.items() if sheet.words)
    return replace(scan, sheets=tuple(recognised.get(sheet.number, sheet) for sheet in scan.sheets)), numbers


def _recognise(content: bytes, sheet: Sheet, until: float) -> Sheet:
    if time.monotonic() > until:
        return replace(sheet, health=_NO_TIME)
    try:
        found = recognise_page(draw_page(content, sheet.number), sheet.number).sheet
    except UnreadableError as error:
        return replace(sheet, health=error.detail)
    added = [word for word in found.words if not any(_overlap(word, known) for known in sheet.words)]
    if not added:
        return replace(sheet, health=_NOTHING)
    # What the file says itself is right to the letter and stays ("Årsbokslut", not "Arsbokslut").
    return replace(sheet, words=(*sheet.words, *added), rules=(), health=found.health)


def _overlap(one: Word, other: Word) -> bool:
    across = min(one.x1, other.x1) > max(one.x0, other.x0)
    return across and min(one.bottom, other.bottom) > max(one.top, other.top)
