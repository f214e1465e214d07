"""What 150 requests find on a site of 2,000 addresses, against a full crawl: ``python benchmarks/large.py``.

The demo agency's evidence stands in invented sites of several kinds, each between 2,000 addresses that answer nothing:
news, albums, notices of purchases. Both crawls are judged; an item is found when its evidence among the first three
addresses shown is one that the full crawl shows.

    python benchmarks/large.py [--requests N] [--size N] [KIND ...]
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "servers"))

from local_site import Answer, Asked, LocalSite

from checker.demo.site import INDEX, TYPES, files
from checker.engine import judge
from checker.prefer import Prefer
from config.loader import load_criteria
from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.run import crawl
from reports.model import Report

SETTINGS = CrawlSettings(allow_private=True, offsite=False, render=False, ocr=False, codes=False, deadline=900)
SECTIONS = ("ข้อมูลทั่วไป", "งานนโยบาย", "งานพัสดุ", "งานบุคคล", "ธรรมาภิบาล", "เอกสารเผยแพร่", "บริการ")
AGENCY = "เทศบาลตำบลทุ่งนาใหม่"
PAGED = 20  # entries on a page of a list


@dataclass
class Built:
    """A site being built: path and query → answer."""

    menu: list[tuple[str, str]] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    bodies: dict[str, tuple[str, str]] = field(default_factory=dict)

    def page(self, path: str, title: str, body: str) -> None:
        """Add a page; the menu is put around it at the end."""
        self.bodies[path] = (title, body)

    def listing(self, path: str, title: str, entries: list[tuple[str, str]]) -> None:
        """A list in pages of ``PAGED`` entries with the numbers of the pages below, ten at a time."""
        parts = [entries[at : at + PAGED] for at in range(0, len(entries), PAGED)]
        for number, part in enumerate(parts, start=1):
            first = max(1, min(number - 4, len(parts) - 8))
            shown = [n for n in range(first, first + 10) if n <= len(parts) and n != number]
            numbers = "".join(link(path if n == 1 else f"{path}?page={n}", str(n)) for n in shown)
            if number < len(parts):
                numbers += link(f"{path}?page={number + 1}", "ถัดไป")
            rows = "".join(f"<li>{link(*entry)}</li>" for entry in part)
            body = f"<h1>{title}</h1><ul>{rows}</ul><p>{numbers}</p>"
            self.page(path if number == 1 else f"{path}?page={number}", title, body)

    def done(self) -> dict[str, Answer]:
        """All answers, the pages within their menu."""
        menu = "".join(f"<li>{link(*entry)}</li>" for entry in self.menu)
        for path, (title, body) in self.bodies.items():
            markup = (
                f"<!doctype html><html><head><title>{title} | {AGENCY}</title></head><body><nav><ul>{menu}</ul></nav>"
                f"<main>{body}</main><footer>{AGENCY} โทร 0 2999 1234</footer></body></html>"
            )
            self.answers[path] = Answer(markup.encode(), type=TYPES[".html"])
        return self.answers


def link(path: str, words: str) -> str:
    """An anchor."""
    return f'<a href="{path}">{words}</a>'


def evidence(built: Built) -> list[tuple[str, str]]:
    """The demo agency's pages and files without its menus and index; what its items are answered by, with the words."""
    named: dict[str, str] = {}
    for _, _, links in INDEX:
        for path, words in links:
            named.setdefault(path, words)
    for path, file in files("complete").items():
        if not path.endswith(".html"):
            built.answers[path] = Answer(file.body, type=file.content_type)
        elif path not in ("/", "/index.html", "/ita.html", "/sitemap.html", "/news.html"):
            found = re.search(r"<main>(.*)</main>", file.body.decode(), re.S)
            title = re.search(r"<title>(.*?)</title>", file.body.decode(), re.S)
            if found and title:
                built.page(path, title[1].partition("|")[0].strip(), found[1])
    named.pop("/news.html")
    return list(named.items())


def chaff(built: Built, count: int) -> None:
    """News, albums and notices, each in a list of its own in the menu; ``count`` addresses in all."""
    kinds = (
        ("/news", "ข่าวประชาสัมพันธ์", "ข่าวประชาสัมพันธ์ กิจกรรมที่", 5),
        ("/album", "ภาพกิจกรรม", "ภาพกิจกรรมวันที่", 3),
        ("/notice", "ประกาศราคากลาง", "ประกาศราคากลางงานก่อสร้างที่", 2),
    )
    left = count - len(built.bodies) - len(built.answers)
    for path, title, words, share in kinds:
        many = left * share // 10 * PAGED // (PAGED + 1)
        entries = [(f"{path}/view?id={n}", f"{words} {n}") for n in range(many)]
        built.listing(path, title, entries)
        built.menu.append((path, title))
        for n, (address, said) in enumerate(entries):
            day = f"{n % 28 + 1} มกราคม 2568"
            built.page(address, said, f"<h1>{said}</h1><p>{day} {AGENCY} แจ้งให้ทราบเรื่องที่ {n} ของปีงบประมาณ</p>")


def start(built: Built) -> None:
    """The start page: a welcome and the latest news."""
    latest = "".join(f"<li>{link(f'/news/view?id={n}', f'ข่าวประชาสัมพันธ์ กิจกรรมที่ {n}')}</li>" for n in range(10))
    built.page("/", "หน้าแรก", f"<h1>ยินดีต้อนรับ</h1><h2>ข่าวประชาสัมพันธ์</h2><ul>{latest}</ul>")


