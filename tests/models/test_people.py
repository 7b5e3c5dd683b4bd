from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from corpus.records import Code, Codebook, CodeId, PassageKind, Sha256, passage_id
from models.classifier import STARTER, Classifier
from models.codebook import DEFAULT_CODEBOOK, codebook_hash, load_codebook
from models.contexts import Context
from models.decision import NEVER
from models.errors import TrainingError
from models.gate import GATES
from models.judgements import JudgedPassage, Target
from models.people import PeopleSettings, StudyModel, train_from_people
from models.study_answers import ask, compare_models

CHOIR = CodeId("partner.choir")
TOWNS = ("Sjöbacka", "Havsby", "Skogsta", "Åmåla", "Nyfors")
PLAIN = (
    "Kommunen ska tillsammans med {} ordna läger för unga.",
    "I samverkan med {} utvecklar vi mötesplatser för äldre.",
    "Vi ska fördjupa samarbetet med {} kring trygghet.",
)
OTHERS = (
    ("regionen", "region"),
    ("polisen", "state"),
    ("näringslivet", "business"),
    ("grannkommunerna", "municipality"),
    ("idrottsföreningarna", "civil_society"),
)
ELSEWHERE = (
    "Taxan för {} höjs med två procent från årsskiftet.",
    "Förvaltningen redovisar kostnaden för {} i bokslutet.",
)


def judged(text: str, number: int, *codes: CodeId, among: Codebook) -> JudgedPassage:
    """A passage with one person's whole answer: what is not named is a no."""
    document = Sha256(f"{number % len(TOWNS):064x}")
    shares = {code.id: float(code.id in codes) for code in among.codes if code.dimension != "gate"}
    a, b, c, d = (float(gate in codes) for gate in GATES)
    return JudgedPassage(
        passage_id(document, number, number + len(text), text),
        document,
        Context(text, ("Samverkan",), "", PassageKind.PARAGRAPH),
        TOWNS[number % len(TOWNS)],
        Target((a, b, c, d), shares),
    )


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    """The default one, and choirs as partners of their own."""
    default = load_codebook(DEFAULT_CODEBOOK)
    choir = Code(CHOIR, "Körer", "Choirs", "En eller flera körer.")
    dimensions = tuple(
        replace(d, codes=(*d.codes, choir)) if d.id == "partner" else d for d in default.dimensions
    )
    changed = replace(default, dimensions=dimensions)
    return replace(changed, hash=codebook_hash(changed))


@pytest.fixture(scope="module")
def material(codebook: Codebook) -> list[JudgedPassage]:
    """Sixty passages of five municipalities, twenty of which are about choirs."""
    strategy, unnamed = GATES[0], CodeId("form.unspecified")
    rows = []
    for n in range(20):
        names = ("kyrkokören", "kommunens körer", "sångkören", "manskören")
        rows.append(judged(PLAIN[n % 3].format(names[n % 4]), n, strategy, unnamed, CHOIR, among=codebook))
        name, partner = OTHERS[n % len(OTHERS)]
        other = (strategy, unnamed, CodeId(f"partner.{partner}"))
        rows.append(judged(PLAIN[(n + 1) % 3].format(name), 100 + n, *other, among=codebook))
        rows.append(judged(ELSEWHERE[n % 2].format("kören"), 200 + n, GATES[3], among=codebook))
    return rows


@pytest.fixture(scope="module")
def model(material: list[JudgedPassage], codebook: Codebook) -> StudyModel:
    return train_from_people(material, codebook, PeopleSettings(folds=2))


def test_a_code_that_the_starter_does_not_know_is_learnt_from_people(
    model: StudyModel, material: list[JudgedPassage], codebook: Codebook
) -> None:
    assert CHOIR in Classifier.load(STARTER).missing_codes(codebook)
    assert model.classifier.thresholds.codes[CHOIR] < NEVER
    assert CHOIR not in model.classifier.silent_codes(codebook)
    new = judged("Kommunen ska samverka med damkören om julen.", 900, among=codebook)
    (found,) = ask(model.classifier, [new])
    assert {GATES[0], CHOIR} <= found.said
    other = judged("Kommunen ska samverka med polisen om trygghet.", 901, among=codebook)
    assert CHOIR not in ask(model.classifier, [other])[0].said


