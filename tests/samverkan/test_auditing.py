from __future__ import annotations

import json
from pathlib import Path

import pytest

from samverkan.config import Config
from samverkan.study import create_study, open_study
from tests import factories
from tests.samverkan.commands import run, succeed


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study of one municipality with ten documents of three passages."""
    made = create_study(tmp_path / "study", Config())
    with made.open_store() as store:
        for number in range(10):
            plan = factories.document(f"plan {number}.pdf")
            factories.add_classified(store, plan, factories.municipality())
    return tmp_path / "study"


def test_before_an_audit_it_tells_how_wide_intervals_will_be_and_how_to_draw(study: Path) -> None:
    said = succeed("audit", "--code", "partner.business", cwd=study)
    assert "uncorrected" in said
    line = next(line for line in said.splitlines() if line.strip().startswith("partner.university"))
    assert line.split()[1:] == [
        "(0.0)"
    ]  # all thirty passages are read, nine of which are expected to hold it
    assert "partner.business" in said
    assert "samverkan audit --draw 30 --reviewer NAME" in said
    assert "To estimate one: samverkan audit --cells CODE" in said


def test_an_unread_audit_is_not_drawn_over_but_with_again(study: Path) -> None:
    said = succeed("audit", "--draw", "12", "--reviewer", "Anna", cwd=study)
    assert "12 passages drawn" in said
    refused = run("audit", "--draw", "12", "--reviewer", "Anna", cwd=study)
    assert refused.code != 0
    assert "12 passages of it still unanswered" in refused.err
    assert "--again" in refused.err
    assert "all there is" in succeed("audit", "--draw", "99", "--reviewer", "Anna", "--again", cwd=study)


def test_while_nobody_has_answered_figures_stay_the_machines_and_it_says_so(study: Path) -> None:
    succeed("audit", "--draw", "12", "--reviewer", "Anna", cwd=study)
    said = succeed("audit", "--json", "audit.json", cwd=study)
    assert "0 of 12 passages read" in said
    assert "Nobody has answered yet" in said
    estimates = json.loads((study / "audit.json").read_text("utf-8"))["estimates"]
    assert {one["basis"] for one in estimates} == {"machine"}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--draw", "12"), "--reviewer"),
        (("--draw", "3", "--reviewer", "Anna"), "greater than or equal to 4"),
        (("--code", "partner.nobody"), "no code partner.nobody"),
        (("--code", "universty"), "Nearest: partner.university"),
        (("--of", "documents"), "--cells"),
        (("--depth", "5"), "--cells"),
    ],
)
def test_wrong_use_is_refused_with_the_reason(study: Path, words: tuple[str, ...], reason: str) -> None:
    done = run("audit", *words, cwd=study)
    assert done.code != 0
    assert reason in done.err


def test_a_study_without_classification_says_what_to_do(tmp_path: Path) -> None:
    create_study(tmp_path / "study", Config()).open_store().close()
    done = run("audit", cwd=tmp_path / "study")
    assert done.code != 0
    assert "samverkan run" in done.err


def test_before_cells_are_drawn_it_tells_what_is_known_and_how_many_to_draw(study: Path) -> None:
    said = succeed("audit", "--cells", "partner.university", "--of", "documents", cwd=study)
    assert "none have been drawn for partner.university in documents" in said
    assert "Confirmed in 0 of 10 documents" in said
    assert "likely 10, doubtful 0, rest 0" in said
    assert "samverkan audit --cells partner.university --of documents --draw 10 --reviewer NAME" in said


def test_drawn_cells_stand_in_the_status_and_are_not_drawn_over_but_with_again(study: Path) -> None:
    words = ("audit", "--cells", "partner.university", "--of", "documents", "--reviewer", "Anna")
    said = succeed(*words, "--draw", "6", cwd=study)
    assert "6 cells drawn for partner.university (likely 6 of 10" in said
    assert "18 passages at most" in said
    status = succeed("audit", cwd=study)
    assert "0 of 6 drawn cells read" in status
    assert "Between 0.0% and 100.0%, 100.0 points wide" in status
    assert "At most 10 passages of a cell are read" in status
    told = succeed(*words, cwd=study)
    assert "6 cells of the newest draw still open" in told
    assert "Expected" not in told
    refused = run(*words, "--draw", "6", cwd=study)
    assert refused.code != 0
    assert "6 cells still open" in refused.err
    assert "10 cells drawn for partner.university, which is all that is left" in succeed(
        *words, "--draw", "99", "--again", cwd=study
    )


def test_a_partner_and_a_purpose_are_asked_for_at_once_in_either_order(study: Path) -> None:
    words = ("audit", "--cells", "purpose.quality+partner.university", "--of", "documents")
    assert "10 documents" in succeed(*words, cwd=study)
    succeed(*words, "--draw", "4", "--reviewer", "Anna", cwd=study)
    assert "cells: partner.university+purpose.quality in documents: 0 of 4" in succeed("audit", cwd=study)


def test_how_deep_a_cell_is_read_can_be_chosen(study: Path) -> None:
    words = ("audit", "--cells", "partner.university", "--of", "documents", "--depth", "2")
    assert "12 passages at most" in succeed(*words, "--draw", "6", "--reviewer", "Anna", cwd=study)
    assert "At most 2 passages of a cell are read" in succeed("audit", cwd=study)


def test_cells_are_municipalities_where_nothing_else_is_said(study: Path) -> None:
    said = succeed("audit", "--cells", "partner.university", "--draw", "4", "--reviewer", "Anna", cwd=study)
    assert "1 cell drawn" in said


def test_draws_of_one_code_for_other_units_have_other_names(study: Path) -> None:
    for units in ("documents", "municipalities"):
        words = ("--cells", "partner.university", "--of", units, "--draw", "4", "--reviewer", "Anna")
        succeed("audit", *words, cwd=study)
    with open_study(study).open_store() as store, store.reviewing() as reader:
        names = {batch.name for batch in reader.iter_batches()}
    assert names == {f"Audit: partner.university ({units})" for units in ("documents", "municipalities")}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--cells", "partner.nobody"), "no code partner.nobody"),
        (("--cells", "university"), "Nearest: partner.university"),
        (("--cells", "partner.nobody", "--draw", "9", "--reviewer", "A"), "no code partner.nobody"),
        (("--cells", "partner.university", "--of", "people"), "people"),
        (("--cells", "a+b+c"), "one code, or for a partner and a purpose"),
        (("--cells", "partner.university", "--draw", "9"), "--reviewer"),
    ],
)
def test_wrong_use_of_cells_is_refused_with_the_reason(
    study: Path, words: tuple[str, ...], reason: str
) -> None:
    done = run("audit", *words, cwd=study)
    assert done.code != 0
    assert reason in done.err
