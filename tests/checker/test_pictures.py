"""Pictures in the whole program: made with a check, kept, used again, and the same bytes ever after."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from every_form import written
from reordered import reordered

from checker import kept
from checker.check import site_of
from checker.cli import main
from checker.demo.server import serve
from checker.engine import judge
from checker.pictures import MOST, places
from checker.store import latest
from config.loader import load_criteria
from crawler.render import browser_path
from reports.model import Report

pytestmark = pytest.mark.skipif(browser_path() is None, reason="no Chromium or Chrome on this machine")


def _run(*words: str) -> str:
    done = CliRunner().invoke(main, [*words])
    assert done.exit_code in (0, 1), done.output
    return done.output


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of a check of the site with gaps, pictures included; the site is gone."""
    folder = tmp_path_factory.mktemp("pictures")
    with serve("gaps") as address:
        said = _run(
            *("check", address, "--archive", str(folder / "a.db"), "--html", str(folder / "a.html")),
            *("--json", str(folder / "a.json"), "--allow-private", "--no-offsite"),
        )
    assert "เก็บหลักฐานไว้ในฐานข้อมูล" in said
    return folder / "a.db"


def _report(archive: Path) -> Report:
    report = latest(archive)
    assert report is not None
    return report


def test_every_place_has_a_picture_or_a_reason(checked: Path) -> None:
    report = _report(checked)
    counted = report.pictures
    assert counted is not None and counted.made + sum(one.count for one in counted.left) == counted.wanted
    assert counted.wanted == len(places(report)) and 40 <= counted.made <= MOST
    pictured = [e.picture for f in report.findings for e in f.elements if e.picture]
    assert all(picture.marked for picture in pictured if picture.of == "page")
    assert {picture.of for picture in pictured} == {"page", "document"}
    assert set(kept.pictures(checked, report)) == {picture.sha256 for picture in pictured}


def test_who_lacks_something_is_what_is_shown(checked: Path) -> None:
    executives = next(finding for finding in _report(checked).findings if finding.rule == "executives")
    lacking = [element for element in executives.elements if element.status == "fail" and element.missing]
    assert lacking
    for element in lacking:
        assert element.picture is not None and element.picture.text == element.missing[0]


def test_the_page_shows_each_picture_once_with_words_for_who_cannot_see_it(checked: Path) -> None:
    soup = BeautifulSoup(checked.with_suffix(".html").read_text("utf-8"), "lxml")
    images = soup.select("img")
    sources = [str(image["src"]) for image in images]
    assert len(sources) == len(set(sources)) and len(sources) > 30
    assert all(source.startswith("data:image/webp;base64,") for source in sources)
    assert all("“" in str(image["alt"]) and image.find_parent("summary") for image in images)
    assert checked.with_suffix(".html").stat().st_size < 8_000_000


def test_stored_runs_give_the_same_bytes_and_may_go_without(checked: Path, tmp_path: Path) -> None:
    first = checked.with_suffix(".html").read_bytes()
    for name in ("b.html", "c.html"):
        _run("report", str(checked), "-o", str(tmp_path / name))
        assert (tmp_path / name).read_bytes() == first
    _run("report", str(checked), "-o", str(tmp_path / "d.html"), "--no-pictures")
    assert b"data:image" not in (tmp_path / "d.html").read_bytes()


def test_every_form_has_the_same_bytes_whatever_the_order_of_rows(checked: Path, tmp_path: Path) -> None:
    first = written(checked, tmp_path / "first")
    (tmp_path / "other").mkdir()
    other = written(reordered(checked, tmp_path / "other" / checked.name), tmp_path / "second")
    assert [name for name in first if other[name] != first[name]] == []
    assert b"data:image/webp" in first["english.html"]


