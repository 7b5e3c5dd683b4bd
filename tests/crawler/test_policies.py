import pytest

from crawler.articles import read_article
from crawler.policies import PageKind, PageVerdict, judge_page, may_be_policy
from crawler.relevance import Surroundings
from tests.crawler.pages import ADOPTED, LANDING, OTHERS, PDF_LINK, POLICIES, Sample, chapters, frame, prose
from tests.sites.families import FAMILIES
from tests.sites.website import make_site

HOME = "https://www.grenas.example"


def judge(sample: Sample) -> PageVerdict:
    where = Surroundings(page_url=HOME + sample.path, below_listing=sample.below_listing)
    return judge_page(read_article(sample.body, "text/html; charset=utf-8", HOME + sample.path), where)


@pytest.mark.parametrize("sample", POLICIES, ids=lambda sample: sample.path)
def test_a_page_that_is_the_policy_is_a_document_and_says_why(sample):
    verdict = judge(sample)
    assert verdict.kind is PageKind.POLICY
    assert verdict.reasons


@pytest.mark.parametrize("sample", OTHERS, ids=lambda sample: sample.path)
def test_listings_news_services_and_minutes_are_no_documents(sample):
    assert judge(sample).kind is PageKind.OTHER


@pytest.mark.parametrize("sample", POLICIES, ids=lambda sample: sample.path)
def test_the_policy_under_a_news_address_is_taken_for_news(sample):
    assert judge(Sample(f"/nyheter{sample.path}", sample.body)).kind is PageKind.OTHER


def test_a_page_with_a_file_of_its_own_name_is_its_landing_page_however_long():
    assert judge(LANDING).files[0].anchor == "Näringslivsstrategi (pdf, 1,2 MB)"
    body = ADOPTED + prose("policy", "Kultur", 20) + PDF_LINK.format(name="kulturplan.pdf", text="Ladda ner")
    verdict = judge(Sample("/kulturplan", frame("main", "Kulturplan 2024–2027", body)))
    assert verdict.kind is PageKind.LANDING


def test_a_file_of_another_name_makes_no_landing_page():
    links = PDF_LINK.format(name="bilaga.pdf", text="Bilaga 1 till kulturplan (pdf)") + PDF_LINK.format(
        name="ekonomi.pdf", text="Ekonomiska ramar"
    )
    body = ADOPTED + prose("policy", "Kultur", 9) + links
    assert judge(Sample("/kulturplan", frame("main", "Kulturplan", body))).kind is PageKind.POLICY


@pytest.mark.parametrize(
    "name",
    [
        "Klimatstrategi", "Policy för inköp", "Riktlinjer för skolskjuts", "Handlingsplan mot hedersvåld",
        "Plan för krisberedskap",
        "Lokal överenskommelse om samverkan", "Almby kommuns strategi för integration",
    ],
)  # fmt: skip
def test_what_is_named_a_policy_is_looked_at(name):
    assert may_be_policy(name)


@pytest.mark.parametrize(
    "name",
    [
        "", "Start", "Styrdokument", "Planer", "Strategier och planer", "Policyer", "Riktlinjer",
        "Kommunen antar klimatstrategi", "Ny strategi för bredband", "Tyck till om översiktsplanen",
        "Protokoll om klimatstrategi", "Om visionen", "Reglementen",
        "Detaljplan för torget", "Ansökan enligt kulturplanen", "Sök", "Avtal och överenskommelser",
    ],
)  # fmt: skip
def test_what_lists_policies_or_tells_of_them_is_not(name):
    assert not may_be_policy(name)


def test_a_page_with_a_name_that_tells_nothing_needs_a_listing_above_it_and_an_adoption():
    text = chapters("policy", "Framtiden", "Bakgrund|Mål|Uppföljning")
    adopted = frame("main", "Vägen framåt", ADOPTED + text)
    assert judge(Sample("/vagen-framat", adopted, below_listing=True)).kind is PageKind.POLICY
    assert judge(Sample("/vagen-framat", adopted)).kind is PageKind.OTHER
    silent = frame("main", "Vägen framåt", text)
    assert judge(Sample("/vagen-framat", silent, below_listing=True)).kind is PageKind.OTHER


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_on_made_up_sites_the_policy_pages_are_found_and_no_other_page_is_taken_for_one(family):
    site = make_site(family, seed=3, size=300)
    kept = {True: 0, False: 0}
    for path, node in site.outline.pages.items():
        answer = site.fetch(site.hosts.home + path)
        where = Surroundings(page_url=answer.url, below_listing=True)
        found = judge_page(read_article(answer.body, answer.content_type, answer.url), where).kind
        assert found is not PageKind.POLICY or node.role == "policy", path
        if node.role == "policy":
            kept[found is PageKind.POLICY] += 1
    assert kept[True] >= 1
    assert kept[False] <= 1  # "Vi gör det ihop": a name that sounds like news
