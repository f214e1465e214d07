"""The reviewer's word: written, laid over, shown beside the machine's, not used once what was seen changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.agency import AgencyFile, AgencyFileError, Word, load_agency
from checker.cli import main
from checker.engine import judge
from checker.review import Looked, word_of, write_word
from checker.store import latest, save
from config.loader import load_criteria
from crawler.archive import read_site
from crawler.site import Site
from reports.html import render as html
from reports.json_report import from_dict, to_dict
from reports.model import Finding, Report
from reports.terminal import render as terminal

CRITERIA = load_criteria("2568")
BY = "นางสาวสุดา แก้วใส"
DAY = date(2025, 3, 14)


@pytest.fixture(scope="module")
def site(demo_site: Callable[[str], Site]) -> Site:
    """The site on which a scan could not be read, whatever this machine can read by OCR."""
    site = demo_site("hard")
    scan = next(document for document in site.documents if document.url.endswith("gift-report-scan.pdf"))
    unread = replace(scan, pages=(), tables=(), title="", cause="scan")
    return replace(site, documents=tuple(unread if document is scan else document for document in site.documents))


@pytest.fixture(scope="module")
def plain(site: Site) -> Report:
    return judge(site, CRITERIA)


def _word(plain: Report, site: Site, verdict: str = "pass", item: str = "O22", **more: object) -> Word:
    word = word_of(plain, site, item, verdict=verdict, reason="read_by_hand", by=BY, day=DAY)
    return replace(word, **more)  # type: ignore[arg-type]


def _judged(site: Site, word: Word, item: str = "O22") -> tuple[Report, Finding]:
    report = judge(site, CRITERIA, 2568, AgencyFile(verdicts={item: word}))
    return report, next(finding for finding in report.findings if finding.item == item)


def _machine(plain: Report, item: str = "O22") -> Finding:
    return next(finding for finding in plain.findings if finding.item == item)


def test_the_word_counts_and_both_are_kept(site: Site, plain: Report) -> None:
    """A scan that the program could not read, read by a person."""
    machine = _machine(plain)
    assert machine.status == "undecided" and machine.review is None
    report, finding = _judged(site, _word(plain, site))
    assert (finding.status, finding.score, finding.low, finding.high) == ("pass", 100.0, 100.0, 100.0)
    assert finding.review is not None
    assert (finding.review.state, finding.review.machine, finding.review.machine_score) == ("used", "undecided", 0.0)
    assert finding.elements == machine.elements and finding.evidence == machine.evidence
    assert report.score.oit > plain.score.oit
    assert all(line.item != "O22" for line in report.todo)
    assert from_dict(to_dict(report)) == report


@pytest.mark.parametrize("verdict", ["pass", "partial", "missing"])
def test_it_is_shown_in_every_form(site: Site, plain: Report, verdict: str) -> None:
    report, _ = _judged(site, _word(plain, site, verdict, note="ดูแล้ว <b>ทั้งฉบับ</b>"))
    page = html(report)
    assert BY in page and "&lt;b&gt;ทั้งฉบับ" in page and "<b>ทั้งฉบับ" not in page
    assert BY in terminal(report)


def test_stale_once_what_was_seen_changes(site: Site, plain: Report) -> None:
    word = _word(plain, site)
    assert word.addresses and word.seen
    documents = tuple(
        replace(document, sha256="0" * 64) if document.url in word.addresses else document
        for document in site.documents
    )
    report, finding = _judged(replace(site, documents=documents), word)
    assert finding.review is not None and finding.review.state == "stale"
    assert finding.status == "undecided" and report.score == plain.score
    assert any("O22" in warning and "เปลี่ยนไป" in warning for warning in report.warnings)


def test_stale_when_it_cannot_be_looked_at_again(site: Site, plain: Report) -> None:
    word = _word(plain, site)
    documents = tuple(document for document in site.documents if document.url not in word.addresses)
    _, finding = _judged(replace(site, documents=documents), word)
    assert finding.review is not None and finding.review.state == "stale"
    assert "เปิดดูไม่ได้" in finding.review.sentence


def test_a_change_elsewhere_leaves_it(site: Site, plain: Report) -> None:
    word = _word(plain, site)
    pages = tuple(replace(page, title=page.title + "!") for page in site.pages)
    _, finding = _judged(replace(site, pages=pages), word)
    assert finding.review is not None and finding.review.state == "used"


def test_expired_by_the_day_of_the_crawl(site: Site, plain: Report) -> None:
    started = site.started[:10]
    for expires, state in ((started, "used"), ("2020-01-01", "expired")):
        report, finding = _judged(site, _word(plain, site, expires=expires))
        assert finding.review is not None and finding.review.state == state
        assert (state == "expired") == any("หมดอายุ" in warning for warning in report.warnings)


def test_told_when_no_longer_needed(site: Site, plain: Report) -> None:
    report, finding = _judged(site, _word(plain, site, "pass", "O1"), "O1")
    assert finding.review is not None and finding.review.state == "unneeded"
    assert any(warning.startswith("O1:") for warning in report.warnings)


def test_missing_is_stale_once_something_is_found(demo_site: Callable[[str], Site]) -> None:
    """A word on nothing rests on the machine's own status."""
    site = demo_site("gaps")
    word = _word(judge(site, CRITERIA), site, "pass", "O11")
    assert word.addresses == () and word.machine == "missing"
    _, finding = _judged(site, word, "O11")
    assert finding.status == "pass"
    _, changed = _judged(site, replace(word, machine="partial"), "O11")
    assert changed.status == "missing" and changed.review is not None and changed.review.state == "stale"


