"""The shipped model with a study's own codebook."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.records import CodeId
from models.classifier import STARTER, Classifier
from models.codebook import DEFAULT_CODEBOOK, load_codebook


@pytest.fixture(scope="module")
def starter() -> Classifier:
    return Classifier.load(STARTER)


def _own_codebook(folder: Path, *changes: tuple[str, str]) -> Path:
    text = DEFAULT_CODEBOOK.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "codebook.yaml").write_text(text, "utf-8")
    return folder / "codebook.yaml"


def test_codes_that_the_model_has_too_few_examples_of_are_silent(starter: Classifier) -> None:
    silent = starter.silent_codes(load_codebook(DEFAULT_CODEBOOK))
    assert silent == set(starter.card["never_yes"])
    assert CodeId("partner.municipality") not in silent


def test_a_code_of_the_studys_own_is_silent_until_the_model_learns_it(
    starter: Classifier, tmp_path: Path
) -> None:
    new = "- id: purpose.joy\n    sv: Glädje\n    en: Joy\n    definition: För att det är roligt.\n  "
    path = _own_codebook(tmp_path, ("- id: purpose.growth", f"{new}- id: purpose.growth"))
    codebook = load_codebook(path)
    assert CodeId("purpose.joy") in starter.silent_codes(codebook)
    assert starter.for_codebook(codebook).coder != starter.coder
