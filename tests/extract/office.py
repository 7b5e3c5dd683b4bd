"""Office files made from their XML parts, as small as tests need them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF_NAMES = " ".join(
    f'xmlns:{short}="{_ODF}{long}:1.0"'
    for short, long in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("meta", "meta"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip


def pack(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def p(text: str, style: str = "", settings: str = "") -> str:
    """A paragraph of WordprocessingML: `text` is its runs, or plain text that becomes one."""
    runs = text if text.startswith("<") else r(text)
    name = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{name}{settings}</w:pPr>{runs}</w:p>"


def r(text: str, settings: str = "") -> str:
    """A run of WordprocessingML."""
    return f'<w:r><w:rPr>{settings}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def row(*cells: str) -> str:
    """A row of a table of WordprocessingML."""
    return "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def style(key: str, name: str, inside: str = "", based_on: str = "") -> str:
    """A paragraph style of WordprocessingML."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{base}{inside}</w:style>'


def rewrite(content: bytes, old: str, new: str) -> bytes:
    """The same zip file with a text in its parts replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return pack({name: archive.read(name).decode().replace(old, new) for name in archive.namelist()})


def make_docx(body: str, **parts: str) -> bytes:
    """A DOCX file. `parts` are the content of styles, numbering, footnotes, header and core."""
    names = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "header": "hdr"}
    relations = "".join(
        f'<Relationship Id="r{part}" Type="{_KINDS}/{part}" Target="{part}.xml"/>'
        for part in parts
        if part in names
    )
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" '
        f'Type="{_KINDS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {W} {_MC}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
    }
    for part, content in parts.items():
        if part in names:
            files[f"word/{part}.xml"] = f"<w:{names[part]} {W}>{content}</w:{names[part]}>"
    if "core" in parts:
        files["docProps/core.xml"] = (
            "<cp:coreProperties"
            ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            f' xmlns:dc="http://purl.org/dc/elements/1.1/">{parts["core"]}</cp:coreProperties>'
        )
    return pack(files)


def make_odt(body: str, styles: str = "", common: str = "", meta: str = "") -> bytes:
    """An ODT file: `styles` are its automatic styles, `common` the content of styles.xml."""
    content = (
        f"<office:document-content {_ODF_NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    files: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "styles.xml": f"<office:document-styles {_ODF_NAMES}>{common}</office:document-styles>",
        "meta.xml": f"<office:document-meta {_ODF_NAMES}><office:meta>{meta}</office:meta>"
        "</office:document-meta>",
    }
    return pack(files)
