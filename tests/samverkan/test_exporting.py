from __future__ import annotations

from pathlib import Path

import pytest

from samverkan.steps.export import FORMATS
from tests.samverkan.commands import run, succeed


@pytest.fixture
def study(tmp_path: Path) -> Path:
    succeed("init", "study", "--contact", "test@example.org", "-m", "Eskilstuna", cwd=tmp_path)
    return tmp_path / "study"


def test_without_a_format_the_formats_are_listed(tmp_path: Path) -> None:
    lines = succeed("export", cwd=tmp_path).splitlines()
    assert [line.split()[0] for line in lines] == list(FORMATS)


def test_a_study_without_anything_gives_files_that_say_so(study: Path) -> None:
    out = succeed("export", "jsonl", "package", "jsonl", "--language", "en", cwd=study)
    assert out.count("jsonl: 0 lines.") == 1
    assert "Fill in [publication] in samverkan.toml." in out
    assert (study / "exports" / "inventory-data" / "datapackage.json").is_file()
    assert "up to date" in succeed("export", "jsonl", "--language", "en", cwd=study)


def test_a_wrong_format_language_or_place_is_refused(study: Path) -> None:
    (study / "fil").write_text("x", "utf-8")
    for words, says in (
        (("excel",), "excel is not one of"),
        (("ris", "--language", "de"), "de is not one of"),
        (("ris", "--to", "fil"), "is a file"),
    ):
        done = run("export", *words, cwd=study)
        assert done.code == 2
        assert says in " ".join(done.err.split())


def test_a_file_that_cannot_be_replaced_ends_with_one_after_the_others(study: Path) -> None:
    (study / "exports" / "inventering.ris").mkdir()
    done = run("export", "ris", "csl-json", cwd=study)
    assert done.code == 1
    assert "inventering.ris is a folder" in " ".join(done.err.split())
    assert (study / "exports" / "inventering-documents.json").is_file()


def test_an_extract_is_of_the_municipalities_that_are_named(study: Path) -> None:
    succeed("export", "jsonl", "-m", "eskilstuna", cwd=study)
    assert (study / "exports" / "inventering-0484.jsonl").is_file()
    written = succeed("export", "all", "--county", "Södermanland", "--to", "ut", cwd=study)
    assert (study / "ut" / "inventering-lan04.ris").is_file()
    assert not any(f"{name}:" in written for name, one in FORMATS.items() if one.is_of_codebook)


def test_an_extract_of_nobody_or_of_the_codebook_is_refused(study: Path) -> None:
    for words, says in (
        (("jsonl", "-m", "Eskilstun"), "Did you mean Eskilstuna"),
        (("jsonl", "-m", "Västerås"), "Västerås is not in this study"),
        (("jsonl", "--county", "Skåne"), "No municipality of this study is all of that"),
        (("jsonl", "--group", "X9"), "x9 is not known here"),
        (("qdc", "-m", "Eskilstuna"), "the same for every municipality"),
    ):
        done = run("export", *words, cwd=study)
        assert done.code == 2
        assert says in " ".join(done.err.replace("│", " ").split())
