"""The DataCite record by schemas of others: ETH Zürich's XSD, InvenioRDM's for JSON."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from datacite import schema45
from lxml import etree

from corpus.export.repository.deposit import export_deposit
from corpus.inventory_records import Inventory
from corpus.narrowing import narrow_inventory
from corpus.store import Store
from tests.corpus.export.materials import hostile_inventory, opened

WHOLE = hostile_inventory()


@pytest.fixture(scope="module")
def kernel() -> etree.XMLSchema:
    """DataCite's kernel 4.6, which holds 4.5; but for rights, which ETH asks of everybody."""
    with as_file(files("validator").joinpath("schema")) as folder:
        return etree.XMLSchema(etree.parse(folder / "metadata.xsd"))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "inventory",
    [WHOLE, narrow_inventory(WHOLE, frozenset({WHOLE.coverage[0].municipality.code}))],
    ids=["whole", "extract"],
)
def test_a_stated_record_is_valid_by_both_schemas(
    inventory: Inventory, language: str, kernel: etree.XMLSchema, store: Store, tmp_path: Path
) -> None:
    with opened(store, inventory, language) as material:
        export_deposit(material, tmp_path / "r")
    kernel.assertValid(etree.parse(tmp_path / "r" / "datacite.xml"))
    record = json.loads((tmp_path / "r" / "datacite.json").read_text("utf-8"))
    # The REST service has a number where that library's schema has text.
    schema45.validator.validate({**record, "publicationYear": str(record["publicationYear"])})


def test_the_schemas_refuse_what_is_wrong(kernel: etree.XMLSchema, store: Store, tmp_path: Path) -> None:
    with opened(store, WHOLE) as material:
        export_deposit(material, tmp_path / "r")
    record = etree.parse(tmp_path / "r" / "datacite.xml")
    kind = record.find("{*}resourceType")
    assert kind is not None
    kind.set("resourceTypeGeneral", "Datamängd")
    assert not kernel.validate(record)
