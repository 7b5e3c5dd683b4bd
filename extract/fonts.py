"""Size, weight and marks of the text objects of one page, each asked of PDFium only once."""

from __future__ import annotations

import ctypes
import math
import re
import struct
from typing import Any, Final, NamedTuple

import pypdfium2.raw as raw

from extract.calls import (
    count_marks,
    get_content,
    get_font,
    get_font_size,
    get_mark,
    get_mark_name,
    get_matrix,
)

BOLD_WEIGHT: Final = 600
"""From here a face counts as bold: SemiBold in the scale of CSS and OpenType."""

_BOLD_NAME: Final = re.compile(r"bold|black|heavy|(?<![a-z])(semi|demi)(?![a-z])|[-,]bd\b", re.IGNORECASE)


_SYMBOLS: Final = re.compile(r"wingdings|webdings|dingbats", re.IGNORECASE)
_FLAT: Final = -0.05  # font sizes: letters of every face reach lower than this
_MATRIX: Final = struct.Struct("6f")
_ARTIFACT: Final = "Artifact\0".encode("utf-16-le")
_MAX_MARKS: Final = 8  # marks nest two or three deep; a hostile file may nest thousands


class Font(NamedTuple):
    """How one text object is set. `size` is in points as shown.

    `symbols` tells that its letters are pictures, as bullets; `flat` that its face states no descent, so that
    its boxes are those of the ink. `rest` is what ends a `Word`: whether the file
    marks it as furniture, which way it runs, and its content.
    """

    size: float
    bold: bool
    symbols: bool
    flat: bool
    rest: tuple[bool, int, int]


class Fonts:
    """The fonts of one page, by text object."""

    def __init__(self, text_page: Any, tagged: frozenset[int], turns: int) -> None:
        """`tagged` are the ids of the marked content that the page's structure tree knows; `turns` are the
        quarters that the page is shown turned by.
        """
        self._turns = turns
        self._text_page = text_page
        self._tagged = tagged
        self.known: dict[int | None, Font] = {}
        """What was read so far, by the address of the text object."""
        self._faces: dict[int | None, tuple[bool, bool, bool]] = {}
        self._matrix = (ctypes.c_float * 6)()
        self._name = (ctypes.c_ushort * 16)()
        self._length = ctypes.c_ulong()
        self._matrix_ref, self._length_ref = ctypes.byref(self._matrix), ctypes.byref(self._length)

    def get(self, address: int | None, index: int) -> Font:
        """The font of the text object at `address`, of which the character at `index` is a part."""
        font = self.known.get(address)
        if font is None:
            font = self.known[address] = self._read(address, index)
        return font

    def _read(self, address: int | None, index: int) -> Font:
        get_matrix(self._text_page, index, self._matrix_ref)
        a, b, c, d, _, _ = _MATRIX.unpack(self._matrix)
        scale, quarter = d, -self._turns % 4
        if b or c or a <= 0 or d <= 0:  # not upright
            scale = math.hypot(c, d) or 1.0
            quarter = (round(math.atan2(b, a) / (math.pi / 2)) - self._turns) % 4
        if not math.isfinite(scale):
            scale = 1.0
        size = round(get_font_size(self._text_page, index) * scale, 1)
        if not address:
            return Font(size, bold=False, symbols=False, flat=False, rest=(False, quarter, -1))
        content = get_content(address)
        artifact = content not in self._tagged and self._is_artifact(address)
        bold, symbols, flat = self._get_face(get_font(address))
        return Font(size, bold, symbols, flat and quarter == 0, (artifact, quarter, content))

    def _get_face(self, face: int | None) -> tuple[bool, bool, bool]:
        """(bold, symbols, flat) of a face."""
        if face not in self._faces:
            self._faces[face] = (False, False, False) if face is None else _read_face(face)
        return self._faces[face]

    def _is_artifact(self, text_object: int) -> bool:
        for number in range(min(count_marks(text_object), _MAX_MARKS)):
            mark = get_mark(text_object, number)
            get_mark_name(mark, self._name, ctypes.sizeof(self._name), self._length_ref)
            if bytes(self._name).startswith(_ARTIFACT):
                return True
        return False


def has_bold_name(name: str) -> bool:
    """Whether the name of a font says that it is bold."""
    return _BOLD_NAME.search(name) is not None


def _read_face(face: int) -> tuple[bool, bool, bool]:
    font = ctypes.cast(face, raw.FPDF_FONT)
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, buffer, 128)
    name = buffer.value.decode("latin-1")
    bold = has_bold_name(name) or raw.FPDFFont_GetWeight(font) >= BOLD_WEIGHT
    descent = ctypes.c_float()
    flat = bool(raw.FPDFFont_GetDescent(font, 1.0, ctypes.byref(descent))) and descent.value > _FLAT
    return bold, _SYMBOLS.search(name) is not None, flat