def test_a_word_on_no_item_is_told(site: Site, plain: Report) -> None:
    report = judge(site, CRITERIA, 2568, AgencyFile(verdicts={"O99": _word(plain, site)}))
    assert any(warning.startswith("O99:") for warning in report.warnings)


def test_fingerprints_do_not_hang_on_order_or_menus(site: Site) -> None:
    looked, urls = Looked(site), [page.url for page in site.pages[:4]]
    assert looked.fingerprint(urls) == looked.fingerprint(urls[::-1])
    pages = tuple(
        replace(page, blocks=tuple(replace(b, text=b.text + " 1234") if b.place != "main" else b for b in page.blocks))
        for page in site.pages
    )
    assert Looked(replace(site, pages=pages)).fingerprint(urls) == looked.fingerprint(urls)


def test_the_file_keeps_its_comments(tmp_path: Path, site: Site, plain: Report) -> None:
    path = tmp_path / "agency.toml"
    before = '# ของเรา\n[agency]\nname = "เทศบาลตำบลทุ่งนาใหม่"  # ชื่อเต็ม\n\n[pins]\nO12 = ["https://x.example/o12"]\n'
    path.write_text(before, encoding="utf-8")
    word = _word(plain, site, expires="2026-09-30")
    write_word(path, "O22", word)
    assert path.read_text(encoding="utf-8").startswith(before)
    assert load_agency(path).verdicts == {"O22": word}
    write_word(path, "O3", _word(plain, site, "missing", "O3"))
    write_word(path, "O22", replace(word, verdict="partial", expires=""))
    assert load_agency(path).verdicts["O22"] == replace(word, verdict="partial", expires="")
    write_word(path, "O22", None)
    assert set(load_agency(path).verdicts) == {"O3"}
    assert path.read_text(encoding="utf-8").startswith(before)
    with pytest.raises(AgencyFileError):
        write_word(path, "O22", None)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('verdict = "pass"', 'verdict = "good"'), "verdicts.O22.verdict"),
        (('reason = "misread"', 'reason = "whim"'), "verdicts.O22.reason"),
        (('reason = "misread"', 'reason = "other"'), "verdicts.O22.note"),
        (("date = 2025-03-14", 'date = "14 มี.ค."'), "verdicts.O22.date"),
        (('by = "ก"', 'by = ""'), "verdicts.O22.by"),
        (('by = "ก"', 'bye = "ก"'), "unknown key verdicts.O22.bye"),
    ],
)
def test_refusals_name_the_key(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    good = '[verdicts.O22]\nverdict = "pass"\nby = "ก"\ndate = 2025-03-14\nreason = "misread"\n'
    path = tmp_path / "agency.toml"
    path.write_text(good, encoding="utf-8")
    assert load_agency(path).verdicts["O22"].date == "2025-03-14"
    path.write_text(good.replace(*change), encoding="utf-8")
    with pytest.raises(AgencyFileError, match=message.replace(".", r"\.")):
        load_agency(path)


def test_the_command(demo_archive: Callable[[str], Path], tmp_path: Path) -> None:
    archive, file = tmp_path / "gaps.db", tmp_path / "gaps.toml"
    shutil.copy(demo_archive("gaps"), archive)
    save(archive, judge(read_site(archive), CRITERIA))
    run = CliRunner().invoke
    given = ["--verdict", "pass", "--reason", "read_by_hand", "--by", BY, "--date", "2025-03-14"]
    assert run(main, ["review", str(archive), "O6", "--verdict", "pass"]).exit_code == 2
    assert run(main, ["review", str(archive), "O99", *given]).exit_code == 2
    assert (
        run(main, ["review", str(archive), "O6", "--verdict", "pass", "--reason", "other", "--by", BY]).exit_code == 2
    )
    assert not file.exists()
    done = run(main, ["review", str(archive), "o6", *given, "--expires", "2099-01-01"])
    assert done.exit_code == 0 and file.exists(), done.output
    assert run(main, ["judge", str(archive), "--agency", str(file)]).exit_code == 1
    report = latest(archive)
    assert report is not None
    finding = next(finding for finding in report.findings if finding.item == "O6")
    assert finding.status == "pass" and finding.review is not None and finding.review.by == BY
    assert "ใช้อยู่" in run(main, ["review", str(archive)]).output
    assert run(main, ["review", str(archive), "O6", "--remove"]).exit_code == 0
    assert load_agency(file).verdicts == {}