def test_what_the_starter_knew_is_not_forgotten(model: StudyModel, codebook: Codebook) -> None:
    starter = Classifier.load(STARTER)
    text = "Kommunen ska tillsammans med Mälardalens universitet och näringslivet utveckla forskning."
    new = judged(text, 902, among=codebook)
    known = {GATES[0], CodeId("partner.university"), CodeId("partner.business")}
    assert known <= ask(starter, [new])[0].said
    assert known <= ask(model.classifier, [new])[0].said


def test_fewer_than_ten_positives_do_not_make_a_new_code_givable(
    material: list[JudgedPassage], codebook: Codebook
) -> None:
    few = [one for n, one in enumerate(material) if one.target.codes[CHOIR] == 0 or n < 27]
    assert sum(one.target.codes[CHOIR] for one in few) == 9
    model = train_from_people(few, codebook, PeopleSettings(folds=2))
    assert model.classifier.thresholds.codes[CHOIR] == NEVER
    assert CHOIR in model.classifier.silent_codes(codebook)


def test_the_order_of_judgements_changes_nothing_and_progress_goes_from_none_to_all(
    model: StudyModel, material: list[JudgedPassage], codebook: Codebook
) -> None:
    seen: list[tuple[int, int, str]] = []
    again = train_from_people(
        material[::-1],
        codebook,
        PeopleSettings(folds=2),
        lambda done, of, what: seen.append((done, of, what)),
    )
    assert [done for done, _, _ in seen] == list(range(seen[0][1] + 1))
    assert all(what for _, _, what in seen)
    assert again.classifier.coder == model.classifier.coder
    assert again.classifier.card == model.classifier.card


def test_the_card_says_from_what_and_how_well_without_a_date(model: StudyModel, codebook: Codebook) -> None:
    card = model.classifier.card
    assert card["codebook_hash"] == codebook.hash
    assert card["passages"] == 60
    assert card["positives"][CHOIR] == 20
    assert card["municipalities"] == sorted(TOWNS)
    value, low, high = card["out_of_fold"]["external_f1"]
    assert 0 <= low <= value <= high <= 1
    assert len(card["answers"]) == 60


def test_a_saved_study_model_answers_as_before(
    model: StudyModel, material: list[JudgedPassage], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("model")
    model.classifier.save(folder)
    loaded = Classifier.load(folder)
    assert loaded.coder == model.classifier.coder
    assert ask(loaded, material) == ask(model.classifier, material)


def test_passages_that_a_model_learnt_from_are_answered_as_it_did_unseen(
    model: StudyModel, material: list[JudgedPassage]
) -> None:
    ordered = sorted(material, key=lambda one: one.passage)
    assert ask(model.classifier, ordered) == model.people.rows


def test_the_new_model_is_promoted_over_the_starter_with_reasons(
    model: StudyModel, material: list[JudgedPassage], codebook: Codebook
) -> None:
    promotion = compare_models(model, Classifier.load(STARTER), material, codebook)
    assert promotion.promote
    assert len(promotion.reasons) == 4
    assert promotion.differences["macro-F1 on what people judged"].value > 0


def test_a_model_compared_with_itself_does_not_change(
    model: StudyModel, material: list[JudgedPassage], codebook: Codebook
) -> None:
    promotion = compare_models(model, model.classifier, material, codebook)
    assert promotion.promote
    assert max(abs(one.value) for one in promotion.differences.values()) < 0.005  # saved in half precision


def test_a_model_taught_nonsense_is_not_promoted(material: list[JudgedPassage], codebook: Codebook) -> None:
    rng = np.random.default_rng(0)
    gates = [one.target.gate for one in material]
    shuffled = [
        replace(one, target=replace(one.target, gate=gates[place]))
        for one, place in zip(material, rng.permutation(len(material)), strict=True)
    ]
    model = train_from_people(shuffled, codebook, PeopleSettings(folds=2))
    promotion = compare_models(model, Classifier.load(STARTER), shuffled, codebook)
    assert not promotion.promote
    assert any("falls" in reason for reason in promotion.reasons)


def test_too_little_is_refused(material: list[JudgedPassage], codebook: Codebook) -> None:
    with pytest.raises(TrainingError, match="9 passages are judged"):
        train_from_people(material[:9], codebook, PeopleSettings())
    document = material[0].document
    one_document = [replace(one, document=document, municipality="Sjöbacka") for one in material]
    with pytest.raises(TrainingError, match="another one too"):
        train_from_people(one_document, codebook, PeopleSettings())
