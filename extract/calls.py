"""PDFium functions behind lean prototypes: plain addresses, no conversion, the interpreter's lock kept.

A call takes 0.3 µs instead of the 0.6 to 1.5 µs of the generated bindings. Only for functions that return
at once and are called for each word or text object. Those that are called most have no prototype at all,
which halves it again: they take nothing but a `c_void_p` (never a bare address, which would be cut to 32
bits), whole numbers below 2**31 and `byref`.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as raw

_POINTER, _INT, _LONG = ctypes.c_void_p, ctypes.c_int, ctypes.c_ulong


def _get_function(function: Any, result: Any, *arguments: Any) -> Any:
    address = ctypes.cast(function, ctypes.c_void_p).value
    if address is None:
        raise ImportError("this build of PDFium lacks a function: install pypdfium2 5.0 or later")
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def _get_bare(function: Any, result: Any) -> Any:
    bare = _get_function(function, result)
    bare.argtypes = None
    return bare


get_loose_box = _get_bare(raw.FPDFText_GetLooseCharBox, _INT)
get_origin = _get_bare(raw.FPDFText_GetCharOrigin, _INT)
get_text_object = _get_bare(raw.FPDFText_GetTextObject, _POINTER)
get_char_index = _get_function(raw.FPDFText_GetCharIndexFromTextIndex, _INT, _POINTER, _INT)
get_matrix = _get_bare(raw.FPDFText_GetMatrix, _INT)
get_font_size = _get_bare(raw.FPDFText_GetFontSize, ctypes.c_double)
get_font = _get_function(raw.FPDFTextObj_GetFont, _POINTER, _POINTER)
count_marks = _get_function(raw.FPDFPageObj_CountMarks, _INT, _POINTER)
get_mark = _get_function(raw.FPDFPageObj_GetMark, _POINTER, _POINTER, _LONG)
get_mark_name = _get_function(raw.FPDFPageObjMark_GetName, _INT, _POINTER, _POINTER, _LONG, _POINTER)
get_content = _get_function(raw.FPDFPageObj_GetMarkedContentID, _INT, _POINTER)
count_children = _get_function(raw.FPDF_StructElement_CountChildren, _INT, _POINTER)
get_child = _get_bare(raw.FPDF_StructElement_GetChildAtIndex, _POINTER)
get_child_content = _get_function(raw.FPDF_StructElement_GetChildMarkedContentID, _INT, _POINTER, _INT)
get_element_type = _get_function(raw.FPDF_StructElement_GetType, _LONG, _POINTER, _POINTER, _LONG)
count_attributes = _get_function(raw.FPDF_StructElement_GetAttributeCount, _INT, _POINTER)
get_attributes = _get_function(raw.FPDF_StructElement_GetAttributeAtIndex, _POINTER, _POINTER, _INT)
get_attribute = _get_function(raw.FPDF_StructElement_Attr_GetValue, _POINTER, _POINTER, ctypes.c_char_p)
get_number = _get_function(raw.FPDF_StructElement_Attr_GetNumberValue, _INT, _POINTER, _POINTER)
get_page_object = _get_bare(raw.FPDFPage_GetObject, _POINTER)
get_form_object = _get_function(raw.FPDFFormObj_GetObject, _POINTER, _POINTER, _LONG)
get_object_type = _get_function(raw.FPDFPageObj_GetType, _INT, _POINTER)
get_object_matrix = _get_function(raw.FPDFPageObj_GetMatrix, _INT, _POINTER, _POINTER)
count_segments = _get_function(raw.FPDFPath_CountSegments, _INT, _POINTER)
get_bounds = _get_function(raw.FPDFPageObj_GetBounds, _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
