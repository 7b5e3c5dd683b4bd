"""The inventory as one HTML file: offline, without script, under a strict content security policy.

The file holds everything it shows. Its only style sheet is allowed by its hash, pictures are part of it,
nothing else may load, and nothing leaves it but links to the documents themselves (http and https only).
"""

from __future__ import annotations

from pathlib import Path

from corpus.export.files import replacing
from corpus.export.report.pictures import Pictures, draw_nothing
from corpus.export.report.rendering import render_report
from corpus.export.texts import Texts
from corpus.inventory_records import Inventory

__all__ = ["Pictures", "export_report", "render_report"]


def export_report(inventory: Inventory, texts: Texts, path: Path, pictures: Pictures = draw_nothing) -> None:
    """Write the report. Raises ExportBlocked, DiskFull."""
    with replacing(path) as temporary:
        temporary.write_text(render_report(inventory, texts, pictures), "utf-8", newline="\n")
