"""Text of scanned pages by Tesseract, where it is installed with Swedish: words for the layout like any.

The program is called on a picture of each page and answers in hOCR (the hOCR 1.2 specification), which
gives lines with the size of their letters and words with boxes. It gets the picture through a pipe, so no
file is written; it reads nothing but its own language data.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import fmean, median
from typing import Final

from lxml import etree

from corpus.records import ExtractionFailure
from extract.pictures import Picture
from extract.sheets import Sheet, UnreadableError, Word

NEEDS_OCR: Final = "The page is a picture that needs OCR: Tesseract with Swedish is not installed."
SECONDS: Final = 60.0
"""Seconds that one page may take. A dense A4 page at 300 dpi takes 2–6 on one core."""

_LANGUAGE: Final = "swe"
_NOT_SURE: Final = 30.0  # confidence in percent: below, what was seen are specks, logos and lines
_DOUBTED: Final = 75.0  # mean confidence of a page: from here down its text is doubted
_SAME_SIZE: Final = 0.16  # of the median size: x-heights of one font measured on scans differ by 5–12 %
_XML: Final = "{http://www.w3.org/1999/xhtml}"
_BOX: Final = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_SIZE: Final = re.compile(r"x_size ([\d.]+)")
_DESCENDERS: Final = re.compile(r"x_descenders (-?[\d.]+)")
_BASELINE: Final = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_SURE: Final = re.compile(r"x_wconf (\d+)")
_LINES: Final = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"})


@dataclass(frozen=True, slots=True)
class _Row:
    """One line as recognised, in points. `words` are (text, x0, x1, confidence in percent)."""

    words: tuple[tuple[str, float, float, float], ...]
    top: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Recognition:
    """A page as recognised: its words on a sheet, and how sure the program is of them, in 0..1."""

    sheet: Sheet
    confidence: float


@cache
def find_tesseract() -> str:
    """The path of Tesseract if it is installed with Swedish, else "". Looked for once a process."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    try:
        found = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    languages = (found.stdout + found.stderr).decode(errors="replace").split()
    return program if _LANGUAGE in languages else ""


def recognise_page(picture: Picture, number: int) -> Recognition:
    """The words of a page's picture. Without Tesseract the sheet is empty and its health says what it needs.

    Raises `UnreadableError` when the program fails on the page or takes too long.
    """
    program = find_tesseract()
    width, height = picture.width / picture.scale, picture.height / picture.scale
    if not program:
        return Recognition(Sheet(number, width, height, (), health=NEEDS_OCR), 0.0)
    rows = _level_sizes(list(_iter_rows(_run(program, picture), picture.scale)))
    words = tuple(word for row in rows for word in _iter_words(row))
    sure = [confidence for row in rows for *_, confidence in row.words]
    confidence = round(fmean(sure) / 100, 3) if sure else 0.0
    health = "" if confidence * 100 >= _DOUBTED or not words else _say_doubt(confidence)
    return Recognition(Sheet(number, width, height, words, health=health), confidence)


def _say_doubt(confidence: float) -> str:
    return f"The text was recognised in a picture with a confidence of only {confidence:.0%}."


def _run(program: str, picture: Picture) -> bytes:
    command = [
        program,
        "stdin",
        "stdout",
        "-l",
        _LANGUAGE,
        "--psm",
        "3",
        "--dpi",
        str(round(72 * picture.scale)),
    ]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program with fixed arguments
            [*command, "hocr"],
            input=picture.get_pgm(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # more threads cost twice the time in all
        )
    except subprocess.TimeoutExpired as error:
        detail = f"Recognising a page took more than {SECONDS:g} seconds."
        raise UnreadableError(ExtractionFailure.TIME, detail) from error
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip()[-200:]
        raise UnreadableError(ExtractionFailure.CRASH, f"Tesseract failed ({done.returncode}): {reason}")
    return done.stdout


def _iter_rows(hocr: bytes, scale: float) -> Iterator[_Row]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(hocr, parser)
    for line in root.iter(f"{_XML}span"):
        if line.get("class") not in _LINES:
            continue
        words = tuple(_iter_seen(line, scale))
        place = _BOX.search(line.get("title", ""))
        if words and place is not None:
            yield _get_row(words, [int(side) for side in place.groups()], line.get("title", ""), scale)


def _get_row(
    words: tuple[tuple[str, float, float, float], ...], sides: Sequence[int], title: str, scale: float
) -> _Row:
    """A row as high as its font reaches, whatever letters it has: from the baseline, not the ink."""
    size = _get_number(_SIZE, title, sides[3] - sides[1])
    rise = _BASELINE.search(title)
    base = sides[3] + (float(rise.group(2)) if rise else 0.0)
    bottom = base + abs(_get_number(_DESCENDERS, title, 0.2 * size))
    return _Row(words, (bottom - size) / scale, bottom / scale, size / scale)


def _iter_seen(line: etree._Element, scale: float) -> Iterator[tuple[str, float, float, float]]:
    for word in line.iter(f"{_XML}span"):
        title = word.get("title", "")
        box, sure = _BOX.search(title), _SURE.search(title)
        text = "".join(word.itertext()).strip()
        if word.get("class") != "ocrx_word" or box is None or sure is None or not text:
            continue
        if float(sure.group(1)) >= _NOT_SURE:
            x0, _, x1, _ = (int(side) / scale for side in box.groups())
            yield text, x0, max(x1, x0 + 0.1), float(sure.group(1))


def _get_number(pattern: re.Pattern[str], title: str, default: float) -> float:
    match = pattern.search(title)
    return float(match.group(1)) if match else default


def _level_sizes(rows: list[_Row]) -> list[_Row]:
    """The rows, with sizes near that of most text made equal to it: differences on scans are no headings."""
    sizes = [row.size for row in rows for _ in row.words]
    if not sizes:
        return rows
    body = median(sizes)
    near = (1 - _SAME_SIZE) * body, (1 + _SAME_SIZE) * body
    return [
        _Row(row.words, row.top, row.bottom, round(body, 1))
        if near[0] <= row.size <= near[1]
        else _Row(row.words, row.top, row.bottom, round(row.size * 2) / 2)
        for row in rows
    ]


def _iter_words(row: _Row) -> Iterator[Word]:
    last = len(row.words) - 1
    for place, (text, x0, x1, _) in enumerate(row.words):
        broken = place == last and text[-1] in "-‐\xad" and text[:-1].isalpha()
        yield Word(text, x0, max(row.top, 0.0), x1, row.bottom, row.size, bold=False, hyphen=broken)
