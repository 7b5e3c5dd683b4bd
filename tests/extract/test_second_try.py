from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

from corpus.records import Extraction, ExtractionFailure, Metadata, Sha256
from extract.limits import Care
from extract.pdfium import MAX_TEXTS, read_pdf
from extract.reading import PLAIN, Reading, read_document
from extract.second_try import choose_reading, find_lost
from extract.workers import ReadLimits, iter_readings
from tests.extract.circles import make_cyclic_parent_tree
from tests.extract.pdfs import make_pdf, set_lines
from tests.extract.reads import get_texts, make_job, make_jobs, read_bytes

GOOD = make_pdf([set_lines(["Kommunen samverkar med föreningar", "i hela länet."])])


def make_failed(failure: ExtractionFailure, detail: str) -> Reading:
    return Reading(Extraction(Sha256("0" * 64), "x", failure, 0, 1.0, detail), (), (), Metadata())


def test_a_file_whose_tags_end_the_reader_is_read_without_them(tmp_path: Path) -> None:
    jobs = make_jobs(tmp_path, make_cyclic_parent_tree())
    (reading,) = iter_readings(jobs, ReadLimits(seconds=20, memory_mb=512), workers=1)
    assert reading.extraction.failure is None
    assert get_texts(reading)
    assert "SIGSEGV" in reading.extraction.detail
    assert [page.health for page in reading.pages] == [PLAIN]


def test_only_what_was_lost_is_tried_again() -> None:
    lost = make_failed(ExtractionFailure.MEMORY, "Too much.")
    broken = make_failed(ExtractionFailure.BROKEN, "Damaged.")
    assert find_lost(pickle.dumps(lost)) == lost
    assert find_lost(pickle.dumps(broken)) is None
    assert find_lost(pickle.dumps(read_bytes(GOOD))) is None


def test_the_second_try_tells_of_the_first() -> None:
    lost = make_failed(ExtractionFailure.TIME, "Took too long.")
    good = pickle.loads(choose_reading(lost, pickle.dumps(read_bytes(GOOD))))
    assert good.extraction.failure is None
    assert good.extraction.detail.endswith("since the first try failed: Took too long.")
    broken = make_failed(ExtractionFailure.BROKEN, "Damaged.")
    second = pickle.loads(choose_reading(lost, pickle.dumps(broken)))
    assert (second.extraction.failure, second.extraction.detail) == (
        ExtractionFailure.BROKEN, "Damaged. (The first try failed: Took too long.)",
    )  # fmt: skip


def test_a_document_lost_twice_or_without_a_page_left_keeps_the_first_reason() -> None:
    lost = make_failed(ExtractionFailure.CRASH, "Died.")
    for failure in (ExtractionFailure.TIME, ExtractionFailure.NO_TEXT):
        again = make_failed(failure, "Took too long.")
        assert pickle.loads(choose_reading(lost, pickle.dumps(again))) == lost


def test_a_page_whose_line_never_ends_is_skipped_and_the_others_are_read() -> None:
    endless = b"BT /R 12 Tf 70 700 Td " + b"(a) Tj -30 0 Td " * MAX_TEXTS + b"ET"
    scan = read_pdf(make_pdf([set_lines(["Kommunen samverkar"]), endless]), Care.PLAIN)
    assert [len(sheet.words) for sheet in scan.sheets] == [2, 0]
    assert [sheet.health[:20] for sheet in scan.sheets] == ["", "The page was skipped"]


def test_plain_care_gives_the_same_words(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(GOOD)
    job = make_job(path)
    assert get_texts(read_document(replace(job, care=Care.PLAIN))) == get_texts(read_document(job))
