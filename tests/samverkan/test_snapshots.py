from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from samverkan.demo.publishing import DOCUMENTS
from tests.samverkan.commands import run, succeed

PLAN = DOCUMENTS / "storvalla-kulturplan.pdf"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with one document that was read and classified, and its inventory."""
    folder = tmp_path_factory.mktemp("snapshots")
    succeed("init", "study", "--contact", "test@example.org", "-m", "Eskilstuna", cwd=folder)
    succeed("add", str(PLAN), "-m", "Eskilstuna", cwd=folder / "study")
    for step in ("extract", "classify", "inventory"):
        succeed(step, cwd=folder / "study")
    return folder / "study"


def _content(out: str) -> str:
    found = re.search(r"content (\w{64})", out)
    assert found is not None
    return found[1]


def test_a_restored_study_says_the_same_content_and_its_steps_have_nothing_to_do(
    study: Path, tmp_path: Path
) -> None:
    taken = succeed("snapshot", "--to", str(tmp_path / "bag.zip"), cwd=study)
    restored = succeed("restore", "bag.zip", "new", cwd=tmp_path)
    assert "as the snapshot states" in restored
    proven = [succeed("verify", "bag.zip", cwd=tmp_path), succeed("verify", cwd=tmp_path / "new")]
    assert {_content(out) for out in (taken, restored, *proven)} == {_content(succeed("verify", cwd=study))}
    for step, says in (
        ("extract", "nothing to do"),
        ("classify", "nothing to do"),
        ("inventory", "nothing to do"),
    ):
        assert says in succeed(step, cwd=tmp_path / "new")


def test_without_documents_the_missing_files_are_told_at_every_turn(study: Path, tmp_path: Path) -> None:
    taken = succeed("snapshot", "--without-documents", "--to", str(tmp_path / "bag.zip"), cwd=study)
    assert "the files of 1 document" in taken
    for words in (("verify", "bag.zip"), ("restore", "bag.zip", "new")):
        assert f"not in it: {PLAN.name}" in succeed(*words, cwd=tmp_path)
    done = run("verify", cwd=tmp_path / "new")
    assert done.code == 1
    assert "the snapshot that this study was restored from left it out" in " ".join(done.err.split())


def test_a_changed_bag_ends_verify_and_restore_with_one_and_names_the_file(
    study: Path, tmp_path: Path
) -> None:
    succeed("snapshot", "--to", str(tmp_path / "bag.zip"), cwd=study)
    with zipfile.ZipFile(tmp_path / "bag.zip", "a") as archive:
        archive.writestr("bag/data/exports/ny.csv", "x")
    for words in (("verify", "bag.zip"), ("restore", "bag.zip", "new")):
        done = run(*words, cwd=tmp_path)
        assert done.code == 1
        assert "data/exports/ny.csv is there and not listed" in done.err
    assert not (tmp_path / "new").exists()


def test_wrong_names_are_refused_with_the_mend(study: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    for words, says in (
        (("snapshot", "--to", str(tmp_path)), "name a file that ends with .zip"),
        (("snapshot", "--to", "study.tar"), "name a file that ends with .zip"),
        (("restore", "gone.zip", "new"), "There is no gone.zip"),
        (("restore", "gone.zip", str(tmp_path / "taken")), "Name a folder that does not exist yet"),
        (("verify", "codebook.yaml"), "no whole ZIP file"),
    ):
        done = run(*words, cwd=study)
        assert done.code == 2
        assert says in " ".join(re.sub(r"[│╭╮╰╯─]", " ", done.err).split())
