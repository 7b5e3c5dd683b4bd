from __future__ import annotations

import time
from pathlib import Path

from review.pictures.studio import NoPicture, Request, Studio
from tests.extract.pdfs import Text, make_pdf


def _write(folder: Path, content: bytes) -> Path:
    path = folder / "document"
    path.write_bytes(content)
    return path


def test_a_page_that_takes_too_long_costs_only_itself(tmp_path: Path) -> None:
    bomb = _write(tmp_path, make_pdf([b"0 0 m " + b"9 9 l 1 1 90 90 7 7 c " * 400_000 + b"S"]))
    studio = Studio(seconds=0.3)
    started = time.monotonic()
    try:
        studio.start()
        assert studio.ask(Request(bomb, 1, 3.0)) in (NoPicture.TIME, NoPicture.CRASH)
        assert time.monotonic() - started < 10
    finally:
        studio.stop()
    calm = Studio()
    try:
        good = tmp_path / "good"
        good.write_bytes(make_pdf([[Text(70, 700, "Samverkan")]]))
        assert isinstance(calm.ask(Request(good, 1, 1.0)), bytes)
    finally:
        calm.stop()


def test_a_painter_that_died_is_replaced(tmp_path: Path) -> None:
    path = _write(tmp_path, make_pdf([[Text(70, 700, "Samverkan med regionen")]]))
    studio = Studio()
    try:
        studio.start()
        process = studio._process
        assert process is not None
        process.kill()
        process.wait()
        words = studio.ask(Request(path, 1, 0.0))
        assert isinstance(words, bytes)
        assert b"Samverkan" in words
    finally:
        studio.stop()


def test_what_cannot_be_drawn_has_its_reason(tmp_path: Path) -> None:
    studio = Studio()
    try:
        assert studio.ask(Request(tmp_path / "none", 1, 1.0)) is NoPicture.MISSING
        assert studio.ask(Request(_write(tmp_path, b"no pdf"), 1, 1.0)) is NoPicture.BROKEN
        assert studio.ask(Request(_write(tmp_path, make_pdf([[]])), 2, 1.0)) in (
            NoPicture.NO_PAGE,
            NoPicture.BROKEN,
        )
        (tmp_path / "after").write_bytes(make_pdf([[Text(70, 700, "Efteråt")]]))
        assert isinstance(studio.ask(Request(tmp_path / "after", 1, 1.0)), bytes)
    finally:
        studio.stop()
