"""The submission check: ten planted faults are all named, a right list raises none, and the forms of the result."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from faulty_list import PLANTED, faulty_site, rows
from python_calamine import CalamineWorkbook

from checker.cli import main
from checker.prefer import Prefer
from checker.submission import Entry, Submission, from_report
from checker.verify import Verifier
from config.loader import load_criteria
from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.run import crawl
from crawler.site import Site
from reports.verification import ItemCheck, Verification, as_html, as_terminal

CRITERIA = load_criteria("2568")
QUIET = ["--allow-private", "--no-offsite", "--no-browser", "--quiet"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The faulty site's address and archive; it is served as long as the tests of this module run."""
    archive = tmp_path_factory.mktemp("verify") / "site.db"
    with faulty_site() as address:
        crawl(address, archive, CrawlSettings(allow_private=True, offsite=False, render=False), Prefer("2568"))
        yield address, archive


@pytest.fixture(scope="module")
def verifier(site: tuple[str, Path]) -> Verifier:
    return Verifier(read_site(site[1]), CRITERIA)


def _submission(entries: list[tuple[str, str]]) -> Submission:
    return Submission(tuple(Entry(item, url, "", row) for row, (item, url) in enumerate(entries, 1)), (), "ทดสอบ")


def _codes(item: ItemCheck) -> set[str]:
    remarks = [*item.remarks, *(remark for address in item.addresses for remark in address.remarks)]
    return {remark.code for remark in remarks if remark.grade == "fault"}


@pytest.fixture(scope="module")
def planted(site: tuple[str, Path], verifier: Verifier) -> Verification:
    return verifier.verify(_submission(rows(site[0], planted=True)))


def test_all_ten_faults_are_named_and_nothing_else(planted: Verification) -> None:
    found = {item.item: _codes(item) for item in planted.items if item.state != "ok"}
    assert set(found) == set(PLANTED)
    for item, (code, _) in PLANTED.items():
        assert code in found[item], f"{item}: {code} is not among {found[item]}"
    assert planted.state == "fault"


def test_a_right_list_raises_no_alarm(site: tuple[str, Path], verifier: Verifier) -> None:
    check = verifier.verify(_submission(rows(site[0], planted=False)))
    assert {item.item: _codes(item) for item in check.items if item.state != "ok"} == {}
    assert check.state == "ok"


def test_every_fault_comes_with_the_address_to_use(planted: Verification) -> None:
    better = {item.item: item.better for item in planted.items if item.item in PLANTED}
    assert all(better.values()), better
    assert better["O13"] and all("o13" in url.lower() or "procurement" in url for url in better["O13"])


def test_the_clicks_from_the_home_page_are_shown(planted: Verification) -> None:
    (address,) = next(item for item in planted.items if item.item == "O5").addresses
    assert address.linked and address.path[0] == "หน้าแรก" and len(address.path) >= 2


def test_the_own_list_of_a_run_is_well(demo_site: Callable[[str], Site]) -> None:
    """What ``oit list`` writes of the complete site passes ``oit verify``; of another, all is judged alike."""
    for state in ("complete", "gaps"):
        verifier = Verifier(demo_site(state), CRITERIA)
        report = verifier.judgement.report()
        check = verifier.verify(from_report(report))
        judged = {item.item: item.verdict for item in check.items if item.addresses}
        assert judged == {f.item: f.status for f in report.findings if f.submit}
        assert (check.state == "ok") == (state == "complete")


def test_an_item_without_address_is_told_which_to_use(verifier: Verifier) -> None:
    check = verifier.verify(_submission([("O1", verifier.site.start + "structure.html")]))
    items = {item.item: item for item in check.items}
    assert items["O1"].state == "ok"
    assert _codes(items["O12"]) == {"no_address"} and items["O12"].better


@pytest.mark.parametrize(
    ("url", "code", "grade"),
    [
        ("https://bit.ly/3abcdef", "short", "fault"),
        ("javascript:open('o1')", "address", "fault"),
        ("{start}", "home", "fault"),
        ("{start}not-in-the-archive.html", "unseen", "undecided"),
        ("{start}ita.html", "index", "advice"),
    ],
)
def test_single_addresses(verifier: Verifier, url: str, code: str, grade: str) -> None:
    check = verifier.verify(_submission([("O12", url.format(start=verifier.site.start))]))
    item = next(item for item in check.items if item.item == "O12")
    assert (code, grade) in {(remark.code, remark.grade) for remark in item.addresses[0].remarks}


def test_what_is_lacking_is_open_while_another_address_is_unread(verifier: Verifier) -> None:
    """The report of another year is no fault of the item as long as the second address may hold the right one."""
    start = verifier.site.start
    old, unseen = ("O7", f"{start}files/annual-report-2566.pdf"), ("O7", f"{start}not-in-the-archive.html")
    alone = next(i for i in verifier.verify(_submission([old])).items if i.item == "O7")
    both = next(i for i in verifier.verify(_submission([old, unseen])).items if i.item == "O7")
    assert (alone.state, both.state, both.verdict) == ("fault", "undecided", "undecided")


