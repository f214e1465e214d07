"""``oit read``: what it says of files, to people and to programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import main


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    plan = tmp_path / "แผน.csv"
    plan.write_text("แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568,\nที่,โครงการ\n1,อบรม\n", "cp874")
    broken = tmp_path / "เสีย.pdf"
    broken.write_bytes(b"hello")
    return [str(plan), str(broken)]


def test_people_are_told_in_thai(files: list[str]) -> None:
    shown = CliRunner().invoke(main, ["read", *files])
    assert shown.exit_code == 0
    plan, broken = shown.output.split("\n\n", 1)
    for words in ("ชนิดไฟล์: CSV", "ผลการอ่าน: อ่านได้", "เป็นเอกสาร: แผน", "ปี: 2568", "ตาราง: 1 ตาราง", "ที่ | โครงการ"):
        assert words in plan
    assert "ตรงกับข้อ: O25" in plan
    assert "ไฟล์เสียหาย" in broken and "ควรทำ:" in broken and "ปี:" not in broken


def test_programs_get_a_line_of_json_for_each_file(files: list[str]) -> None:
    shown = CliRunner().invoke(main, ["read", "--json", *files])
    plan, broken = [json.loads(line) for line in shown.output.splitlines()]
    assert (plan["kind"], plan["cause"], plan["identity"]["kind"], plan["identity"]["year"]) == (
        "csv",
        "",
        "plan",
        2568,
    )
    assert plan["answers"]["item"] == "O25" and broken["answers"]["item"] == ""
    assert plan["tables"][0]["rows"][1] == ["ที่", "โครงการ"] and plan["health"] == 1.0
    assert (broken["kind"], broken["cause"], broken["text"]) == ("pdf", "damaged", [])


def test_a_file_that_is_not_there_is_the_users_to_mend(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["read", str(tmp_path / "none.pdf")]).exit_code == 2


def test_the_agency_of_the_site_tells_whose_a_document_is(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("แผนปฏิบัติการป้องกันการทุจริต\nเทศบาลตำบลหนองไผ่\n", "cp874")
    for own, item in (("เทศบาลตำบลทุ่งนาใหม่", ""), ("เทศบาลตำบลหนองไผ่", "O25"), ("", "O25")):
        shown = CliRunner().invoke(main, ["read", "--json", "--agency", own, str(other)])
        assert json.loads(shown.output)["answers"]["item"] == item
