from __future__ import annotations

import json
from pathlib import Path

from corpus.export.tabular.json_lines import export_json_lines
from corpus.store import Store
from tests.corpus.export.materials import PARTNER, empty_inventory, hostile_inventory, opened


def test_each_line_is_one_statement_with_its_codes_nested(store: Store, tmp_path: Path) -> None:
    inventory = hostile_inventory()
    with opened(store, inventory) as material:
        export_json_lines(material, tmp_path / "i.jsonl")
    text = (tmp_path / "i.jsonl").read_text("utf-8")
    told = [json.loads(line) for line in text.split("\n")[:-1]]
    assert [one["quote"] for one in told] == [row.statement.passage.text for row in inventory.rows]
    for one, row in zip(told, inventory.rows, strict=True):
        assert sorted(code for codes in one["codes"].values() for code in codes) == list(
            row.statement.truth.codes
        )
    assert told[0]["partners"] == [{"name": PARTNER, "actor": "", "type": "partner.civil_society"}]
    assert told[0]["adopted_year"] is None
    assert told[0]["is_current"] == int(inventory.rows[0].is_current)
    assert "partner_university" not in told[0]
    assert "å" in text


def test_no_rows_are_an_empty_file(store: Store, tmp_path: Path) -> None:
    with opened(store, empty_inventory()) as material:
        export_json_lines(material, tmp_path / "i.jsonl")
    assert (tmp_path / "i.jsonl").read_bytes() == b""
