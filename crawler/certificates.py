"""Whose certificates are verified: everybody's, but for hosts that are let through and written down."""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]


@implementer(IPolicyForHTTPS)
class WatchedCertificates:
    """Verifies certificates by `strict`. `unverified` are the hosts that need not pass."""

    def __init__(self, strict: Any) -> None:
        self.unverified: set[str] = set()
        self._strict = strict
        self._lenient = _ScrapyClientContextFactory(verify_certificates=False)

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 - Twisted's name
        """See IPolicyForHTTPS."""
        lenient = hostname.decode("ascii", "replace").lower() in self.unverified
        return (self._lenient if lenient else self._strict).creatorForNetloc(hostname, port)
