"""Changes made to finished PDFs: what printers, croppers and word processors do to them."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2


def turn_pages(content: bytes, degrees: int) -> bytes:
    """Every page shown turned."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            page.Rotate = degrees
        return _save(pdf)


def crop_pages(content: bytes, inset: float) -> bytes:
    """Every page on a larger sheet, of which the crop box shows the old page; outside stands a slug line."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        slug = b"q BT /Slug 8 Tf 1 0 0 1 %g %g Tm (Beskuren sluglinje 2024) Tj ET Q" % (
            -inset + 5,
            -inset + 5,
        )
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        for page in pdf.pages:
            x0, y0, x1, y1 = (float(side) for side in page.mediabox)
            page.CropBox = pikepdf.Array([x0, y0, x1, y1])
            page.MediaBox = pikepdf.Array([x0 - inset, y0 - inset, x1 + inset, y1 + inset])
            resources: Any = page.resources
            if "/Font" not in resources:
                resources.Font = pikepdf.Dictionary()
            resources.Font["/Slug"] = font
            page.contents_add(slug)
        return _save(pdf)


def wrap_in_forms(content: bytes) -> bytes:
    """The content of every page moved into a form XObject that the page draws."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            form = page.as_form_xobject()
            form.write(form.read_bytes())  # else it would read the new content
            page.Contents = pdf.make_stream(b"q /Fm0 Do Q")
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Fm0=form))
        return _save(pdf)


def drop_unicode(content: bytes) -> bytes:
    """Fonts without their maps to Unicode: the letters show and cannot be read."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                del item["/ToUnicode"]
        return _save(pdf)


def forget_headings(content: bytes) -> bytes:
    """A tagged file whose headings are tagged as paragraphs, and that has empty paragraphs between."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for item in list(pdf.objects):
            if not isinstance(item, pikepdf.Dictionary) or "/S" not in item:
                continue
            if str(item.S) in ("/H1", "/H2", "/H3"):
                item.S = pikepdf.Name.P
            elif str(item.S) == "/Document" and isinstance(item.get("/K"), pikepdf.Array):
                _add_blanks(pdf, item)
        return _save(pdf)


def _add_blanks(pdf: pikepdf.Pdf, parent: Any) -> None:
    kids = []
    for kid in parent.K:
        blank = pikepdf.Dictionary(
            Type=pikepdf.Name.StructElem, S=pikepdf.Name.P, P=parent, K=pikepdf.Array()
        )
        kids += [kid, pdf.make_indirect(blank)]
    parent.K = pikepdf.Array(kids)


def photograph(content: bytes) -> bytes:
    """The first page as a picture without text, as a scanner makes it."""
    pages = pypdfium2.PdfDocument(content)
    image = pages[0].render(scale=1.0).to_pil().convert("1")
    pages.close()
    out = io.BytesIO()
    image.save(out, "PDF", resolution=72)
    return out.getvalue()


def _save(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
