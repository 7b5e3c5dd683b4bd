"""The PDFium engine: the bytes of a PDF to sheets of words, with as few calls into the library as can be.

One call gets the text of a page, a regular expression finds the words, and two calls box each of them;
size, weight and marks are asked once per text object. Measured: 2.2 ms a page where pdfplumber takes 69.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import pypdfium2.raw as raw

from corpus.records import ExtractionFailure
from extract.boxes import Boxes
from extract.bullets import find_bullets, get_symbol
from extract.calls import get_char_index, get_text_object
from extract.dates import parse_date
from extract.fields import open_form, read_fields
from extract.fonts import Fonts
from extract.limits import Care
from extract.paths import count_texts
from extract.rules import Drawing, read_drawing
from extract.sheets import Scan, Sheet, UnreadableError, Word
from extract.structure import read_tags
from extract.tags import Tag
from extract.views import View, get_view

MAX_PAGES: Final = 3000
"""Pages read of one file. The longest municipal document seen has about 900; a bomb can have 100,000."""
MAX_CHARACTERS: Final = 200_000
"""Characters read of one page. A page full of small print has 12,000."""

MAX_TEXTS: Final = 15_000
"""Text objects of a page in a second try. PDFium puts those of a line in order one by one: 20,000 letters set
from right to left take it 3.5 seconds, twice as many 14. The densest page of seven real documents has 903.
"""
_SHATTERED: Final = (
    f"The page was skipped: putting more than {MAX_TEXTS} pieces of text in order takes too long."
)

_FEW_WORDS: Final = 5  # beside page number and running head
# A word ends at white space, and after the mark that PDFium puts where a hyphen ended a line.
_WORD: Final = re.compile("[^\\s\ufffe\x00-\x1f]+\ufffe?|\ufffe")
_GLUED_MARK: Final = re.compile(r"(?<=[^\W\d_][^\W\d_])(?<!\dm)\d{1,3}$|(?<=[.,;:!?”\"»)])\d{1,3}$")
_SMALLER: Final = 0.8  # of the size of the word
_GARBLED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ue000-\uf8ff\ufffd]")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")  # from damaged files; no text can hold it
_STAMP: Final = re.compile(r"(?:D:)?((?:19|20)\d{6})")
_HYPHEN: Final = "\ufffe"
_new = tuple.__new__  # half the time of the class's own constructor, 250 times a page
_HEADER_REACH: Final = (
    1024  # readers accept "%PDF-" anywhere in the first kilobyte (ISO 32000-1, note to 7.5.2)
)

_FAILURES: Final = {
    raw.FPDF_ERR_PASSWORD: (ExtractionFailure.PASSWORD, "The file can be opened only with a password."),
    raw.FPDF_ERR_SECURITY: (
        ExtractionFailure.PASSWORD,
        "The file is protected in a way that is not supported.",
    ),
}


def read_pdf(content: bytes, care: Care = Care.FULL) -> Scan:
    """Read a PDF. Raises `UnreadableError` for what is no PDF, broken, locked or without pages.

    With plain care tags and drawings are left out.
    """
    _check_header(content)
    with _open(content) as document:
        count = raw.FPDF_GetPageCount(document)
        if count < 1:
            raise UnreadableError(ExtractionFailure.EMPTY, "The file has no pages.")
        with open_form(document) as form:
            numbers = range(min(count, MAX_PAGES))
            sheets = tuple(_read_sheet(document, form, index, care) for index in numbers)
        detail = f"Only the first {MAX_PAGES} of {count} pages were read." if count > MAX_PAGES else ""
        title, *dates = (_read_property(document, name) for name in (b"Title", b"CreationDate", b"ModDate"))
        return Scan(sheets, count, title, detail, *map(_parse_stamp, dates))


def _check_header(content: bytes) -> None:
    if not content:
        raise UnreadableError(ExtractionFailure.EMPTY, "The file has no bytes.")
    if b"%PDF-" not in content[:_HEADER_REACH]:
        start = content[:8].hex(" ")
        raise UnreadableError(
            ExtractionFailure.NOT_A_PDF, f"The file does not begin as a PDF does ({start})."
        )


@contextmanager
def _open(content: bytes) -> Iterator[Any]:
    # PDFium reads from these bytes for as long as the document is open, so they must not be freed before.
    document = raw.FPDF_LoadMemDocument64(content, len(content), None)
    if not document:
        code = raw.FPDF_GetLastError()
        default = (ExtractionFailure.BROKEN, f"The file is damaged beyond repair (PDFium error {code}).")
        raise UnreadableError(*_FAILURES.get(code, default))
    try:
        yield document
    finally:
        raw.FPDF_CloseDocument(document)


def _read_property(document: Any, name: bytes) -> str:
    size = raw.FPDF_GetMetaText(document, name, None, 0)
    if not 2 < size < 10_000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDF_GetMetaText(document, name, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip()


def _parse_stamp(text: str) -> str:
    """The day of a date in PDF's own form (ISO 32000-1, 7.9.4: "D:20230911102004+02'00'") as ISO date."""
    match = _STAMP.match(text)
    return parse_date(match.group(1)) if match else ""


