"""Golden documents set by LibreOffice Writer, from flat OpenDocument text."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from xml.sax.saxutils import escape

from tests.extract.typesetting import CodedDocument, Item

_NAMESPACES: Final = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
)  # fmt: skip
_FONT: Final = '<style:font-face style:name="Text" svg:font-family="{}"/>'
_STYLES: Final = """
<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="8pt" {paragraph}/>
<style:text-properties style:font-name="Text" fo:font-size="{size}pt" fo:language="sv" fo:country="SE"
fo:hyphenate="{hyphenate}" fo:hyphenation-remain-char-count="2"
fo:hyphenation-push-char-count="2"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"/>
{headings}
<style:style style:name="Note" style:family="paragraph" style:parent-style-name="Standard">
<style:text-properties fo:font-size="8pt"/></style:style>
<style:style style:name="Cell" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:margin-bottom="0pt"/><style:text-properties fo:font-size="9pt"/></style:style>
<style:style style:name="Running" style:family="paragraph"><style:text-properties
fo:font-size="8pt"/></style:style>
"""
_HEADING: Final = (
    '<style:style style:name="Heading_20_{n}" style:display-name="Heading {n}" style:family="paragraph" '
    'style:parent-style-name="Standard" style:default-outline-level="{n}"><style:paragraph-properties '
    'fo:margin-top="12pt" fo:keep-with-next="always"/><style:text-properties fo:font-size="{size}pt" '
    'fo:font-weight="bold"/></style:style>'
)
_PAGE: Final = (
    '<style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="21cm" '
    'fo:page-height="29.7cm" '
    'fo:margin="2.3cm"/><style:header-style><style:header-footer-properties '
    'fo:min-height="0.8cm"/></style:header-style>'
    "<style:footer-style><style:header-footer-properties "
    'fo:min-height="0.8cm"/></style:footer-style></style:page-layout>'
    '<style:style style:name="Td" style:family="table-cell"><style:table-cell-properties fo:padding="5pt" '
    'fo:border="{border}"/></style:style>'
    '<style:style style:name="Cols" style:family="section"><style:section-properties '
    'text:dont-balance-text-columns="false">'
    '<style:columns fo:column-count="{columns}" '
    'fo:column-gap="0.8cm"/></style:section-properties></style:style>'
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="•">'
    '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
    '<style:list-level-label-alignment text:label-followed-by="listtab" fo:margin-left="0.8cm" '
    'fo:text-indent="-0.5cm"/>'
    "</style:list-level-properties></text:list-level-style-bullet></text:list-style>"
)
_MASTER: Final = (
    '<office:master-styles><style:master-page style:name="Standard" '
    'style:page-layout-name="pm"><style:header>'
    '<text:p text:style-name="Running">{title}</text:p></style:header><style:footer><text:p '
    'text:style-name="Running">'
    "Sida <text:page-number "
    'text:select-page="current"/></text:p></style:footer></style:master-page></office:master-styles>'
)


def write_flat(document: CodedDocument, *, font: str, size: float, columns: int, border: str) -> str:
    """A document as flat OpenDocument text. Several columns are justified and hyphenated."""
    body = "".join(_iter_sections(document.items))
    return wrap_flat(document.facts["title"], body, font=font, size=size, columns=columns, border=border)


def wrap_flat(title: str, body: str, *, font: str, size: float, columns: int, border: str) -> str:
    """A body of paragraphs, lists and tables as flat OpenDocument text."""
    paragraph = 'fo:text-align="justify"' if columns > 1 else ""
    headings = "".join(_HEADING.format(n=n, size=size + 14 - 4 * n) for n in (1, 2, 3))
    styles = _STYLES.format(
        paragraph=paragraph, size=size, headings=headings, hyphenate=str(columns > 1).lower()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMESPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:font-face-decls>{_FONT.format(font)}</office:font-face-decls><office:styles>{styles}</office:styles>"
        f"<office:automatic-styles>{_PAGE.format(border=border, columns=columns)}</office:automatic-styles>"
        f"{_MASTER.format(title=escape(title))}<office:body><office:text>"
        f"{body}</office:text></office:body></office:document>"
    )


def _iter_sections(items: Sequence[Item]) -> Iterator[str]:
    """The blocks in sections of columns; tables stand between them, over the whole width."""
    for number, (is_table, group) in enumerate(groupby(items, key=lambda item: item.type == "row")):
        inner = "".join(_iter_flat(list(group)))
        opening = f'<text:section text:style-name="Cols" text:name="S{number}">'
        yield inner if is_table else f"{opening}{inner}</text:section>"


def _iter_flat(items: Sequence[Item]) -> Iterator[str]:
    place = 0
    while place < len(items):
        kind = items[place].type
        end = place
        while end < len(items) and items[end].type == kind:
            end += 1
        texts = [escape(item.text) for item in items[place:end]]
        if kind == "li":
            inner = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in texts)
            yield f'<text:list text:style-name="B">{inner}</text:list>'
        elif kind == "row":
            yield _write_table(texts)
        elif kind == "note":
            yield "".join(f'<text:p text:style-name="Note">{text}</text:p>' for text in texts)
        elif kind == "p":
            yield "".join(f'<text:p text:style-name="Standard">{text}</text:p>' for text in texts)
        else:
            n = kind[1]
            opening = f'<text:h text:style-name="Heading_20_{n}" text:outline-level="{n}">'
            yield "".join(f"{opening}{text}</text:h>" for text in texts)
        place = end


def _write_table(rows: Sequence[str]) -> str:
    cells = [row.split(" | ") for row in rows]
    width = max(map(len, cells))
    lines = [
        "<table:table-row>"
        + "".join(
            f'<table:table-cell table:style-name="Td"><text:p '
            f'text:style-name="Cell">{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in cells
    ]
    head = f"<table:table-header-rows>{lines[0]}</table:table-header-rows>"
    return (
        f"<table:table><table:table-column "
        f'table:number-columns-repeated="{width}"/>{head}{"".join(lines[1:])}</table:table>'
        '<text:p text:style-name="Cell"/>'
    )


def export(flat: str, *, tagged: bool) -> bytes:
    """The PDF that LibreOffice exports."""
    options = json.dumps({"UseTaggedPDF": {"type": "boolean", "value": str(tagged).lower()}})
    with TemporaryDirectory() as folder:
        source = Path(folder, "page.fodt")
        source.write_text(flat, "utf-8")
        subprocess.run(
            [
                "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
                f"pdf:writer_pdf_Export:{options}", "--outdir", folder, str(source),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )  # fmt: skip
        return Path(folder, "page.pdf").read_bytes()
