from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from corpus.export.bibliography.csl_json import export_csl_json
from corpus.store import Store
from tests.corpus.export.materials import TITLE, hostile_inventory, opened

_DATE = {
    "type": "object",
    "required": ["date-parts"],
    "additionalProperties": False,
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        }
    },
}
RULES = {  # what CSL-JSON 1.0.2 says of the fields in use: names, types, and no others
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": "string"},
            "type": {"enum": ["report", "regulation"]},
            "author": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["literal"],
                    "additionalProperties": False,
                    "properties": {"literal": {"type": "string"}},
                },
            },
            "issued": _DATE,
            "accessed": _DATE,
            **{
                name: {"type": "string"}
                for name in (
                    "title",
                    "publisher",
                    "genre",
                    "number",
                    "number-of-pages",
                    "language",
                    "URL",
                    "note",
                )
            },
        },
    },
}


def test_the_items_follow_the_rules_of_csl_json(store: Store, tmp_path: Path) -> None:
    inventory = hostile_inventory()
    with opened(store, inventory) as material:
        export_csl_json(material, tmp_path / "d.json")
    items = json.loads((tmp_path / "d.json").read_text("utf-8"))
    jsonschema.validate(items, RULES)
    assert len({item["id"] for item in items}) == len(items) > 5
    hostile = next(item for item in items if item["title"] == TITLE)
    assert "issued" not in hostile
    dated = next(item for item in items if "issued" in item)
    assert len(dated["issued"]["date-parts"][0]) == 3
    assert dated["accessed"] == {"date-parts": [[2026, 3, 1]]}
    assert "SHA-256: " in dated["note"]
