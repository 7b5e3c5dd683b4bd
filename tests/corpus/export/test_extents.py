"""An extract says in its own metadata which municipalities it is of; the whole says nothing of the kind."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pyreadstat
import pytest

from corpus.export.dataset.variables import Words
from corpus.export.extents import identify, mark_title, say_extent
from corpus.export.inventory_files import export_people_csv, export_people_workbook
from corpus.export.material import Exporter
from corpus.export.network import export_network
from corpus.export.packages.data_package import export_package
from corpus.export.repository.deposit import export_deposit
from corpus.export.tabular.parquet import export_parquet
from corpus.export.tabular.spss import export_spss
from corpus.narrowing import narrow_inventory
from corpus.store import Store
from tests.corpus.export.materials import hostile_inventory, opened
from tests.inventories import big_inventory

WHOLE = hostile_inventory()
CHOSEN = tuple(one.municipality for one in WHOLE.coverage[:2])
SOME = narrow_inventory(WHOLE, frozenset(one.code for one in CHOSEN))
NAMES = ", ".join(one.name for one in CHOSEN)
SAID = f"bara gäller 2 av studiens 8\N{NO-BREAK SPACE}kommuner: {NAMES}."


@pytest.fixture
def written(store: Store, tmp_path: Path) -> Path:
    exporters: dict[str, Exporter] = {
        "parquet": export_parquet,
        "spss": export_spss,
        "data": export_package,
        "repository": export_deposit,
        "net.graphml": export_network,
        "book.xlsx": export_people_workbook,
        "rows.csv": export_people_csv,
    }
    with opened(store, SOME) as material:
        for name, export in exporters.items():
            export(material, tmp_path / "some" / name)
    return tmp_path / "some"


def test_the_whole_says_nothing_and_keeps_its_hash() -> None:
    assert say_extent(WHOLE) is None
    assert identify(WHOLE) == WHOLE.provenance.content_hash
    title = Words("Titel", "Title")
    assert mark_title(title, WHOLE) == title


def test_an_extract_has_an_identity_of_its_own_that_its_municipalities_make() -> None:
    again = narrow_inventory(WHOLE, frozenset(one.code for one in CHOSEN))
    other = narrow_inventory(WHOLE, frozenset({CHOSEN[0].code}))
    assert identify(SOME) == identify(again)
    assert len({identify(WHOLE), identify(SOME), identify(other)}) == 3


def test_a_title_names_few_municipalities_and_counts_many() -> None:
    title = Words("Titel", "Title")
    assert mark_title(title, SOME) == Words(f"Titel (utdrag: {NAMES})", f"Title (extract: {NAMES})")
    many = narrow_inventory(big_inventory(8, 60), frozenset(one.municipality.code for one in WHOLE.coverage))
    assert mark_title(title, many).en == "Title (extract: 8\N{NO-BREAK SPACE}municipalities)"


def test_parquet_says_it_in_the_metadata_of_every_file(written: Path) -> None:
    for path in (written / "parquet").glob("*.parquet"):
        about = pq.read_schema(path).metadata
        assert SAID in about[b"extent_sv"].decode()
        assert about[b"extent_codes"].decode().split() == [one.code for one in CHOSEN]


def test_spss_says_it_in_the_notes_of_the_file(written: Path) -> None:
    _, about = pyreadstat.read_sav(written / "spss" / "statements.sav", output_format="dict")
    assert any(f"only of {' '.join(one.code for one in CHOSEN)}" in line for line in about.notes)


def test_the_data_package_says_it_in_descriptions_and_read_me_and_has_a_name_of_its_own(
    written: Path,
) -> None:
    package = json.loads((written / "data" / "datapackage.json").read_text("utf-8"))
    assert SAID in package["description_sv"]
    assert package["samverkan"]["municipalities"] == [one.code for one in CHOSEN]
    assert package["name"].endswith("-".join(one.code for one in CHOSEN))
    assert [one["title"] for one in package["sources"]] == [
        f"{one.municipality.name} ({one.municipality.code})" for one in SOME.coverage if one.documents
    ]
    table = json.loads((written / "data" / "csv-metadata.json").read_text("utf-8"))
    assert SAID in table["dc:description"][0]["@value"]
    assert SAID in (written / "data" / "README.txt").read_text("utf-8")


def test_a_deposit_says_it_as_its_place_and_has_a_version_of_its_own(written: Path) -> None:
    record = json.loads((written / "repository" / "datacite.json").read_text("utf-8"))
    assert [one["geoLocationPlace"] for one in record["geoLocations"]] == [one.name for one in CHOSEN]
    assert record["version"] == identify(SOME)[:16] != WHOLE.provenance.content_hash[:16]
    assert all(one.name in record["titles"][0]["title"] for one in CHOSEN)
    described = (written / "repository" / "ddi-codebook.xml").read_text("utf-8")
    assert described.count(SAID) == 3  # abstract, geographic coverage, universe


def test_the_network_says_it_in_its_comment(written: Path) -> None:
    assert SAID in (written / "net.graphml").read_text("utf-8").partition("-->")[0]


def test_every_folder_lists_the_municipalities_beside_its_files(written: Path) -> None:
    for name in ("parquet", "spss", "data", "repository"):
        manifest = json.loads((written / name / "samverkan-export.json").read_text("utf-8"))
        assert manifest["municipalities"] == [one.code for one in CHOSEN]


def test_the_workbook_says_it_where_it_says_how_it_was_made_and_holds_the_chosen_rows_only(
    written: Path,
) -> None:
    book = openpyxl.load_workbook(written / "book.xlsx")
    about = {line[0].value: line[1].value for line in book["Om"].iter_rows()}
    assert SAID in about["Utdrag"]
    assert book["Inventering"].max_row == len(SOME.rows) + 1
    assert book["Täckning"].max_row == len(CHOSEN) + 1
    with (written / "rows.csv").open(encoding="utf-8-sig", newline="") as file:
        owners = {line["Kommun"] for line in csv.DictReader(file, delimiter=";")}
    assert owners <= {one.name for one in CHOSEN}
