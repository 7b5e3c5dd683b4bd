from __future__ import annotations

import csv
import hashlib
import json
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.export.delimited import unguard
from corpus.export.packages.data_package import export_package
from corpus.store import Store
from tests.corpus.export.materials import PARTNER, STATED, TITLE, empty_inventory, hostile_inventory, opened

INVENTORIES = {"hostile": hostile_inventory, "empty": empty_inventory}


@pytest.fixture
def package(store: Store, tmp_path: Path) -> Iterator[Path]:
    with opened(store, hostile_inventory()) as material:
        export_package(material, tmp_path / "data")
    return tmp_path / "data"


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", sorted(INVENTORIES))
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_package_is_valid_to_frictionless(name: str, store: Store, tmp_path: Path) -> None:
    import frictionless

    with opened(store, INVENTORIES[name]()) as material:
        export_package(material, tmp_path / "data")
    report = frictionless.validate(str(tmp_path / "data" / "datapackage.json"))
    assert report.flatten(["title", "fieldName", "message"]) == []
    assert report.valid
    assert len(report.tasks) == 9


@pytest.mark.parametrize("name", sorted(INVENTORIES))
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_tables_are_valid_to_csvw(name: str, store: Store, tmp_path: Path) -> None:
    from csvw import CSVW

    with opened(store, INVENTORIES[name]()) as material:
        export_package(material, tmp_path / "data")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = CSVW(str(tmp_path / "data" / "csv-metadata.json"), validate=True)
        valid = read.is_valid
    assert [str(one.message) for one in read.warnings] == []
    assert valid


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_csvw_validator_would_see_a_wrong_value(package: Path) -> None:
    from csvw import CSVW

    path = package / "municipalities.csv"
    path.write_text(path.read_text("utf-8").replace("said", "sagt"), "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = CSVW(str(package / "csv-metadata.json"), validate=True)
        with pytest.raises(ValueError, match="coverage: invalid lexical value for string: sagt"):
            _ = read.is_valid


def test_hostile_text_is_no_formula_and_comes_back_verbatim(package: Path) -> None:
    rows = hostile_inventory().rows
    lines = _lines(package / "statements.csv")
    assert not any(
        cell.startswith(("=", "+", "-", "@", "\t", "\r")) for one in lines for cell in one.values()
    )
    assert [unguard(one["quote"]) for one in lines] == [row.statement.passage.text for row in rows]
    assert unguard(lines[0]["title"]) == TITLE
    assert PARTNER in {unguard(one["partner"]) for one in _lines(package / "partners.csv")}
    assert lines[0]["named_partners"] == PARTNER.replace("; ", ", ")


def test_the_description_tells_size_hash_licence_and_who_made_it(package: Path) -> None:
    described = json.loads((package / "datapackage.json").read_text("utf-8"))
    for resource in described["resources"]:
        content = (package / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert described["licenses"] == [
        {"name": "CC-BY-4.0", "path": "https://spdx.org/licenses/CC-BY-4.0.html"}
    ]
    assert described["contributors"][0] == {
        "title": "Berg, Anna",
        "role": "author",
        "organization": "Högskolan i Sjöbacka",
        "path": "https://orcid.org/0000-0002-1825-0097",
    }
    assert described["title"] == "Kommuner i samverkan"
    assert all(source["path"].startswith("https://") for source in described["sources"])


def test_the_dictionary_explains_every_column_in_both_languages(package: Path) -> None:
    told = {(one["table"], one["variable"]): one for one in _lines(package / "dictionary.csv")}
    for path in package.glob("*.csv"):
        if path.name != "dictionary.csv":
            with path.open(encoding="utf-8", newline="") as file:
                for name in next(csv.reader(file)):
                    assert told[path.stem, name]["description_sv"]
                    assert told[path.stem, name]["description_en"]
    assert "partner.region = Region" in told["statements", "partner_codes"]["values_sv"]
    same = json.loads((package / "dictionary.json").read_text("utf-8"))
    assert {(t["table"], v["name"]) for t in same for v in t["variables"]} == set(told)


def test_missing_facts_are_said_with_where_to_fill_them_in(store: Store, tmp_path: Path) -> None:
    stated = {**STATED, "licence": " "}
    with opened(store, replace(empty_inventory(), settings=stated)) as material:
        written = export_package(material, tmp_path / "data")
    assert written.left_out == ("Not stated: licence. Fill in [publication] in samverkan.toml.",)


def test_the_same_inventory_gives_the_same_bytes(store: Store, tmp_path: Path) -> None:
    with opened(store, hostile_inventory(), "en") as material:
        for name in ("one", "two"):
            export_package(material, tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
