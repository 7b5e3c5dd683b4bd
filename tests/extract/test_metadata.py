from __future__ import annotations

import pytest

from corpus.records import DocumentKind
from extract.dates import find_date, parse_date
from extract.decisions import Decision, find_decision, find_field_decision
from extract.facts import find_facts
from extract.kinds import find_kind
from extract.language import find_language
from extract.references import LABELLED, find_reference, is_reference
from extract.titles import clean_file_title, find_title, get_readable_name
from extract.validity import parse_validity
from tests.extract.placed import place_line
from tests.extract.reads import read_typst


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-05-15", "2024-05-15"), ("15 maj 2024", "2024-05-15"), ("29/5 2023", "2023-05-29"),
        ("20230529", "2023-05-29"), ("2023.05.29", "2023-05-29"), ("maj 2024", "2024-05"),
        ("2024-05", "2024-05"),
        ("1 March 2021", "2021-03-01"), ("2024", "2024"), ("2024-13-01", ""), ("i våras", ""), ("", ""),
    ],
)  # fmt: skip
def test_dates_become_iso(text: str, date: str) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        (
            "Antagen av kommunfullmäktige 2023-05-29, § 87",
            Decision("Kommunfullmäktige", "2023-05-29", "§ 87"),
        ),
        (
            "Fastställd av kommunstyrelsen den 15 maj 2024 § 131.",
            Decision("Kommunstyrelsen", "2024-05-15", "§ 131"),
        ),
        ("Beslutad 2024-03-18 av KF § 29", Decision("Kommunfullmäktige", "2024-03-18", "§ 29")),
        (
            "Antagen av barn- och utbildningsnämnden 2025-06-17",
            Decision("Barn- och utbildningsnämnden", "2025-06-17"),
        ),
        ("reviderad enligt KS § 45/2016, gäller 2014-2020", Decision("Kommunstyrelsen", "", "§ 45/2016")),
        (
            "Riktlinjerna är beslutade av kommunstyrelsen 2024-03-05, § 61",
            Decision("Kommunstyrelsen", "2024-03-05", "§ 61"),
        ),
        ("Beslutna av socialnämnden den 3 maj 2022", Decision("Socialnämnden", "2022-05-03")),
        (
            "Planen antogs av kommunfullmäktige 2023-11-27 § 112",
            Decision("Kommunfullmäktige", "2023-11-27", "§ 112"),
        ),
        ("Har fastställts av KF 2021-06-14", Decision("Kommunfullmäktige", "2021-06-14")),
        (
            "Kommunfullmäktige antog strategin 2020-02-24, § 8",
            Decision("Kommunfullmäktige", "2020-02-24", "§ 8"),
        ),
        (
            "Reviderad av kommunstyrelsen 2024-01-09, § 3. Antagen av kommunfullmäktige 2019-05-27, § 87.",
            Decision("Kommunfullmäktige", "2019-05-27", "§ 87"),
        ),
        ("enligt kommunstyrelsens förslag. § 113 Nästa ärende", Decision()),
        ("Kommunen samverkar med föreningar.", Decision()),
    ],
)
def test_decisions_are_found_in_running_text(text: str, decision: Decision) -> None:
    assert find_decision(text) == decision


def test_decisions_are_found_in_fields() -> None:
    assert find_field_decision("KF 2023-05-29 § 87") == Decision("Kommunfullmäktige", "2023-05-29", "§ 87")
    assert find_field_decision("2023-05-29") == Decision("", "2023-05-29", "")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024–2028", ("2024", "2028")),
        ("2025-01-01 – 2028-12-31", ("2025-01-01", "2028-12-31")),
        ("2024-07-01 och tills vidare", ("2024-07-01", "")),
        ("Från och med 1 november 2023", ("2023-11-01", "")),
        ("till och med 2027-12-31", ("", "2027-12-31")),
        ("31 december 2026", ("", "2026-12-31")),
        ("2024", ("2024", "2024")),
        ("Tills vidare", ("", "")),
    ],
)
def test_periods_of_validity(text: str, period: tuple[str, str]) -> None:
    assert parse_validity(text) == period


