"""Files without pages: whatever format they have, to a page, passages and metadata."""

from __future__ import annotations

from typing import Final

from corpus.records import ExtractionFailure, Sha256
from extract.conversion import convert_to_docx
from extract.formats import Format
from extract.galleys import Galley, set_manuscript
from extract.manuscripts import MAX_ITEMS, Manuscript
from extract.open_document import read_odt
from extract.plain_text import read_plain
from extract.sheets import UnreadableError
from extract.subtitles import read_subtitles
from extract.transcripts import find_turns
from extract.web_page import read_html
from extract.word_processing import read_docx


def _read_rtf(content: bytes) -> Manuscript:
    return read_docx(convert_to_docx(content, "rtf"))


def _read_doc(content: bytes) -> Manuscript:
    return read_docx(convert_to_docx(content, "doc"))


_MIN_LETTERS: Final = 20  # as for PDFs: with fewer there is nothing to cite
_READERS: Final = {
    Format.DOCX: read_docx,
    Format.ODT: read_odt,
    Format.HTML: read_html,
    Format.VTT: read_subtitles,
    Format.SRT: read_subtitles,
    Format.TEXT: read_plain,
    Format.RTF: _read_rtf,
    Format.DOC: _read_doc,
}
UNPAGED: Final = frozenset(_READERS)
"""The formats that are read here."""
_MAY_BE_TRANSCRIPTS: Final = frozenset({Format.DOCX, Format.ODT, Format.TEXT, Format.RTF, Format.DOC})


def read_manuscript(content: bytes, found: Format) -> Manuscript:
    """The manuscript of a file of a format without pages. Raises `UnreadableError`."""
    text = _READERS[found](content)
    return find_turns(text) if found in _MAY_BE_TRANSCRIPTS else text


def read_unpaged(document: Sha256, content: bytes, found: Format, name: str) -> tuple[Galley, str]:
    """Read a file of a format without pages. Gives what it holds, and "" or what was left out of it.

    Raises `UnreadableError`, also where there is no text.
    """
    text = read_manuscript(content, found)
    galley = set_manuscript(document, text, name)
    if sum(map(str.isalpha, galley.page.text)) < _MIN_LETTERS or not galley.passages:
        raise UnreadableError(ExtractionFailure.NO_TEXT, "The file has no text to cite.")
    full = len(text.items) >= MAX_ITEMS
    return galley, f"Only the first {MAX_ITEMS} paragraphs were read." if full else ""
