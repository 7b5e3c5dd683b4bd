from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.review_records import ReviewerId
from models.codebook_editing import ChangeCode, edit_codebook
from review.codebook_saving import (
    Change,
    ChangedOutside,
    find_waiting,
    finish_saving,
    record_found,
    save_change,
)
from review.codebooks import CodebookFile, CodebookShelf
from review.desk import Desk
from tests.review.desks import make_desk
from tests.samverkan.commands import environment

ANNA = ReviewerId("anna-lind")

KILLED = """
import os, sys
from pathlib import Path
from review import codebook_saving
from tests.review.test_codebook_saving import change_region, open_desk
setattr(codebook_saving, sys.argv[2], lambda *_: os._exit(9))
desk, shelf = open_desk(Path(sys.argv[1]))
if sys.argv[2] == "find_recorded":
    codebook_saving.finish_saving(desk, shelf)
change_region(desk, shelf, "Bara en region.")
"""


def open_desk(folder: Path) -> tuple[Desk, CodebookShelf]:
    """The desk of a study that is there."""
    from corpus.blobs import Blobs

    path = folder / "codebook.yaml"
    blobs = Blobs(folder / "blobs")
    desk = Desk("Prov", folder / "corpus.db", blobs, path, folder / "models", "sv", lambda: None)  # type: ignore[arg-type, return-value]
    return desk, CodebookShelf(path)


def change_region(desk: Desk, shelf: CodebookShelf, definition: str) -> int:
    """Define regions anew."""
    before = shelf.load_file()
    region = next(code.id for code in before.codebook.codes if code.id == "partner.region")
    made = edit_codebook(before.text, [ChangeCode(region, definition=definition)])
    file = CodebookFile(made.text, made.codebook)
    return save_change(desk, shelf, Change(file, before.stamp, ANNA, "Ny definition."))


@pytest.fixture
def study(tmp_path: Path) -> tuple[Desk, CodebookShelf]:
    make_desk(tmp_path)
    return open_desk(tmp_path)


def read_recorded(desk: Desk) -> list[str]:
    with desk.reviewing() as reader:
        return [reader.get_codebook_text(one.id) for one in reader.iter_codebook_changes()]


def test_the_file_and_the_store_say_the_same(study: tuple[Desk, CodebookShelf]) -> None:
    desk, shelf = study
    before = shelf.load_file()
    change_region(desk, shelf, "Bara en region.")
    assert read_recorded(desk) == [desk.codebook_path.read_text("utf-8"), before.text]
    assert "Bara en region." in shelf.load_file().text
    assert not find_waiting(shelf).exists()


@pytest.mark.parametrize("where", ["write_durably", "find_recorded", "put_in_place"])
def test_killed_at_any_moment_the_file_and_the_store_agree_after_the_next_start(
    study: tuple[Desk, CodebookShelf], where: str
) -> None:
    desk, shelf = study
    record_found(desk, shelf)
    before = shelf.load_file().text
    place = str(desk.codebook_path.parent)
    died = subprocess.run([sys.executable, "-c", KILLED, place, where], env=environment(), check=False)
    assert died.returncode == 9
    assert desk.codebook_path.read_text("utf-8") == before
    assert find_waiting(shelf).exists() == (where != "write_durably")
    finish_saving(desk, shelf)
    assert not find_waiting(shelf).exists()
    assert read_recorded(desk)[0] == desk.codebook_path.read_text("utf-8")
    assert (desk.codebook_path.read_text("utf-8") != before) == (where == "put_in_place")


def test_a_file_that_was_changed_after_the_crash_is_left_alone(study: tuple[Desk, CodebookShelf]) -> None:
    desk, shelf = study
    record_found(desk, shelf)
    place = str(desk.codebook_path.parent)
    subprocess.run([sys.executable, "-c", KILLED, place, "put_in_place"], env=environment(), check=False)
    mended = desk.codebook_path.read_text("utf-8").replace("sv: Grind", "sv: Port")
    desk.codebook_path.write_text(mended, "utf-8")
    finish_saving(desk, shelf)
    assert desk.codebook_path.read_text("utf-8") == mended
    assert not find_waiting(shelf).exists()


def test_a_file_that_changed_meanwhile_is_not_written_over(study: tuple[Desk, CodebookShelf]) -> None:
    desk, shelf = study
    file = shelf.load_file()
    desk.codebook_path.write_text(file.text.replace("sv: Grind", "sv: Port"), "utf-8")
    with pytest.raises(ChangedOutside):
        save_change(desk, shelf, Change(file, file.stamp, ANNA, ""))
    assert "sv: Port" in desk.codebook_path.read_text("utf-8")