def index_page(built: Built, named: list[tuple[str, str]]) -> None:
    """An ITA page that lists every item."""
    rows = "".join(
        f"<tr><td>{code}</td><td>{title}</td><td>{' '.join(link(*one) for one in links)}</td></tr>"
        for code, title, links in INDEX
    )
    built.page("/ita-2568", "ITA 2568", f"<h1>การประเมินคุณธรรมและความโปร่งใส (ITA) 2568</h1><table>{rows}</table>")
    built.menu.append(("/ita-2568", "การประเมิน ITA 2568"))


def deep_menus(built: Built, named: list[tuple[str, str]]) -> None:
    """Section, work, year, title: every level among others that lead to nothing."""
    for at, section in enumerate(SECTIONS):
        own = named[at :: len(SECTIONS)]
        built.menu.append((f"/s{at}", section))
        works = [(f"/s{at}/w{n}", f"กลุ่มงานที่ {n}") for n in range(4)]
        built.page(f"/s{at}", section, f"<h1>{section}</h1>" + "".join(link(*work) for work in works))
        for n, (path, title) in enumerate(works):
            years = [(f"{path}/{year}", f"ปีงบประมาณ {year}") for year in range(2562, 2569)]
            built.page(path, title, f"<h1>{title}</h1>" + "".join(link(*year) for year in years))
            for address, said in years:
                shown = [(f"{address}/{k}", f"หนังสือฉบับที่ {k} ปี {said[-4:]}") for k in range(3)]
                mine = own[n::4] if said.endswith("2568") else []
                built.page(address, said, f"<h1>{title} {said}</h1>" + "".join(link(*one) for one in (*shown, *mine)))
                for leaf, words in shown:
                    built.page(leaf, words, f"<h1>{words}</h1><p>หนังสือของ{title}</p>")


def news_board(built: Built, named: list[tuple[str, str]]) -> None:
    """Each answer is an entry far apart from the next in one long board of announcements."""
    many = 600
    entries = [(f"/board/view?id={n}", f"ประกาศ{AGENCY} ฉบับที่ {n}") for n in range(many)]
    for n, (address, words) in enumerate(entries):
        built.page(address, words, f"<h1>{words}</h1><p>แจ้งให้ประชาชนทราบเรื่องที่ {n} ของปีนี้</p>")
    step = many // len(named)
    for n, one in enumerate(named):
        entries.insert(n * (step + 1) + step // 2, one)
    built.listing("/board", "ประกาศ", entries)
    built.menu.append(("/board", "ประกาศ"))


def numbered_lists(built: Built, named: list[tuple[str, str]]) -> None:
    """A list of files per section, by number in the address, the answers anywhere in them."""
    for at, section in enumerate(SECTIONS):
        own = named[at :: len(SECTIONS)]
        entries = [(f"/doc/detail?g={at}&id={n}", f"เอกสารลำดับที่ {n}") for n in range(70)]
        for address, words in entries:
            built.page(address, words, f"<h1>{words}</h1><p>เอกสารของ{section} {words}</p>")
        for n, one in enumerate(own):
            entries.insert(12 + n * 14, one)
        built.listing(f"/doc/group-{at}", section, entries)
        built.menu.append((f"/doc/group-{at}", section))


KINDS: dict[str, Callable[[Built, list[tuple[str, str]]], None]] = {
    "index page": index_page,
    "deep menus": deep_menus,
    "news board": news_board,
    "numbered lists": numbered_lists,
}


def site(kind: str, size: int) -> dict[str, Answer]:
    """The site of one kind with ``size`` addresses."""
    built = Built()
    built.menu.append(("/", "หน้าแรก"))
    KINDS[kind](built, evidence(built))
    chaff(built, size)
    start(built)
    return built.done()


def looked(routes: dict[str, Answer], requests: int, folder: Path) -> tuple[Report, int]:
    """The report on the site after so many requests, and how many there were."""

    def answer(asked: Asked) -> Answer:
        return routes.get(asked.path, Answer(b"", 404))

    with LocalSite({}, answer) as server:
        outcome = crawl(server.url, folder / "a.db", replace(SETTINGS, max_pages=requests), Prefer("2568"))
        read = read_site(folder / "a.db")
    root = outcome.start
    found = judge(read, load_criteria("2568"))
    return replace(found, findings=tuple(_without(finding, root) for finding in found.findings)), outcome.fetched


def _without(finding: object, root: str) -> object:
    shown = tuple(replace(one, url=one.url.replace(root, "/")) for one in finding.evidence)  # type: ignore[attr-defined]
    return replace(finding, evidence=shown)  # type: ignore[type-var]


def main() -> None:
    """Crawl and judge every kind twice and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=150)
    parser.add_argument("--size", type=int, default=2000)
    parser.add_argument("kind", nargs="*", choices=[[], *KINDS], default=[])
    options = parser.parse_args()
    found = every = 0
    for kind in options.kind or KINDS:
        routes = site(kind, options.size)
        reports = []
        for requests in (options.size + 500, options.requests):
            with tempfile.TemporaryDirectory() as folder:
                reports.append(looked(routes, requests, Path(folder)))
        (whole, asked), (part, few) = reports
        had = {f.item: {one.url for one in f.evidence[:3]} for f in whole.findings if f.evidence}
        got = {f.item: {one.url for one in f.evidence[:3]} for f in part.findings}
        lost = [item for item, urls in had.items() if not urls & got[item]]
        found, every = found + len(had) - len(lost), every + len(had)
        print(
            f"{kind:15} {len(routes)} addresses: {asked} requests find {len(had)} items, {few} find"
            f" {len(had) - len(lost)}{' without ' + ' '.join(lost) if lost else ''}"
        )
    print(f"{100 * found / every:.1f} % of the items that a full crawl finds ({found}/{every})")


if __name__ == "__main__":
    main()
