from __future__ import annotations

import pickle
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from corpus.records import ExtractionFailure
from extract import confinement, readers
from extract.limits import ReadLimits
from extract.readers import Reader, ReaderBroken, ReaderGone
from tests.extract.bombs import make_many_rules, make_tounicode
from tests.extract.pdfs import make_pdf, set_lines
from tests.extract.reads import get_texts, make_job, read_bytes

GOOD = make_pdf([set_lines(["Kommunen samverkar med föreningar", "i hela länet."])])


@pytest.fixture
def reader() -> Iterator[Reader]:
    made = Reader(ReadLimits(seconds=20, memory_mb=256))
    yield made
    made.close()


def find_process() -> psutil.Process:
    children = psutil.Process().children()
    return next(child for child in children if "extract.confinement" in child.cmdline())


def test_a_reader_reads_one_document_after_the_other(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(GOOD)
    for _ in range(3):
        assert get_texts(pickle.loads(reader.read(make_job(path)))) == [
            "Kommunen samverkar med föreningar i hela länet."
        ]
    assert reader.is_fit


def test_a_reader_that_died_idle_does_not_cost_the_next_document(reader: Reader, tmp_path: Path) -> None:
    process = find_process()
    process.send_signal(signal.SIGTERM)
    process.wait(10)
    with pytest.raises(ReaderGone):
        reader.read(make_job(tmp_path / "a.pdf"))


def test_a_reader_that_held_much_memory_is_not_used_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(readers, "_WORN", 0.01)  # 2.56 MB: any document
    path = tmp_path / "a.pdf"
    path.write_bytes(make_many_rules(400_000))  # takes a second, so that it is looked at
    reader = Reader(ReadLimits(seconds=60, memory_mb=256))
    try:
        reader.read(make_job(path))
        assert not reader.is_fit
    finally:
        reader.close()


def test_a_program_that_does_not_start_is_told_with_what_it_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "pypdfium2").mkdir()
    (tmp_path / "pypdfium2/__init__.py").write_text("raise ImportError('PDFium is not for this machine')")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    with pytest.raises(ReaderBroken, match="PDFium is not for this machine"):
        Reader(ReadLimits())


def test_the_folder_one_works_in_cannot_slip_a_module_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "pypdfium2.py").write_text("raise SystemExit('slipped in')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    Reader(ReadLimits()).close()


def test_a_reading_too_large_to_travel_is_a_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(GOOD)
    monkeypatch.setattr(confinement, "MOST_RESULT", 100)
    reading = pickle.loads(confinement._pack(make_job(path)))
    assert reading.extraction.failure is ExtractionFailure.MEMORY
    assert not reading.pages


def test_a_frame_that_says_it_is_huge_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "frame"
    path.write_bytes((2**60).to_bytes(8, "big") + b"x")
    with path.open("rb") as source, pytest.raises(EOFError):
        confinement.read_frame(source, confinement.MOST_RESULT)


def test_a_fault_of_ours_is_a_value(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError("a slip")

    monkeypatch.setattr(confinement, "read_document", fail)
    extraction = confinement._read(make_job(tmp_path / "a.pdf")).extraction
    assert extraction.failure is ExtractionFailure.CRASH
    assert extraction.detail == "The reader failed: ZeroDivisionError: a slip"


def test_half_pairs_of_letters_reach_no_text() -> None:
    reading = read_bytes(make_tounicode(b"D800"))
    assert all(page.text.encode() is not None for page in reading.pages)