def test_judging_again_needs_no_site_and_keeps_the_pictures(checked: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    shutil.copy(checked, archive)
    _run("judge", str(archive), "--html", str(tmp_path / "a.html"))
    assert _report(archive) == _report(checked)
    assert (tmp_path / "a.html").read_bytes().count(b"data:image") > 30


def test_without_earlier_pictures_documents_are_drawn_from_what_was_kept(checked: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    shutil.copy(checked, archive)
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("delete from shown")
        connection.execute("delete from pictures")
    _run("judge", str(archive), "--html", str(tmp_path / "a.html"))
    report = _report(archive)
    assert {e.picture.of for f in report.findings for e in f.elements if e.picture} == {"document"}
    assert report.pictures is not None and "offline" in {one.cause for one in report.pictures.left}


def test_only_documents_that_are_evidence_are_kept_and_they_are_what_was_fetched(checked: Path) -> None:
    site, report = site_of(checked), _report(checked)
    wanted = kept.wanted(site, report)
    assert 5 < len(wanted) < len(site.documents)
    for sha256 in wanted:
        body = kept.kept(checked, sha256)
        assert body is not None and hashlib.sha256(body).hexdigest() == sha256
    with closing(sqlite3.connect(checked)) as connection:
        assert {row[0] for row in connection.execute("select sha256 from kept")} == set(wanted)
    assert not checked.with_name(checked.name + ".files").exists()


def test_the_evidence_package_holds_documents_as_fetched_and_pictures(checked: Path, tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        _run("evidence", str(checked), "-o", str(tmp_path / name))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert "ครบถ้วน" in _run("evidence", "--check", str(tmp_path / "a.zip"))
    report = _report(checked)
    with zipfile.ZipFile(tmp_path / "a.zip") as package:
        manifest = json.loads(package.read("manifest.json"))
        index = package.read("index.html").decode()
        documents = [entry for entry in manifest["evidence"] if entry["kind"] == "document"]
        originals = [entry for entry in documents if entry["text"]]
        assert len(originals) == len(documents) > 5
        for entry in originals:
            assert hashlib.sha256(package.read(entry["file"])).hexdigest() == entry["fetched_sha256"]
            assert entry["fetched_sha256"] in package.read(entry["text"]).decode() and entry["fetched_at"]
            assert entry["file"] in index
        shown = [picture for item in manifest["items"] for picture in item["pictures"]]
        named = [e.picture.sha256 for f in report.findings for e in f.elements if e.picture]
        assert [hashlib.sha256(package.read(picture["file"])).hexdigest() for picture in shown] == named
        assert b"data:image/webp" in package.read("report.html")


def test_a_changed_document_or_picture_in_the_archive_is_not_used(checked: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    shutil.copy(checked, archive)
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("update kept set data = x'00'")
        connection.execute("update pictures set data = x'00'")
    report = _report(archive)
    assert kept.pictures(archive, report) == {}
    assert kept.kept(archive, kept.wanted(site_of(archive), report)[0]) is None


def test_pictures_change_nothing_that_was_judged(checked: Path) -> None:
    """The findings are those of judging alone."""
    plain = judge(site_of(checked), load_criteria("2568"))
    stored = json.loads(checked.with_suffix(".json").read_text("utf-8"))
    assert [(f.item, f.status, f.score) for f in plain.findings] == [
        (f["item"], f["status"], f["score"]) for f in stored["findings"]
    ]


def test_a_second_check_takes_unchanged_pictures_over(tmp_path: Path) -> None:
    options = ("--archive", str(tmp_path / "a.db"), "--html", str(tmp_path / "a.html"), "--allow-private")
    with serve("hard") as address:
        _run("check", address, *options, "--no-offsite", "--quiet")
        first = _report(tmp_path / "a.db")
        _run("check", address, *options, "--no-offsite", "--quiet")
    second = _report(tmp_path / "a.db")
    pictures = [[e.picture for f in report.findings for e in f.elements] for report in (first, second)]
    kept_on = [(before, after) for before, after in zip(*pictures, strict=True) if before]
    assert kept_on and all(before == after for before, after in kept_on)  # a slow machine may leave some to the second
    count = kept.keep(tmp_path / "a.db", (), lambda _: None)
    assert count == (0, 0)
    assert len(kept.wanted(site_of(tmp_path / "a.db"), second)) == len(
        [sha for sha in kept.wanted(site_of(tmp_path / "a.db"), second) if kept.kept(tmp_path / "a.db", sha)]
    )


def test_none_are_made_when_none_are_wanted(tmp_path: Path) -> None:
    with serve("hard") as address:
        _run(
            *("check", address, "--archive", str(tmp_path / "a.db"), "--html", str(tmp_path / "a.html")),
            *("--allow-private", "--no-offsite", "--no-pictures", "--quiet"),
        )
    report = _report(tmp_path / "a.db")
    assert report.pictures is None and b"data:image" not in (tmp_path / "a.html").read_bytes()
    assert kept.kept(tmp_path / "a.db", kept.wanted(site_of(tmp_path / "a.db"), report)[0])
