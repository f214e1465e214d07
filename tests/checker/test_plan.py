"""The improvement plan, and the comparison of years held against published results."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from checker.cli import main
from checker.engine import judge
from checker.past_scores import ScoresError, YearScores, band, compare, load_scores
from checker.plan import plan_of
from checker.store import save
from config.loader import load_criteria
from crawler.archive import read_site
from crawler.site import Site
from reports.model import Report
from reports.plan import Comparison, as_html, score_table
from reports.plan_docx import render as docx

CRITERIA = load_criteria("2568")

# Published results of three municipalities: the indicators 1 to 10, then the total as printed.
CITY_2565 = (90.62, 80.83, 87.21, 81.94, 83.52, 90.66, 88.48, 88.89, 97.78, 100.0, 91.81)
TOWN_2568 = (66.67, 100.0, 100.0, 98.89, 100.0, 99.5, 99.17, 99.33, 100.0, 100.0, 97.73)
PAIR_2566 = (97.75, 91.36, 93.83, 91.50, 92.71, 93.47, 89.07, 91.81, 100.0, 93.75, 94.22)
PAIR_2567 = (90.64, 92.12, 95.55, 74.54, 89.98, 92.11, 89.81, 78.89, 90.0, 100.0, 90.65)
PAIR_CHANGE = (-7.11, -0.76, 1.72, -16.96, -2.73, -1.36, 0.74, -12.92, -10.0, 6.25, -3.57)  # as printed


def _year(year: int, figures: tuple[float, ...], change: tuple[float, ...] = ()) -> YearScores:
    codes = [*map(str, range(1, 11)), "total"]
    return YearScores(
        year,
        dict(zip(codes[:10], figures, strict=False)),
        total=figures[10],
        change=dict(zip(codes, change, strict=True)) if change else {},
    )


@pytest.mark.parametrize(
    ("year", "figures", "word"), [(2565, CITY_2565, "A"), (2568, TOWN_2568, "ผ่านดี"), (2566, PAIR_2566, "ผ่านดี")]
)
def test_published_totals_and_bands(year: int, figures: tuple[float, ...], word: str) -> None:
    comparison = compare((_year(year, figures),))
    (total,) = comparison.totals
    assert total.total == pytest.approx(figures[10], abs=0.01)
    assert total.band == word
    assert not any("คะแนนรวมที่พิมพ์" in remark for remark in comparison.remarks)


@pytest.fixture
def pair() -> Comparison:
    return compare((_year(2566, PAIR_2566), _year(2567, PAIR_2567, PAIR_CHANGE)))


def test_two_years_side_by_side(pair: Comparison) -> None:
    assert [total.total for total in pair.totals] == [
        pytest.approx(94.22, abs=0.01),
        pytest.approx(90.65, abs=0.01),
    ]
    assert pair.change == pytest.approx(-3.57, abs=0.01)
    for row, printed in zip(pair.rows, PAIR_CHANGE, strict=False):
        expected = 0.76 if row.code == "2" else printed  # the document prints the wrong sign there
        assert row.change == pytest.approx(expected, abs=0.005), row.name


def test_the_wrong_sign_is_said_and_nothing_else(pair: Comparison) -> None:
    printed = [remark for remark in pair.remarks if "พิมพ์ผลต่าง" in remark]
    assert len(printed) == 1
    assert "ตัวชี้วัดที่ 2" in printed[0] and "-0.76" in printed[0] and "+0.76" in printed[0] and "เครื่องหมาย" in printed[0]


def test_the_lowest_points_come_first(pair: Comparison) -> None:
    assert [row.code for row in pair.lowest[:2]] == ["4", "8"]
    assert [row.values[-1] for row in pair.lowest] == sorted(row.values[-1] for row in pair.lowest)


def test_parts_of_eit_lower_the_band() -> None:
    year = _year(2567, PAIR_2567)
    assert compare((year,)).totals[0].band == "ผ่านดี"
    assert any("EIT ส่วนที่ 1" in remark for remark in compare((year,)).remarks)
    year.eit1, year.eit2, year.band = 89.0, 84.9, "ผ่าน"
    assert compare((year,)).totals[0].band == "ผ่าน"
    assert compare((year,)).remarks == ()


@pytest.mark.parametrize(
    ("year", "total", "tools", "word"),
    [
        (2568, 95.0, (95, 95, 95), "ผ่านดีเยี่ยม"),
        (2568, 97.73, (93.11, 99.33, 100), "ผ่านดี"),
        (2568, 94.64, (84.9, 99, 99), "ผ่าน"),
        (2568, 84.99, (84, 85, 86), "ต้องปรับปรุง"),
        (2568, 69.99, (60, 70, 80), "ต้องปรับปรุงโดยด่วน"),
        (2565, 95.0, (90, 90, 99), "AA"),
        (2565, 84.99, (84, 85, 86), "B"),
        (2565, 65.0, (65, 65, 65), "C"),
        (2564, 50.0, (50, 50, 50), "ต่ำกว่า C"),
    ],
)
def test_bands(year: int, total: float, tools: tuple[float, float, float], word: str) -> None:
    assert band(year, total, tools[0], (tools[1],), tools[2]) == word


def test_toml_and_csv_say_the_same(tmp_path: Path) -> None:
    toml, table = tmp_path / "scores.toml", tmp_path / "scores.csv"
    lines = []
    for year, figures in ((2566, PAIR_2566), (2567, PAIR_2567)):
        lines.append(f"[{year}]")
        lines += [f"{code} = {value}" for code, value in enumerate(figures[:10], 1)]
        lines.append(f"total = {figures[10]}")
    lines.append("[2567.change]")
    lines += [f"{code} = {value}" for code, value in enumerate(PAIR_CHANGE[:10], 1)]
    lines.append(f"total = {PAIR_CHANGE[10]}")
    toml.write_text("\n".join(lines), encoding="utf-8")
    thai = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    rows = ["ตัวชี้วัด,ปี ๒๕๖๖,ปี 2567,ผลต่าง"]
    rows += [
        f"{code} ชื่อ,{a},{b},{c:+}"
        for code, (a, b, c) in enumerate(zip(PAIR_2566, PAIR_2567, PAIR_CHANGE, strict=True), 1)
        if code <= 10
    ]
    rows.append(f"คะแนนเฉลี่ย,{PAIR_2566[10]},{PAIR_2567[10]},{PAIR_CHANGE[10]}".translate(thai))
    table.write_bytes("\r\n".join(rows).encode("cp874"))
    assert compare(load_scores(toml)) == compare(load_scores(table))
    assert len(load_scores(toml)) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[2567]\n1 = 90\n", "ขาดคะแนนตัวชี้วัดที่ 2, 3"),
        ("[2567]\n1 = 190\n", "ตัวชี้วัดที่ 1"),
        ("[2567]\n11 = 90\n", "ไม่รู้จัก"),
        ("[67]\n1 = 90\n", "ปี พ.ศ."),
        ("[2550]\n1 = 90\n", "น้ำหนัก"),
        ("", "ไม่มีคะแนน"),
        ("[2567", "scores.toml"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "scores.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScoresError, match=re.escape(message)):
        load_scores(path)


@pytest.fixture(scope="module")
def report(demo_site: Callable[[str], Site]) -> Report:
    return judge(demo_site("gaps"), CRITERIA)


def test_every_gap_has_a_measure_inside_the_year(report: Report) -> None:
    plan = plan_of(report, CRITERIA.filled(2568), None)
    assert [row.about for row in plan.rows] == [line.item for line in report.todo]
    assert {row.about for row in plan.rows} == {f.item for f in report.findings if f.status != "pass"}
    for row in plan.rows:
        assert all(row.cells) and len(row.steps) >= 2
        start, end = re.findall(r"([^\s–]+\.[^\s–]+\.) (25\d\d)", row.period)
        assert start == ("ต.ค.", "2567") and end in (
            ("ธ.ค.", "2567"),
            ("มี.ค.", "2568"),
            ("มิ.ย.", "2568"),
            ("ก.ย.", "2568"),
        )


def test_scores_move_the_plan_to_the_next_year(report: Report, pair: Comparison) -> None:
    later = compare((_year(2567, PAIR_2567), _year(2568, TOWN_2568)))
    plan = plan_of(report, CRITERIA.filled(2569), later)
    assert plan.year == 2569 and "2569" in plan.title and "ร่าง" in plan.title
    assert all("2568" in row.period for row in plan.rows)
    assert plan.rows[len(report.todo)].about == "1"  # 66.67, the lowest of that year
    stale = next(row for row in plan.rows if row.about == "O7")
    assert "2568" in stale.steps[0]  # the report of the year before the plan's
    assert plan_of(report, None, pair).year == 2568


def test_word_document_is_well_formed_and_the_same_each_time(report: Report, pair: Comparison) -> None:
    plan = plan_of(report, CRITERIA.filled(2568), pair)
    body = docx(plan)
    assert docx(plan) == body
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        parts = {name: etree.fromstring(package.read(name)) for name in package.namelist()}
    text = "".join(parts["word/document.xml"].itertext())
    assert "ร่าง" in text and "94.22" in text and "90.65" in text and "-3.57" in text
    assert all(row.measure in text for row in plan.rows)
    assert len(score_table(pair)) == 1 + 10 + 3 + 2


def test_hostile_words_stay_words(report: Report) -> None:
    bad = "</w:t><w:p/>]]>&<script>alert(1)</script>\x00\x1b[2J\u202e" + "\nยาว" * 2_500_000
    findings = tuple(replace(finding, gaps=(bad,), advice=bad, unit=bad) for finding in report.findings)
    plan = plan_of(replace(report, agency=bad, findings=findings), None, None)
    with zipfile.ZipFile(io.BytesIO(docx(plan))) as package:
        document = package.read("word/document.xml")
    assert len(document) < 3_000_000
    etree.fromstring(document)
    page = as_html(plan)
    assert "<script>" not in page and "\u202e" not in page and len(page.encode()) < 3_000_000


def test_the_command(demo_archive: Callable[[str], Path], tmp_path: Path) -> None:
    archive = tmp_path / "gaps.db"
    shutil.copy(demo_archive("gaps"), archive)
    save(archive, judge(read_site(archive), CRITERIA))
    scores = tmp_path / "scores.csv"
    rows = [f"{code},{a},{b}" for code, (a, b) in enumerate(zip(PAIR_2566[:10], PAIR_2567[:10], strict=True), 1)]
    scores.write_text("\n".join(["ตัวชี้วัด,2566,2567", *rows]), encoding="utf-8")
    for name in ("plan.docx", "plan.html"):
        done = CliRunner().invoke(main, ["plan", str(archive), "--scores", str(scores), "-o", str(tmp_path / name)])
        assert done.exit_code == 0, done.output
        assert (tmp_path / name).stat().st_size > 3000
    assert CliRunner().invoke(main, ["plan", str(archive), "-o", str(tmp_path / "plan.pdf")]).exit_code == 2
    scores.write_text("ตัวชี้วัด,2566\n1,90", encoding="utf-8")
    wrong = CliRunner().invoke(main, ["plan", str(archive), "--scores", str(scores), "-o", str(tmp_path / "p.docx")])
    assert wrong.exit_code == 2 and "2566" in wrong.output
