from __future__ import annotations

import pytest

from corpus.records import DocumentKind, Sha256
from extract.formats import Format
from extract.galleys import Galley
from extract.speakers import get_speaker, is_moderator, is_pseudonym
from extract.unpaged import read_unpaged
from tests.extract.office import make_docx, p, r, row, style

PLAIN = """Fokusgrupp 2, samhällsbyggnad

Datum: 2024-05-16
Plats: Stadshuset

Tema 1: Samverkan med föreningar

Moderator: Hur samverkar ni med föreningslivet?
R1: Vi har ett råd som träffas varje kvartal.
(skratt)
R2: [00:03:12] Fast det är ofta samma personer.
Och de små föreningarna kommer inte.
R2: De har inte tid.

Moderator: Vad är svårast?
R3 (00:04:10): Mandaten. Vi vet inte vem som får lova något.

SAMVERKAN MED UNIVERSITETET

Moderator: Och med universitetet?
R1: Där finns ett avtal, men det är: oklart.
"""
WANTED = [
    "Moderator: Hur samverkar ni med föreningslivet?",
    "R1: Vi har ett råd som träffas varje kvartal. (skratt)",
    "R2: Fast det är ofta samma personer. Och de små föreningarna kommer inte. De har inte tid.",
    "Moderator: Vad är svårast?",
    "R3: Mandaten. Vi vet inte vem som får lova något.",
    "Moderator: Och med universitetet?",
    "R1: Där finns ett avtal, men det är: oklart.",
]


def read(content: bytes, found: Format) -> Galley:
    return read_unpaged(Sha256("0" * 64), content, found, "samtal")[0]


def get_texts(found: Galley) -> list[str]:
    return [passage.text for passage in found.passages]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_plain_transcript_gives_turns_under_its_themes(encoding: str) -> None:
    found = read(PLAIN.encode(encoding), Format.TEXT)
    assert get_texts(found)[-7:] == WANTED
    title = "Fokusgrupp 2, samhällsbyggnad"
    assert found.passages[-3].headings == (title, "Tema 1: Samverkan med föreningar")
    assert found.passages[-1].headings == (title, "SAMVERKAN MED UNIVERSITETET")
    assert (found.metadata.title, found.metadata.kind) == (title, DocumentKind.FOCUS_GROUP)


def test_a_word_transcript_keeps_the_headings_that_have_a_style() -> None:
    body = p("Samverkan", "H1") + "".join(p(text) for text in WANTED)
    found = read(make_docx(body, styles=style("H1", "heading 1")), Format.DOCX)
    assert get_texts(found) == WANTED
    assert {passage.headings for passage in found.passages} == {("Samverkan",)}
    assert found.metadata.kind is DocumentKind.FOCUS_GROUP


def test_turns_with_their_names_on_a_line_of_their_own_are_joined_to_what_was_said() -> None:
    def turn(name: str, time: str, text: str) -> str:
        return p(r(f"{name}   {time}") + "<w:r><w:br/></w:r>" + r(text))

    names = ["Anna Ek", "Bo Alm", "Anna Ek", "Cia Öst", "Bo Alm", "Anna Ek", "Cia Öst"]
    body = "".join(turn(name, f"0:0{number}", f"Svar {number}.") for number, name in enumerate(names, 1))
    found = read(make_docx(body), Format.DOCX)
    assert get_texts(found)[:2] == ["Anna Ek: Svar 1.", "Bo Alm: Svar 2."]
    assert len(found.passages) == 7


def test_a_table_of_turns_is_read_row_by_row() -> None:
    rows = [
        ("1", "00:01", "Intervjuare", "Hur går det?"),
        ("2", "00:02", "IP1", "Bra."),
        ("3", "00:09", "IP2", "Nja."),
    ]
    body = "<w:tbl>" + "".join(row(*cells) for cells in rows * 3) + "</w:tbl>"
    assert get_texts(read(make_docx(body), Format.DOCX))[:3] == [
        "Intervjuare: Hur går det?", "IP1: Bra.", "IP2: Nja.",
    ]  # fmt: skip


def test_a_plan_with_labelled_goals_is_no_transcript() -> None:
    lines = ["Mål: Fler deltar.", "Åtgärd: Dialogmöten hålls.", "Ansvarig: Kultur", "Indikator: Antal"] * 5
    found = read("\n".join(lines).encode(), Format.TEXT)
    assert found.metadata.kind is not DocumentKind.FOCUS_GROUP
    assert get_texts(found) == lines


def test_names_without_pseudonyms_or_times_do_not_make_a_transcript() -> None:
    lines = ["Norrby: Skolan byggs ut.", "Söderby: Vägen breddas.", "Västerby: Parken rustas."] * 4
    assert read("\n".join(lines).encode(), Format.TEXT).metadata.kind is not DocumentKind.FOCUS_GROUP


def test_priorities_that_stand_once_each_are_no_speakers() -> None:
    lines = [f"P{number}: Kommunen prioriterar punkt {number}." for number in range(1, 12)]
    assert read("\n".join(lines).encode(), Format.TEXT).metadata.kind is not DocumentKind.FOCUS_GROUP


@pytest.mark.parametrize("label", ["Moderator", "Intervjuare 1", "M2", "I", "Samtalsledare"])
def test_those_who_lead_the_talk_are_recognised(label: str) -> None:
    assert is_moderator(label)
    assert is_pseudonym(label)


@pytest.mark.parametrize(
    "label", ["R1", "IP3", "Deltagare A", "Respondent 12", "Flera deltagare", "Kvinna 2"]
)
def test_pseudonyms_are_recognised_and_do_not_lead(label: str) -> None:
    assert is_pseudonym(label)
    assert not is_moderator(label)


@pytest.mark.parametrize("label", ["Anna Ek", "Mål", "Kommunen", "Norrby"])
def test_names_and_words_are_no_pseudonyms(label: str) -> None:
    assert not is_pseudonym(label)


def test_the_speaker_of_a_passage_is_what_stands_before_its_colon() -> None:
    assert get_speaker("R1: Vi har avtal: två stycken.") == "R1"
    assert get_speaker("Vi har avtal.") == ""
