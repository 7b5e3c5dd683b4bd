from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from corpus.export.repository.deposit import export_deposit
from corpus.export.study_facts import parse_creator
from corpus.store import Store
from tests.corpus.export.materials import STATED, empty_inventory, hostile_inventory, opened

DATACITE = "{http://datacite.org/schema/kernel-4}"
DDI = {"d": "ddi:codebook:2_5"}
# The order of DDI Codebook 2.5's sequences, for the elements in use.
SEQUENCES = {
    "codeBook": "docDscr stdyDscr fileDscr dataDscr",
    "stdyDscr": "citation stdyInfo method dataAccs",
    "citation": "titlStmt rspStmt prodStmt distStmt verStmt",
    "titlStmt": "titl parTitl IDNo",
    "prodStmt": "producer prodDate software fundAg",
    "stdyInfo": "subject abstract sumDscr",
    "sumDscr": "timePrd collDate nation geogCover geogUnit anlyUnit universe dataKind",
    "dataColl": "timeMeth sampProc collMode sources",
    "fileTxt": "fileName fileCont dimensns fileType",
    "var": "labl txt catgry varFormat",
    "catgry": "catValu labl",
}


@pytest.fixture
def folder(store: Store, tmp_path: Path) -> Path:
    with opened(store, hostile_inventory()) as material:
        export_deposit(material, tmp_path / "r")
    return tmp_path / "r"


def test_the_datacite_record_has_every_mandatory_property(folder: Path) -> None:
    record = json.loads((folder / "datacite.json").read_text("utf-8"))
    assert record["titles"][0] == {"title": "Kommuner i samverkan", "lang": "sv"}
    assert record["creators"][0] == {
        "name": "Berg, Anna",
        "nameType": "Personal",
        "givenName": "Anna",
        "familyName": "Berg",
        "nameIdentifiers": [
            {
                "nameIdentifier": "https://orcid.org/0000-0002-1825-0097",
                "nameIdentifierScheme": "ORCID",
                "schemeUri": "https://orcid.org",
            }
        ],
        "affiliation": [{"name": "Högskolan i Sjöbacka"}],
    }
    assert record["publisher"] == {"name": "Högskolan i Sjöbacka"}
    assert record["publicationYear"] == 2026
    assert record["types"]["resourceTypeGeneral"] == "Dataset"
    root = etree.parse(folder / "datacite.xml").getroot()
    for name in ("identifier", "creators/*", "titles/*", "publisher", "publicationYear", "resourceType"):
        (first, *_) = root.findall(
            "/".join(f"{DATACITE}{part}" if part != "*" else part for part in name.split("/"))
        )
        assert first.text or len(first)
    rights = root.find(f"{DATACITE}rightsList/{DATACITE}rights")
    assert rights is not None
    assert dict(rights.attrib) == {
        "rightsURI": "https://spdx.org/licenses/CC-BY-4.0.html",
        "rightsIdentifier": "CC-BY-4.0",
        "rightsIdentifierScheme": "SPDX",
    }


def test_the_ddi_codebook_keeps_the_schemas_order(folder: Path) -> None:
    root = etree.parse(folder / "ddi-codebook.xml").getroot()
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name in SEQUENCES:
            order = SEQUENCES[name].split()
            places = [order.index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), name


def test_the_ddi_codebook_describes_study_and_variables_in_both_languages(folder: Path) -> None:
    root = etree.parse(folder / "ddi-codebook.xml").getroot()

    def texts(path: str) -> list[str]:
        return [str(one) for one in root.xpath(f"{path}/text()", namespaces=DDI)]

    assert texts("d:stdyDscr//d:abstract") == ["Vad kommuner skriver.", "What municipalities write."]
    assert texts("d:stdyDscr//d:AuthEnty") == ["Berg, Anna", "Öst & Söner"]
    names = [str(one) for one in root.xpath("d:dataDscr/d:var/@name", namespaces=DDI)]
    assert names[0] == "passage_id"
    assert "partner_university" in names
    assert texts("d:dataDscr/d:var[@name='kind']/d:labl") == ["Dokumenttyp", "Document kind"]
    assert texts("//d:varQnty") == [str(len(names))]
    assert texts("//d:caseQnty") == ["60"]
    assert len(set(root.xpath("//@ID"))) == len(root.xpath("//@ID"))


def test_what_is_not_stated_is_marked_and_said(store: Store, tmp_path: Path) -> None:
    stated = {key: text for key, text in STATED.items() if key not in ("creators", "licence")}
    with opened(store, replace(empty_inventory(), settings=stated)) as material:
        written = export_deposit(material, tmp_path / "r")
    assert written.left_out[1:] == (
        "Not stated: creators, licence. Fill in [publication] in samverkan.toml.",
    )
    record = json.loads((tmp_path / "r" / "datacite.json").read_text("utf-8"))
    assert record["creators"][0]["name"] == "(:unav)"
    assert "rightsList" not in record
    assert "(:tba)" in (tmp_path / "r" / "datacite.xml").read_text("utf-8")


@pytest.mark.parametrize(
    ("written", "name", "orcid"),
    [
        ("Berg, Anna (0000-0002-1825-0097)", "Berg, Anna", "0000-0002-1825-0097"),
        ("Berg, Anna", "Berg, Anna", ""),
        ("0000-0002-1825-009X", "", "0000-0002-1825-009X"),
    ],
)
def test_a_creator_is_read_as_the_settings_write_it(written: str, name: str, orcid: str) -> None:
    creator = parse_creator(written)
    assert (creator.name, creator.orcid) == (name, orcid)
