"""The auditor's report: what is counted over a scan, ranks and their ranges, changes, and reviewers' words."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import made_scan
import pytest
from click.testing import CliRunner

from checker.agency import Word
from checker.cli import main
from checker.errors import UserError
from checker.review import write_word
from checker.scan import results
from checker.scan.matrix import matrix, ranked
from checker.scan.rows import findings_of
from checker.store import latest
from reports.matrix_model import WHOLE, Matrix, Row

ROWS = 40


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("scan")
    made_scan.make(made, ROWS)
    return made


@pytest.fixture(scope="module")
def whole(folder: Path) -> Matrix:
    return matrix(folder)


def _copy(folder: Path, to: Path) -> Path:
    with closing(results.connect(folder)) as old, closing(results.connect(to, write=True)) as new:
        old.backup(new)
    return to


def _change(folder: Path, sql: str, *values: object) -> None:
    with closing(results.connect(folder, write=True)) as db:
        assert db.execute(sql, values).rowcount


def test_every_agency_of_the_list_has_a_row(whole: Matrix) -> None:
    assert len(whole.rows) == ROWS - 1  # one has gone from the list
    states = {row.site: row.state for row in whole.rows}
    assert states["a00008"] == "failed"
    assert states["a00010"] == "duplicate"
    assert states[f"a{ROWS:05d}"] == "waiting"
    assert next(row for row in whole.rows if row.site == "a00010").twin.endswith("ทุ่งนา4")
    assert all(bool(row.cells) == (row.state == "done") == (row.rank > 0) for row in whole.rows)


def test_counts_are_those_of_the_rows(whole: Matrix) -> None:
    done = [row for row in whole.rows if row.state == "done"]
    for at, line in enumerate(whole.whole.items):
        assert line.meets == sum(row.cells[at].status == "pass" for row in done)
        assert line.judged + line.open == len(done)
        assert line.open == sum(row.cells[at].status in ("manual", "undecided") for row in done)
        for gap in line.gaps:
            if gap.element == WHOLE:
                assert gap.count == sum(row.cells[at].status == "missing" for row in done)
            else:
                assert gap.count == sum(
                    row.cells[at].status in ("partial", "stale") and gap.element in row.cells[at].missing
                    for row in done
                )
    assert sum(whole.bins) == len(done) == whole.whole.judged
    assert sum(group.judged for group in whole.kinds) == sum(group.judged for group in whole.provinces) == len(done)
    assert whole.whole.score == pytest.approx(sum(row.score for row in done) / len(done))
    assert sum(item.weight for item in whole.items) == pytest.approx(100)


def test_two_addresses_of_one_website_are_counted_once(folder: Path, tmp_path: Path, whole: Matrix) -> None:
    first, second = sorted((row for row in whole.rows if row.state == "done"), key=lambda row: row.position)[:2]
    place = _copy(folder, tmp_path)
    _change(place, "update results set reached = 'https://one.example/' where site = ?", first.site)
    _change(place, "update results set reached = 'http://www.one.example' where site = ?", second.site)
    made = matrix(place)
    rows = {row.site: row for row in made.rows}
    assert len(rows) == len(whole.rows)
    assert rows[first.site].cells == first.cells and rows[first.site].twin == ""
    assert (rows[second.site].state, rows[second.site].twin) == ("duplicate", first.name)
    assert made.whole.judged == sum(made.bins) == whole.whole.judged - 1
    assert made.whole.rows == whole.whole.rows - 1
    assert made.nights[-1].judged == whole.nights[-1].judged - 1
    assert second.site not in {made.rows[look.row].site for look in made.queue}


def _row(site: str, score: float, low: float, high: float) -> Row:
    return Row(site, site, "", "", "", int(site), "done", score=score, low=low, high=high)


def test_ranks_have_ranges_and_ties() -> None:
    rows = [_row("1", 50, 40, 95), _row("2", 90, 90, 90), _row("3", 50, 50, 50), _row("4", 20, 20, 20)]
    told = {row.site: (row.rank, row.tied, row.best, row.worst) for row in ranked(rows)}
    assert told == {"2": (1, False, 1, 2), "1": (2, True, 1, 3), "3": (2, True, 2, 3), "4": (4, False, 4, 4)}
    assert [row.site for row in ranked([*rows, Row("5", "x", "", "", "", 0, "failed")])] == ["2", "1", "3", "4", "5"]


def test_what_could_not_be_read_is_told_by_cause(folder: Path, whole: Matrix) -> None:
    told = {line.cause: line for line in whole.causes}
    assert sum(len(line.sites) for line in whole.causes) == sum(row.state == "failed" for row in whole.rows)
    assert "a00008" in {whole.rows[at].site for at in told["botwall"].sites}
    assert told["scan"].items == sum(cell.status == "undecided" for row in whole.rows for cell in row.cells)


def test_the_list_and_the_items_that_changed(whole: Matrix) -> None:
    assert whole.since is not None
    assert [whole.rows[at].site for at in whole.since.appeared] == ["a00002"]
    assert [url for _, url in whole.since.gone] == ["https://www.agency-3.example/"]
    assert {line.kind for line in whole.since.moved} >= {"fixed", "broken"}
    for line in whole.since.moved:
        at = [item.code for item in whole.items].index(line.item)
        assert whole.rows[line.row].cells[at].status == line.after != line.before
        if line.before == "pass" and line.after == "missing":
            assert line.kind == "broken"


def test_versions_that_are_mixed_are_told(whole: Matrix) -> None:
    assert dict(whole.versions)["r1 / c1"] == 1 and len(whole.versions) == 2
    assert whole.since is not None and not whole.since.same_rules


def test_sites_of_one_maker_with_the_same_miss(tmp_path: Path) -> None:
    made_scan.make(tmp_path, 120, scans=1)
    miss = matrix(tmp_path).shared[0]
    assert (miss.by, miss.name, miss.item, miss.gap.element) == ("maker", "ทำเว็บง่าย", "O18", "separate")
    assert miss.gap.count == miss.gap.of == len(miss.rows)
    assert miss.elsewhere < 0.5


def test_the_queue_is_by_what_may_be_learnt(whole: Matrix) -> None:
    assert [look.points for look in whole.queue] == sorted((look.points for look in whole.queue), reverse=True)
    assert {look.why for look in whole.queue} == {"undecided", "near", "unsure"}
    weight = {item.code: item.weight for item in whole.items}
    for look in whole.queue:
        cell = whole.rows[look.row].cells[[item.code for item in whole.items].index(look.item)]
        assert cell.status == look.status
        if look.why == "undecided":
            assert look.points == pytest.approx(weight[look.item] / 2, abs=1e-3)
        if look.why == "near":
            assert len(cell.missing) == 1 and look.quote


def test_a_reviewers_word_stands_in_the_machines_place(folder: Path, tmp_path: Path, whole: Matrix) -> None:
    place = _copy(folder, tmp_path)
    look = next(look for look in whole.queue if look.why == "undecided")
    before = whole.rows[look.row]
    (place / "agencies").mkdir()
    word = Word("pass", "นางสาวสุดา แก้วใส", "2026-11-14", "read_by_hand", machine="undecided")
    write_word(place / "agencies" / f"{before.site}.toml", look.item, word)
    made = matrix(place)
    after = next(row for row in made.rows if row.site == before.site)
    cell = after.cells[[item.code for item in made.items].index(look.item)]
    assert (cell.status, cell.machine) == ("pass", "undecided") and "สุดา" in cell.said
    assert after.passed == before.passed + 1 and after.score > before.score
    assert not any(one.item == look.item and made.rows[one.row].site == after.site for one in made.queue)


def test_a_word_on_what_has_changed_does_not_count(folder: Path, tmp_path: Path, whole: Matrix) -> None:
    place = _copy(folder, tmp_path)
    row = next(row for row in whole.rows if row.cells and row.cells[0].status == "missing")
    (place / "agencies").mkdir()
    word = Word("pass", "ผู้ตรวจ", "2026-11-14", "misread", machine="undecided")
    write_word(place / "agencies" / f"{row.site}.toml", whole.items[0].code, word)
    expired = next(one for one in whole.rows if one.cells and one.cells[1].status == "undecided")
    word = replace(word, expires=date(2026, 11, 1).isoformat())
    write_word(place / "agencies" / f"{expired.site}.toml", whole.items[1].code, word)
    made = matrix(place)
    same = {one.site: one for one in made.rows}
    assert same[row.site].cells[0] == row.cells[0] and same[expired.site].cells[1] == expired.cells[1]
    assert len(made.stale_words) == 2


def test_a_scan_without_anything_yet(tmp_path: Path) -> None:
    with closing(results.connect(tmp_path, write=True)) as db:
        now = "2026-11-12T00:00:00+00:00"
        results.begin_scan(db, results.ScanRow(0, now, "", 2568, "2568", "c", "r", "p", "l.csv"))
    made = matrix(tmp_path)
    assert made.rows == () and made.since is None and made.whole.weakest is None
    done = CliRunner().invoke(main, ["matrix", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in tmp_path.glob("matrix.*")) == ["matrix.csv", "matrix.html", "matrix.xlsx"]


def test_wrong_use_says_what_to_do(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(UserError, match="oit scan"):
        matrix(tmp_path)
    with pytest.raises(UserError, match="9"):
        matrix(folder, 9)
    done = CliRunner().invoke(main, ["matrix", str(folder), "-o", str(tmp_path / "a.doc")])
    assert done.exit_code == 2 and ".xlsx" in done.output
    place = _copy(folder, tmp_path)
    _change(place, "update scans set criteria = 'gone.toml'")
    with pytest.raises(UserError, match="--criteria"):
        matrix(place)
    assert matrix(place, 0, "2568").items


def test_links_lead_to_the_reports_from_wherever_the_file_stands(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "out"
    elsewhere.mkdir()
    (tmp_path / "scan").mkdir()
    place = _copy(folder, tmp_path / "scan")
    path = elsewhere / "m.html"
    done = CliRunner().invoke(main, ["matrix", str(place / "scan.db"), "-o", str(path), "--lang", "en"])
    assert done.exit_code == 0, done.output
    text = path.read_text(encoding="utf-8")
    assert '"../scan/reports/a00001.html"' in text and '<html lang="en">' in text


def test_oit_review_beside_a_sites_archive(
    demo_archive: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an auditor does it: a scanned site's archive, ``oit review`` on it, the report again."""
    archive = tmp_path / "sites" / "one.db"
    archive.parent.mkdir()
    shutil.copy(demo_archive("gaps"), archive)
    run = CliRunner()
    monkeypatch.chdir(tmp_path)
    assert run.invoke(main, ["judge", str(archive)]).exit_code == 1
    report = latest(archive)
    assert report is not None
    now = "2026-11-12T00:00:00+00:00"
    with closing(results.connect(tmp_path, write=True)) as db, results.transaction(db):
        scan = results.begin_scan(db, results.ScanRow(0, now, now, 2568, "2568", "c", "r", "p", "l.csv"))
        results.put_site(db, scan, results.SiteRow("one", "หน่วยงานหนึ่ง", report.url, position=1))
        found = results.ResultRow("one", "done", score=report.score.oit, archive="sites/one.db", finished=now)
        results.write_result(db, scan, found, findings_of(report))
    before = matrix(tmp_path).rows[0]
    item = next(number for number, cell in enumerate(before.cells) if cell.status == "partial")
    code = report.findings[item].item
    words = ["--verdict", "pass", "--reason", "misread", "--by", "ผู้ตรวจ", "--date", "2026-11-13"]
    assert run.invoke(main, ["review", str(archive), code, *words]).exit_code == 0
    after = matrix(tmp_path).rows[0]
    assert after.cells[item].said and after.cells[item].machine == "partial"
    assert after.score > before.score and after.passed == before.passed + 1
    file = archive.with_suffix(".toml")
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r'seen = "\w+"', f'seen = "{"0" * 64}"', text), encoding="utf-8")
    made = matrix(tmp_path)
    assert made.rows[0].cells == before.cells and len(made.stale_words) == 1
