import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.lexicon import Sense, find_signs, fold
from crawler.relevance import (
    PAGE_FLOOR,
    Surroundings,
    is_listing,
    score_document,
    score_page,
    strip_noise,
)

FILE = "https://k.se/download/18.4f2a/1700000000000/fil.pdf"
ANYWHERE = Surroundings()
LISTING = Surroundings(page_url="https://k.se/styrdokument", listing=True)
WANTED = 3.0  # CrawlSettings.min_score

GOVERNING = [
    "Klimatstrategi 2030",
    "Biblioteksplan 2024–2027 (PDF, 259.6 kB)",
    "Riktlinjer för ansökan om föreningsbidrag",
    "Överenskommelse med den idéburna sektorn",
    "Samverkansavtal mellan kommunen och högskolan",
    "Plan för suicidprevention 2022–2026",
    "Risk- och sårbarhetsanalys 2023",
    "Evenemangsstrategi",
    "Avgiftspolicy",
    "Taxeringspolicy",
    "Handlingsplan mot våld i nära relationer",
    "Reglemente för kommunstyrelsen",
    "Vision 2040",
    "Medborgarlöfte",
    "Riktlinjer för utlämnande av allmänna handlingar",
    "STRATEGI FÖR DIGITALISERING",
    "Alkohol- och drogpolitiskt program",
    "VA-plan",
    "Idéburet offentligt partnerskap med stadsmissionen",
]
NEVER = [
    "Protokoll kommunfullmäktige 2024-02-26",
    "Protokollsutdrag, antagande av klimatstrategi",
    "Kallelse till kommunstyrelsen 2024-03-05",
    "Tjänsteskrivelse biblioteksplan",
    "Ansökan enligt biblioteksplan",
    "Blankett för synpunkter på översiktsplan",
    "Avfallstaxa och föreskrifter",
    "Taxa för bygglov",
    "Matsedel vecka 12–16",
    "Detaljplan för kvarteret Björken",
    "Planbeskrivning, kvarteret Björken",
    "Evenemangsprogram våren 2025",
    "Kalender 2025",
    "Höstlovsprogram 2025",
    "Program för kulturveckan",
]
REPORTS = ["Årsredovisning 2024", "Budget 2025", "Delårsrapport augusti 2024", "Verksamhetsberättelse 2023"]


@pytest.mark.parametrize("anchor", GOVERNING)
def test_what_is_named_a_governing_document_is_wanted_anywhere(anchor):
    score = score_document(FILE, anchor, ANYWHERE)
    assert score.value >= WANTED, score.reasons


@pytest.mark.parametrize("anchor", NEVER)
def test_minutes_forms_fees_menus_and_detail_plans_are_not_wanted_even_in_a_listing(anchor):
    for where in (ANYWHERE, LISTING):
        score = score_document(FILE, anchor, where)
        assert score.value < 0
        assert score.verdict in {
            "minutes and meetings",
            "forms and applications",
            "fees",
            "detail plans and building permits",
            "news and events",
            "services and everyday information",
        }


@pytest.mark.parametrize("anchor", REPORTS)
def test_reports_and_budgets_are_wanted_in_a_listing_only(anchor):
    assert score_document(FILE, anchor, LISTING).value >= WANTED
    assert score_document(FILE, anchor, ANYWHERE).value < 0


@pytest.mark.parametrize(
    "anchor",
    [
        "Ladda ner",
        "Föräldrar",
        "Planka",
        "Kartläggning av sjöar",
        "Agrikulturens dag",
        "Televisionen",
        "Kommunrevisionen",
        "Behandlingar",
        "Planeten Mars",
        "Målning",
    ],
)
def test_a_word_is_not_found_inside_another(anchor):
    score = score_document(FILE, anchor, ANYWHERE)
    assert score.value <= 1.0, score.reasons


@pytest.mark.parametrize(
    "name",
    [
        "bostadsforsorjningsprogram.pdf",
        "Bostadsf%C3%B6rs%C3%B6rjningsprogram%202024.pdf",
        "bostadsfo%CC%88rso%CC%88rjningsprogram_2024.pdf",
        "KS-2024-Klimat-strategi.pdf",
    ],
)
def test_a_file_name_speaks_when_the_anchor_does_not(name):
    assert score_document(f"https://k.se/globalassets/{name}", "Ladda ner (PDF)", ANYWHERE).value >= WANTED


def test_the_heading_or_the_page_speaks_when_neither_does():
    under = Surroundings(heading="Biblioteksplan", context="Antagen av kommunfullmäktige 2024-05-20")
    assert score_document(FILE, "Ladda ner", under).value >= WANTED
    on_page = Surroundings(page_title="Klimatstrategi – Kommunen", below_listing=True)
    assert score_document(FILE, "Ladda ner", on_page).value >= WANTED


