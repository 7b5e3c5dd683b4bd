"""Tables as Parquet, one file a table: typed columns, labels with each, provenance with the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.counts import plural
from corpus.export.dataset.tables import build_tables
from corpus.export.dataset.variables import DataTable, Kind, Variable
from corpus.export.extents import list_extent, say_extent
from corpus.export.folders import replacing_folder
from corpus.export.material import Material, Written
from corpus.inventory_records import Inventory

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS_A_GROUP = 20_000


def export_parquet(material: Material, path: Path) -> Written:
    """Write a folder with a file for each table.

    The same inventory gives the same bytes: no time is written but the provenance's.
    """
    import pyarrow.parquet as pq

    tables = build_tables(material)
    with replacing_folder(path, material) as folder:
        for table in tables:
            pq.write_table(
                arrow_table(table, material.inventory),
                folder / f"{table.name}.parquet",
                compression="zstd",
                row_group_size=_ROWS_A_GROUP,
                store_schema=True,
            )
    return Written(f"{plural(len(material.inventory.rows), 'row')}, {plural(len(tables), 'table')}.")


def arrow_table(table: DataTable[Any], inventory: Inventory) -> pa.Table:
    """The table in Arrow's types; its metadata says what it was made from."""
    import pyarrow as pa

    made = inventory.provenance
    about = {
        "table": table.name,
        "title_sv": table.label.sv,
        "title_en": table.label.en,
        "description_sv": table.about.sv,
        "description_en": table.about.en,
        "study": made.study,
        "made": made.made,
        "program": made.program,
        "model": made.coder,
        "codebook_sha256": made.codebook,
        "configuration_sha256": made.config_hash,
        "content_sha256": made.content_hash,
    }
    extent = say_extent(inventory)
    if extent is not None:
        codes = " ".join(list_extent(inventory))
        about |= {"extent_sv": extent.sv, "extent_en": extent.en, "extent_codes": codes}
    fields = [_field(variable) for variable in table.variables]
    columns = [
        pa.array([variable.value(row) for row in table.rows], type=_written_type(field.type))
        for variable, field in zip(table.variables, fields, strict=True)
    ]
    arrays = [
        column.cast(field.type) if pa.types.is_dictionary(field.type) else column
        for column, field in zip(columns, fields, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=about))


def _field(variable: Variable[Any]) -> pa.Field:
    import pyarrow as pa

    about = {
        "label_sv": variable.label.sv,
        "label_en": variable.label.en,
        "description_sv": variable.about.sv,
        "description_en": variable.about.en,
        **({"unit": variable.unit} if variable.unit else {}),
    }
    if variable.values:
        labels = {value: {"sv": words.sv, "en": words.en} for value, words in variable.values}
        about["values"] = json.dumps(labels, ensure_ascii=False)
    return pa.field(variable.name, _type(variable.kind), nullable=not variable.key, metadata=about)


def _type(kind: Kind) -> pa.DataType:
    import pyarrow as pa

    types: dict[Kind, pa.DataType] = {
        Kind.TEXT: pa.string(),
        Kind.TEXTS: pa.list_(pa.string()),
        Kind.CATEGORY: pa.dictionary(pa.int32(), pa.string()),
        Kind.WHOLE: pa.int64(),
        Kind.NUMBER: pa.float64(),
        Kind.FLAG: pa.int8(),
        Kind.DAY: pa.date32(),
        Kind.MOMENT: pa.timestamp("s", tz="UTC"),
    }
    return types[kind]


def _written_type(wanted: pa.DataType) -> pa.DataType:
    """Categories are gathered as text and encoded afterwards."""
    import pyarrow as pa

    return wanted.value_type if pa.types.is_dictionary(wanted) else wanted
