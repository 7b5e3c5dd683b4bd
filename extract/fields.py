"""What stands on a page and PDFium's text of it leaves out: filled-in fields (AcroForm) and stamps.

Registrars stamp the number of a case on a finished file as a text annotation (ISO 32000-1, 12.5.6.6).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pypdfium2.raw as raw

from extract.sheets import Word
from extract.views import View

MAX_FIELDS: Final = 2000
"""Annotations looked at on one page. The longest real form has 300 on a page."""
_HIDDEN: Final = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_MAX_VALUE: Final = 20_000  # bytes of UTF-16
_KINDS: Final = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
_SIZES: Final = (6.0, 11.0)  # points: fields do not tell how large their text is set
_FILL: Final = 0.7  # of the height of a field of one line
_WIDTH: Final = 0.5  # of a font size: a letter


@contextmanager
def open_form(document: Any) -> Iterator[Any]:
    """The form of an open document; None where it has no fields."""
    if raw.FPDF_GetFormType(document) == raw.FORMTYPE_NONE:
        yield None
        return
    info = raw.FPDF_FORMFILLINFO(version=2)  # kept until the form is closed: PDFium reads from it
    form = raw.FPDFDOC_InitFormFillEnvironment(document, ctypes.byref(info))
    try:
        yield form or None
    finally:
        if form:
            raw.FPDFDOC_ExitFormFillEnvironment(form)


def read_fields(form: Any, page: Any, view: View) -> tuple[Word, ...]:
    """The words in the fields and stamps of an open page, placed there. Boxes of words are estimates.

    `form` is None where the file has no fields.
    """
    words: list[Word] = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), MAX_FIELDS)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            if kind == raw.FPDF_ANNOT_WIDGET and form is not None:
                words.extend(_read_field(form, annotation, view))
            elif kind == raw.FPDF_ANNOT_FREETEXT and not raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
                words.extend(_place_text(_read_stamp(annotation), annotation, view))
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return tuple(words)


def _read_field(form: Any, annotation: Any, view: View) -> Iterator[Word]:
    if raw.FPDFAnnot_GetFormFieldType(form, annotation) in _KINDS:
        yield from _place_text(_read_value(form, annotation), annotation, view)


def _place_text(value: str, annotation: Any, view: View) -> Iterator[Word]:
    lines = [line.split() for line in value.splitlines() if line.strip()]
    box = raw.FS_RECTF()
    if not lines or not raw.FPDFAnnot_GetRect(annotation, ctypes.byref(box)):
        return
    x0, top, x1, bottom = view.place(box.left, box.top, box.right, box.bottom)
    if x1 <= x0 or bottom <= top or not view.is_inside((x0, top, x1, bottom)):
        return
    pitch = (bottom - top) / len(lines)
    size = min(max(_FILL * pitch, _SIZES[0]), _SIZES[1])
    for number, line in enumerate(lines):
        middle = top + (number + 0.5) * pitch
        x = x0 + 2.0  # the usual inset of a field
        for text in line:
            end = x + _WIDTH * size * len(text)
            yield Word(text, x, middle - size / 2, end, middle + size / 2, round(size, 1), bold=False)
            x = end + 0.25 * size


def _read_value(form: Any, annotation: Any) -> str:
    size = raw.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0)
    if not 2 < size <= _MAX_VALUE:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")


def _read_stamp(annotation: Any) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    if not 2 < size <= _MAX_VALUE:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")
