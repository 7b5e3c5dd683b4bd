"""Which network addresses may be fetched from: public ones only.

A web page can link or redirect anywhere, also to machines that only our own network reaches (server-side
request forgery, CWE-918). What a host name means is known only when it is resolved, so the same question
is asked of every address at the moment of connecting (crawler.resolver).
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from crawler.urls import is_numeric

_INTERNAL_NAMES = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa")
_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


def is_loopback(url: str) -> bool:
    """Whether an address names this computer itself: localhost, or a loopback IP address."""
    host = (urlsplit(url).hostname or "").lower()
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class AddressGuard:
    """Says what is closed. `allow_loopback` opens 127.0.0.1 and ::1, for the demo and for tests."""

    allow_loopback: bool = False

    def forbids_address(self, address: str) -> bool:
        """Whether an IP address is anything but public: private, loopback, link-local, CGNAT, multicast.

        IPv4 inside IPv6 (mapped, 6to4, Teredo, NAT64) is judged as the IPv4 address. What is no IP address
        is forbidden.
        """
        try:
            ip = _unwrap(ip_address(address.strip("[]").partition("%")[0]))
        except ValueError:
            return True
        if ip.is_loopback:
            return not self.allow_loopback
        # is_global: "globally reachable" in the IANA special-purpose registries; 100.64/10 (CGNAT) is not.
        return not ip.is_global or ip.is_multicast

    def forbids_host(self, host: str) -> bool:
        """Whether a host is closed by its name alone; other names are judged when they are resolved."""
        name = host.lower().rstrip(".")
        if name == "localhost":
            return not self.allow_loopback
        if not name or name.endswith(_INTERNAL_NAMES):
            return True
        return is_numeric(name) and self.forbids_address(name)


def _unwrap(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    teredo = ip.teredo[1] if ip.teredo else None
    return ip.ipv4_mapped or ip.sixtofour or teredo or ip
