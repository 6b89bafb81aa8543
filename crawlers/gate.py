"""The one gate that decides which addresses a crawler may connect to."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from domain.errors import MarketsweepError

Network = IPv4Network | IPv6Network

FORBIDDEN: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "this network, RFC 791"),
    ("10.0.0.0/8", "private, RFC 1918"),
    ("100.64.0.0/10", "carrier-grade NAT, RFC 6598"),
    ("127.0.0.0/8", "loopback, RFC 1122"),
    ("168.63.129.16/32", "metadata and DNS of a cloud"),
    ("169.254.0.0/16", "link-local and cloud metadata, RFC 3927"),
    ("172.16.0.0/12", "private, RFC 1918"),
    ("192.0.0.0/24", "protocol assignments, RFC 6890"),
    ("192.0.2.0/24", "documentation, RFC 5737"),
    ("192.31.196.0/24", "AS112, RFC 7535"),
    ("192.52.193.0/24", "AMT, RFC 7450"),
    ("192.88.99.0/24", "6to4 relay anycast, RFC 7526"),
    ("192.168.0.0/16", "private, RFC 1918"),
    ("192.175.48.0/24", "AS112, RFC 7534"),
    ("198.18.0.0/15", "benchmarking, RFC 2544"),
    ("198.51.100.0/24", "documentation, RFC 5737"),
    ("203.0.113.0/24", "documentation, RFC 5737"),
    ("224.0.0.0/4", "multicast, RFC 5771"),
    ("240.0.0.0/4", "reserved and broadcast, RFC 1112"),
    ("::/96", "unspecified, loopback and IPv4-compatible, RFC 4291"),
    ("100::/64", "discard, RFC 6666"),
    ("2001::/23", "protocol assignments, Teredo and ORCHID, RFC 2928"),
    ("2001:db8::/32", "documentation, RFC 3849"),
    ("3fff::/20", "documentation, RFC 9637"),
    ("5f00::/16", "segment routing, RFC 9602"),
    ("64:ff9b:1::/48", "local translation, RFC 8215"),
    ("fc00::/7", "unique local, RFC 4193"),
    ("fe80::/10", "link-local, RFC 4291"),
    ("fec0::/10", "site-local, RFC 3879"),
    ("ff00::/8", "multicast, RFC 4291"),
)
"""Networks that no public marketplace lives in. `ipaddress.is_global` forgets several of them."""

GLOBAL_UNICAST = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")
SIX_TO_FOUR = IPv6Network("2002::/16")
ISATAP_MARKS = (0x00005EFE, 0x02005EFE)
"""The upper half of an ISATAP interface identifier, RFC 5214."""

_FORBIDDEN: tuple[tuple[Network, str], ...] = tuple((ip_network(text), why) for text, why in FORBIDDEN)


class ForbiddenAddressError(MarketsweepError):
    """A crawler was about to connect to an address that it must not reach."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(
            f"Refused to connect to {address}: {why}. Crawlers reach public addresses only; an address of "
            f"your own network must be allowed by name in the settings."
        )
        self.address = address
        self.why = why


class Gate:
    """Refuses addresses that a crawler must not reach. Asked at connect time, with the address itself."""

    def __init__(self, allow: tuple[Network, ...] = ()) -> None:
        self._allow = allow

    @classmethod
    def of(cls, allow: tuple[str, ...]) -> "Gate":
        """Make a gate from networks as text, such as `127.0.0.1` or `10.1.0.0/16`."""
        return cls(tuple(ip_network(text) for text in allow))

    def check(self, address: str) -> None:
        """Return if this IP address may be connected to, else raise `ForbiddenAddressError`."""
        try:
            parsed = ip_address(address.partition("%")[0])
        except ValueError:
            raise ForbiddenAddressError(address, "it is not an IP address") from None
        if _inside(parsed, self._allow):
            return
        if why := _why_forbidden(parsed):
            raise ForbiddenAddressError(address, why)


def _inside(address: IPv4Address | IPv6Address, networks: tuple[Network, ...]) -> bool:
    return any(address.version == network.version and address in network for network in networks)


def _why_forbidden(address: IPv4Address | IPv6Address) -> str | None:
    for network, why in _FORBIDDEN:
        if address.version == network.version and address in network:
            return why
    if isinstance(address, IPv4Address):
        return None
    embedded = _embedded_ipv4(address)
    if embedded is not None:
        why_embedded = _why_forbidden(embedded)
        return f"it carries {embedded}, {why_embedded}" if why_embedded else None
    return None if address in GLOBAL_UNICAST else "not global unicast, RFC 4291"


def _embedded_ipv4(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that a tunnel or translator would connect to (Teredo is refused whole)."""
    number = int(address)
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in NAT64 or (number >> 32) & 0xFFFFFFFF in ISATAP_MARKS:
        return IPv4Address(number & 0xFFFFFFFF)
    if address in SIX_TO_FOUR:
        return IPv4Address((number >> 80) & 0xFFFFFFFF)
    return None
