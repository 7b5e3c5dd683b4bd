import pytest

from corpus.records import FetchFailure
from crawler.errands import Aim, Errand, Lost, Received
from crawler.job import CrawlSettings
from crawler.retries import find_retry, find_too_long_wait

AT = "2026-03-01T08:00:00Z"
SETTINGS = CrawlSettings("anna@example.org", delay=1.0, max_wait=300)


def errand(tries=0):
    return Errand(Aim.PAGE, "https://k.se/a", "https://k.se/a", tries=tries)


def answer(status, retry_after=""):
    return Received(status, "https://k.se/a", b"", retry_after=retry_after)


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_when_it_says(status):
    assert find_retry(errand(), answer(status, "120"), SETTINGS, AT).seconds == 120
    assert find_retry(errand(), answer(status, "Sun, 01 Mar 2026 08:01:00 GMT"), SETTINGS, AT).seconds == 60


def test_without_a_word_from_the_server_the_wait_doubles():
    assert find_retry(errand(0), answer(503), SETTINGS, AT).seconds == 5
    assert find_retry(errand(1), answer(503), SETTINGS, AT).seconds == 10
    assert find_retry(errand(0), answer(503, "1"), SETTINGS, AT).seconds == 5


def test_the_third_answer_is_the_last():
    assert find_retry(errand(2), answer(503), SETTINGS, AT) is None


def test_a_wait_that_is_too_long_is_not_waited_for_and_ends_the_visit():
    assert find_retry(errand(), answer(429, "3600"), SETTINGS, AT) is None
    assert "3600" in find_too_long_wait(answer(429, "3600"), SETTINGS, AT)
    assert find_too_long_wait(answer(429, "300"), SETTINGS, AT) == ""


@pytest.mark.parametrize("status", [200, 301, 404, 410, 500, 501])
def test_other_answers_are_taken_as_they_are(status):
    assert find_retry(errand(), answer(status, "5"), SETTINGS, AT) is None


@pytest.mark.parametrize("failure", [FetchFailure.TIMEOUT, FetchFailure.REFUSED])
def test_what_may_pass_is_tried_once_more(failure):
    assert find_retry(errand(0), Lost(failure, "x"), SETTINGS, AT)
    assert find_retry(errand(1), Lost(failure, "x"), SETTINGS, AT) is None


@pytest.mark.parametrize("failure", [FetchFailure.DNS, FetchFailure.TLS, FetchFailure.BROKEN_BODY])
def test_what_will_not_pass_is_not_tried_again(failure):
    assert find_retry(errand(0), Lost(failure, "x"), SETTINGS, AT) is None
