"""The commands train, evaluate and simulate, on a study with judged passages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.records import CodeId, Judgement, Passage, Verdict
from corpus.store import Store
from models.classifier import STARTER
from models.codebook import DEFAULT_CODEBOOK, load_codebook
from models.encoders import EncoderChoice
from models.shelf import Shelf
from samverkan.config import Config, StudySection
from samverkan.steps.classify import classify_pending
from samverkan.steps.evaluate import TOGETHER, as_json, evaluate_study, iter_lines
from samverkan.steps.train import Choice, go_back, train_study
from samverkan.study import Study, create_study
from tests.factories import AT, document, extraction, municipality, page_with, passages_of
from tests.samverkan.commands import run, succeed

WITH = (
    ("regionen", "region"),
    ("polisen", "state"),
    ("näringslivet", "business"),
    ("idrottsföreningarna", "civil_society"),
)
TEXTS = tuple(
    f"Kommunen ska samverka med {name} om trygghet, punkt {n}." for n, (name, _) in enumerate(WITH * 2)
)
PLAIN = tuple(f"Taxan höjs med {n} procent från årsskiftet." for n in range(2, 6))


def add_judged(store: Store, name: str, owner: str) -> None:
    """A document whose passages Anna and Bo have judged, Bo with one slip that Cilla has settled."""
    plan = document(name, owner)
    passages = passages_of(plan, (*TEXTS, *PLAIN))
    codes = [code.id for code in load_codebook(DEFAULT_CODEBOOK).codes]
    with store.writing() as writer:
        run_id = writer.start_run("test", "0", "hash")
        writer.add_document(plan)
        writer.add_extraction(extraction(plan), run_id)
        writer.set_reading(plan.sha256, plan.metadata, [page_with(plan, (*TEXTS, *PLAIN))], passages)
        for n, passage in enumerate(passages):
            yes = {"gate.none"}
            if n < len(TEXTS):
                yes = {"gate.strategy", f"partner.{WITH[n % 4][1]}", "form.unspecified", "purpose.safety"}
            for who in ("anna", "bo"):
                slip = {"purpose.quality"} if who == "bo" and n == 0 else set()
                for code in codes:
                    writer.add_judgement(word(passage, code, who, code in yes | slip))
        writer.add_judgement(word(passages[0], CodeId("purpose.quality"), "cilla", given=False, settles=True))


def word(of: Passage, code: CodeId, who: str, given: bool, *, settles: bool = False) -> Judgement:  # noqa: FBT001
    verdict = Verdict.YES if given else Verdict.NO
    return Judgement(of.id, code, verdict, who, AT, None, "h", "", settles)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    study = create_study(tmp_path_factory.mktemp("learning") / "study", Config(StudySection(name="study")))
    towns = [municipality("Sjöbacka", "9801"), municipality("Havsby", "9802"), municipality("Nyfors", "9803")]
    with study.open_store() as store:
        with store.writing() as writer:
            writer.set_municipalities(towns)
        for town in towns:
            add_judged(store, f"{town.code}.pdf", town.code)
    return study


def test_training_keeps_promotes_and_goes_back(study: Study) -> None:
    shelf = Shelf(study.models_folder)
    with study.open_store() as store:
        outcome, why = train_study(study, store, Choice.KEEP)
        assert outcome.counts == {"passages": 36, "promoted": 0}
        assert any("external F1 on what people judged" in line for line in why)
        assert shelf.current_folder() == STARTER
        (kept,) = shelf.list_models()

        outcome, _ = train_study(study, store, Choice.PROMOTE)
        assert kept.coder in outcome.summary
        assert study.load_classifier().coder == kept.coder
        classified = classify_pending(study, store)
        assert f"classified by {kept.coder}" in classified.summary

        outcome, _ = train_study(study, store, Choice.AUTO)
        assert "teach nothing new" in outcome.summary
    assert "the starter is in use again" in go_back(study).summary
    assert shelf.current_folder() == STARTER


def test_an_encoder_is_tried_beside_the_words_and_what_came_of_it_is_said(study: Study) -> None:
    with study.open_store() as store:
        _, why = train_study(study, store, Choice.KEEP, EncoderChoice())
    (tried,) = [line for line in why if line.startswith("the vectors of static-sv-")]
    assert "left out: 3 municipalities or documents, 4 are needed to tell" in tried
    assert list(study.vectors_folder.glob("static-sv-*.texts"))


def test_the_evaluation_has_people_together_what_was_settled_and_each_coder(study: Study) -> None:
    with study.open_store() as store:
        evaluation = evaluate_study(study, store)
    assert [side.name for side in evaluation.sides] == [TOGETHER, "settled", "coder anna", "coder bo"]
    together = evaluation.sides[0]
    assert together.passages == 36
    assert together.scores.external.value > 0.9
    lines = list(iter_lines(evaluation))
    assert any("partner.region" in line for line in lines)
    assert json.loads(json.dumps(as_json(evaluation)))["sides"][0]["passages"] == 36


def test_a_study_without_judgements_says_what_to_do_first(tmp_path: Path) -> None:
    study = create_study(tmp_path / "empty", Config(StudySection(name="empty")))
    with study.open_store() as store:
        outcome, why = train_study(study, store, Choice.AUTO)
        assert outcome.idle
        assert "samverkan review" in outcome.summary
        assert why == ()
        assert "samverkan review" in next(iter_lines(evaluate_study(study, store)))


def test_the_commands_refuse_what_contradicts_itself_and_say_what_is_missing(tmp_path: Path) -> None:
    create_study(tmp_path / "empty", Config(StudySection(name="empty")))
    both = run("train", "--promote", "--keep", cwd=tmp_path / "empty")
    assert both.code == 2
    assert "Choose one" in both.err
    nowhere = run("train", "--back", cwd=tmp_path / "empty")
    assert nowhere.code == 2
    assert "the starter is in use" in nowhere.err
    assert "judge passages first" in succeed("evaluate", cwd=tmp_path / "empty")


def test_the_simulation_shows_the_queue_beside_chance_and_writes_its_figures(tmp_path: Path) -> None:
    shown = succeed("simulate", "--batch", "40", "--json", "figures.json", cwd=tmp_path)
    assert "fewer labels to 80 % recall of rare codes" in shown
    figures = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert figures["labels_to_80_rare"]["queue"] < min(figures["labels_to_80_rare"]["random"])
    assert figures["curves"]["queue"]["rare"][-1] == figures["curves"]["random"]["rare"][-1]
