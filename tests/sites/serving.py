"""A made-up site over real HTTP on loopback: its whole municipality lies on one host."""

from __future__ import annotations

from tests.crawler.webserver import Reply
from tests.sites.website import Hosts, MunicipalSite, make_site


class SiteRoutes(dict[str, Reply]):
    """The replies of a site by path and query, made when they are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.site: MunicipalSite | None = None

    def open(self, family: str, seed: int, size: int, base: str) -> MunicipalSite:
        """Put a site up at `base`."""
        self.site = make_site(family, seed, size, Hosts(base, base, base, base))
        return self.site

    def get(self, path: str, default: Reply | None = None) -> Reply:  # type: ignore[override]
        """What a path answers."""
        if self.site is None:
            raise ValueError("no site is open")
        answer = self.site.fetch(f"{self.site.hosts.home}{path}")
        headers = {"Location": answer.location} if answer.location else {}
        return Reply(answer.body, answer.status, answer.content_type, headers)
