"""The loss report as files."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.export.texts import Texts
from corpus.importing.loss import Item, LossReport, Reason, What
from corpus.importing.loss_files import export_loss

REPORT = LossReport(
    "<b>.qdpx",
    "NVivo & co",
    (
        Item(What.CODING, Reason.TAKEN, "Region"),
        Item(What.CODING, Reason.TEXT_DIFFERS, "Region", "plan.pdf", "3–9", "Anna", "=1+1 <i>å</i>"),
    ),
)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_kind_fate_and_reason_has_words(language: str, tmp_path: Path) -> None:
    items = tuple(Item(what, reason) for what in What for reason in Reason)
    path = tmp_path / "loss.html"
    export_loss(LossReport("a", "", items), Texts(language), path, dry=True)
    assert f'lang="{language}"' in path.read_text("utf-8")


def test_the_page_shows_what_is_lost_and_runs_nothing_of_the_file(tmp_path: Path) -> None:
    export_loss(REPORT, Texts("sv"), tmp_path / "loss.html", dry=False)
    page = (tmp_path / "loss.html").read_text("utf-8")
    assert "Av 2\N{NO-BREAK SPACE}kodningar togs 1 in, 0 fanns redan och 1 gick inte att ta in." in page
    assert "=1+1 &lt;i&gt;å&lt;/i&gt;" in page
    assert "<b>.qdpx" not in page


def test_the_table_holds_everything_and_no_formula(tmp_path: Path) -> None:
    export_loss(REPORT, Texts("sv"), tmp_path / "loss.csv", dry=False)
    with (tmp_path / "loss.csv").open(encoding="utf-8-sig", newline="") as file:
        _head, first, second = csv.reader(file, delimiter=";")
    assert first[:4] == ["kodning", "infört", "infört", "Region"]
    assert second[-1].startswith("'=1+1")


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="name it so"):
        export_loss(REPORT, Texts("sv"), tmp_path / "loss.docx", dry=False)
