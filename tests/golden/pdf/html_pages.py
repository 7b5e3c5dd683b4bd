"""Golden documents set from HTML: by WeasyPrint, and printed by Chromium."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.extract.typesetting import CodedDocument, Item

BASE: Final = """
@page { size: A4; margin: 25mm 25mm 22mm; }
body { font: 11pt/1.4 "Liberation Serif"; } h1 { font-size: 22pt } h2 { font-size: 15pt } h3 {
font-size: 12pt }
table { border-collapse: collapse; width: 100% } td, th { border: 0.5pt solid; padding: 4pt; text-align: left;
vertical-align: top } .note { font-size: 8.5pt }
"""
RUNNING: Final = """
@page { @top-left { content: "Styrdokument"; font-size: 8pt }
@bottom-right { content: "Sida " counter(page) " (" counter(pages) ")"; font-size: 8pt } }
"""
TWO_COLUMNS: Final = """
main { columns: 2; column-gap: 8mm; text-align: justify; hyphens: auto } h1, table { column-span: all }
body { font: 10pt/1.35 "Liberation Sans" }
"""
SERIF: Final = """
body { font: 10pt/1.3 'Liberation Serif' } h1, table { column-span: none } h1 { font-size: 15pt }
h2 { font-size: 13pt }
"""
LARGE: Final = "body { font: 10.5pt/1.4 'Liberation Serif' }\n"
BARE: Final = "td, th { border: none } body { font: 10.5pt/1.5 'DejaVu Sans' }\n"


def write_html(document: CodedDocument, css: str, body: str = "") -> str:
    """The page of a document. `body` replaces the markup of its blocks."""
    return wrap_html(document.facts["title"], css, body or "".join(iter_markup(document.items)))


def wrap_html(title: str, css: str, body: str) -> str:
    """A page with this body."""
    return (
        f'<!doctype html><html lang="sv"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{BASE}{css}</style><main>{body}</main></html>"
    )


def iter_markup(items: Sequence[Item]) -> Iterator[str]:
    """The markup of blocks; items of one list and rows of one table are gathered."""
    place = 0
    while place < len(items):
        kind = items[place].type
        end = place
        while end < len(items) and items[end].type == kind:
            end += 1
        texts = [escape(item.text) for item in items[place:end]]
        if kind == "li":
            yield "<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>"
        elif kind == "row":
            yield _write_table(texts)
        else:
            yield "".join(_TAGS[kind].format(text) for text in texts)
        place = end


_TAGS: Final = {
    "h1": "<h1>{}</h1>", "h2": "<h2>{}</h2>", "h3": "<h3>{}</h3>", "p": "<p>{}</p>",
    "note": '<p class="note">{}</p>',
}  # fmt: skip


def _write_table(rows: Sequence[str]) -> str:
    head, *rest = ([*row.split(" | ")] for row in rows)
    lines = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rest]
    heads = "".join(f"<th>{cell}</th>" for cell in head)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def write_habits(items: Sequence[Item]) -> str:
    """Habits of word processors: headings as bold paragraphs, blank paragraphs, bullets typed by hand."""
    pieces = []
    for item in items:
        text = escape(item.text)
        if item.type in _SIZES:
            pieces.append(
                f'<p style="font-weight: bold; font-size: {_SIZES[item.type]}pt">{text}</p><p> </p>'
            )
        elif item.type == "li":
            pieces.append(f'<p style="margin: 2pt 0 2pt 14pt; text-indent: -10pt">• {text}</p>')
        elif item.type == "row":
            pieces.append(write_tabbed(text.split(" | ")))
        else:
            pieces.append(f"<p>{text}</p><p>&nbsp;</p>")
    return "".join(pieces)


_SIZES: Final = {"h1": 20, "h2": 14, "h3": 11.5}


def write_tabbed(cells: Sequence[str]) -> str:
    """A row of a table as one paragraph with tab stops."""
    share = 100 / len(cells)
    style = (
        f"display: inline-block; width: {share:.0f}%; vertical-align: top; padding-right: 12pt; "
        "font-size: 9pt; box-sizing: border-box"
    )
    spans = "".join(f'<span style="{style}">{cell}</span>' for cell in cells)
    return f'<p style="margin: 5pt 0">{spans}</p>'


def weave(html: str, *, tagged: bool) -> bytes:
    """The PDF of a page, by WeasyPrint."""
    import weasyprint

    pdf: bytes = weasyprint.HTML(string=html).write_pdf(pdf_tags=tagged)
    return pdf


def print_page(html: str, *, tagged: bool) -> bytes:
    """The PDF of a page, printed by a headless Chromium."""
    with TemporaryDirectory() as folder:
        page, pdf = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html, "utf-8")
        subprocess.run(
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--no-first-run", "--no-pdf-header-footer",
                f"--user-data-dir={folder}/profile", f"--print-to-pdf={pdf}",
                *([] if tagged else ["--disable-pdf-tagging"]), page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )  # fmt: skip
        return pdf.read_bytes()