def test_facts_stand_after_their_label_beside_it_or_below_it() -> None:
    runs = [
        place_line("Diarienummer: KS 2023/118", y=100),
        place_line("Dokumentansvarig", y=130),
        place_line("Kommundirektör", x=250, y=130),
        place_line("Giltighetstid", y=160),
        place_line("2024–2028", y=173),
        place_line("Ersätter", x=250, y=160),
        place_line("Plan för 2020", x=250, y=173),
    ]
    assert {name: labelled.value for name, labelled in find_facts(runs).items()} == {
        "reference": "KS 2023/118", "responsible": "Kommundirektör", "valid": "2024–2028",
        "replaces": "Plan för 2020",
    }  # fmt: skip


def test_a_label_is_no_value_of_another() -> None:
    assert find_facts([place_line("Diarienummer", y=100), place_line("Dokumentansvarig", x=200, y=100)]) == {}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Biblioteksplan 2025–2028", DocumentKind.PLAN),
        ("Policy och riktlinjer för upphandling", DocumentKind.POLICY),
        ("Trafikstrategi med cykelplan", DocumentKind.STRATEGY),
        ("Näringslivsprogram", DocumentKind.PROGRAMME),
        ("Riktlinje för anhörigstöd", DocumentKind.GUIDELINE),
        ("Samverkansavtal om gymnasieutbildning", DocumentKind.AGREEMENT),
        ("Överenskommelse med civilsamhället", DocumentKind.COMPACT),
        ("Risk- och sårbarhetsanalys 2023–2026", DocumentKind.RISK_ANALYSIS),
        ("2025 Årsbokslut", DocumentKind.ANNUAL_REPORT),
        ("Verksamhetsberättelse 2024 Socialnämnden", DocumentKind.ANNUAL_REPORT),
        ("Strategisk plan och budget 2026", DocumentKind.BUDGET),
        ("Avfallstaxa", DocumentKind.FEE_SCHEDULE),
        ("Arkivreglemente", DocumentKind.STATUTES),
        ("Protokollsutdrag, kommunstyrelsen", DocumentKind.MINUTES),
        ("Tjänsteskrivelse: gemensam lönefunktion", DocumentKind.MEMO),
        ("Utvärdering av samverkan enligt folkhälsoplanen", DocumentKind.EVALUATION),
        ("Fokusgrupp om kompetensförsörjning", DocumentKind.FOCUS_GROUP),
        ("Intervju med skolchefen", DocumentKind.INTERVIEW),
        ("Djupintervju 4, utskrift", DocumentKind.INTERVIEW),
        ("Utvärdering genom intervju", DocumentKind.EVALUATION),
        ("Ansökan om bygglov, blankett", DocumentKind.FORM),
        ("Planbeskrivning för kvarteret Eken", DocumentKind.OTHER),
        ("Samverkan i vardagen", DocumentKind.OTHER),
    ],
)
def test_the_title_tells_the_kind(title: str, kind: DocumentKind) -> None:
    assert find_kind(title, []) is kind


def test_the_first_page_tells_the_kind_where_the_title_does_not() -> None:
    assert find_kind("Tillsammans för Storvik", ["Storviks kommun", "Strategi"]) is DocumentKind.STRATEGY


def test_the_title_is_the_largest_text_over_all_its_lines() -> None:
    lines = [
        place_line("STORVIKS KOMMUN", y=60, size=30),
        place_line("Klimat- och energi-", y=200, size=24), place_line("plan 2024–2030", y=228, size=24),
        place_line("Antagen av kommunfullmäktige", y=300),
    ]  # fmt: skip
    assert find_title(lines, 10.0) == "Klimat- och energiplan 2024–2030"
    assert find_title(lines[3:], 10.0) == ""


def test_titles_that_programs_leave_behind_are_refused() -> None:
    assert clean_file_title("Microsoft Word - plan_v3.docx") == ""
    assert clean_file_title("Biblioteksplan") == "Biblioteksplan"


def test_file_names_are_made_readable() -> None:
    assert get_readable_name("biblioteksplan_2024-2027%20antagen.pdf") == "Biblioteksplan 2024-2027 antagen"


def test_languages_are_told_by_their_common_words() -> None:
    assert find_language(["Kommunen ska samverka med alla som är i behov av det"]) == "sv"
    assert find_language(["The municipality is to collaborate with all of the partners"]) == "en"
    assert find_language(["Kunta tekee yhteistyötä yhdistysten kanssa " * 30]) == "other"
    assert find_language(["12 345"]) == ""