def test_the_index_file_of_the_root_is_no_redirect(verifier: Verifier) -> None:
    home = next(page for page in verifier.site.pages if page.url == verifier.site.start)
    others = [page for page in verifier.site.pages if page is not home]
    aliases = (*home.aliases, f"{home.url}index.html", f"{home.url}gone.html")
    site = replace(verifier.site, pages=(replace(home, aliases=aliases), *others))
    check = Verifier(site, CRITERIA).verify(_submission([("O4", alias) for alias in aliases[-2:]]))
    told = [[r.code for r in a.remarks] for a in next(i for i in check.items if i.item == "O4").addresses]
    assert "home" not in told[0] and "home" in told[1]


def test_what_no_page_leads_to_is_told(verifier: Verifier) -> None:
    """A page that opens, and that nobody can come to from the home page."""
    lost = verifier.site.start + "hidden/structure.html"
    page = next(page for page in verifier.site.pages if page.url.endswith("/structure.html"))
    site = replace(verifier.site, pages=(*verifier.site.pages, replace(page, url=lost, aliases=())))
    check = Verifier(site, CRITERIA).verify(_submission([("O1", lost)]))
    assert _codes(check.items[0]) == {"unlinked"}


def test_a_crawl_that_saw_little_leaves_it_open(verifier: Verifier) -> None:
    site = replace(verifier.site, failures=(), complete=False, stopped_by="pages")
    check = Verifier(site, CRITERIA).verify(_submission([("O14", site.start + "files/o14-gone.pdf")]))
    item = next(item for item in check.items if item.item == "O14")
    assert item.addresses[0].state == "undecided"


def test_the_command_crawls_reads_and_ends_with_its_code(site: tuple[str, Path], tmp_path: Path) -> None:
    start, archive = site
    listed = tmp_path / "list.txt"
    listed.write_text("\n".join(f"{item} {url}" for item, url in rows(start, planted=True)), encoding="utf-8")
    files = {kind: tmp_path / f"check.{kind}" for kind in ("json", "html", "xlsx")}
    options = [part for kind, path in files.items() for part in (f"--{kind}", str(path))]
    done = CliRunner().invoke(main, ["verify", str(listed), "--site", start, *QUIET, *options])
    assert done.exit_code == 1, done.output
    data = json.loads(files["json"].read_text(encoding="utf-8"))
    assert data["schema"] == "oit-verification/1"
    assert {item["item"] for item in data["items"] if item["state"] == "fault"} == set(PLANTED)
    assert "ตรวจรายการที่อยู่" in files["html"].read_text(encoding="utf-8")
    sheet = CalamineWorkbook.from_path(files["xlsx"]).get_sheet_by_index(0).to_python()
    assert len(sheet) == len(rows(start, planted=True)) + 1
    again = CliRunner().invoke(main, ["verify", str(listed), "--archive", str(archive), "--offline"])
    assert again.exit_code == 1 and "ทางเข้า" in again.output


@pytest.mark.parametrize("path", ["ita.html", ""])
def test_the_agencys_own_page_is_a_list(site: tuple[str, Path], path: str) -> None:
    """Given the home page, the site's page of the assessment is found."""
    start, archive = site
    done = CliRunner().invoke(main, ["verify", "--from-site", start + path, "--archive", str(archive), "--offline"])
    assert done.exit_code == 0, done.output
    assert path or f"ใช้รายการจากหน้า {start}ita.html" in done.stderr
    assert "ใช้ได้ 28 ข้อ" in done.output


def test_addresses_that_the_archive_never_met_are_opened(site: tuple[str, Path], tmp_path: Path) -> None:
    """The archive of a crawl of one page; the list's own addresses are asked for."""
    start, _ = site
    archive = tmp_path / "small.db"
    settings = CrawlSettings(allow_private=True, offsite=False, render=False, max_pages=2)
    crawl(start, archive, settings, Prefer("2568"))
    listed = tmp_path / "list.csv"
    listed.write_bytes(f"ข้อ,ที่อยู่\nO17,{start}old-guideline.html\nO14,{start}files/o14-gone.pdf\n".encode("cp874"))
    result = tmp_path / "check.json"
    done = CliRunner().invoke(main, ["verify", str(listed), "--archive", str(archive), "--json", str(result), *QUIET])
    assert done.exit_code == 1, done.output
    items = {item["item"]: item for item in json.loads(result.read_text(encoding="utf-8"))["items"]}
    codes = {code: {remark["code"] for remark in items[code]["addresses"][0]["remarks"]} for code in ("O14", "O17")}
    assert "dead" in codes["O14"] and "home" in codes["O17"]


@pytest.mark.parametrize(
    "arguments",
    [["verify"], ["verify", "no-such-file.txt"], ["verify", "-", "--offline"], ["list"], ["list", "no-such.db"]],
)
def test_wrong_use_ends_with_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(main, arguments, input="O1 https://a.example").exit_code == 2


def test_hostile_words_harm_no_form(verifier: Verifier) -> None:
    bad = "<script>alert(1)</script>=cmd()\x1b[2J\u202e"
    submission = Submission((Entry("O1", f"https://x.example/{bad}", bad, 1),), (bad,), bad)
    check = verifier.verify(submission)
    page = as_html(check)
    assert "<script>alert" not in page and "\u202e" not in page
    assert "\x1b" not in as_terminal(check) and "\u202e" not in as_terminal(check)
    assert as_html(check) == page
