from __future__ import annotations

import pytest

from corpus.records import DocumentKind, Sha256, document_text, passage_id
from extract.formats import Format
from extract.galleys import Galley
from extract.speakers import is_group, is_interview, is_moderator, is_pseudonym
from extract.unpaged import read_unpaged
from tests.extract.office import make_docx, p, r, row, style
from tests.extract.reads import read_typst

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
    return [
        f"{passage.speaker}: {passage.text}" if passage.speaker else passage.text
        for passage in found.passages
    ]


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


def test_a_passage_is_what_was_said_and_its_label_stays_on_the_page() -> None:
    found = read(PLAIN.encode(), Format.TEXT)
    last = found.passages[-1]
    assert (last.speaker, last.text) == ("R1", "Där finns ett avtal, men det är: oklart.")
    assert found.page.text[last.start : last.end] == last.text
    assert found.page.text[: last.start].endswith("\nR1: ")
    assert last.id == passage_id(last.document, last.start, last.end, last.text)
    assert found.passages[0].speaker == ""


def test_one_who_asks_and_one_who_answers_are_an_interview_and_no_focus_group() -> None:
    lines = ["Intervjuare: Hur går det?", "IP1: Bra, tack.", "Intervjuare: Varför?", "IP1: Vi samverkar."] * 3
    found = read("\n".join(lines).encode(), Format.TEXT)
    assert found.metadata.kind is DocumentKind.INTERVIEW
    assert {passage.speaker for passage in found.passages} == {"Intervjuare", "IP1"}
    named = read("\n".join(["Fokusgrupp om skolan", *lines]).encode(), Format.TEXT)
    assert named.metadata.kind is DocumentKind.FOCUS_GROUP
    assert is_group(["M", "R1", "R2"])
    assert is_group(["Moderator", "Flera deltagare"])
    assert not is_group(["I", "R1"])
    assert is_interview(["I", "R1"])
    assert not any(map(is_interview, (["R1", "R2"], ["I", "M"], ["I", "R1", "R2"], ["I", "Flera deltagare"])))


def test_a_transcript_that_was_printed_as_pdf_has_speakers_too() -> None:
    turns = [
        f"{name}: Vi har ett avtal om samverkan."
        for name in ("Moderator", "R1", "R2", "R1", "R3", "R2", "R1")
    ]
    reading = read_typst("= Fokusgrupp om samverkan\n\n" + "\n\n".join(turns))
    assert [passage.speaker for passage in reading.passages] == [turn.partition(":")[0] for turn in turns]
    whole = document_text(reading.pages)
    assert all(whole[p.start : p.end] == p.text == "Vi har ett avtal om samverkan." for p in reading.passages)
