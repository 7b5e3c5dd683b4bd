"""The workbook and the CSV file that people read, as exports among the others: of some municipalities too."""

from __future__ import annotations

from pathlib import Path

from corpus.counts import plural
from corpus.export.delimited import export_csv
from corpus.export.material import Material, Written
from corpus.export.workbook import export_workbook


def export_people_workbook(material: Material, path: Path) -> Written:
    """Write the workbook."""
    export_workbook(material.inventory, material.texts, path)
    return _tell(material)


def export_people_csv(material: Material, path: Path) -> Written:
    """Write the rows as CSV for spreadsheets."""
    export_csv(material.inventory, material.texts, path)
    return _tell(material)


def _tell(material: Material) -> Written:
    return Written(f"{plural(len(material.inventory.rows), 'row')}.")
