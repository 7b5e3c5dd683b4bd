from __future__ import annotations

import dataclasses
import json
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.records import Codebook, CodeId, Passage, PassageKind, Sha256, passage_id
from models.classifier import STARTER, Classifier
from models.codebook import DEFAULT_CODEBOOK, codebook_hash, load_codebook
from models.errors import ModelError, TrainingError
from models.fitting import FitSettings
from models.material import demo_examples, load_documents, load_passages
from models.training import TrainingSettings, train
from models.trees import TreeSettings

SMALL = TrainingSettings(
    name="small",
    folds=2,
    fit=FitSettings(gate_terms=1500, head_terms=600, trees=TreeSettings(rounds=8, depth=3)),
)
SOURCES = ("sunnanvik", "vastra-mark", "ronnviken", "havsnas", "brovalla", "kungsholma")


def passages(*texts: str, headings: tuple[str, ...] = ("Samverkan",)) -> tuple[Passage, ...]:
    document = Sha256("0" * 64)
    return tuple(
        Passage(
            passage_id(document, number, number + len(text), text),
            document,
            number,
            number,
            number + len(text),
            1,
            1,
            PassageKind.PARAGRAPH,
            headings,
            (),
            text,
        )
        for number, text in enumerate(texts)
    )


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook(DEFAULT_CODEBOOK)


@pytest.fixture(scope="module")
def small(codebook: Codebook) -> Classifier:
    examples = [e for e in load_documents() if e.source.startswith(SOURCES)]
    return train([*examples, *load_passages()[:150]], codebook, SMALL)


@pytest.fixture(scope="module")
def starter() -> Classifier:
    return Classifier.load(STARTER)


def test_training_twice_gives_the_same_arrays_and_the_same_coder(
    small: Classifier, codebook: Codebook
) -> None:
    examples = [e for e in load_documents() if e.source.startswith(SOURCES)]
    again = train([*examples, *load_passages()[:150]], codebook, SMALL)
    assert again.coder == small.coder
    first, second = small.scorer.to_arrays(), again.scorer.to_arrays()
    assert first.keys() == second.keys()
    assert all(np.array_equal(first[name], second[name]) for name in first)


