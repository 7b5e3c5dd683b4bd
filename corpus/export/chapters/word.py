"""One chapter as a Word document (DOCX), to paste from and to write on in.

Headings, tables and lists are Word's own styles, so that a thesis's template takes them over. The same
chapter gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corpus.export.chapters.blocks import Heading, Role, Words, iter_blocks
from corpus.export.chapters.chapter import ChapterView
from corpus.export.chapters.word_tables import MARGIN, NOTE, PAPER, STYLE, add_table
from corpus.export.files import replacing
from corpus.export.tables import Table
from corpus.export.texts import Texts
from corpus.export.writable import writable_xml
from corpus.inventory_records import Inventory

if TYPE_CHECKING:
    from docx.document import Document

_STYLES: Final = {
    Role.PLAIN: "Normal",
    Role.LEAD: "Normal",
    Role.ITEM: "List Bullet",
    Role.QUOTE: "Quote",
    Role.SOURCE: NOTE,
    Role.NOTE: NOTE,
}
_LANGUAGES: Final = {"sv": "sv-SE", "en": "en-GB"}
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the first time that a ZIP archive can tell


def export_chapter_word(inventory: Inventory, view: ChapterView, texts: Texts, path: Path) -> None:
    """Write the document. Raises ExportBlocked, DiskFull."""
    made = build_document(inventory, view, texts)
    with replacing(path) as temporary:
        temporary.write_bytes(made)


def build_document(inventory: Inventory, view: ChapterView, texts: Texts) -> bytes:
    """The document's bytes. Pure."""
    import docx

    document = docx.Document()
    _set_paper(document)
    _describe(document, inventory, view, texts)
    for block in iter_blocks(inventory, view, texts):
        match block:
            case Heading():
                document.add_heading(writable_xml(block.text), block.level)
            case Words():
                document.add_paragraph(writable_xml(block.text), _STYLES[block.role])
            case Table():
                add_table(document, block)
    target = io.BytesIO()
    document.save(target)
    return _freeze(target.getvalue())


def _set_paper(document: Document) -> None:
    """A4 with sober captions: the library's template is on American paper, with blue ones."""
    from docx.shared import Mm, Pt, RGBColor

    (section,) = document.sections
    section.page_width, section.page_height = (Mm(size) for size in PAPER)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(MARGIN))
    caption = document.styles[NOTE].font
    document.styles[STYLE].font.size = Pt(9)
    caption.bold, caption.size, caption.color.rgb = False, Pt(9), RGBColor(0x40, 0x40, 0x40)


def _describe(document: Document, inventory: Inventory, view: ChapterView, texts: Texts) -> None:
    """What the file says of itself; the library's own words would stand there otherwise."""
    from docx.oxml.ns import qn

    made, about = inventory.provenance, document.core_properties
    about.title, about.subject = writable_xml(view.title)[:255], writable_xml(made.study)[:255]
    about.author, about.last_modified_by = made.program, made.program
    about.comments, about.keywords = f"SHA-256 {made.content_hash}", ""
    about.language = _LANGUAGES[texts.language]
    about.created = about.modified = datetime.fromisoformat(made.made).replace(tzinfo=None)
    for language in document.styles.element.iter(qn("w:lang")):  # or Word marks every word as misspelt
        language.set(qn("w:val"), _LANGUAGES[texts.language])


def _freeze(made: bytes) -> bytes:
    """The same archive without the time of its making."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return target.getvalue()
