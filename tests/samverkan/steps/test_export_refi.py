"""Projects and codebooks for other programs (REFI-QDA), as they lie on the disk."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree
from pyrefiqda import RefiCodebook, RefiProject

from corpus.records import Sha256
from corpus.refi.opening import opened
from corpus.refi.reading import read_refi
from corpus.refi.records import Project, Source
from samverkan.places import Places
from samverkan.steps.export import ExportRequest, iter_exports
from samverkan.study import Study
from tests import factories
from tests.samverkan.coded_studies import PDF, PEOPLE, answer_much, export, make_study, read_made

SCHEMAS = Path(__file__).parents[3].parent / "shared" / "refi"
FORMATS = ("qdpx", "qdpx-all", "qdc")


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = make_study(tmp_path / "study")
    answer_much(made)
    return made


def read(path: Path) -> Project:
    with opened(path) as package:
        project = read_refi(package.xml, package.name)
    assert isinstance(project, Project)
    return project


def text_of(source: Source, path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("sources/" + source.text_path.removeprefix("internal://")).decode()


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_written_is_valid_by_the_schemas_of_the_standard(
    name: str, study: Study, tmp_path: Path
) -> None:
    schema = SCHEMAS / ("Codebook.xsd" if name == "qdc" else "Project.xsd")
    if not schema.is_file():
        pytest.skip("the schemas are not beside the project")
    path = export(study, name, tmp_path / "out")
    content = path.read_bytes() if name == "qdc" else zipfile.ZipFile(path).read("project.qde")
    etree.XMLSchema(etree.parse(schema)).assertValid(etree.parse(io.BytesIO(content)))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_study_is_the_same_bytes(name: str, study: Study, tmp_path: Path) -> None:
    first = export(study, name, tmp_path / "one").read_bytes()
    again = make_study(tmp_path / "another" / "study")
    assert export(study, name, tmp_path / "two").read_bytes() == first
    if name == "qdc":  # answers bear the time at which they were given, the codebook none
        assert export(again, name, tmp_path / "three").read_bytes() == first


def test_every_selection_is_its_passage_also_after_emoji(study: Study, tmp_path: Path) -> None:
    path = export(study, "qdpx-all", tmp_path / "out")
    seen = 0
    for source in read(path).sources:
        text = text_of(source, path)
        sha256 = Sha256(next(value.text for value in source.values if len(value.text) == 64))
        passages = {(one.start, one.end): one.text for one in read_made(sha256)[1]}
        for stretch in source.stretches:
            assert text[stretch.start : stretch.end] == passages[stretch.start, stretch.end]
            assert stretch.name == text[stretch.start : stretch.end]
            seen += 1
    assert seen == 10  # nine answered passages, and one of the model alone


def test_a_pdf_keeps_its_file_and_has_areas_from_the_bottom_of_the_page(study: Study, tmp_path: Path) -> None:
    path = export(study, "qdpx", tmp_path / "out")
    (pdf,) = (source for source in read(path).sources if source.areas)
    with zipfile.ZipFile(path) as archive:
        assert archive.read("sources/" + pdf.path.removeprefix("internal://")) == PDF
    first, fourth = pdf.areas[0], next(area for area in pdf.areas if area.page == 1)
    assert (first.page, first.left, first.bottom, first.right, first.top) == (0, 70, 727, 500, 742)
    assert (fourth.page, fourth.top) == (1, 842 - 220)
    assert {area.guid for area in pdf.areas} == {one.guid for one in pdf.stretches}
    assert not any(area.marks for area in pdf.areas)  # or programs would count each code twice


def test_every_person_is_a_user_and_the_model_speaks_beside_them_only_when_asked(
    study: Study, tmp_path: Path
) -> None:
    counts = []
    for name in ("qdpx", "qdpx-all"):
        project = read(export(study, name, tmp_path / "out"))
        assert [user.name for user in project.users][:3] == list(PEOPLE)
        marks = [mark for one in project.sources for part in one.stretches for mark in part.marks]
        counts.append(Counter(mark.user == project.users[3].guid for mark in marks))
    assert counts[0][False] == counts[1][False] > 0
    assert counts[1][True] > counts[0][True] > 0


def test_another_program_counts_the_same_codes_sources_and_codings(study: Study, tmp_path: Path) -> None:
    path = export(study, "qdpx-all", tmp_path / "out")
    ours = read(path)
    theirs = RefiProject.load(path, tmp_path / "unpacked")
    assert len(theirs.users.user) == len(ours.users)
    assert len(theirs.sources.pdfsource + theirs.sources.text_source) == len(ours.sources)
    assert len(theirs.notes.note) == len(ours.notes)
    stretches = [one for source in theirs.sources.text_source for one in source.plain_text_selection]
    stretches += [
        one for source in theirs.sources.pdfsource for one in source.representation.plain_text_selection
    ]
    own = [one for source in ours.sources for one in source.stretches]
    assert sorted((one.start_position, one.end_position) for one in stretches) == sorted(
        (one.start, one.end) for one in own
    )
    codings = sorted((one.guid, one.code_ref.target_guid) for part in stretches for one in part.coding)
    assert codings == sorted((mark.guid, mark.code) for one in own for mark in one.marks)


def test_another_program_finds_every_code_of_the_codebook(study: Study, tmp_path: Path) -> None:
    book = RefiCodebook.load(export(study, "qdc", tmp_path / "out"))
    pending, codable = list(book.codes.code), 0
    while pending:
        code = pending.pop()
        codable += code.is_codable
        pending += code.code
    assert codable == len(study.codebook.codes)


def test_an_extract_holds_the_documents_people_and_sets_of_its_municipalities_only(
    study: Study, tmp_path: Path
) -> None:
    other, coder = factories.municipality("Ekvik", "9802"), study.load_classifier().coder
    with study.open_store() as store:
        plan = factories.document("annan.pdf", owner="9802")
        factories.add_classified(store, plan, other)
        said = factories.coding(factories.passages_of(plan, factories.TEXTS)[0], "gate.strategy", coder=coder)
        with store.writing() as writer:
            run = writer.start_run("classify", "0", "hash")
            writer.add_classification(plan.sha256, coder, [said], [], run)
        request = ExportRequest(
            ("qdpx",), "sv", tmp_path / "some", places=Places((other,), frozenset({"9802"}), "9802")
        )
        (done,) = iter_exports(study, store, request)
    some, whole = read(done.path), read(export(study, "qdpx", tmp_path / "whole"))
    assert [case.name for case in some.cases] == [one.name for one in some.sets] == ["Ekvik"]
    assert [one.name for one in some.sources] == ["annan.pdf"]
    assert len(whole.sources) == 3
    assert [user.name for user in some.users[:-1]] == ["Anna"]  # who wrote a memo on a code
    assert "bara gäller 1 av studiens 2" in some.description