def test_meeting_papers_are_left_out_by_the_heading_above_them():
    papers = Surroundings(heading="Handlingar till sammanträdet", page_url="https://k.se/moten")
    assert score_document(FILE, "Biblioteksplan", papers).value < WANTED
    assert (
        score_document(
            FILE, "2024-03-05", Surroundings(page_url="https://k.se/protokoll", listing=True)
        ).value
        < WANTED
    )


def test_a_strategy_that_the_news_link_to_is_still_a_strategy():
    news = Surroundings(page_url="https://k.se/nyheter/2024/ny-strategi", heading="Nyheter")
    assert score_document(FILE, "Klimatstrategi 2030", news).value >= WANTED
    assert score_document(FILE, "Bilder från invigningen", news).value < 0


def test_the_frame_of_a_listing_page_is_no_listing():
    menu = Surroundings(listing=True, chrome=True)
    assert score_document(FILE, "Om webbplatsen", menu).value < WANTED
    assert score_document(FILE, "Om webbplatsen", LISTING).value >= WANTED


def test_a_score_says_why():
    score = score_document(FILE, "Klimatstrategi 2024–2030", LISTING)
    assert score.reasons == (
        "governing document: klimatstrategi +3",
        "adopted, valid: 2024 2030 +1",
        "in a listing of governing documents",
    )


@pytest.mark.parametrize(
    "title",
    [
        "Styrdokument",
        "Styrande dokument – Kommunen",
        "Författningssamling",
        "Policyer och strategier",
        "Planer och styrande dokument",
        "Regler och styrdokument",
        "Kommunens regelverk",
        "Viktiga styrdokument",
        "Publikationer",
    ],
)
def test_listings_are_known_by_their_names(title):
    assert is_listing("https://k.se/x", title)


def test_a_listing_is_known_by_its_address_and_others_are_none():
    assert is_listing("https://k.se/kommun-och-politik/styrdokument.4.2f1.html", "")
    assert is_listing("https://k.se/forfattningssamling/kultur", "")
    assert not is_listing("https://k.se/kommun-och-politik", "Kommun och politik")


def test_pages_are_ranked_listings_first_then_ways_to_them_and_noise_is_left():
    def rank(path, anchor):
        return score_page(f"https://k.se{path}", anchor, ANYWHERE, 1).value

    listing, way = rank("/styrdokument", "Styrdokument"), rank("/kommun-och-politik", "Kommun och politik")
    plain, topic = rank("/omsorg", "Omsorg"), rank("/klimat", "Klimat och miljö")
    assert listing > way > topic > plain >= PAGE_FLOOR
    for path, anchor in [
        ("/nyheter", "Nyheter"),
        ("/kalender?date=2024-01-01", "Nästa"),
        ("/x", "Möten och protokoll"),
        ("/taxor", "Taxor och avgifter"),
        ("/e-tjanster", "E-tjänster"),
        ("/lediga-jobb", "Lediga jobb"),
        ("/nyheter/ny-klimatstrategi", "Ny klimatstrategi"),
    ]:
        assert rank(path, anchor) < PAGE_FLOOR, anchor


def test_a_page_that_a_listing_links_to_comes_before_the_same_page_elsewhere():
    inside = Surroundings(listing=True)
    assert (
        score_page("https://k.se/a", "Kultur", inside, 3).value
        > score_page("https://k.se/a", "Kultur", ANYWHERE, 3).value
    )


@pytest.mark.parametrize(
    ("anchor", "plain"),
    [
        ("Biblioteksplan (PDF, 259.6 kB)", "Biblioteksplan"),
        ("Klimatplan Pdf, 259.6 kB, öppnas i nytt fönster.", "Klimatplan"),
        ("Klimatplan (PDF, nytt fönster)", "Klimatplan"),
        ("Policy Länk till annan webbplats, öppnas i nytt fönster.", "Policy"),
        ("Miljöprogram  1,2\u00a0MB", "Miljöprogram"),
        ("Plan 2024", "Plan 2024"),
    ],
)
def test_noise_is_stripped_from_anchors(anchor, plain):
    assert strip_noise(anchor) == plain


@given(st.text(max_size=60))
def test_reading_signs_never_fails_and_keeps_their_order(text):
    signs = find_signs(text)
    assert [sign.place for sign in signs] == sorted(sign.place for sign in signs)
    assert fold(fold(text)) == fold(text)


@given(st.sampled_from(GOVERNING + NEVER + REPORTS))
def test_case_and_dots_do_not_change_what_a_name_says(name):
    senses = [sign.sense for sign in find_signs(name)]
    assert [sign.sense for sign in find_signs(name.upper())] == senses
    assert [sign.sense for sign in find_signs(fold(name))] == senses
    assert Sense.NOTHING not in senses
