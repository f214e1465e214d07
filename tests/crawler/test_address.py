"""Addresses: what people type, one spelling each, and whose they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.address import AddressError, alternatives, clean, ending, key, registrable, start_address
from crawler.frontier import TRIED, Frontier, family, pattern, winding
from crawler.scope import Scope, outside_kind


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("www.thungna.go.th", "https://www.thungna.go.th/"),
        ("  HTTP://WWW.ThungNa.GO.TH:80 ", "http://www.thungna.go.th/"),
        ("https :// www. thungna.go.th / ita", "https://www.thungna.go.th/%20ita"),
        ("thungna.go.th/oit?a=1#part", "https://thungna.go.th/oit?a=1"),
        ("“https://thungna.go.th/”", "https://thungna.go.th/"),
        ("htps://thungna.go.th", "https://thungna.go.th/"),
        ("http:\\\\thungna.go.th\\a", "http://thungna.go.th/a"),
        ("https://ทุ่งนา.ไทย/หน้า", "https://xn--22cdh7e6bdg.xn--o3cw4h/%E0%B8%AB%E0%B8%99%E0%B9%89%E0%B8%B2"),
        ("localhost:8000", "http://localhost:8000/"),
        ("127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
        ("//thungna.go.th/x", "https://thungna.go.th/x"),
    ],
)
def test_what_is_typed_becomes_an_address(typed: str, address: str) -> None:
    if "ทุ่งนา" in typed:  # the name's own spelling is the codec's business
        assert start_address(typed).endswith(".xn--o3cw4h/%E0%B8%AB%E0%B8%99%E0%B9%89%E0%B8%B2")
        return
    assert start_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "เทศบาลตำบลทุ่งนาใหม่", "hello", "ftp://thungna.go.th/", "mailto:a@thungna.go.th", "javascript:alert(1)",
     "file:///etc/passwd", "http://", "https:///path", "a b", "http://a..go.th/", "http://thungna.go.th:99999/"],
)  # fmt: skip
def test_what_is_no_address_is_refused_in_thai(typed: str) -> None:
    with pytest.raises(AddressError, match=r"[ก-๙]"):
        start_address(typed)


def test_other_ways_to_the_same_site() -> None:
    assert alternatives("https://thungna.go.th/a?b=1") == (
        "http://thungna.go.th/a?b=1",
        "https://www.thungna.go.th/a?b=1",
        "http://www.thungna.go.th/a?b=1",
    )
    assert alternatives("http://127.0.0.1:8000/") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.go.th/%7Ex/%e0%b8%81", "http://a.go.th/~x/ก"),
        ("http://a.go.th/x/../y/./z", "http://a.go.th/y/z"),
        ("http://a.go.th\\x\\y", "http://a.go.th/x/y"),
        ("http://a.go.th/x?b=2&a=1", "http://a.go.th/x?a=1&b=2"),
        ("http://a.go.th/x?PHPSESSID=abc&a=1", "http://a.go.th/x?a=1"),
        ("http://a.go.th/x;jsessionid=0A1B?a=1", "http://a.go.th/x?a=1"),
        ("http://a.go.th/x?a=1&utm_source=line&fbclid=zz", "http://a.go.th/x?a=1"),
        ("http://a.go.th/x?sid=0123456789abcdef0123", "http://a.go.th/x"),
        ("http://A.GO.TH.:80/x#part", "http://a.go.th/x"),
        ("http://a.go.th/x?", "http://a.go.th/x"),
        ("http://a.go.th/100%", "http://a.go.th/100%25"),
    ],
)
def test_spellings_of_one_address(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.go.th/x?sid=12", "http://a.go.th/x"),
        ("http://a.go.th/Pages/", "http://a.go.th/pages/"),
        ("http://a.go.th/x?a=1", "http://a.go.th/x?a=2"),
        ("http://a.go.th/a%2Fb", "http://a.go.th/a/b"),
        ("http://a.go.th:8080/", "http://a.go.th/"),
    ],
)
def test_addresses_that_differ(one: str, other: str) -> None:
    assert key(one) != key(other)


@given(st.text(max_size=60))
def test_cleaning_never_fails_and_settles(tail: str) -> None:
    once = clean("http://a.go.th/" + tail)
    assert clean(once) == once
    assert once.isascii()


@given(st.text(max_size=40))
def test_typing_gives_an_address_or_a_clear_error(typed: str) -> None:
    try:
        address = start_address(typed)
    except AddressError:
        return
    assert clean(address) == address


def test_the_agency_s_own_hosts() -> None:
    scope = Scope("https://www.thungna.go.th/")
    assert scope.owns("http://thungna.go.th/a")
    assert scope.owns("https://ita.thungna.go.th/")
    assert not scope.owns("https://notthungna.go.th/")
    assert not scope.owns("https://www.go.th/")
    assert scope.canonical("http://thungna.go.th/a") == "https://www.thungna.go.th/a"
    assert scope.key("http://thungna.go.th/a") == scope.key("https://www.thungna.go.th/a")


def test_a_hospital_under_its_ministry_owns_only_itself() -> None:
    scope = Scope("http://thungna.moph.go.th/")
    assert not scope.owns("http://other.moph.go.th/")
    assert not scope.owns("http://www.moph.go.th/")


def test_ita_dot_agency_belongs_to_the_agency() -> None:
    assert Scope("https://ita.thungna.go.th/").owns("https://www.thungna.go.th/")


def test_a_port_on_loopback_counts_alone() -> None:
    scope = Scope("http://127.0.0.1:8001/")
    assert scope.hosts == ("127.0.0.1:8001",)
    assert not scope.owns("http://127.0.0.1:8002/")
    assert not scope.owns("http://localhost:8001/")


def test_one_of_many_sites_on_a_shared_host() -> None:
    scope = Scope("https://sites.google.com/view/thungna/home")
    assert scope.owns("https://sites.google.com/view/thungna/ita")
    assert not scope.owns("https://sites.google.com/view/elsewhere/home")


def test_where_the_site_sends_its_visitors_is_adopted() -> None:
    scope = Scope("http://thungna.go.th/")
    scope.adopt("https://www.thungna-new.go.th/")
    assert scope.owns("http://thungna.go.th/") and scope.owns("https://thungna-new.go.th/")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://drive.google.com/file/d/1/view", "store"),
        ("https://agency-my.sharepoint.com/x", "store"),
        ("https://bit.ly/x", "short"),
        ("https://www.facebook.com/x", "social"),
        ("https://itas.nacc.go.th/go/eit/x", "assessor"),
        ("https://www.other.go.th/a.pdf", "file"),
        ("https://www.other.go.th/", "agency"),
        ("https://example.com/", "other"),
        ("https://notfacebook.com/", "other"),
    ],
)
def test_what_lies_outside(url: str, kind: str) -> None:
    assert outside_kind(url) == kind


def test_endings_and_names() -> None:
    assert ending("http://a.go.th/x/แผน.PDF?v=1") == "pdf"
    assert ending("http://a.go.th/v1.0/") == ""
    assert registrable("www.a.thungna.go.th") == "thungna.go.th"


def test_patterns_of_endless_spaces() -> None:
    assert pattern("http://a.go.th/news?id=12")[0] == pattern("http://a.go.th/news?id=9")[0]
    assert pattern("http://a.go.th/2025/06/")[1]
    assert pattern("http://a.go.th/cal?month=6&year=2025")[1]
    assert not pattern("http://a.go.th/2025/06/a-name")[1]
    assert not pattern("http://a.go.th/news?id=2568")[1]
    assert winding("http://a.go.th/a/b/a/b/a/b/a/b/")
    assert not winding("http://a.go.th/a/b/c/a/")


def test_frontier_order_is_fixed() -> None:
    frontier = Frontier()
    for url, depth, score, what in (
        ("/file.pdf", 1, 0.0, "file"),
        ("/deep", 3, 0.0, "page"),
        ("/near", 1, 0.0, "page"),
        ("/wanted.pdf", 5, 0.9, "file"),
    ):
        frontier.add(url, url, depth, score, what)
    frontier.add("/deep", "/deep", 3, 0.5, "page")  # seen again with more promise
    order = []
    while entry := frontier.pop():
        order.append(entry.url)
    assert order == ["/wanted.pdf", "/deep", "/near", "/file.pdf"]


def taken(frontier: Frontier, **how: bool) -> list[str]:
    """What the frontier gives out, in order."""
    found = []
    while entry := frontier.pop(**how):
        found.append(entry.url)
    return found


def test_pages_of_a_family_that_leads_nowhere_wait_for_the_rest() -> None:
    frontier = Frontier()
    for n in range(30):
        frontier.add(f"/post?id={n}", f"/post?id={n}", 1, 0.4, "page")
    for n in range(5):
        frontier.add(f"/other{'x' * n}", f"/other{n}", 1, 0.2, "page")
    frontier.add("/post?id=77", "/post?id=77", 1, 0.9, "page")  # its own words promise it
    hopeful = taken(frontier, hopeful=True)  # replies are awaited: nothing that was put back
    assert hopeful == [
        "/post?id=77",
        *(f"/post?id={n}" for n in range(TRIED - 1)),
        *(f"/other{'x' * n}" for n in range(5)),
    ]
    assert taken(frontier) == [f"/post?id={n}" for n in range(TRIED - 1, 30)]


def test_a_family_that_turns_out_to_lead_somewhere_is_gone_on_with() -> None:
    frontier = Frontier()
    for n in range(20):
        frontier.add(f"/list?page={n}", f"/list?page={n}", 1, 0.4, "page")
    name = family("/list?page=3")
    assert len(taken(frontier, hopeful=True)) == TRIED
    for n in range(8):
        frontier.add(f"/plan{'x' * n}.pdf", f"/plan{n}", 2, 0.9, "file", name)
    assert len(taken(frontier, hopeful=True)) == 8 + 20 - TRIED
    frontier.add("/list?page=99", "/list?page=99", 2, 0.4, "page", name)  # its own kind counts for nothing
    assert [family(url) for url in ("/about", "/list?page=7")] == ["", name]
    assert family("/2025/01/" + "a-long-title-in-words-" * 2) == family("/2024/12/" + "another-long-title-" * 3)


def test_addresses_are_written_the_way_the_site_answers() -> None:
    scope = Scope("https://thungna.go.th/")
    scope.adopt("http://www.thungna.go.th/index.php")
    assert scope.canonical("https://thungna.go.th/a") == "http://www.thungna.go.th/a"
    assert scope.owns("https://ita.thungna.go.th/")


def test_hosts_that_a_person_named_are_the_agencys_own() -> None:
    scope = Scope("https://www.thungna.go.th/", ("old-thungna.example.com",))
    assert scope.owns("https://old-thungna.example.com/plan.html")
    assert not scope.owns("https://other.example.com/plan.html")
