import pytest

from crawlers.gate import ForbiddenAddressError, Gate

PUBLIC = ("8.8.8.8", "93.184.216.34", "100.128.0.1", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::5e")

FORBIDDEN = (
    # loopback, this network
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "::1", "::",
    # private, shared, link-local, metadata
    "10.0.0.5", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.127.255.255",
    "169.254.169.254", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fe80::1", "fe80::1%lo", "fec0::1",
    # multicast, reserved, broadcast
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "ff02::1", "4000::1",
    # documentation, benchmarks, protocol assignments
    "192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "2001:db8::1", "3fff::1", "100::1",
    # IPv4 in IPv6 clothes
    "::ffff:127.0.0.1", "::ffff:10.0.0.5", "::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1",
    "2002:a9fe:a9fe::", "2002:7f00:1::1", "2001:0:4136:e378:8000:63bf:80ff:fffe", "2607:f8b0::5efe:7f00:1",
    "2607:f8b0::200:5efe:10.0.0.5",
)  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_lets_public_addresses_through(address: str) -> None:
    Gate().check(address)


@pytest.mark.parametrize("address", ["64:ff9b::808:808", "2002:808:808::1", "::ffff:8.8.8.8"])
def test_lets_embedded_addresses_through_that_are_public_themselves(address: str) -> None:
    Gate().check(address)


@pytest.mark.parametrize("address", FORBIDDEN)
def test_refuses_addresses_that_no_public_marketplace_has(address: str) -> None:
    with pytest.raises(ForbiddenAddressError, match="Refused to connect"):
        Gate().check(address)


@pytest.mark.parametrize("text", ["localhost", "", "2130706433", "0x7f.1", "①②⑦.⓪.⓪.①", "127.1", "8.8.8.8:80"])
def test_refuses_whatever_is_no_plain_address(text: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        Gate().check(text)


def test_an_allowed_address_opens_for_itself_alone() -> None:
    gate = Gate.of(("127.0.0.1",))
    gate.check("127.0.0.1")
    for other in ("127.0.0.2", "::1", "::ffff:127.0.0.1", "10.0.0.1"):
        with pytest.raises(ForbiddenAddressError):
            gate.check(other)


def test_an_allowed_network_opens_for_all_of_it() -> None:
    gate = Gate.of(("10.1.0.0/16",))
    gate.check("10.1.255.1")
    with pytest.raises(ForbiddenAddressError, match="private, RFC 1918"):
        gate.check("10.2.0.1")
