from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.records import Codebook
from models.codebook import DEFAULT_CODEBOOK, codebook_hash, load_codebook
from models.errors import CodebookError

SMALL = """\
version: '1'
dimensions:
- id: gate
  sv: Grind
  en: Gate
  choose: exactly one
  question: Är det samverkan?
  codes:
  - id: gate.strategy
    sv: Strategi
    en: Strategy
    definition: Vilja.
  - id: gate.none
    sv: Inget
    en: None
    definition: Övrigt.
- id: partner
  sv: Partner
  en: Partner
  choose: any
  question: Vem?
  codes:
  - id: partner.region
    sv: Region
    en: Region
    definition: Regionen.
    sector: public
    cues:
    - regionen
sectors:
- id: public
  sv: Offentlig
  en: Public
rules:
- if: gate.none
  then: no other code
false_friends:
- id: union
  sv: Facklig samverkan
  gate: gate.none
  cues:
  - MBL
rulings:
- Så gör vi.
"""


def load_text(folder: Path, text: str) -> Codebook:
    path = folder / "codebook.yaml"
    path.write_text(text, encoding="utf-8")
    return load_codebook(path)


def complaint(folder: Path, text: str) -> str:
    with pytest.raises(CodebookError) as caught:
        load_text(folder, text)
    return str(caught.value)


def test_the_default_codebook_has_97_codes_in_eight_dimensions() -> None:
    codebook = load_codebook(DEFAULT_CODEBOOK)
    assert len(codebook.codes) == 97
    assert [d.id for d in codebook.dimensions if d.single] == ["gate"]
    assert len(codebook.dimensions) == 8
    assert len(codebook.rules) == 8


def test_every_field_of_a_small_codebook_is_read(tmp_path: Path) -> None:
    codebook = load_text(tmp_path, SMALL)
    region = codebook.dimensions[1].codes[0]
    assert (region.id, region.sector, region.cues) == ("partner.region", "public", ("regionen",))
    assert codebook.sectors == (("public", "Offentlig", "Public"),)
    assert codebook.rules == (("gate.none", "no other code"),)
    assert codebook.false_friends[0].gate == "gate.none"
    assert codebook.rulings == ("Så gör vi.",)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "    definition: Vilja.\n",
            "    defintion: Vilja.\n",
            "codebook.yaml:12: a code of 'gate' has no 'defintion'",
        ),
        ("    en: Strategy\n", "", "codebook.yaml:9: a code of 'gate' lacks 'en'"),
        ("    en: Strategy\n", "    en: ''\n", "codebook.yaml:11: 'en' of a code of 'gate' must be a text"),
        (
            "gate.none\n    sv",
            "gate.strategy\n    sv",
            "codebook.yaml:13: code 'gate.strategy' is there twice",
        ),
        ("- id: partner\n", "- id: gate\n", "codebook.yaml:23: code 'partner.region' must begin with"),
        ("- id: partner.region", "- id: form.region", "codebook.yaml:23: code 'form.region' must begin with"),
        ("sector: public", "sector: publik", "codebook.yaml:27: sector 'publik' is not among the sectors"),
        ("- if: gate.none", "- if: gate.nothing", "codebook.yaml:35: the rule names 'gate.nothing'"),
        ("no other code", "no more codes", "codebook.yaml:35: the rule cannot be read: 'no more codes'"),
        ("no other code", "no other form.*", "codebook.yaml:35: the rule names 'form.*'"),
        ("  gate: gate.none", "  gate: gate.nada", "codebook.yaml:40: 'gate.nada' is no code of 'gate'"),
        (
            "  gate: gate.none",
            "  gate: partner.region",
            "codebook.yaml:40: 'partner.region' is no code of 'gate'",
        ),
        ("choose: any", "choose: some", "codebook.yaml:20: choose cannot be 'some'"),
        ("choose: exactly one", "choose: any", "codebook.yaml:3: the dimension 'gate'"),
        ("question: Vem?", "question: [Vem", "codebook.yaml:22: is not YAML"),
        ("    cues:\n    - regionen\n", "    cues: regionen\n", "codebook.yaml:28: 'cues' of a code"),
        ("version: '1'\n", "version: '1'\nversion: '2'\n", "codebook.yaml:2: the file has 'version' twice"),
        ("version: '1'\n", "", "codebook.yaml:1: the file lacks 'version'"),
    ],
)
def test_an_error_is_named_with_its_line_and_the_mend(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    assert old in SMALL
    assert complaint(tmp_path, SMALL.replace(old, new, 1)).startswith(expected)


def test_an_empty_file_a_missing_file_and_a_file_in_another_encoding_are_named(tmp_path: Path) -> None:
    assert "is empty" in complaint(tmp_path, "")
    with pytest.raises(CodebookError, match="cannot be read"):
        load_codebook(tmp_path / "nowhere.yaml")
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("version: '1'\nspråk: ö\n".encode("latin-1"))
    with pytest.raises(CodebookError, match=r"latin\.yaml:2: is not UTF-8"):
        load_codebook(latin)


def test_the_hash_is_of_the_meaning_and_not_of_the_layout(tmp_path: Path) -> None:
    first = load_text(tmp_path, SMALL)
    assert load_text(tmp_path, "# en kommentar\n" + SMALL.replace("'1'", '"2"')).hash == first.hash
    assert load_text(tmp_path, SMALL.replace("Regionen.", "Regionen som part.")).hash != first.hash
    assert load_text(tmp_path, SMALL.replace("- MBL", "- FSG")).hash != first.hash


def test_the_hash_does_not_depend_on_the_hash_that_is_there() -> None:
    codebook = load_codebook(DEFAULT_CODEBOOK)
    assert codebook_hash(replace(codebook, hash="", version="9")) == codebook.hash
