"""The evidence package: whole, the same from the same archive, and every change to it named."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from checker.cli import main
from checker.engine import judge
from checker.evidence_package import PackageError, build, differences, write
from checker.store import save
from config.loader import load_criteria
from crawler.archive import read_site
from crawler.site import Site
from reports.model import Picture, Quote, Report


@pytest.fixture(scope="module")
def archive(demo_archive: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A judged archive of the site with gaps."""
    path = tmp_path_factory.mktemp("evidence") / "gaps.db"
    shutil.copy(demo_archive("gaps"), path)
    save(path, judge(read_site(path), load_criteria("2568")))
    return path


@pytest.fixture(scope="module")
def package(archive: Path) -> Path:
    path = archive.with_name("evidence.zip")
    done = CliRunner().invoke(main, ["evidence", str(archive), "-o", str(path)])
    assert done.exit_code == 0, done.output
    assert hashlib.sha256(path.read_bytes()).hexdigest() in done.output
    return path


def test_every_quotation_stands_in_the_package(archive: Path, package: Path) -> None:
    """Whatever a finding cites can be opened from the index, as it was fetched."""
    site: Site = read_site(archive)
    report: Report = judge(site, load_criteria("2568"))
    with zipfile.ZipFile(package) as files:
        manifest = json.loads(files.read("manifest.json"))
        index = files.read("index.html").decode()
        listed = {line["url"]: line["file"] for item in manifest["items"] for line in item["addresses"]}
        pages = {page.url: page for page in site.pages}
        documents = {document.url: document for document in site.documents}
        quoted = {q.url for f in report.findings for e in f.elements for q in e.quotes}
        assert quoted and quoted <= set(listed)
        for url in sorted(quoted):
            body = files.read(listed[url]).decode()
            assert listed[url] in index
            if url in pages:
                assert body == pages[url].html
            else:
                assert documents[url].sha256 in body and all(text in body for text in documents[url].pages)
        fetched = {entry["url"]: entry["fetched_sha256"] for entry in manifest["evidence"]}
        assert all(fetched[url] == pages[url].sha256 for url in fetched if url in pages)
        assert {"report.html", "report.json", "index.html", "manifest.json", "manifest.sha256"} <= set(files.namelist())


NAMES = (
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "CON",
    "aux.pdf",
    "a\x00b\x1b[2J.pdf",
    "รายงาน\u202efdp.exe",
    "C:/x",
    "/x",
    "ก" * 10_000_000,
)
SPOILT = "<script>document.title=1</script>=cmd|'/c calc'!A1\u202e\x00" + "ย" * 10_000_000


def test_no_name_of_the_site_names_a_file(archive: Path, tmp_path: Path) -> None:
    """Titles, kinds and addresses that mean harm are words in the index; files are named by what they hold."""
    site, report = read_site(archive), judge(read_site(archive), load_criteria("2568"))
    names = cycle(NAMES)
    documents = tuple(replace(one, title=next(names), kind=next(names)) for one in site.documents)
    pages = tuple(replace(one, title=SPOILT) for one in site.pages)
    quote = Quote(f"{site.start}{NAMES[1]}", SPOILT)
    picture = Picture("a" * 64, quote.url, SPOILT, "page", True, 10, 10)
    element = replace(report.findings[0].elements[0], quotes=(quote,), wording=SPOILT, picture=picture)
    finding = replace(report.findings[0], title=SPOILT, elements=(element, *report.findings[0].elements))
    spoilt = replace(report, agency=SPOILT, findings=(finding, *report.findings[1:]))
    body = {one.sha256: b"original" for one in site.documents}
    package = tmp_path / "spoilt.zip"
    write(package, build(replace(site, pages=pages, documents=documents), spoilt, {}, body.get, {"a" * 64: b"drawn"}))
    assert differences(package) == ()
    with zipfile.ZipFile(package) as files:
        for name in files.namelist():
            assert re.fullmatch(
                r"((documents|pages|pictures)/[0-9a-f]{24}\.[a-z]{3,4})|[a-z]+\.(html|json|sha256)", name
            )
        index = files.read("index.html").decode()
        assert len(index) < 2_000_000 and not re.search("<script|\u202e|\x00|\x1b", index)
        assert all(not urlsplit(link).scheme for link in re.findall(r'(?:href|src)="([^"]*)"', index))


def test_the_same_archive_gives_the_same_bytes(archive: Path, package: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    assert CliRunner().invoke(main, ["evidence", str(archive), "-o", str(again)]).exit_code == 0
    assert again.read_bytes() == package.read_bytes()


def test_an_untouched_package_is_well(package: Path) -> None:
    done = CliRunner().invoke(main, ["evidence", "--check", str(package)])
    assert done.exit_code == 0 and "ครบถ้วน" in done.output


def _changed(package: Path, target: Path, change: Callable[[dict[str, bytes]], object]) -> tuple[str, ...]:
    with zipfile.ZipFile(package) as old:
        files = {name: old.read(name) for name in old.namelist()}
    change(files)
    write(target, files)
    return differences(target)


def test_every_change_is_named(package: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(package) as files:
        page = next(name for name in files.namelist() if name.startswith("pages/"))
        text = next(name for name in files.namelist() if name.startswith("documents/"))

    def altered(files: dict[str, bytes]) -> None:
        files[page] = files[page].replace(b"2568", b"2569") + b" "
        del files[text]
        files["pages/added.html"] = b"new"

    found = _changed(package, tmp_path / "altered.zip", altered)
    assert [line.split(":")[0] for line in found] == [*sorted([text, page]), "pages/added.html"]
    assert CliRunner().invoke(main, ["evidence", "--check", str(tmp_path / "altered.zip")]).exit_code == 1

    def forged(files: dict[str, bytes]) -> None:  # page and manifest changed together
        data = json.loads(files["manifest.json"])
        files[page] = b"forged"
        entry = next(entry for entry in data["files"] if entry["path"] == page)
        entry.update(size=6, sha256=hashlib.sha256(b"forged").hexdigest())
        files["manifest.json"] = json.dumps(data).encode()

    (line,) = _changed(package, tmp_path / "forged.zip", forged)
    assert line.startswith("manifest.json")


def test_a_damaged_file_is_told(package: Path, tmp_path: Path) -> None:
    body = bytearray(package.read_bytes())
    with zipfile.ZipFile(package) as files:
        entry = next(info for info in files.infolist() if info.filename.startswith("pages/"))
    at = entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2
    body[at] ^= 0xFF
    path = tmp_path / "damaged.zip"
    path.write_bytes(bytes(body))
    assert any(line.startswith(entry.filename) for line in differences(path))


def test_what_is_no_package_is_refused(tmp_path: Path) -> None:
    for name, body in (("a.zip", b"no zip"), ("b.zip", None)):
        path = tmp_path / name
        if body is None:
            write(path, {"x.txt": b"x"})
        else:
            path.write_bytes(body)
        with pytest.raises(PackageError):
            differences(path)
        assert CliRunner().invoke(main, ["evidence", "--check", str(path)]).exit_code == 2


def test_site_text_is_no_markup_of_the_index(archive: Path) -> None:
    site = read_site(archive)
    report = judge(site, load_criteria("2568"))
    index = build(site, report)["index.html"].decode()
    assert "<script" not in index
