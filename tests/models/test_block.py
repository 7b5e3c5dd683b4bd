from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from corpus.records import Codebook, CodeId, PassageKind, Sha256, passage_id
from models.block import weigh_block
from models.classifier import Classifier
from models.codebook import DEFAULT_CODEBOOK, load_codebook
from models.contexts import Context
from models.encoders import SHIPPED_ENCODER, EncoderChoice, load_encoder
from models.errors import EncoderError
from models.gate import GATES
from models.judgements import JudgedPassage, Target
from models.people import PeopleSettings, StudyModel, train_from_people
from models.static_encoder import StaticEncoder
from models.study_answers import ask, compare_models

TOWNS = ("Sjöbacka", "Havsby", "Skogsta", "Åmåla", "Nyfors")
GROUPS = [TOWNS[n % 5] for n in range(50)]
SEVEN = CodeId("purpose.advocacy")


def test_a_block_that_lowers_the_loss_everywhere_is_kept() -> None:
    lost = np.linspace(1, 2, 50)
    verdict = weigh_block("one-00000000", GROUPS, lost, lost - 0.1)
    assert verdict.keep
    assert verdict.change.value == pytest.approx(-0.1)
    assert verdict.to_card()["kept"] is True


def test_a_gain_that_one_municipality_makes_alone_is_noise() -> None:
    lost = np.ones(50)
    gained = np.array([0.5 if group == "Havsby" else -0.05 for group in GROUPS])
    verdict = weigh_block("one-00000000", GROUPS, lost, lost - gained)
    assert verdict.change.value < 0
    assert not verdict.keep
    assert "beyond noise" in verdict.reason


def test_a_block_that_changes_nothing_is_not_kept() -> None:
    assert not weigh_block("one-00000000", GROUPS, np.ones(50), np.ones(50)).keep


def test_three_municipalities_are_too_few_to_tell() -> None:
    verdict = weigh_block("one-00000000", ["a", "b", "c"], np.ones(3), np.zeros(3))
    assert not verdict.keep
    assert "4 are needed" in verdict.reason
    assert verdict.to_card()["change_of_loss"] == [None, None, None]


def make_encoder(folder: Path) -> Path:
    """A static encoder that sees nothing but whether there is a 7."""
    from safetensors.numpy import save_file

    shutil.copytree(SHIPPED_ENCODER, folder)
    shipped = load_encoder()
    assert isinstance(shipped, StaticEncoder)
    weights = np.zeros((len(shipped.vectors), 2), dtype=np.float16)
    weights[:, 0] = 0.001
    weights[[n for word in ("7", " 7") for n in shipped.tokenizer.encode(word).ids if n]] = (0, 1)
    save_file({"embedding.weight": weights}, str(folder / "model.safetensors"))
    return folder


def judged(number: int, codebook: Codebook) -> JudgedPassage:
    """Numbers are masked for the words' part of a model, so that it cannot learn what a 7 means."""
    seven, outside = number % 2 == 0, number % 3 < 2
    text = f"Kommunen ska samverka med polisen om område {7 if seven else 4}, punkt {'abcdefg'[number % 7]}."
    if not outside:
        text = f"Taxan höjs med {7 if seven else 4} procent i grupp {'abcdefg'[number % 7]}."
    holds = {GATES[0], CodeId("partner.state")} | ({SEVEN} if seven else set()) if outside else {GATES[3]}
    document = Sha256(f"{number % len(TOWNS):064x}")
    a, b, c, d = (float(gate in holds) for gate in GATES)
    shares = {code.id: float(code.id in holds) for code in codebook.codes if code.dimension != "gate"}
    return JudgedPassage(
        passage_id(document, number, number + len(text), text),
        document,
        Context(text, (), "", PassageKind.PARAGRAPH),
        TOWNS[number % len(TOWNS)],
        Target((a, b, c, d), shares),
    )


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook(DEFAULT_CODEBOOK)


@pytest.fixture(scope="module")
def material(codebook: Codebook) -> list[JudgedPassage]:
    return [judged(number, codebook) for number in range(60)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_encoder(tmp_path_factory.mktemp("encoders") / "sevens")


@pytest.fixture(scope="module")
def model(material: list[JudgedPassage], codebook: Codebook, folder: Path) -> StudyModel:
    encoder = load_encoder(EncoderChoice(str(folder)))
    return train_from_people(material, codebook, PeopleSettings(folds=2, encoder=encoder))


def test_what_only_the_encoder_sees_is_learnt_with_its_block(
    model: StudyModel, material: list[JudgedPassage], codebook: Codebook
) -> None:
    assert model.classifier.card["block"]["kept"] is True
    right = [
        (SEVEN in row.said) == (SEVEN in row.holds)
        for row in model.people.rows
        if GATES[0] in row.holds and GATES[0] in row.said
    ]
    assert np.mean(right) > 0.95
    plain = train_from_people(material, codebook, PeopleSettings(folds=2))
    assert "block" not in plain.classifier.card
    assert "block" not in plain.classifier.scorer.to_facts()
    promotion = compare_models(plain, model.classifier, material, codebook)
    assert not promotion.promote
    assert any("macro-F1 on what people judged falls" in reason for reason in promotion.reasons)


def test_a_model_with_a_block_answers_the_same_after_it_was_saved(
    model: StudyModel, material: list[JudgedPassage], tmp_path: Path
) -> None:
    model.classifier.save(tmp_path / "model")
    loaded = Classifier.load(tmp_path / "model").remembering(tmp_path / "vectors")
    assert loaded.coder == model.classifier.coder
    new = [judged(number, load_codebook(DEFAULT_CODEBOOK)) for number in range(600, 640)]
    assert ask(loaded, new) == ask(model.classifier, new)
    assert list((tmp_path / "vectors").glob("sevens-*.texts"))


def test_a_model_whose_encoder_has_changed_is_refused(
    model: StudyModel, folder: Path, tmp_path: Path
) -> None:
    from safetensors.numpy import load_file, save_file

    model.classifier.save(tmp_path / "model")
    weights = folder / "model.safetensors"
    kept = weights.read_bytes()
    changed = {name: array + np.float16(0.5) for name, array in load_file(str(weights)).items()}
    try:
        save_file(changed, str(weights))
        with pytest.raises(EncoderError, match="train it again"):
            Classifier.load(tmp_path / "model")
    finally:
        weights.write_bytes(kept)
