"""Endless spaces end, and what merely looks like one loses nothing: many old sites are one script with a number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product

from crawler.frontier import COMBINED, Frontier
from crawler.links import Link
from crawler.site import Block
from crawler.twins import Imprint, Twins, imprint

TEXT = "เทศบาลตำบลทุ่งนาใหม่ เผยแพร่ข้อมูลข่าวสารให้ประชาชนทราบเป็นประจำทุกเดือน " * 3
PLAIN, MENU, WANTED = 0.35, 0.5, 0.55  # what links promise: any, an entry of a menu, one below an item's heading


def walk(
    frontier: Frontier, first: Iterable[tuple[str, float]], links: Callable[[str], Iterable[str]], most: int = 5000
) -> list[str]:
    """All that the frontier gives when each address leads to ``links`` of it."""
    for url, score in first:
        frontier.add(url, url, 1, score, "page")
    seen: list[str] = []
    while len(seen) < most and (entry := frontier.pop()):
        seen.append(entry.url)
        for url in links(entry.url):
            frontier.add(url, url, entry.depth + 1, PLAIN, "page")
    return seen


def none(url: str) -> Iterable[str]:
    return ()


def test_a_site_that_is_one_script_with_a_number_is_read_whole() -> None:
    pages = [(f"http://x.go.th/index.php?id={n}", PLAIN) for n in range(380)]
    assert len(walk(Frontier(400), pages, none)) == 380


def test_a_site_whose_pages_are_words_after_the_question_mark_is_read_whole() -> None:
    """Each of these is a parameter of its own by its form."""
    for form in ("index.php?{}", "?{}", "index.php?_mod={}", "index.php?{}&lang=th", "?{}=1"):
        words = [chr(97 + a) + chr(97 + b) + "Wd" for a in range(12) for b in range(20)]
        pages = [("http://x.go.th/" + form.format(word), PLAIN) for word in words]
        assert len(walk(Frontier(400), pages, none)) == 240, form


def test_a_content_system_of_many_parts_is_read_whole() -> None:
    parts = (
        "&view &view&id &view&id&Itemid &view&id&catid&Itemid &Itemid &view&layout &view&task &view&id&start &view&cid"
        " &view&id&limitstart &task &view&id&lang &view&catid&Itemid &view&year &view&format &func &view&gid &act"
        " &func&fid &view&page &aid"
    )
    shapes = [f"option{part}" for part in parts.split()]
    made = ("&".join(f"{name}=a{n}" for name in shape.split("&")) for shape in shapes for n in range(9))
    pages = [(f"http://x.go.th/index.php?{query}", MENU) for query in made]
    assert len(walk(Frontier(400), pages, none)) == len(pages)


def test_what_promises_most_is_never_held_back() -> None:
    chaff = [(f"http://x.go.th/index.php?id={n}", PLAIN) for n in range(3000)]
    wanted = [(f"http://x.go.th/index.php?id={n}", WANTED) for n in range(9000, 9500)]
    frontier = Frontier(400)
    seen = walk(frontier, [*chaff, *wanted], none)
    assert seen[:500] == [url for url, _ in wanted]
    assert len(seen) == 500 + 400
    assert frontier.held == 2600
    assert len(frontier.pending()) == 2600


def test_endless_topics_end_and_share_what_is_left() -> None:
    def next_ones(url: str) -> list[str]:
        base, _, number = url.rpartition("=")
        return [f"{base}={int(number) * 3 + n}" for n in (1, 2, 3)]

    starts = [(f"http://x.go.th/{name}?id=1", PLAIN) for name in ("topic", "board", "album")]
    seen = walk(Frontier(400), starts, next_ones)
    assert len(seen) == 3 * 200 + 200
    assert all(sum(name in url for url in seen) >= 200 for name in ("topic", "board", "album"))


def test_a_search_by_parts_ends_though_each_page_is_another() -> None:
    names = [chr(97 + n) * 3 for n in range(9)]

    def narrower(url: str) -> list[str]:
        mark = "&" if "?" in url else "?"
        return [f"{url}{mark}{name}={value}" for name, value in product(names, ["ก", "ข"]) if name not in url]

    frontier = Frontier(400)
    seen = walk(frontier, [("http://x.go.th/shop", MENU)], narrower)
    assert COMBINED < len(seen) <= 700
    assert frontier.held > 100
    assert walk(frontier, [("http://x.go.th/real", PLAIN)], none) == ["http://x.go.th/real"]


def test_pages_of_the_same_words_and_other_files_are_not_the_same() -> None:
    def page(name: str) -> Imprint:
        link = Link("http://x/", 0, f"http://x/files/{name}", "ดาวน์โหลด", "", (), (), "", "main", "a")
        return imprint((Block("p", "main", TEXT),), (link,))

    assert page("plan2568.pdf") != page("plan2567.pdf")
    assert page("plan2568.html") == page("plan2567.html")
    twins = Twins()
    for n in range(40):
        twins.learn(f"http://x/index.php?id={n}", page(f"{n}.pdf"))
    assert not twins.tiresome("http://x/index.php?id=41")


def test_a_copied_folder_is_told_from_one_of_another_language() -> None:
    copied, other = Twins(), Twins()
    for n in range(8):
        for twins in (copied, other):
            twins.learn(f"http://x/p{n}.html", Imprint(f"imprint {n}"))
        copied.learn(f"http://x/old/p{n}.html", Imprint(f"imprint {n}"))
        other.learn(f"http://x/en/p{n}.html", Imprint(f"imprint {n}" if n % 2 else f"english {n}"))
    assert copied.original("http://x/old/p99.html") == "http://x/p99.html"
    assert other.original("http://x/en/p99.html") == ""
