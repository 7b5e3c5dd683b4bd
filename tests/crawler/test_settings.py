import pytest
from scrapy.settings import Settings

from crawler.job import CrawlSettings
from crawler.settings import make_settings


@pytest.fixture
def settings():
    return Settings(
        make_settings(CrawlSettings("anna@example.org", timeout=30, max_document_mb=7), sites=290)
    )


def test_only_the_web_is_fetched_from(settings):
    handlers = settings.getwithbase("DOWNLOAD_HANDLERS")
    assert set(handlers) == {"http", "https"}


def test_no_component_of_scrapy_runs_that_was_not_chosen(settings):
    chosen = {name.rpartition(".")[2] for name in settings.getwithbase("DOWNLOADER_MIDDLEWARES")}
    assert chosen == {
        "DownloadTimeoutMiddleware",
        "DefaultHeadersMiddleware",
        "UserAgentMiddleware",
        "CappedUnpacking",
    }
    assert len(settings.getwithbase("EXTENSIONS")) == len(settings.getwithbase("SPIDER_MIDDLEWARES")) == 0


def test_the_defaults_that_are_wrong_for_us_are_set_right(settings):
    assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert not settings.getbool("DOWNLOAD_FAIL_ON_DATALOSS")
    assert settings.getint("DOWNLOAD_MAXSIZE") == 7 * 2**20
    assert settings.getfloat("DOWNLOAD_TIMEOUT") == 30
    assert 290 <= settings.getint("CONCURRENT_REQUESTS") <= 2 * 290
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert settings.get("USER_AGENT").startswith("samverkan/")