def test_a_saved_model_answers_as_before_and_holds_no_pickle(small: Classifier, tmp_path: Path) -> None:
    small.save(tmp_path / "model")
    loaded = Classifier.load(tmp_path / "model")
    texts = passages(
        "Kommunen ska tillsammans med föreningslivet ordna läger.", "Taxan höjs med två procent."
    )
    assert loaded.coder == small.coder
    assert loaded.classify(texts, "Sjöbacka") == small.classify(texts, "Sjöbacka")
    assert {path.name for path in (tmp_path / "model").iterdir()} == {"arrays.npz", "model.json"}
    with np.load(tmp_path / "model" / "arrays.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != np.dtype(object) for name in arrays.files)


def test_saving_twice_gives_the_same_bytes(small: Classifier, tmp_path: Path) -> None:
    small.save(tmp_path / "one")
    small.save(tmp_path / "two")
    for name in ("arrays.npz", "model.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def _remove(folder: Path) -> None:
    (folder / "arrays.npz").unlink()


def _cut(folder: Path) -> None:
    whole = (folder / "arrays.npz").read_bytes()
    (folder / "arrays.npz").write_bytes(whole[: len(whole) // 2])


def _break_json(folder: Path) -> None:
    (folder / "model.json").write_text("{", encoding="utf-8")


def _edit(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    facts = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    change(facts)
    (folder / "model.json").write_text(json.dumps(facts), encoding="utf-8")


def _other_format(folder: Path) -> None:
    _edit(folder, lambda facts: facts.update(format=99))


def _other_features(folder: Path) -> None:
    _edit(folder, lambda facts: facts.update(features=["shape:words"]))


def _lose_thresholds(folder: Path) -> None:
    _edit(folder, lambda facts: facts.pop("thresholds"))


def _lower_threshold(folder: Path) -> None:
    _edit(folder, lambda facts: facts["thresholds"].update(external=0.01))  # type: ignore[attr-defined]


def _put_pickle(folder: Path) -> None:
    with zipfile.ZipFile(folder / "arrays.npz", "w") as archive:
        archive.writestr("idf.npy", b"\x93NUMPY" + pickle.dumps({"a": 1}))


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (_remove, "holds no model"),
        (_cut, "damaged"),
        (_break_json, "damaged"),
        (_other_format, "another format"),
        (_other_features, "other language features"),
        (_lose_thresholds, "incomplete"),
        (_lower_threshold, "not what was saved"),
        (_put_pickle, "damaged"),
    ],
)
def test_a_damaged_model_is_refused_with_the_mend(
    small: Classifier, tmp_path: Path, damage: Callable[[Path], None], expected: str
) -> None:
    small.save(tmp_path)
    damage(tmp_path)
    with pytest.raises(ModelError, match=expected):
        Classifier.load(tmp_path)


def test_demo_municipalities_are_refused_as_training_material(codebook: Codebook) -> None:
    with pytest.raises(TrainingError, match="must stay unseen"):
        train([*load_documents()], codebook, SMALL)


def test_the_shipped_model_never_saw_the_demo_municipalities(starter: Classifier) -> None:
    excluded = {example.municipality for example in demo_examples()}
    assert set(starter.card["excluded_municipalities"]) == excluded
    assert not set(starter.card["municipalities"]) & excluded


def test_too_little_material_is_refused(codebook: Codebook) -> None:
    few = [e for e in load_documents() if e.source.startswith("orhult-landsbygdsprogram")]
    with pytest.raises(TrainingError, match="code more passages"):
        train(few, codebook, SMALL)


def test_the_shipped_model_is_of_the_default_codebook_and_small_enough(
    starter: Classifier, codebook: Codebook
) -> None:
    assert starter.codebook == codebook.hash
    assert starter.missing_codes(codebook) == tuple(starter.card["without_head"])
    assert all(path.stat().st_size <= 5_000_000 for path in STARTER.iterdir())


def test_a_codebook_without_a_code_never_gets_it_and_a_new_code_is_reported(
    starter: Classifier, codebook: Codebook
) -> None:
    dimensions = tuple(
        replace(
            d,
            codes=tuple(
                replace(c, id=CodeId("partner.choir")) if c.id == "partner.civil_society" else c
                for c in d.codes
            ),
        )
        for d in codebook.dimensions
    )
    other = replace(codebook, dimensions=dimensions, rules=())
    other = replace(other, hash=codebook_hash(other))
    adapted = starter.for_codebook(other)
    text = passages("Kommunen ska tillsammans med föreningslivet ordna läger för unga.")
    before = {c.code for c in starter.classify(text, "Sjöbacka")[0].codings}
    after = {c.code for c in adapted.classify(text, "Sjöbacka")[0].codings}
    assert "partner.civil_society" in before
    assert "partner.civil_society" not in after
    assert adapted.missing_codes(other) == ("partner.choir",)
    assert adapted.coder != starter.coder
    assert adapted.codebook == other.hash


def test_a_codebook_without_the_gate_codes_is_refused(starter: Classifier, codebook: Codebook) -> None:
    gate = replace(codebook.dimensions[0], codes=codebook.dimensions[0].codes[:2])
    other = replace(codebook, dimensions=(gate, *codebook.dimensions[1:]), hash="x")
    with pytest.raises(ModelError, match=r"gate\.internal"):
        starter.for_codebook(other)


def test_a_strategy_with_a_partner_is_told_from_internal_work_and_from_unions(starter: Classifier) -> None:
    texts = passages(
        "Kommunen ska tillsammans med Mälardalens universitet och näringslivet utveckla forskning.",
        "Socialförvaltningen och utbildningsförvaltningen ska samverka kring barn i behov av stöd.",
        "Förhandling enligt MBL har genomförts i den centrala samverkansgruppen.",
    )
    codes = [{c.code for c in found.codings if c.accepted} for found in starter.classify(texts, "Sjöbacka")]
    assert {"gate.strategy", "partner.university", "partner.business"} <= codes[0]
    assert codes[1] == {"gate.internal"}
    assert codes[2] == {"gate.none"}


def test_the_own_municipality_is_no_mention(starter: Classifier) -> None:
    (found,) = starter.classify(passages("Timrå kommun ska samverka med Ånge kommun."), "Timrå")
    assert [mention.text for mention in found.mentions] == ["Ånge kommun"]


def test_no_passages_give_no_answers(starter: Classifier) -> None:
    assert starter.classify((), "Timrå") == ()


SENTENCES = st.sampled_from(
    [e.context.text for e in load_documents() if e.source == "sunnanvik-anhorigstod-och-frivilliga"]
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(SENTENCES | st.text(max_size=60), min_size=1, max_size=4))
def test_every_answer_is_sound(starter: Classifier, texts: list[str]) -> None:
    for passage, found in zip(passages(*texts), starter.classify(passages(*texts), "Sunnanvik"), strict=True):
        accepted = [c for c in found.codings if c.accepted]
        assert found.passage == passage.id
        assert sum(c.code.startswith("gate.") for c in accepted) == 1
        assert all(0 <= c.score <= 1 and c.coder == starter.coder for c in found.codings)
        assert all(passage.text[m.start : m.end] == m.text for m in found.mentions)
        for coding in found.codings:
            spans = coding.evidence
            assert len(spans) <= 6
            assert all(0 <= s.start < s.end <= len(passage.text) for s in spans)
            assert all(passage.text[s.start : s.end].strip() for s in spans)
            assert all(one.end <= other.start for one, other in pairwise(spans))


def test_evidence_names_the_actor_the_cue_and_the_words(starter: Classifier) -> None:
    text = "Kommunen ska i samverkan med idrottsföreningarna arrangera aktiviteter på loven."
    (found,) = starter.classify(passages(text), "Sjöbacka")
    said = {
        coding.code: [(text[e.start : e.end], e.kind) for e in coding.evidence] for coding in found.codings
    }
    assert ("idrottsföreningarna", "actor") in said["partner.civil_society"]
    assert any(kind == "cue" for _, kind in said["purpose.activity"])
    assert any(kind == "word" for _, kind in said["gate.strategy"])


def test_classifying_needs_neither_scikit_learn_nor_torch() -> None:
    program = (
        "import sys; from models.classifier import STARTER, Classifier; c = Classifier.load(STARTER);"
        "assert c.coder; heavy = {'sklearn', 'torch', 'sentence_transformers'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_settings_that_cannot_be_tuned_are_refused() -> None:
    with pytest.raises(ValueError, match="two or more"):
        TrainingSettings(folds=1)
    assert dataclasses.replace(SMALL, name="other").folds == 2
