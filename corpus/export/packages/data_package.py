"""The inventory as a folder of CSV files that describe themselves, twice over: Frictionless and CSVW."""

from __future__ import annotations

import json
from pathlib import Path

from corpus.counts import plural
from corpus.export.dataset.tables import build_tables
from corpus.export.folders import replacing_folder
from corpus.export.material import Material, Written
from corpus.export.packages.csvw_metadata import describe_tables
from corpus.export.packages.data_dictionary import write_dictionary_csv, write_dictionary_json
from corpus.export.packages.frictionless_package import describe_package
from corpus.export.packages.guarded_csv import write_table
from corpus.export.study_facts import gather_facts


def export_package(material: Material, path: Path) -> Written:
    """Write the folder: a CSV for each table, datapackage.json, csv-metadata.json, dictionary, README."""
    tables, facts = build_tables(material), gather_facts(material.inventory)
    with replacing_folder(path, material) as folder:
        guarded = sum(write_table(table, folder / f"{table.name}.csv") for table in tables)
        _write_json(describe_package(tables, facts, material, folder), folder / "datapackage.json")
        _write_json(describe_tables(tables, facts, material), folder / "csv-metadata.json")
        write_dictionary_csv(tables, folder / "dictionary.csv")
        write_dictionary_json(tables, folder / "dictionary.json")
        lines = [facts.title, facts.description, *[table.about for table in tables]]
        texts = material.texts
        names = ["", "", *[f"{table.name}.csv: " for table in tables]]
        told = [f"{name}{one.of(texts.language)}" for name, one in zip(names, lines, strict=True)]
        (folder / "README.txt").write_text("\n\n".join([*told, texts["package_note"]]) + "\n", "utf-8")
    said = f"{plural(guarded, 'text')} like formulas got an apostrophe in front: see README.txt."
    marked = (said,) if guarded else ()
    rows = sum(len(table.rows) for table in tables)
    return Written(f"{plural(rows, 'row')}, {plural(len(tables), 'table')}.", (*marked, *facts.reminders))


def _write_json(described: object, path: Path) -> None:
    path.write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", "utf-8")
