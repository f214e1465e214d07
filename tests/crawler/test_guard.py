"""The guard: no way of writing or reaching a private address gets through."""

from __future__ import annotations

import ipaddress

import pytest

from crawler.address import literal
from crawler.guard import Guard, is_public, resolve
from crawler.scope import Scope


def guard(start: str = "https://www.thungna.go.th/", *, allow: bool = False, offsite: bool = True) -> Guard:
    return Guard(Scope(start), allow_private=allow, offsite=offsite)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200",
     "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::", "::1", "fe80::1", "fc00::1",
     "fec0::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
     "2002:7f00:1::", "2001:db8::1"],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "203.150.10.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host",
    ["127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "[::1]", "[::ffff:7f00:1]",
     "127.0.0.1."],
)  # fmt: skip
def test_other_ways_to_write_loopback(host: str) -> None:
    assert literal(host) is not None
    assert guard().refuse(f"http://{host}/") == "guard"


@pytest.mark.parametrize(
    "url", ["ftp://a.go.th/", "file:///etc/passwd", "http:///x", "javascript:1", "http://u:p@a.go.th/"]
)
def test_only_plain_web_addresses(url: str) -> None:
    assert guard().refuse(url) == "guard"


def test_names_that_point_inwards_lose_their_addresses() -> None:
    checked = guard()
    inside = (ipaddress.ip_address("10.0.0.1"), ipaddress.ip_address("::1"))
    assert checked.passed("inside.thungna.go.th", 80, inside) == ()
    assert ("inside.thungna.go.th", 80) in checked.refused
    mixed = (ipaddress.ip_address("10.0.0.1"), ipaddress.ip_address("8.8.8.8"))
    assert checked.passed("mixed.thungna.go.th", 80, mixed) == (ipaddress.ip_address("8.8.8.8"),)


def test_a_private_start_opens_only_itself() -> None:
    allowed = guard("http://127.0.0.1:8000/", allow=True)
    assert allowed.refuse("http://127.0.0.1:8000/x") == ""
    assert allowed.refuse("http://127.0.0.1:8001/") == "guard"
    assert allowed.refuse("http://127.0.0.2:8000/") == "guard"
    assert allowed.refuse("http://2130706433:8000/") == "guard"
    assert not allowed.permits("localhost", 8000, ipaddress.ip_address("127.0.0.1"))
    assert guard("http://127.0.0.1:8000/").refuse("http://127.0.0.1:8000/") == "guard"


def test_allowing_private_addresses_opens_nothing_for_a_public_start() -> None:
    assert guard(allow=True).refuse("http://127.0.0.1/") == "guard"
    assert guard(allow=True).passed("intranet.thungna.go.th", 80, (ipaddress.ip_address("10.0.0.1"),)) == ()


def test_without_offsite_only_the_site_is_asked() -> None:
    strict = guard(offsite=False)
    assert strict.refuse("https://drive.google.com/x") == "offsite"
    assert strict.refuse("https://ita.thungna.go.th/") == ""
    alone = guard("http://127.0.0.1:8000/", allow=True, offsite=False)
    assert alone.refuse("http://localhost:8000/") == "offsite"


def test_resolving_a_number_asks_no_one() -> None:
    assert resolve("0x7f.1", 80) == (ipaddress.ip_address("127.0.0.1"),)
    assert resolve("a" * 300, 80) == ()
