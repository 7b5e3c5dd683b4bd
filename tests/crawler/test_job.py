import subprocess
import sys
from pathlib import Path

import pytest

from crawler.job import CrawlSettings


@pytest.mark.parametrize(
    "contact", ["", "anna", "anna@", "anna@example.org\r\nX: y", "ftp://example.org", "åsa@example.se"]
)
def test_a_crawl_without_a_usable_contact_does_not_start(contact):
    with pytest.raises(ValueError, match="contact"):
        CrawlSettings(contact)


def test_the_contact_is_an_email_or_an_address():
    assert CrawlSettings("anna@example.org").email == "anna@example.org"
    assert CrawlSettings("https://example.org/crawl").email == ""


@pytest.mark.parametrize(
    "name", ["max_requests", "max_documents", "max_document_mb", "timeout", "patience", "max_wait"]
)
def test_a_limit_of_nothing_is_refused_by_name(name):
    with pytest.raises(ValueError, match=name):
        CrawlSettings("anna@example.org", **{name: 0})


def test_a_negative_delay_is_refused():
    with pytest.raises(ValueError, match="delay"):
        CrawlSettings("anna@example.org", delay=-1)


def test_registry_and_job_are_imported_without_scrapy():
    heavy = "{'scrapy', 'twisted', 'tldextract', 'selectolax'}"
    code = f"import sys, crawler.registry, crawler.job; print(sorted({heavy} & set(sys.modules)))"
    root = Path(__file__).parents[2]
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root).stdout
        == "[]\n"
    )
