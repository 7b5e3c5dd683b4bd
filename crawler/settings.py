"""Scrapy's settings for this crawler: every default that is wrong for us, set right, with the reason."""

from __future__ import annotations

from typing import Any

from crawler.job import CrawlSettings
from crawler.politeness import request_headers, user_agent

_HANDLER = "crawler.handler.PoliteHandler"
_MIDDLEWARES = "scrapy.downloadermiddlewares"


def make_settings(settings: CrawlSettings, sites: int) -> dict[str, Any]:
    """Settings for a crawl of so many sites. Robots, redirects, retries and pace are ours (crawler.visit)."""
    return {
        "USER_AGENT": user_agent(settings),
        "DEFAULT_REQUEST_HEADERS": request_headers(settings),
        "SCHEDULER": "crawler.scheduler.TourScheduler",
        # Only the web: no file, data, ftp or s3 addresses.
        "DOWNLOAD_HANDLERS_BASE": {"http": _HANDLER, "https": _HANDLER},
        # What is not named here is off: cookies, redirects, retries, robots (allow-all on 5xx), proxies from
        # the environment (the address guard would judge the proxy instead of the host), HTTP cache.
        "DOWNLOADER_MIDDLEWARES_BASE": {
            f"{_MIDDLEWARES}.downloadtimeout.DownloadTimeoutMiddleware": 350,
            f"{_MIDDLEWARES}.defaultheaders.DefaultHeadersMiddleware": 400,
            f"{_MIDDLEWARES}.useragent.UserAgentMiddleware": 500,
            "crawler.unpacking.CappedUnpacking": 590,
        },
        "SPIDER_MIDDLEWARES_BASE": {},
        # No telnet console, no remote control, no feeds, no statistics in the log.
        "EXTENSIONS_BASE": {},
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "STATS_DUMP": False,
        "COOKIES_ENABLED": False,
        "REDIRECT_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "RETRY_ENABLED": False,
        # Every visit has one request under way or waiting for its turn; 0 would mean no limit at all.
        "CONCURRENT_REQUESTS": max(16, sites + 4),
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        # Scrapy starts so many tasks for every answer, and our callbacks yield no items: 100 cost 2 ms.
        "CONCURRENT_ITEMS": 1,
        "DOWNLOAD_DELAY": 0,  # the pace is kept by crawler.politeness.Pace
        "DOWNLOAD_TIMEOUT": settings.timeout,
        "DOWNLOAD_MAXSIZE": settings.max_bytes,  # of the body as sent and as unpacked
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": False,  # flagged instead: judged by crawler.bodies
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "URLLENGTH_LIMIT": 0,
        "REACTOR_THREADPOOL_MAXSIZE": 20,
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
    }
