from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from corpus.export.tabular.parquet import export_parquet
from corpus.store import Store
from tests.corpus.export.materials import TITLE, empty_inventory, hostile_inventory, opened


def test_the_tables_read_back_as_they_were_with_types_and_labels(store: Store, tmp_path: Path) -> None:
    inventory = hostile_inventory()
    with opened(store, inventory) as material:
        export_parquet(material, tmp_path / "p")
    table = pq.read_table(tmp_path / "p" / "statements.parquet")
    assert table["quote"].to_pylist() == [row.statement.passage.text for row in inventory.rows]
    assert table["partner_codes"].type == pa.list_(pa.string())
    assert table["title"][0].as_py() == TITLE
    assert table.schema.field("kind").type == pa.dictionary(pa.int32(), pa.string())
    assert table["adopted_day"][0].as_py() is None
    days = [day for day in table["adopted_day"].to_pylist() if day]
    assert all(type(day) is date for day in days)
    assert days
    assert table["retrieved"][0].as_py() == datetime(2026, 3, 1, 8, 15, tzinfo=UTC)
    assert table.schema.field("passage_id").nullable is False
    labels = json.loads(table.schema.field("kind").metadata[b"values"])
    assert labels["årsredovisning"] == {"sv": "årsredovisning", "en": "annual report"}
    assert table.schema.metadata[b"content_sha256"].decode() == inventory.provenance.content_hash


def test_the_same_inventory_gives_the_same_bytes(store: Store, tmp_path: Path) -> None:
    with opened(store, hostile_inventory()) as material:
        for name in ("one", "two"):
            export_parquet(material, tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_an_empty_inventory_gives_typed_tables_without_rows(store: Store, tmp_path: Path) -> None:
    with opened(store, empty_inventory()) as material:
        written = export_parquet(material, tmp_path / "p")
    table = pq.read_table(tmp_path / "p" / "statements.parquet")
    assert table.num_rows == 0
    assert table.schema.field("partner_university").type == pa.int8()
    assert written.summary == "0 rows, 9 tables."
