"""What other tools make of the golden documents, for the same table."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

_BLANK: Final = re.compile(r"\n[ \t]*\n")
_NAMESPACE: Final = "{http://www.w3.org/1999/xhtml}"


def read_by_pypdfium2(path: Path) -> list[str]:
    """The plain text of each page, split at blank lines."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]
    pdf.close()
    return [piece for text in texts for piece in _BLANK.split(text) if piece.strip()]


def read_by_pdfplumber(path: Path) -> list[str]:
    """The text of each page with its layout kept, split at blank lines."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        texts = [page.extract_text(layout=True, x_tolerance_ratio=0.15) for page in pdf.pages]
    return [piece for text in texts for piece in _BLANK.split(text) if piece.strip()]


def read_by_pdftotext(path: Path) -> list[str]:
    """The blocks of ``pdftotext -bbox-layout``, of poppler-utils."""
    out = subprocess.run(
        ["pdftotext", "-bbox-layout", str(path), "-"], check=True, capture_output=True, timeout=60
    ).stdout
    root = ElementTree.fromstring(re.sub(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", b"", out))
    return [
        " ".join(word.text or "" for word in block.iter(f"{_NAMESPACE}word"))
        for block in root.iter(f"{_NAMESPACE}block")
    ]


def list_peers() -> Iterator[tuple[str, Callable[[Path], list[str]]]]:
    """The tools that are here, by name."""
    yield "pypdfium2 text, blank lines", read_by_pypdfium2
    yield "pdfplumber text, blank lines", read_by_pdfplumber
    if shutil.which("pdftotext"):
        yield "pdftotext -bbox-layout", read_by_pdftotext


def read_rows_by_pdfplumber(path: Path) -> list[str]:
    """The rows of the ruled tables that pdfplumber finds, cells with " | " between."""
    import pdfplumber

    rows = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for table in page.extract_tables({"text_x_tolerance_ratio": 0.15}):
                rows += [" | ".join(" ".join(cell.split()) for cell in row if cell) for row in table]
    return rows
