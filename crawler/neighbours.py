"""Which hosts lie on one server: those that resolve to the same address share its pace.

Many municipalities rent from the same provider, which would otherwise be asked by each of them at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from ipaddress import ip_address
from typing import Any

from twisted.internet.interfaces import IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.urls import domain_of, host_of

_PATIENCE = 30.0  # seconds for a resolver; the connection itself will tell what is wrong


class Neighbours:
    """Finds the server of each host, once in a crawl.

    `apart` are domains and addresses whose hosts keep a pace of their own.
    `resolve` is the reactor's resolveHostName; without it only numeric hosts are known.
    """

    def __init__(self, apart: Collection[str] = ()) -> None:
        self.resolve: Callable[..., Any] | None = None
        self._apart = frozenset(apart)
        self._servers: dict[str, str] = {}  # by host; "" when it has no address

    async def find_server(self, url: str) -> str:
        """The server that an address lies on, as a group of the pace; "" when it is unknown or apart."""
        if domain_of(url) in self._apart:
            return ""
        host = host_of(url)
        if host not in self._servers:
            found = await self._find_addresses(host)
            self._servers[host] = min(found, default="")  # the same of a set, in whatever order it comes
        return self.get_server(url)

    def get_server(self, url: str) -> str:
        """The server of an address that was found before, or ""."""
        address = self._servers.get(host_of(url), "")
        return "" if self._apart & {domain_of(url), address} else _name_server(address, url)

    async def _find_addresses(self, host: str) -> list[str]:
        if self.resolve is None or _is_address(host):
            return [host] if _is_address(host) else []
        receiver = _Receiver()
        self.resolve(receiver, host)
        try:
            await asyncio.wait_for(receiver.complete.wait(), _PATIENCE)
        except TimeoutError:
            return []
        return receiver.addresses


@implementer(IResolutionReceiver)
class _Receiver:
    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.complete = asyncio.Event()

    def resolutionBegan(self, resolutionInProgress: Any) -> None:  # noqa: N802, N803
        """Called first."""

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.complete.set()


def _name_server(address: str, url: str) -> str:
    """Loopback sites are told apart by their ports, as in crawler.urls.domain_of."""
    if not address:
        return ""
    port = url.split("/")[2].rpartition(":")[2] if ip_address(address).is_loopback else "*"
    return f"{address}:{port}"


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
