"""Every format: as it was kept, the same again, valid, and harmless whatever a site writes."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import golden
import jsonschema
import pytest
from lxml import etree
from sample import SITE, hostile, report

from reports import csv_report, html, junit, markdown, safe, sarif, summary, terminal, xlsx
from reports.model import FailureLine, Report

SCHEMAS = Path(__file__).with_name("schemas")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_KEPT = golden.made(golden.small(), golden.diff(), golden.past())
_HOSTILE = golden.made(hostile())


@pytest.mark.parametrize("name", sorted(_KEPT))
def test_as_it_was_kept(name: str) -> None:
    kept = (golden.FOLDER / name).read_bytes().decode()
    assert _KEPT[name] == kept, "python tests/reports/golden.py renews what changed on purpose"


def test_nothing_else_is_kept() -> None:
    assert {path.name for path in golden.FOLDER.iterdir()} == set(_KEPT)


def test_the_same_again() -> None:
    assert golden.made(golden.small(), golden.diff(), golden.past()) == _KEPT
    for lang in ("th", "en"):
        assert xlsx.render(report(), lang) == xlsx.render(report(), lang)


@pytest.mark.parametrize("name", sorted(_HOSTILE))
def test_hostile_text_rules_nothing(name: str) -> None:
    text = _HOSTILE[name]
    text.encode("utf-8")
    if name != "report.json":  # which hands on what it was given, as data
        assert not _CONTROL.search(text)
        assert "ยาวมาก" * 700 not in text


@pytest.mark.parametrize(
    "render", [csv_report.render, markdown.render, summary.render, junit.render, sarif.render, html.render]
)
def test_ten_megabytes(render: Any) -> None:
    long = "<script>=cmd()\u202e" + "ยาว" * 3_500_000
    made = report()
    finding = replace(made.findings[1], title=long, gaps=(long,), advice=long, submit=(f"{SITE}/{'a' * 10_000_000}",))
    whole = replace(
        made, findings=(finding,), agency=long, crawl=replace(made.crawl, failures=(FailureLine(long, "dns"),))
    )
    assert len(render(whole).encode()) < 200_000


def test_ten_megabytes_in_a_workbook() -> None:
    made = report()
    whole = replace(made, agency="ก" * 10_000_000, findings=(replace(made.findings[1], title="=" * 10_000_000),))
    assert len(xlsx.render(whole)) < 100_000


# --- CSV -------------------------------------------------------------------------------------------


def _rows(made: Report) -> list[list[str]]:
    text = csv_report.render(made)
    assert text.startswith("\ufeff") and "\n" not in text.replace("\r\n", "")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


@pytest.mark.parametrize("made", [report(), hostile()], ids=["sample", "hostile"])
def test_csv_has_a_row_an_element(made: Report) -> None:
    rows = _rows(made)
    assert len(rows) == 1 + sum(len(one.elements or (1,)) + len(one.advisories) for one in made.findings)
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(set(rows[0])) == len(rows[0])


def test_csv_holds_no_formula() -> None:
    cells = [cell for row in _rows(hostile()) for cell in row]
    assert any(cell.startswith("'=cmd") for cell in cells)
    assert not [cell for cell in cells if re.match(r"[=+\-@\t\r|%＝＋－＠]", cell)]


@pytest.mark.parametrize(
    "value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " \u200b=1", "\uff1d1", "|x", "\u2212" + "1"]
)
def test_what_begins_like_a_formula(value: str) -> None:
    assert csv_report.harmless(value).startswith("'")


# --- workbook ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [report(), hostile()], ids=["sample", "hostile"])
def test_workbook_has_no_formula_and_no_evil_link(made: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx.render(made))) as book:
        names = book.namelist()
        assert not [name for name in names if "vba" in name.lower() or "externalLink" in name]
        sheets = [name for name in names if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]
        assert len(sheets) == 6
        for name in sheets:
            root = etree.fromstring(book.read(name))
            assert not root.findall(".//{*}f")
            assert root.find(".//{*}pane") is not None and root.find("{*}autoFilter") is not None
            assert root.find("{*}cols") is not None
        targets = [
            node.get("Target", "")
            for name in names
            if name.startswith("xl/worksheets/_rels/")
            for node in etree.fromstring(book.read(name))
        ]
        assert targets and all(safe.href(target) for target in targets)
        stamps = {info.date_time for info in book.infolist()}
        assert stamps == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-11-20T02:15:00Z" in book.read("docProps/core.xml") or made != report()


def test_workbook_sheets_and_cells() -> None:
    text = golden.cells(xlsx.render(report()))
    assert re.findall("^== (.+)$", text, re.M) == ["สรุป", "รายข้อ", "องค์ประกอบ", "สิ่งที่ควรทำ", "หลักฐาน", "การอ่านเว็บไซต์"]
    assert "=cmd|" in golden.cells(xlsx.render(hostile()))  # as text, whole


# --- Markdown ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("render", [markdown.render, summary.render])
def test_markdown_has_only_our_own_marks(render: Any) -> None:
    text = render(hostile())
    assert "<script" not in text and "<img" not in text
    targets = re.findall(r"(?<!\\)\]\(([^)]*)\)", text)
    assert all(target.startswith(("http://", "https://")) for target in targets)
    head = re.findall(r"^#+ .*$", text, re.M)
    assert len(head) == len(re.findall(r"^#+ .*$", render(report()), re.M))
    for line in text.splitlines():
        if line.startswith("| "):
            assert len(re.findall(r"(?<!\\)\|", line)) == 5


@pytest.mark.parametrize(
    "value", ["[a](javascript:1)", "![x](http://evil.example/)", "`x`", "**b**", "a|b", "<b>", "&lt;", "$x$"]
)
def test_marks_are_text(value: str) -> None:
    made = markdown.plain(value)
    assert re.sub(r"\\(.)", r"\1", made).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == value
    assert not re.search(r"(?<!\\)[\[\]`*|$<>]", made)


# --- JUnit ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [report(), hostile()], ids=["sample", "hostile"])
@pytest.mark.parametrize("known", [False, True], ids=["alone", "baseline"])
def test_junit_is_valid(made: Report, known: bool) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit.xsd"))
    root = etree.fromstring(junit.render(made, diff=golden.diff() if known else None).encode())
    schema.assertValid(root)
    assert len(root.findall(".//testcase")) == len(made.findings) + 1 == int(root.get("tests", ""))


def test_junit_fails_on_gaps_and_with_a_baseline_on_what_got_worse() -> None:
    made = report()
    gaps = [one.item for one in made.findings if one.status in ("partial", "stale", "missing")]

    def failed(text: str) -> list[str]:
        cases = etree.fromstring(text.encode()).findall(".//testcase[failure]")
        return [case.get("name", "").split()[0] for case in cases]

    assert failed(junit.render(made)) == gaps
    assert failed(junit.render(made, diff=golden.diff())) == ["O2"]
    skipped = etree.fromstring(junit.render(made).encode()).findall(".//testcase[skipped]")
    assert len(skipped) == sum(one.status in ("manual", "undecided") for one in made.findings)


def test_a_site_that_was_down_is_an_error() -> None:
    made = report()
    down = replace(made, crawl=replace(made.crawl, stopped_by="unreachable"))
    assert etree.fromstring(junit.render(down).encode()).get("errors") == "1"
    assert sarif.to_dict(down)["runs"][0]["invocations"][0]["executionSuccessful"] is False


# --- SARIF ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [report(), hostile()], ids=["sample", "hostile"])
@pytest.mark.parametrize("known", [False, True], ids=["alone", "baseline"])
def test_sarif_is_as_the_standard_has_it(made: Report, known: bool) -> None:
    schema = json.loads((SCHEMAS / "sarif-2.1.0-used.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    log = json.loads(sarif.render(made, diff=golden.diff() if known else None))
    jsonschema.Draft202012Validator(schema).validate(log)
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules) == len(made.findings)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert ("baselineState" in result) is known
    prints = [result["partialFingerprints"]["oitItem/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)


def test_sarif_names_an_address_once() -> None:
    made = report()
    twice = replace(made.findings[1], evidence=made.findings[1].evidence[:1] * 3)
    result = sarif.to_dict(replace(made, findings=(twice,)))["runs"][0]["results"][0]
    assert len(result["locations"]) == 1 and "relatedLocations" not in result


def test_sarif_tells_new_from_known() -> None:
    states = {
        one["ruleId"]: one["baselineState"] for one in sarif.to_dict(report(), diff=golden.diff())["runs"][0]["results"]
    }
    assert states["O2"] == "new" and states["O7"] == "unchanged"
    noted = {note["associatedRule"]["id"] for note in _notes() if "associatedRule" in note}
    assert noted == {one.item for one in report().findings if one.status in ("manual", "undecided")}
    assert not noted & set(states)


def _notes() -> list[dict[str, Any]]:
    notes: list[dict[str, Any]] = sarif.to_dict(report())["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    return notes


def test_a_comparison_rules_no_terminal() -> None:
    for line in terminal.render_diff(golden.diff(), 60).splitlines():
        assert not _CONTROL.search(line)
