from __future__ import annotations

from pathlib import Path

import pytest

from corpus.records import DocumentKind, Passage, PassageKind, Sha256
from extract.conversion import find_libreoffice
from extract.formats import Format, find_format
from extract.galleys import Galley
from extract.unpaged import read_unpaged
from tests.extract.golden_pages import load_lines, write_passage

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
needs_office = pytest.mark.skipif(not find_libreoffice(), reason="LibreOffice is not installed")


def read(path: Path) -> Galley:
    content = path.read_bytes()
    return read_unpaged(Sha256("0" * 64), content, find_format(content, "", path.name), path.name)[0]


@pytest.mark.parametrize("name", ["odt/plan.odt", "docx/plan.docx"])
def test_the_same_plan_is_read_alike_in_each_office_format(name: str) -> None:
    found = read(GOLDEN / name)
    assert [write_passage(passage) for passage in found.passages] == load_lines(GOLDEN / "odt/expected.txt")
    assert found.metadata.reference == "KS 2023/412"
    assert (found.metadata.published, found.metadata.updated) == ("2024-02-12", "2024-03-01")
    assert {fact.field for fact in found.facts if fact.confidence < 0.5} == {"published", "updated"}


@needs_office
@pytest.mark.parametrize("name", ["docx/plan.rtf", "docx/plan.doc"])
def test_old_files_are_read_by_way_of_libreoffice(name: str) -> None:
    found = read(GOLDEN / name)
    assert [write_passage(passage) for passage in found.passages] == load_lines(GOLDEN / "odt/expected.txt")


def write_turn(passage: Passage) -> str:
    return " > ".join([*passage.headings, f"{passage.speaker or '–'}: {passage.text}"])


@pytest.mark.parametrize("name", ["group.txt", "group.vtt"])
def test_transcripts_give_who_says_what_under_which_theme(name: str) -> None:
    found = read(GOLDEN / "transcripts" / name)
    expected = (GOLDEN / "transcripts" / f"{name}.expected.txt").read_text("utf-8").splitlines()
    assert [write_turn(passage) for passage in found.passages] == expected
    assert found.metadata.kind is DocumentKind.FOCUS_GROUP
    assert {passage.kind for passage in found.passages} == {PassageKind.PARAGRAPH}


def test_old_files_are_told_by_their_bytes() -> None:
    assert find_format((GOLDEN / "docx/plan.rtf").read_bytes()) is Format.RTF
    assert find_format((GOLDEN / "docx/plan.doc").read_bytes()) is Format.DOC
