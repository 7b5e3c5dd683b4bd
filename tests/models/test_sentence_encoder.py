from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from models.encoders import Device, Encoder, EncoderChoice, choose_device, load_encoder
from models.errors import EncoderError
from tests.models.tiny_encoder import make_encoder

TEXTS = ["Kommunen samverkar med föreningar", "vägen asfalteras", ""]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_encoder(tmp_path_factory.mktemp("encoders") / "tiny")


@pytest.fixture(scope="module")
def encoder(folder: Path) -> Encoder:
    return load_encoder(EncoderChoice(str(folder), Device.CPU))


def test_a_model_in_a_folder_gives_rows_of_length_one(encoder: Encoder) -> None:
    rows = encoder.encode(TEXTS)
    assert rows.shape == (3, encoder.dimensions) == (3, 16)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert encoder.encode([]).shape == (0, 16)


def test_how_many_texts_are_encoded_at_once_changes_nothing(encoder: Encoder) -> None:
    many = encoder.encode(TEXTS * 40)
    assert np.allclose(many[:3], encoder.encode(TEXTS), atol=1e-5)


def test_the_id_tells_the_weights_apart(encoder: Encoder, folder: Path, tmp_path: Path) -> None:
    again = load_encoder(EncoderChoice(str(folder), Device.CPU))
    other = load_encoder(EncoderChoice(str(make_encoder(tmp_path / "tiny", seed=1)), Device.CPU))
    assert again.id == encoder.id
    assert other.id != encoder.id
    assert other.id.startswith("tiny-")


def test_a_model_with_prompts_sets_questions_apart_from_passages(tmp_path: Path) -> None:
    made = make_encoder(tmp_path / "prompted")
    path = made / "config_sentence_transformers.json"
    facts = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(facts | {"prompts": {"query": "query: ", "document": "passage: "}}), "utf-8")
    prompted = load_encoder(EncoderChoice(str(made), Device.CPU))
    plain = load_encoder(EncoderChoice(str(make_encoder(tmp_path / "plain")), Device.CPU))
    assert np.allclose(prompted.encode_query("vägen"), plain.encode(["query: vägen"])[0], atol=1e-5)
    assert np.allclose(prompted.encode(["vägen"]), plain.encode(["passage: vägen"]), atol=1e-5)
    assert np.allclose(plain.encode_query("vägen"), plain.encode(["vägen"])[0], atol=1e-5)
    assert prompted.id.rpartition("-")[2] != plain.id.rpartition("-")[2]


def test_models_of_the_e5_family_get_the_prompts_they_were_trained_with(tmp_path: Path) -> None:
    e5 = load_encoder(EncoderChoice(str(make_encoder(tmp_path / "multilingual-e5-small")), Device.CPU))
    plain = load_encoder(EncoderChoice(str(make_encoder(tmp_path / "plain")), Device.CPU))
    assert np.allclose(e5.encode_query("vägen"), plain.encode(["query: vägen"])[0], atol=1e-5)
    assert np.allclose(e5.encode(["vägen"]), plain.encode(["passage: vägen"]), atol=1e-5)


def test_a_folder_that_holds_something_else_is_refused_with_the_mend(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    with pytest.raises(EncoderError, match=r"folder '.*' \(.*give one that"):
        load_encoder(EncoderChoice(str(tmp_path)))


def test_a_path_that_is_not_there_is_never_asked_of_the_hub(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="there is no folder"):
        load_encoder(EncoderChoice(str(tmp_path / "nowhere" / "model")))


def test_a_name_that_cannot_be_fetched_is_refused_with_the_mend() -> None:
    program = (
        "from models.encoders import EncoderChoice, load_encoder\n"
        "load_encoder(EncoderChoice('KBLab/sentence-bert-swedish-cased'))"
    )
    offline = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": "/nonexistent"}
    done = subprocess.run([sys.executable, "-c", program], env=offline, capture_output=True, text=True)
    last = done.stderr.strip().splitlines()[-1]
    assert "EncoderError" in last
    assert "hf download KBLab/sentence-bert-swedish-cased --local-dir FOLDER" in last


@pytest.mark.parametrize(
    ("there", "best"),
    [
        ({Device.CPU}, Device.CPU),
        ({Device.CPU, Device.MPS}, Device.MPS),
        ({Device.CPU, Device.MPS, Device.CUDA}, Device.CUDA),
    ],
)
def test_the_best_device_is_taken_unless_one_is_named(there: set[Device], best: Device) -> None:
    assert choose_device(Device.AUTO, there) is best
    assert choose_device(Device.CPU, there) is Device.CPU


def test_a_device_that_is_not_there_is_refused_and_those_that_are_named() -> None:
    with pytest.raises(EncoderError, match=r"no device 'cuda'.*take cpu"):
        choose_device(Device.CUDA, {Device.CPU})
