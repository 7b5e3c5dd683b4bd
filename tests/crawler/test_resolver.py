from twisted.internet.address import IPv4Address, IPv6Address

from crawler.addresses import AddressGuard
from crawler.resolver import GuardedResolver


class Names:
    """A resolver that knows what it is told."""

    def __init__(self, *hosts):
        self.addresses = [(IPv6Address if ":" in host else IPv4Address)("TCP", host, 443) for host in hosts]

    def resolveHostName(self, receiver, *_):  # noqa: N802
        receiver.resolutionBegan(self)
        for address in self.addresses:
            receiver.addressResolved(address)
        receiver.resolutionComplete()
        return self


class Receiver:
    def __init__(self):
        self.heard = []

    def resolutionBegan(self, resolution):  # noqa: N802
        self.heard.append("began")

    def addressResolved(self, address):  # noqa: N802
        self.heard.append(address.host)

    def resolutionComplete(self):  # noqa: N802
        self.heard.append("complete")


def resolve(*hosts):
    resolver, receiver = GuardedResolver(Names(*hosts), AddressGuard()), Receiver()
    resolver.resolveHostName(receiver, "www.almby.se", 443)
    return receiver.heard, resolver.closed


def test_public_addresses_are_handed_on_in_order():
    assert resolve("194.71.11.173", "2a00:801::1") == (
        ["began", "194.71.11.173", "2a00:801::1", "complete"],
        set(),
    )


def test_a_name_for_a_private_address_gets_no_address_at_all():
    assert resolve("10.0.0.1") == (["began", "complete"], {"www.almby.se"})


def test_one_private_address_among_public_ones_closes_the_host():
    assert resolve("194.71.11.173", "169.254.169.254") == (["began", "complete"], {"www.almby.se"})


def test_a_name_without_addresses_is_unknown_and_not_closed():
    assert resolve() == (["began", "complete"], set())
