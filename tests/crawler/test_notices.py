from crawler.articles import Article, FileLink, read_article
from crawler.notices import read_notices
from crawler.policies import PageKind, PageVerdict
from tests.crawler.pages import LANDING, OTHERS, frame

URL = "https://www.grenas.example/styrdokument/naringslivsstrategi"
FILE = "https://www.grenas.example/a.pdf"


def read(article: Article):
    return read_notices(article, PageVerdict(PageKind.LANDING, (), (FileLink(FILE, "a"),)), "9801", URL)


def test_a_landing_page_tells_title_kind_decision_responsible_and_dates():
    notices = read(read_article(LANDING.body, "", URL))
    assert {notice.field: notice.value for notice in notices} == {
        "title": "Näringslivsstrategi",
        "kind": "Strategi",
        "decision": "Kommunfullmäktige 2023-05-29 § 87",
        "responsible": "Näringslivsenheten",
        "published": "2023-06-02",
        "updated": "14 mars 2024",
    }
    assert {(notice.municipality, notice.page, notice.file) for notice in notices} == {("9801", URL, FILE)}
    assert (
        next(one.quote for one in notices if one.field == "responsible") == "Organisation: Näringslivsenheten"
    )


def test_a_sentence_of_adoption_is_a_decision_and_running_text_is_none():
    said = "Fastställd av socialnämnden den 12 mars 2021"
    body = f"<p>{said}</p><p>{'Planen antogs efter samråd. ' * 20}Antagen: förr</p>"
    notices = {one.field: one.value for one in read(read_article(frame("main", "Plan", body), "", URL))}
    assert notices == {"title": "Plan", "decision": said}


def test_a_page_without_facts_gives_its_name_only():
    assert [one.field for one in read(read_article(OTHERS[0].body, "", URL))] == ["title"]