@pytest.mark.parametrize(
    "number",
    [
        "KS 2023/118", "KS 2023.0456", "KS/2023:118", "2023-000118", "KSN-2023-00118", "23/118",
        "KS23-373 168", "KS-2024/01187", "KLF 2022/210", "BUN 2023/45-3", "SN 2023/00045 003",
        "118/2023", "2023KS118", "KFKS 2023/9",
    ],
)  # fmt: skip
def test_registry_numbers_are_read_however_they_are_written(number: str) -> None:
    assert find_reference(number) == number
    match = LABELLED.search(f"Sida 1. Dnr: {number}, antagen 2024-05-06")
    assert match is not None
    assert match["value"] == number


@pytest.mark.parametrize("text", ["2023-05-29", "2023.05.29", "29 maj 2023", "SFS 2010:800", "", "inget"])
def test_dates_and_laws_are_no_registry_numbers(text: str) -> None:
    assert not is_reference(text)
    assert text.startswith("SFS") or find_reference(text) == ""


def test_a_year_after_a_registry_number_is_no_part_of_it() -> None:
    assert find_reference("KS 2024/88 2025") == "KS 2024/88"
    assert is_reference("KS 2023/118")


def test_the_first_day_in_a_text_is_found_before_a_year() -> None:
    assert find_date("år 2024, den 3 maj 2023") == "2023-05-03"
    assert find_date("Reviderad 2022") == "2022"
    assert find_date("aldrig") == ""


def test_a_date_below_the_deciding_body_is_when_it_decided() -> None:
    runs = [place_line("Antagen av: Kommunstyrelsen", y=100), place_line("Datum: 2023-03-31", y=112)]
    assert find_facts(runs)["adopted"].value == "2023-03-31"
    apart = [place_line("Antagen av: Kommunstyrelsen", y=100), place_line("Datum: 2023-03-31", y=400)]
    assert "adopted" not in find_facts(apart)


def test_what_minutes_say_of_their_matters_is_not_said_of_the_minutes() -> None:
    text = (
        "#text(size: 24pt)[Sammanträdesprotokoll]\n\n== § 112 Policy\n\nDnr KS 2023/19. Policyn antas av "
        "kommunfullmäktige 2023-11-27, "
        "§ 112. Den gäller från och med 1 januari 2024. Kommunen ska samverka med alla som är i behov av det."
    )
    metadata = read_typst(text).metadata
    assert metadata.kind is DocumentKind.MINUTES
    assert (metadata.reference, metadata.adopted, metadata.valid_from) == ("", "", "")
    summons = read_typst(text.replace("Sammanträdesprotokoll", "Kallelse och föredragningslista")).metadata
    assert (summons.kind, summons.adopted) == (DocumentKind.OTHER, "")


def test_fields_above_the_first_matter_are_said_of_the_minutes() -> None:
    text = (
        "#block[Beslutad av: Kommunstyrelsen]\n#block[Beslutsdatum: 2025-05-05]\n#block[Paragraf: §§ 68–82]\n"
        "#text(size: 24pt)[Protokollsutdrag, kommunstyrelsen]\n\n== § 68 Avtal med grannkommunen\n"
        "#block[Dokumentansvarig: Planchefen]\n\n"
        "Kommunen ska samverka med alla som är i behov av det och följa upp arbetet."
    )
    found = read_typst(text).metadata
    assert (found.kind, found.adopted_by) == (DocumentKind.MINUTES, "Kommunstyrelsen")
    assert (found.adopted, found.paragraph, found.responsible) == ("2025-05-05", "§§ 68–82", "")


def test_a_document_says_when_it_was_published_and_revised() -> None:
    reading = read_typst(
        "#text(size: 24pt)[Kulturplan]\n\nPublicerad: 2023-02-01\n\nSenast reviderad: 14 maj 2024\n\n"
        "Kommunen ska samverka med alla som är i behov av det och följa upp arbetet."
    )
    assert (reading.metadata.published, reading.metadata.updated) == ("2023-02-01", "2024-05-14")


def test_years_below_the_title_are_the_time_of_validity() -> None:
    reading = read_typst(
        "#text(size: 30pt)[Klimatstrategi]\n\n#text(size: 18pt)[Granvik 2020–2030]\n\n"
        "Kommunen ska samverka med alla som är i behov av det och följa upp arbetet."
    )
    assert (reading.metadata.valid_from, reading.metadata.valid_to) == ("2020", "2030")
