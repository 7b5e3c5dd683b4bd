"""The command that takes in what was coded in other programs."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from corpus.records import CodeId
from corpus.refi.guids import code_guid, guid_of
from corpus.refi.records import CodebookFile, CodeNode
from corpus.refi.writing import write_codebook
from samverkan.study import Study
from tests.samverkan.coded_studies import answer_much, export, make_study, standing
from tests.samverkan.commands import run, succeed


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return make_study(tmp_path / "study")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    coded = make_study(tmp_path / "coded" / "study")
    answer_much(coded)
    return export(coded, "qdpx", tmp_path / "out")


def test_a_dry_run_tells_and_writes_only_the_report_that_is_asked_for(
    study: Study, package: Path, tmp_path: Path
) -> None:
    out = succeed(
        "import", str(package), "--dry-run", "--report", str(tmp_path / "loss.json"), cwd=study.folder
    )
    assert "would be taken in" in out
    assert standing(study) == set()
    assert list(study.exports.iterdir()) == []
    told = json.loads((tmp_path / "loss.json").read_text("utf-8"))
    assert told["codings"]["taken"] > 0 == told["codings"]["lost"]


def test_an_import_writes_its_report_as_page_table_and_json(study: Study, package: Path) -> None:
    out = succeed("import", str(package), cwd=study.folder)
    assert "0 things of the file lost" in out
    assert standing(study)
    written = {path.suffix: path for path in study.exports.iterdir() if path.stem == "import-inventering"}
    assert set(written) == {".html", ".csv", ".json"}
    assert 'lang="sv"' in written[".html"].read_text("utf-8")
    assert written[".csv"].read_bytes().startswith(b"\xef\xbb\xbf")
    told = json.loads(written[".json"].read_text("utf-8"))
    assert sum(one["count"] for one in told["counts"]) == len(told["items"])


def test_a_file_that_is_no_project_is_refused_with_what_to_do(study: Study, tmp_path: Path) -> None:
    (tmp_path / "plain.qdpx").write_text("hej", "utf-8")
    with zipfile.ZipFile(tmp_path / "empty.qdpx", "w") as archive:
        archive.writestr("readme.txt", "hej")
    for name, says in (
        ("gone.qdpx", "There is no file"),
        ("plain.qdpx", "its XML is broken"),
        ("empty.qdpx", "holds no project"),
    ):
        done = run("import", str(tmp_path / name), cwd=study.folder)
        assert done.code == 2
        assert says in " ".join(done.err.split())
        assert "Traceback" not in done.err


def test_sources_are_added_only_for_somebody(study: Study, tmp_path: Path) -> None:
    done = run("import", "any.qdpx", "--add-sources", cwd=study.folder)
    assert done.code == 2
    assert "--municipality" in done.err


def foreign(path: Path, user: str = "") -> Path:
    """A text that the study lacks, coded by nobody in particular unless by `user`."""
    coding = f'<Coding guid="{guid_of("c", 1)}"><CodeRef targetGUID="{guid_of("r", 1)}"/></Coding>'
    text = "Kommunen ska samverka med regionen om kompetens. " * 4
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sources/egen.txt", text)
        archive.writestr(
            "project.qde",
            '<Project xmlns="urn:QDA-XML:project:1.0" name="P" origin="X"><CodeBook><Codes>'
            f'<Code guid="{guid_of("r", 1)}" name="partner.region" isCodable="true"/></Codes></CodeBook>'
            f'<Sources><TextSource guid="{guid_of("s", 1)}" name="egen.txt" '
            'plainTextPath="internal://egen.txt">'
            f'<PlainTextSelection guid="{guid_of("t", 1)}" startPosition="0" endPosition="{len(text)}">'
            f"{coding}</PlainTextSelection></TextSource></Sources></Project>",
        )
    return path


def test_a_source_that_is_added_and_read_takes_its_codings_at_the_second_import(
    study: Study, tmp_path: Path
) -> None:
    words = ("import", str(foreign(tmp_path / "egen.qdpx")), "--coder", "Dag Ek")
    first = succeed(*words, "--add-sources", "--municipality", "Eskilstuna", cwd=study.folder)
    assert "new_source" in (study.exports / "import-egen.json").read_text("utf-8")
    assert "run samverkan run" in " ".join(first.split())
    succeed("extract", cwd=study.folder)
    succeed(*words, cwd=study.folder)
    assert {(one.reviewer, one.yes) for one in standing(study)} == {("dag-ek", ("partner.region",))}


def test_the_studys_own_codebook_changes_nothing_and_a_changed_one_stands_beside(
    study: Study, tmp_path: Path
) -> None:
    own = export(study, "qdc", tmp_path / "out")
    assert "nothing is written" in succeed("import", str(own), cwd=study.folder)
    changed = own.with_name("changed.qdc")
    label = study.codebook.codes[-1].sv
    text = own.read_text("utf-8").replace(f'name="{label}"', f'name="{label} med mera"')
    changed.write_text(text, "utf-8")
    before = study.codebook_path.read_bytes()
    out = succeed("import", str(changed), cwd=study.folder)
    assert "renamed" in out
    beside = study.codebook_path.with_name("codebook.from-changed.yaml")
    assert f"{label} med mera" in beside.read_text("utf-8")
    assert study.codebook_path.read_bytes() == before


def test_a_foreign_codebook_tells_what_is_new_and_what_fits_nowhere(study: Study, tmp_path: Path) -> None:
    new = CodeNode(guid_of("foreign", 1), "Ideella krafter", description="Föreningar.")
    known = CodeNode(code_guid(CodeId("partner.region")), "Region")
    group = CodeNode(guid_of("foreign", 2), "Partner", codable=False, children=(new, known))
    path = tmp_path / "foreign.qdc"
    with path.open("wb") as target:
        write_codebook(
            CodebookFile("MAXQDA", (group, CodeNode(guid_of("foreign", 3), "Lösa tankar"))), target
        )
    out = " ".join(succeed("import", str(path), "--dry-run", cwd=study.folder).split())
    assert "new partner.ideella_krafter" in out
    assert "in no dimension Lösa tankar: left out" in out
    assert "not in the file partner.university" in out
    assert not list(study.folder.glob("codebook.from-*"))
