from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from samverkan.cli import app
from samverkan.config import Config
from samverkan.study import create_study
from tests import factories


@pytest.fixture
def study(tmp_path: Path) -> Path:
    made = create_study(tmp_path / "study", Config())
    with made.open_store() as store:
        plan = factories.document("plan.pdf", title="Plan för samverkan", adopted="2021-03-01")
        factories.add_classified(store, plan, factories.municipality())
    return made.folder


def _search(study: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["--study", str(study), "search", *words])
    return done.exit_code, done.output


def test_words_are_marked_and_counted(study: Path) -> None:
    code, text = _search(study, "högskolan")
    assert code == 0
    assert "»högskolan«" in text
    assert "Sjöbacka · Plan för samverkan · p. 1 · machine · gate.strategy, partner.university" in text
    assert factories.fetch().url in text
    assert "1 passage." in text


def test_one_goes_on_with_an_offset(study: Path) -> None:
    _, first = _search(study, "--statements", "external", "-n", "1")
    assert "There are more: --offset 1" in first
    _, second = _search(study, "--statements", "external", "-n", "1", "--offset", "1")
    assert "There are more" not in second
    assert (factories.TEXTS[0] in first, factories.TEXTS[1] in second) == (True, True)


def test_nothing_found_is_said_and_told_by_the_exit_code(study: Path) -> None:
    code, text = _search(study, "flygplats")
    assert (code, "--similar flygplats" in text) == (1, True)
    code, text = _search(study, "--year", "1999")
    assert (code, "fewer filters" in text) == (1, True)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "Give words"),
        (("--similar",), "Give words"),
        (("--similar", "--code", "partner.university"), "Give words that --similar"),
        (("--status", "done", "x"), "machine, reviewed"),
        (("--format", "xml", "x"), "table, json, csv"),
        (("--to", "x.csv", "x"), "--format"),
        (("--encoder", "shipped", "x"), "--similar"),
        (("--distinct", "x"), "--similar"),
        (("--similar", "--device", "gpu", "x"), "cpu, cuda, mps"),
        (("--partnr", "x"), "There is no option"),
        (("--code", "partner.univresity"), "partner.university"),
    ],
)
def test_wrong_use_is_refused_and_says_what_is_right(study: Path, words: tuple[str, ...], says: str) -> None:
    code, text = _search(study, *words)
    assert code == 2
    assert says in text


def test_json_on_standard_output_is_json_and_nothing_else(study: Path) -> None:
    code, text = _search(study, "--partner", "Sjöbacka", "--format", "json")
    assert code == 0
    assert [one["quote"] for one in json.loads(text)] == [factories.TEXTS[0]]


def test_csv_goes_to_a_file_that_spreadsheets_read(study: Path, tmp_path: Path) -> None:
    path = tmp_path / "out" / "found.csv"
    code, text = _search(study, "--statements", "external", "--format", "csv", "--to", str(path))
    assert (code, f"2 passages written to {path}" in text.replace("\n", "")) == (0, True)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row["quote"] for row in csv.DictReader(file)] == list(factories.TEXTS[:2])


def test_meaning_is_searched_within_the_filters(study: Path) -> None:
    code, text = _search(study, "--similar", "bygga", "--statements", "strategy", "--format", "json")
    assert code == 0
    (one,) = json.loads(text[text.index("[\n") :])
    assert (one["quote"], one["gate"]) == (factories.TEXTS[0], "gate.strategy")
    assert -1 <= one["nearness"] <= 1
