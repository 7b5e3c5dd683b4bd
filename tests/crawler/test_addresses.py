import pytest

from crawler.addresses import AddressGuard

CLOSED = [
    "10.0.0.1",
    "172.16.5.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "198.18.0.1",
    "192.0.2.1",
    "fc00::1",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
    "::",
    "::ffff:10.0.0.1",
    "::ffff:192.168.0.1",
    "64:ff9b::a00:1",
    "2002:0a00:0001::1",
    "2001:0:a00:1::f5ff:fffe",
    "2001:db8::1",
]
LOOPBACK = ["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1", "localhost", "LOCALHOST."]


@pytest.mark.parametrize("address", CLOSED)
@pytest.mark.parametrize("guard", [AddressGuard(), AddressGuard(allow_loopback=True)])
def test_private_and_special_addresses_are_closed_also_with_loopback_open(guard, address):
    assert guard.forbids_address(address)
    assert guard.forbids_host(address)


@pytest.mark.parametrize("address", LOOPBACK)
def test_loopback_is_closed_but_for_the_switch(address):
    assert AddressGuard().forbids_host(address)
    assert not AddressGuard(allow_loopback=True).forbids_host(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "194.71.11.173", "2a00:801::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses_are_open(address):
    assert not AddressGuard().forbids_address(address)


@pytest.mark.parametrize("host", ["intranet.local", "x.internal", "nas.lan", "a.localhost", ""])
def test_names_of_closed_networks_are_closed(host):
    assert AddressGuard(allow_loopback=True).forbids_host(host)


def test_other_names_are_judged_when_they_are_resolved():
    assert not AddressGuard().forbids_host("www.eskilstuna.se")
    assert AddressGuard().forbids_address("www.eskilstuna.se")
