from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser as HTMLParser
from starlette.testclient import TestClient

from tests.review.desks import Study, answer_form
from tests.review.views.test_codebook import REGION, change


def test_an_older_answer_comes_with_the_old_and_the_new_definition(study: Study, client: TestClient) -> None:
    client.post(study.address(0), data=answer_form(client.get(study.address(0)).text))
    change(client, REGION + "/change", definition="En region eller flera.", reason="För snävt.")
    start = client.get("/").text
    assert "1 av dina svar bygger på en definition som har ändrats" in start
    link = HTMLParser(start).css_first("a[href^='/code/outdated:']").attributes["href"]
    address = client.get(link).headers["location"]
    page = client.get(address).text
    why = HTMLParser(page).css_first(".renew")
    assert "Region (f.d. landsting)" in why.text()
    assert why.css_first("ins").text().startswith("En region")
    assert why.css_first("del") is not None
    assert "1 kvar att se över" in page
    assert HTMLParser(client.get(study.address(0)).text).css_first(".renew") is None


def test_a_code_that_is_no_more_is_told_and_an_answer_given_anew_is_not_here_again(
    study: Study, client: TestClient
) -> None:
    client.post(study.address(0), data=answer_form(client.get(study.address(0)).text))
    change(client, REGION + "/retire", reason="Används inte.")
    link = HTMLParser(client.get("/").text).css_first("a[href^='/code/outdated:']").attributes["href"]
    address = client.get(link).headers["location"]
    page = client.get(address).text
    assert "borttagen" in HTMLParser(page).css_first(".renew").text().lower()
    client.post(address, data=answer_form(page))
    assert "Det är nu besvarat" in client.get(address).text
