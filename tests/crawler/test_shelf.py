"""Pages of a large archive, of which only some are held: the same as all of them, never those of another archive."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.archive import Archive, ArchiveError, Summary, read_site
from crawler.shelf import RECENT, Shelf
from crawler.site import Block, Form, Image, Link, Page

URL = "https://www.thungna.go.th/"
MANY = 3 * RECENT


def page(number: int) -> Page:
    url = f"{URL}{number}"
    return Page(
        url,
        200,
        f"หน้า {number}",
        1,
        (Block("h1", "main", f"เรื่องที่ {number}"), Block("p", "footer", "โทร 02-123-4567")),
        (Link(url, 0, URL, "", "หน้าแรก", ("เมนู",), ("เมนู", "หลัก"), "", "nav", "a"),),
        (Image(url, 0, f"{URL}{number}.jpg", "รูป", 1, 2, "", "main", ""),),
        (Form(url, 0, URL, "post", ("ชื่อ",), "ส่ง", "main"),),
        f"<h1>เรื่องที่ {number}</h1>",
        f"{number:064}",
    )


def write(path: Path, count: int = MANY, started: str = "2025-01-01") -> Path:
    summary = Summary(URL, URL, ("www.thungna.go.th",), True, started=started)
    archive = Archive.create(path, summary)
    for number in range(count):
        archive.add_page(page(number))
    archive.finish(summary, ())
    return path


def test_held_in_part_it_is_the_same_site(tmp_path: Path) -> None:
    path = write(tmp_path / "a.db")
    whole, part = read_site(path), read_site(path, held=2)
    assert part == whole
    with part.open():
        assert part.pages == whole.pages == tuple(sorted(map(page, range(MANY)), key=lambda one: one.url))


def test_most_of_what_was_looked_at_is_let_go(tmp_path: Path) -> None:
    site = read_site(write(tmp_path / "a.db"), held=10)
    assert isinstance(site.shelf, Shelf)
    for one in site.pages:
        assert one.blocks and one.links and one.images and one.forms and one.html
    assert len(site.shelf.in_memory) == 10 + RECENT


def test_a_small_site_needs_its_file_no_longer(tmp_path: Path) -> None:
    path = write(tmp_path / "a.db")
    site = read_site(path, held=MANY)
    path.unlink()
    with site.open():
        assert {one.html for one in site.pages} == {page(number).html for number in range(MANY)}


def test_a_page_with_something_changed_is_one_by_itself(tmp_path: Path) -> None:
    path = write(tmp_path / "a.db")
    found = read_site(path, held=2).pages[-1]
    changed = replace(found, title="อื่น", links=())
    path.unlink()
    assert changed == replace(page(int(found.url.removeprefix(URL))), title="อื่น", links=())


def test_pages_of_another_archive_under_the_same_name_are_not_taken(tmp_path: Path) -> None:
    path = write(tmp_path / "a.db")
    site = read_site(path, held=2)
    write(path, started="2025-02-02")
    with pytest.raises(ArchiveError, match="ถูกแทนที่"):
        _ = site.pages[-1].blocks


def test_a_file_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    path = write(tmp_path / "a.db")
    site = read_site(path, held=2)
    path.unlink()
    with pytest.raises(ArchiveError, match="ไม่พบแฟ้ม"):
        _ = site.pages[-1].html


def test_damage_that_shows_only_later_is_said(tmp_path: Path) -> None:
    path = write(tmp_path / "a.db")
    site = read_site(path, held=2)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE links SET headings = '['")
        db.execute("UPDATE pages SET html = 'x'")
    db.close()
    with pytest.raises(ArchiveError, match="เสียหาย"):
        _ = site.pages[-1].links
    with pytest.raises(ArchiveError, match="เสียหาย"):
        _ = site.pages[-1].html


def test_the_file_can_be_written_to_between_looks(tmp_path: Path) -> None:
    path = write(tmp_path / "a.db")
    site = read_site(path, held=2)
    with site.open():
        assert site.pages[-1].blocks
    with sqlite3.connect(path, timeout=0) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE more (x)")
        db.execute("PRAGMA journal_mode = DELETE")
    db.close()
    assert site.pages[-2].blocks