def _read_sheet(document: Any, form: Any, index: int, care: Care) -> Sheet:
    page = raw.FPDF_LoadPage(document, index)
    if not page:
        return Sheet(index + 1, 0.0, 0.0, (), health="The page is damaged.")
    text_page = None
    try:
        view = get_view(page)
        if care is Care.PLAIN and count_texts(page, MAX_TEXTS) >= MAX_TEXTS:
            return Sheet(index + 1, view.width, view.height, (), health=_SHATTERED)
        text_page = raw.FPDFText_LoadPage(page)
        if not text_page:
            return Sheet(index + 1, view.width, view.height, (), health="The text of the page is damaged.")
        count = raw.FPDFText_CountChars(text_page)
        tags = read_tags(page) if care is Care.FULL else ()
        words, garbled = _read_words(text_page, min(count, MAX_CHARACTERS), view, tags)
        words += read_fields(form, page, view)
        drawing = read_drawing(page, view) if care is Care.FULL else Drawing()
        health = _judge_health(words, drawing, count)
        words += find_bullets(drawing.dots, words)
        return Sheet(index + 1, view.width, view.height, words, drawing.rules, health, tags, count, garbled)
    finally:
        if text_page:
            raw.FPDFText_ClosePage(text_page)  # before the page: the other order is use after free
        raw.FPDF_ClosePage(page)


def _judge_health(words: Sequence[Word], drawing: Drawing, count: int) -> str:
    if count > MAX_CHARACTERS:
        return f"Only the first {MAX_CHARACTERS} characters of the page were read."
    if drawing.pictures and sum(not word.artifact for word in words) < _FEW_WORDS:
        return "The page is a picture with almost no text: what it shows needs OCR."
    return ""


def _read_words(text_page: Any, count: int, view: View, tags: Sequence[Tag]) -> tuple[tuple[Word, ...], int]:
    """The words of a page, and how many of its characters no reader knows."""
    text, wide = _read_text(text_page, count)
    pointer = ctypes.cast(text_page, ctypes.c_void_p)
    tagged = frozenset(content for tag in tags for cell in tag.cells for content in cell)
    boxes, fonts = Boxes(pointer, view), Fonts(pointer, tagged, view.quarter_turns)
    words: list[Word] = []
    find_box, known = boxes.find, fonts.known  # looked up once, and not for every word
    for match in _WORD.finditer(text):
        start, end = match.span()
        if wide:  # characters beyond the basic plane count twice in the text and once in the page
            start, end = _get_char_indices(pointer, text, start, end)
        box = find_box(start, end)
        if box is None:
            continue
        address = get_text_object(pointer, start)
        font = known.get(address) or fonts.get(address, start)
        run = match.group()
        if font.symbols and end - start == 1:
            run = get_symbol(run)
        if font.flat:
            box = boxes.level(box, start, font.size)
        sign = run[-1]
        if sign == _HYPHEN:
            words.append(_new(Word, (f"{run[:-1]}-", *box, font.size, font.bold, True, *font.rest)))
        elif sign.isdigit() and not (wide or run.isdigit()) and (mark := _GLUED_MARK.search(run)) is not None:
            words += _part_mark(run, mark.start(), start, boxes, fonts)
        else:
            words.append(_new(Word, (run, *box, font.size, font.bold, False, *font.rest)))
    return tuple(words), len(_GARBLED.findall(text))


def _part_mark(run: str, split: int, start: int, boxes: Boxes, fonts: Fonts) -> Iterator[Word]:
    """A word that ends in digits: in two, if the digits are set smaller, as those that refer to notes are."""
    middle, end = start + split, start + len(run)
    word, mark = (fonts.get(get_text_object(boxes.text_page, index), index) for index in (start, middle))
    parts = [(run[:split], start, middle, word), (run[split:], middle, end, mark)]
    if mark.size > _SMALLER * word.size:
        parts = [(run, start, end, word)]
    for text, first, last, font in parts:
        box = boxes.find(first, last)
        if box is not None:
            box = boxes.level(box, first, font.size) if font.flat else box
            yield Word(text, *box, font.size, font.bold, False, *font.rest)


def _read_text(text_page: Any, count: int) -> tuple[str, bool]:
    """The text of the page, and whether its indices differ from those of its characters."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "surrogatepass")
    return _LONE_SURROGATE.sub("\ufffd", text), len(text) != count


def _get_char_indices(pointer: Any, text: str, start: int, end: int) -> tuple[int, int]:
    before = len(text[:start].encode("utf-16-le", "surrogatepass")) // 2
    length = len(text[start:end].encode("utf-16-le", "surrogatepass")) // 2
    first = get_char_index(pointer, before)
    last = get_char_index(pointer, before + length - 1)
    return max(first, 0), max(last, 0) + 1
