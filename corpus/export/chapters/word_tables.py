"""Tables of a Word document: columns as wide as their words need, many on a sheet turned round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from corpus.export.tables import Table
from corpus.export.writable import writable_xml

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.table import CT_Row, CT_Tbl

STYLE: Final = "Light List Accent 1"
NOTE: Final = "Caption"
PAPER: Final = (210, 297)
"""Width and height of a sheet of A4, in millimetres."""
MARGIN: Final = 22
_MOST_UPRIGHT: Final = 6  # columns of a table on a sheet that stands
_WIDEST: Final = 40  # letters beyond which a column wraps rather than grows
_LONGEST_WORD: Final = 20  # letters; a longer one is broken
_LETTER: Final = 110  # twips of a letter of nine points, with room for bold ones
_PADDING: Final = 240  # twips within a cell, left and right
_TWIPS: Final = 1440 / 25.4  # to a millimetre


def add_table(document: Document, table: Table) -> None:
    """A captioned table whose heads stand again on each page that it goes on to."""
    turned = len(table.head) > _MOST_UPRIGHT
    if turned:
        start_sheet(document, PAPER[::-1])
    caption = document.add_paragraph(writable_xml(table.caption), NOTE)
    caption.paragraph_format.keep_with_next = True
    made = document.add_table(1 + len(table.rows), len(table.head), STYLE)
    lines = [table.head, *(tuple(cell.text for cell in line) for line in table.rows)]
    room = (PAPER[1] if turned else PAPER[0]) - 2 * MARGIN
    _fill(made._tbl, lines, share_widths(lines, round(room * _TWIPS)))
    if table.note:
        document.add_paragraph(writable_xml(table.note), NOTE)
    if turned:
        start_sheet(document, PAPER)
    else:
        document.add_paragraph()  # or Word joins two tables that follow each other


def start_sheet(document: Document, size: tuple[int, int]) -> None:
    """Go on upon a sheet of this size, in millimetres."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE if size[0] > size[1] else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(size[0]), Mm(size[1])


def share_widths(lines: list[tuple[str, ...]], room: int) -> list[int]:
    """What each column gets of the room, in twips: its longest word, and more the more it says."""
    needed, wished = [], []
    for column in zip(*lines, strict=True):
        longest = max((len(word) for text in column for word in text.split()), default=0)
        usual = sum(len(text) for text in column) / len(column)
        needed.append(min(longest, _LONGEST_WORD) * _LETTER + _PADDING)
        wished.append(max(min(usual, _WIDEST) - longest, 0.0) + 1)
    rest = room - sum(needed)
    if rest <= 0:
        return [room * one // sum(needed) for one in needed]
    return [need + int(rest * wish / sum(wished)) for need, wish in zip(needed, wished, strict=True)]


def _fill(made: CT_Tbl, lines: list[tuple[str, ...]], widths: list[int]) -> None:
    """Write the cells row by row: asked for by place, they would be counted from the first each time."""
    from docx.oxml.ns import qn

    for column, width in zip(made.tblGrid.gridCol_lst, widths, strict=True):
        column.set(qn("w:w"), str(width))
    for number, (row, texts) in enumerate(zip(made.tr_lst, lines, strict=True)):
        etree.SubElement(row.get_or_add_trPr(), qn("w:cantSplit"))
        if number == 0:
            etree.SubElement(row.get_or_add_trPr(), qn("w:tblHeader"))
        _fill_row(row, texts, widths)


def _fill_row(row: CT_Row, texts: tuple[str, ...], widths: list[int]) -> None:
    from docx.oxml.ns import qn

    for cell, text, width in zip(row.tc_lst, texts, widths, strict=True):
        (paragraph,) = cell.p_lst
        paragraph.add_r().text = writable_xml(text)
        cell.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), str(width))
