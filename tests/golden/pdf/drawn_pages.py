"""Golden documents drawn by reportlab and fpdf2, which set no tags, and drawn line by line in any order."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Any, Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, ListFlowable, ListItem, PageTemplate, Paragraph, Table

from tests.extract.typesetting import CodedDocument, Item

_LIBERATION: Final = "/usr/share/fonts/truetype/liberation/Liberation{}.ttf"
_FACES: Final = ("Sans-Regular", "Sans-Bold", "Serif-Regular", "Serif-Bold")


def add_fonts() -> None:
    """Make the faces known to reportlab."""
    for face in _FACES:
        pdfmetrics.registerFont(TTFont(face, _LIBERATION.format(face)))


def flow(document: CodedDocument, columns: int, family: str) -> bytes:
    """A document by reportlab's page templates, in so many columns, with a running head."""
    add_fonts()
    regular = ParagraphStyle(
        "p", fontName=f"{family}-Regular", fontSize=10, leading=13, spaceAfter=7,
        alignment=4 if columns > 1 else 0, **({"hyphenationLang": "sv_SE"} if columns > 1 else {}),
    )  # fmt: skip
    bold = {
        level: ParagraphStyle(
            level, parent=regular, fontName=f"{family}-Bold", fontSize=size, leading=1.2 * size,
            alignment=0, spaceBefore=8,
        )
        for level, size in (("h1", 20), ("h2", 14), ("h3", 11))
    }  # fmt: skip
    small = ParagraphStyle("note", parent=regular, fontSize=8, leading=10)
    styles = {"p": regular, "note": small, **bold}
    width, gap = (A4[0] - 120) / columns, 10
    frames = [
        Frame(60 + number * width, 60, width - gap, A4[1] - 130, id=str(number)) for number in range(columns)
    ]
    out = io.BytesIO()
    template = BaseDocTemplate(out, pagesize=A4, title=document.facts["title"])

    def draw_running(canvas: Canvas, _: Any) -> None:
        canvas.setFont(f"{family}-Regular", 8)
        canvas.drawString(66, A4[1] - 40, f"{document.facts['municipality']} kommun")
        canvas.drawRightString(A4[0] - 66, 36, str(canvas.getPageNumber()))

    template.addPageTemplates(PageTemplate(frames=frames, onPage=draw_running))
    template.build(_make_story(document.items, styles, width - gap - 14))
    return out.getvalue()


def _make_story(items: Sequence[Item], styles: dict[str, ParagraphStyle], width: float) -> list[Any]:
    story: list[Any] = []
    for kind, group in groupby(items, key=lambda item: item.type):
        texts = [escape(item.text, quote=False) for item in group]
        if kind == "li":
            story.append(
                ListFlowable(
                    [ListItem(Paragraph(text, styles["p"])) for text in texts], bulletType="bullet", start="•"
                )
            )
        elif kind == "row":
            rows = [[Paragraph(cell, styles["p"]) for cell in text.split(" | ")] for text in texts]
            table = Table(rows, colWidths=[width / len(rows[0])] * len(rows[0]), spaceAfter=8)
            table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
            story.append(table)
        else:
            story.extend(Paragraph(text, styles[kind]) for text in texts)
    return story


def write_cells(document: CodedDocument, *, justified: bool) -> bytes:
    """A document by fpdf2's flowing cells and tables."""
    import fpdf

    pdf = fpdf.FPDF(format="A4")
    for style, face in (("", "Serif-Regular"), ("B", "Serif-Bold")):
        pdf.add_font("text", style, _LIBERATION.format(face))
    pdf.set_margin(24)
    pdf.add_page()
    pdf.set_title(document.facts["title"])
    for kind, group in groupby(document.items, key=lambda item: item.type):
        texts = [item.text for item in group]
        if kind == "row":
            pdf.set_font("text", size=9)
            with pdf.table(text_align="LEFT", line_height=5) as table:
                for text in texts:
                    row = table.row()
                    for cell in text.split(" | "):
                        row.cell(cell)
            pdf.ln(4)
            continue
        for text in texts:
            _write_cell(pdf, kind, text, justified=justified)
    return bytes(pdf.output())


_LOOKS: Final = {
    "h1": (19, "B"),
    "h2": (14, "B"),
    "h3": (11, "B"),
    "p": (10.5, ""),
    "li": (10.5, ""),
    "note": (8, ""),
}


def _write_cell(pdf: Any, kind: str, text: str, *, justified: bool) -> None:
    size, style = _LOOKS[kind]
    pdf.set_font("text", style, size)
    if kind == "li":
        pdf.set_x(pdf.l_margin + 4)
        pdf.cell(5, 0.5 * size, "–")
    align = "J" if justified and kind in ("p", "li") else "L"
    pdf.multi_cell(0, 0.48 * size, text, align=align, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(1.0 if kind == "li" else 2.5)


def draw_shuffled(document: CodedDocument, columns: int, seed: int, box: str = "") -> bytes:
    """A document in columns, each of its lines drawn in an order that has nothing to do with reading.

    `box` is a text that stands in a frame in the middle of the first column, between the lines of the text.
    """
    add_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    order = random.Random(seed)
    for lines in _set_columns(document, columns, box):
        order.shuffle(lines)
        for x, y, line, size, face in lines:
            canvas.setFont(face, size)
            canvas.drawString(x, y, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


_Placed = tuple[float, float, str, float, str]
_GAP, _LEFT, _TOP, _FOOT = 22.0, 56.0, A4[1] - 60, 64.0


def _set_columns(document: CodedDocument, columns: int, box: str) -> list[list[_Placed]]:
    width = (A4[0] - 2 * _LEFT - _GAP * (columns - 1)) / columns
    place, y = 0, _TOP  # columns over all pages
    pages: list[list[_Placed]] = [[]]
    for item in document.items:
        size, style = _LOOKS["p" if item.type in ("li", "row", "note") else item.type]
        face = "Sans-Bold" if style else "Sans-Regular"
        bullet = "• " if item.type == "li" else ""
        y -= 6 if style else 0
        for line in _wrap(bullet + item.text.replace(" | ", ", "), face, size, width):
            if y < _FOOT:
                place, y = place + 1, _TOP
                pages += [[]] if place % columns == 0 else []
            pages[-1].append((_LEFT + place % columns * (width + _GAP), y, line, size, face))
            y -= 1.25 * size
            if box and y < A4[1] / 2:
                y, box = _set_box(pages[-1], box, y - 24, width), ""
        y -= 7
    return pages


def _set_box(page: list[_Placed], box: str, y: float, width: float) -> float:
    for line in _wrap(box, "Serif-Regular", 9, width - 16):
        page.append((_LEFT + 8, y, line, 9, "Serif-Regular"))
        y -= 11
    return y - 20


def _wrap(text: str, face: str, size: float, width: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and pdfmetrics.stringWidth(longer, face, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def draw_form(fields: Sequence[tuple[str, str]]) -> bytes:
    """A form: labels, and fields that are filled in."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(70, 770, "Ansökan om samverkansbidrag")
    for number, (label, value) in enumerate(fields):
        y = 720 - 44 * number
        canvas.setFont("Helvetica", 10)
        canvas.drawString(70, y, f"{label}:")
        canvas.acroForm.textfield(
            name=f"f{number}", value=value, x=190, y=y - 6, width=330, height=20, fontSize=10, borderWidth=0
        )
    canvas.save()
    return out.getvalue()
