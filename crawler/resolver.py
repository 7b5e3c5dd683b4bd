"""Resolves host names, and lets nobody connect to an address that is not public.

Installed as the reactor's resolver, so that it is asked for every connection, whoever opens it, and the
address that is judged is the address that is connected to: a name that changes its meaning between the
check and the connection (DNS rebinding) gains nothing.
"""

from __future__ import annotations

from typing import Any

from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.addresses import AddressGuard


class ForbiddenAddress(Exception):
    """A host is, or resolves to, an address that must not be fetched from."""


@implementer(IHostnameResolver)
class GuardedResolver:
    """Wraps another IHostnameResolver. `closed` are the hosts that it gave no address for."""

    def __init__(self, inner: Any, guard: AddressGuard) -> None:
        self._inner = inner
        self._guard = guard
        self.closed: set[str] = set()

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Any = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """See IHostnameResolver. A host with one closed address among public ones is closed altogether."""
        receiver = _GuardedReceiver(resolutionReceiver, hostName, self._guard, self.closed)
        return self._inner.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IResolutionReceiver)
class _GuardedReceiver:
    """Holds the addresses of one host back until all are known to be public."""

    def __init__(self, outer: Any, host: str, guard: AddressGuard, closed: set[str]) -> None:
        self._outer = outer
        self._host = host
        self._guard = guard
        self._closed = closed
        self._addresses: list[Any] = []

    def resolutionBegan(self, resolutionInProgress: Any) -> None:  # noqa: N802, N803
        self._outer.resolutionBegan(resolutionInProgress)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self._addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        hosts = [getattr(address, "host", "") for address in self._addresses]
        if any(self._guard.forbids_address(host) for host in hosts):
            self._closed.add(self._host)
        else:
            for address in self._addresses:
                self._outer.addressResolved(address)
        self._outer.resolutionComplete()
