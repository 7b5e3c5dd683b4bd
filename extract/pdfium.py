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
from extract.bullets import find_bullets
from extract.calls import get_char_index, get_loose_box, get_text_object
from extract.fields import open_form, read_fields
from extract.fonts import Fonts
from extract.rules import Drawing, read_drawing
from extract.sheets import Scan, Sheet, UnreadableError, Word
from extract.structure import read_tags
from extract.tags import Tag
from extract.views import View, get_view

MAX_PAGES: Final = 3000
"""Pages read of one file. The longest municipal document seen has about 900; a bomb can have 100,000."""
MAX_CHARACTERS: Final = 200_000
"""Characters read of one page. A page full of small print has 12,000."""

_FEW_WORDS: Final = 5  # beside page number and running head
# A word ends at white space, and after the mark that PDFium puts where a hyphen ended a line.
_WORD: Final = re.compile("[^\\s\ufffe\x00-\x1f]+\ufffe?|\ufffe")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")  # from damaged files; no text can hold it
_HYPHEN: Final = "\ufffe"
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


def read_pdf(content: bytes) -> Scan:
    """Read a PDF. Raises `UnreadableError` for what is no PDF, broken, locked or without pages."""
    _check_header(content)
    with _open(content) as document:
        count = raw.FPDF_GetPageCount(document)
        if count < 1:
            raise UnreadableError(ExtractionFailure.EMPTY, "The file has no pages.")
        with open_form(document) as form:
            sheets = tuple(_read_sheet(document, form, index) for index in range(min(count, MAX_PAGES)))
        detail = f"Only the first {MAX_PAGES} of {count} pages were read." if count > MAX_PAGES else ""
        return Scan(sheets, count, _read_title(document), detail)


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


def _read_title(document: Any) -> str:
    size = raw.FPDF_GetMetaText(document, b"Title", None, 0)
    if not 2 < size < 10_000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDF_GetMetaText(document, b"Title", buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip()


def _read_sheet(document: Any, form: Any, index: int) -> Sheet:
    page = raw.FPDF_LoadPage(document, index)
    if not page:
        return Sheet(index + 1, 0.0, 0.0, (), health="The page is damaged.")
    text_page = None
    try:
        view = get_view(page)
        text_page = raw.FPDFText_LoadPage(page)
        if not text_page:
            return Sheet(index + 1, view.width, view.height, (), health="The text of the page is damaged.")
        count = raw.FPDFText_CountChars(text_page)
        tags = read_tags(page)
        words = _read_words(text_page, min(count, MAX_CHARACTERS), view, tags)
        if form is not None:
            words += read_fields(form, page, view)
        drawing = read_drawing(page, view)
        health = _judge_health(words, drawing, count)
        words += find_bullets(drawing.dots, words)
        return Sheet(index + 1, view.width, view.height, words, drawing.rules, health, tags, count)
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


def _read_words(text_page: Any, count: int, view: View, tags: Sequence[Tag]) -> tuple[Word, ...]:
    text, wide = _read_text(text_page, count)
    pointer = ctypes.cast(text_page, ctypes.c_void_p)
    fonts = Fonts(pointer, frozenset(content for tag in tags for cell in tag.cells for content in cell))
    first, last = (ctypes.c_float * 4)(), (ctypes.c_float * 4)()  # left, top, right, bottom: y upwards
    first_ref, last_ref = ctypes.byref(first), ctypes.byref(last)
    place, inside, turns = view.place, view.is_inside, view.quarter_turns
    words = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if wide:  # characters beyond the basic plane count twice in the text and once in the page
            start, end = _get_char_indices(pointer, text, start, end)
        get_loose_box(pointer, start, first_ref)
        get_loose_box(pointer, end - 1, last_ref)
        left, top, _, bottom = first
        box = place(left, top, last[2], bottom) if last[3] < top and last[1] > bottom else None
        if box is None:  # the ends are not on one line: turned or bent text
            box = place(min(left, last[0]), max(top, last[1]), max(first[2], last[2]), min(bottom, last[3]))
        if not inside(box):
            continue
        font = fonts.get(get_text_object(pointer, start), start)
        run = match.group()
        hyphen = run[-1] == _HYPHEN
        words.append(
            Word(
                f"{run[:-1]}-" if hyphen else run,
                *box,
                font.size,
                font.bold,
                hyphen,
                font.artifact,
                (font.quarter - turns) % 4,
                font.content,
            )
        )
    return tuple(words)


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
