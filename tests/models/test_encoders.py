from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from models.encoders import SHIPPED_ENCODER, Encoder, EncoderChoice, load_encoder
from models.errors import EncoderError

ALIKE = [
    (
        "Kommunen ska samarbeta med föreningslivet.",
        "Samverkan med ideella föreningar ska utvecklas av kommunen.",
    ),
    ("Avfallstaxan höjs nästa år.", "Avgiften för sophämtning blir högre från årsskiftet."),
    ("Forskare vid universitetet studerar äldreomsorgen.", "Högskolan bedriver forskning om vård av äldre."),
    (
        "Räddningstjänsten drivs av ett kommunalförbund.",
        "Kommunerna har ett gemensamt räddningstjänstförbund.",
    ),
    ("Det är svårt att rekrytera undersköterskor.", "Kommunen har brist på vårdpersonal."),
]

ELSEWHERE = [
    "Schackspelaren offrade sin dam i det sjunde draget.",
    "Vulkanen på ön hade inte haft något utbrott på hundra år.",
    "Koka pastan i saltat vatten och rör ned smöret.",
    "Rymdsonden passerade planetens ringar i går natt.",
    "Katten sov på fönsterbrädan hela eftermiddagen.",
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


def test_every_row_has_length_one_and_single_precision(encoder: Encoder) -> None:
    rows = encoder.encode([text for pair in ALIKE for text in pair])
    assert rows.dtype == np.float32
    assert rows.shape == (10, 128)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows_and_an_empty_text_gives_zeros(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, 128)
    assert not encoder.encode([""]).any()


def test_the_same_meaning_in_other_words_is_near_and_unrelated_meanings_are_far(encoder: Encoder) -> None:
    left = encoder.encode([one for one, _ in ALIKE])
    right = encoder.encode([other for _, other in ALIKE])
    likeness = left @ right.T
    unrelated = left @ encoder.encode(ELSEWHERE).T
    assert np.diag(likeness).mean() > 0.45  # measured .50; one field apart .32; other fields .0
    assert unrelated.mean() < 0.12
    assert np.diag(likeness).mean() > likeness[~np.eye(len(ALIKE), dtype=bool)].mean() + 0.15


def test_the_shipped_encoder_loads_without_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("the network was touched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert load_encoder().id.startswith("static-sv-")


def test_the_vectors_are_those_that_sentence_transformers_makes(encoder: Encoder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(SHIPPED_ENCODER), device="cpu").float()
    texts = [
        *(text for pair in ALIKE for text in pair),
        *ELSEWHERE,
        "",
        "§ 4 | 2,5 mkr – å\u00ad\n",
        "€" * 300,
    ]
    expected = model.encode(texts, normalize_embeddings=True)
    assert np.abs(encoder.encode(texts) - expected).max() < 1e-5
    assert np.abs(encoder.encode_query(texts[0]) - expected[0]).max() < 1e-5


def test_the_shipped_encoder_needs_no_torch() -> None:
    program = (
        "import sys\nfrom models.encoders import load_encoder\nload_encoder().encode(['väg'])\n"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0


def test_an_encoder_given_by_its_folder_is_the_same_encoder(encoder: Encoder) -> None:
    by_folder = load_encoder(EncoderChoice(str(SHIPPED_ENCODER)))
    assert by_folder.id.rpartition("-")[2] == encoder.id.rpartition("-")[2]
    assert by_folder.source == str(SHIPPED_ENCODER)


def test_a_folder_without_an_encoder_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="folder"):
        load_encoder(EncoderChoice(str(tmp_path)))


def test_a_damaged_static_encoder_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text('[{"type": "StaticEmbedding"}]', "utf-8")
    with pytest.raises(EncoderError, match="fetch it again"):
        load_encoder(EncoderChoice(str(tmp_path)))


def test_the_shipped_weights_are_small_enough_to_ship() -> None:
    assert (SHIPPED_ENCODER / "model.safetensors").stat().st_size <= 13_000_000
