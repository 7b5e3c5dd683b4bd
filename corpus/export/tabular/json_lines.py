"""The statements as JSON Lines: UTF-8, one statement a line, codes nested under their dimension."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from corpus.counts import plural
from corpus.export.dataset.statements import told_variables
from corpus.export.dataset.variables import Cell, flat
from corpus.export.files import replacing
from corpus.export.material import Material, Written
from corpus.inventory_records import InventoryRow

_NESTED = "named_partners"


def export_json_lines(material: Material, path: Path) -> Written:
    """Write the rows under the machine names of the variables; null where nothing is known.

    `codes` holds a list for each dimension, `partners` the named partners with actor and type. The 0/1
    variables of single codes are left out, since the lists say the same.
    """
    inventory = material.inventory
    dimensions = [one.id for one in inventory.codebook.dimensions if not one.single]
    nested = {_NESTED, *(f"{dimension}_codes" for dimension in dimensions)}
    variables = [one for one in told_variables(inventory) if one.name not in nested]
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        for row in inventory.rows:
            told: dict[str, Any] = {one.name: _json(one.value(row)) for one in variables}
            told |= {"codes": _codes(row, dimensions), "partners": _partners(row)}
            file.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n")
    return Written(f"{plural(len(inventory.rows), 'line')}.")


def _json(value: Cell) -> Any:
    return flat(value) if isinstance(value, date | datetime) else value


def _codes(row: InventoryRow, dimensions: list[str]) -> dict[str, list[str]]:
    codes = row.statement.truth.codes
    return {one: [code for code in codes if code.startswith(f"{one}.")] for one in dimensions}


def _partners(row: InventoryRow) -> list[dict[str, str]]:
    return [{"name": one.name, "actor": one.actor, "type": one.type} for one in row.named]
