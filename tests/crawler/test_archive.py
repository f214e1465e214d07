"""The archive: what goes in comes out, in one order, whole or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from crawler.archive import (
    Archive,
    ArchiveError,
    ArchiveVersionError,
    Summary,
    check_target,
    part_of,
    read_site,
    recover,
)
from crawler.site import Block, Document, Failure, Form, Image, Link, Outside, Page, Site, Table

URL = "https://www.thungna.go.th/"


def a_page(name: str) -> Page:
    url = URL + name
    return Page(
        url=url,
        status=200,
        title="ข้อมูลผู้บริหาร",
        depth=1,
        blocks=(Block("h1", "main", "ผู้บริหาร"), Block("tr", "main", "นายสมชาย ใจดี\tนายก")),
        links=(
            Link(url, 0, URL + "a.pdf", "", "แผน", ("แผน", "2568"), ("เมนู",), "แถว", "main", "a"),
            Link(url, 1, "", "", "ว่าง", (), (), "", "nav", "a", "empty"),
        ),
        images=(Image(url, 0, URL + "a.jpg", "รูป", 100, 80, "นายก", "main", ""),),
        forms=(Form(url, 0, URL + "send", "post", ("ชื่อ", "เรื่อง"), "ร้องเรียน", "main"),),
        html="<h1>ผู้บริหาร</h1>\ud800",
        sha256="0" * 64,
        charset="windows-874",
        rendered="app-root",
        cause="",
    )


DOCUMENT = Document(
    url=URL + "a.pdf",
    kind="pdf",
    status=200,
    size=10,
    sha256="1" * 64,
    title="แผน",
    pages=("หน้าแรก", "หน้าสอง"),
    tables=(Table((("ก", "ข"), ("1", "2")), "ตาราง"),),
    page_count=3,
    cause="timeout",
    engine="pdfium",
    offsite=True,
    depth=2,
)


def written(path: Path, names: tuple[str, ...]) -> Site:
    archive = Archive.create(path, Summary(start=URL, asked="thungna.go.th"))
    for name in names:
        archive.add_page(a_page(name))
    archive.add_document(DOCUMENT)
    archive.add_alias(URL + "old", URL + "b")
    archive.add_outside(Outside("https://bit.ly/x", "short"))
    archive.add_failure(Failure(URL + "gone", "http4xx", "HTTP 404", 404, 1))
    summary = Summary(URL, "thungna.go.th", ("thungna.go.th",), True, "", "2025-01-01", "2025-01-02", 5, ("หมายเหตุ",))
    archive.finish(summary, (URL + "z", URL + "y"))
    return read_site(path)


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    site = written(tmp_path / "a.db", ("c",))
    assert site.pages == (a_page("c"),)
    assert site.documents == (DOCUMENT,)
    assert site.outside == (Outside("https://bit.ly/x", "short"),)
    assert site.failures == (Failure(URL + "gone", "http4xx", "HTTP 404", 404, 1),)
    assert site.pending == (URL + "z", URL + "y")
    assert (site.complete, site.fetched, site.notes) == (True, 5, ("หมายเหตุ",))


def test_the_order_of_the_rows_does_not_matter(tmp_path: Path) -> None:
    one = written(tmp_path / "a.db", ("b", "c", "a"))
    other = written(tmp_path / "b.db", ("a", "b", "c"))
    assert one == other
    assert [page.url for page in one.pages] == [URL + "a", URL + "b", URL + "c"]
    assert one.pages[1].aliases == (URL + "old",)


def test_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    written(path, ())
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    before = path.read_bytes()
    with pytest.raises(ArchiveVersionError, match="99"):
        read_site(path)
    with pytest.raises(ArchiveVersionError):
        check_target(path)
    assert path.read_bytes() == before


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("ไม่ใช่ฐานข้อมูล" * 100, encoding="utf-8")
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t (x)")
    db.close()
    for path in (text, other, tmp_path / "none.db", tmp_path):
        with pytest.raises(ArchiveError, match=r"[ก-๙]"):
            read_site(path)
    for path in (text, other, tmp_path, tmp_path / "no" / "a.db"):
        with pytest.raises(ArchiveError, match=r"[ก-๙]"):
            check_target(path)


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    written(path, ("a", "b"))
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(ArchiveError):
        read_site(path)


def test_nothing_stands_at_the_target_until_it_is_finished(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    old = written(path, ("old",))
    archive = Archive.create(path, Summary(start=URL, asked=URL))
    archive.add_page(a_page("new"))
    assert read_site(path) == old
    archive.close()
    assert recover(path, "crash")
    site = read_site(path)
    assert [page.url for page in site.pages] == [URL + "new"]
    assert (site.stopped_by, site.complete, site.fetched) == ("crash", False, 1)
    assert not part_of(path).exists()


def test_nothing_to_recover(tmp_path: Path) -> None:
    assert not recover(tmp_path / "a.db", "crash")
