"""A site checked night after night, on loopback: what fails a run, what does not, and who is told."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from local_site import Answer, LocalSite, link, page
from sample import report

from checker.cli import main
from checker.nightly import Policy, exit_code
from checker.notice import FORMS, body, send
from config import loader
from reports.model import Report

CONTACT = (
    "<h1>ข้อมูลการติดต่อ</h1><p>ที่อยู่: สำนักงานเทศบาลตำบลทุ่งนาใหม่ เลขที่ 199 หมู่ที่ 3 ถนนทุ่งทอง ตำบลทุ่งนาใหม่ "
    "อำเภอเมืองสมมุติ จังหวัดสมมุติ 99000</p><p>โทรศัพท์ 0 2000 0101</p>%s<h2>แผนที่ตั้งสำนักงาน</h2>"
    '<iframe src="https://www.google.com/maps/embed?pb=1" title="แผนที่ตั้งสำนักงาน"></iframe>'
)
EMAIL = "<p>อีเมล saraban@thungnamai-sommut.go.th</p>"
COMPLAINT = (
    "<h1>แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ</h1><h2>1. วิธีการร้องเรียนสำหรับบุคคลภายนอก</h2>"
    "<p>ผู้ร้องเรียนยื่นเรื่องด้วยตนเองที่สำนักปลัด ส่งไปรษณีย์ถึงนายกเทศมนตรี หรือส่งทางระบบออนไลน์ โดยระบุชื่อเจ้าหน้าที่ พฤติการณ์ "
    "และหลักฐาน</p><h2>2. ขั้นตอนการจัดการเรื่องร้องเรียน</h2><p>ขั้นตอนที่ 1 เจ้าหน้าที่ลงรับเรื่องในทะเบียนลับ ภายใน 1 วันทำการ</p>"
    "<p>ขั้นตอนที่ 2 เสนอนายกเทศมนตรีแต่งตั้งคณะกรรมการตรวจสอบข้อเท็จจริง ภายใน 7 วัน</p>"
    "<p>ขั้นตอนที่ 3 ตรวจสอบข้อเท็จจริงและสรุปผล ภายใน 30 วัน</p><h2>3. ส่วนงานที่รับผิดชอบ</h2>"
    "<p>ส่วนงานที่รับผิดชอบ: งานนิติการ สำนักปลัดเทศบาล</p><h2>4. ระยะเวลาดำเนินการ</h2><p>ระยะเวลาดำเนินการรวมไม่เกิน 60 วัน</p>"
)
WELL = page(CONTACT % EMAIL, "ข้อมูลการติดต่อ")
LACKING = page(CONTACT % "", "ข้อมูลการติดต่อ")
FAULT = Answer(b"<h1>error</h1>", 500)
HEAD = """title = "สองข้อ"
year = 2568
count = 2
provisional = ""
[scoring]
averaging = "subindicators"
iit = 0.3
eit = 0.3
oit = 0.4
levels = [0, 50, 100]
margin = 0.0
note = ""
[[indicators]]
code = "9"
name = "การเปิดเผยข้อมูล"
[[indicators.subs]]
code = "9.1"
name = "ข้อมูลพื้นฐาน"
[[indicators.subs]]
code = "9.5"
name = "การส่งเสริมความโปร่งใส"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a list of two items: O3 and O17."""
    whole = (Path(loader.__file__).parent / "criteria" / "2568.toml").read_text("utf-8")
    items = [part for part in whole.split("[[items]]")[1:] if part.startswith(('\ncode = "O3"', '\ncode = "O17"'))]
    (tmp_path / "two.toml").write_text(HEAD + "".join("[[items]]" + part for part in items), "utf-8")
    return tmp_path


@pytest.fixture
def site() -> Iterator[LocalSite]:
    home = page(
        "<h1>เทศบาลตำบลทุ่งนาใหม่</h1>"
        + link("/contact", "ข้อมูลการติดต่อ")
        + link("/complaint", "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริต"),
        "เทศบาลตำบลทุ่งนาใหม่",
    )
    with LocalSite(
        {"/": home, "/contact": WELL, "/complaint": page(COMPLAINT, "แนวปฏิบัติการจัดการเรื่องร้องเรียน")}
    ) as server:
        yield server


class Hook:
    """A web hook on loopback that remembers what it was sent."""

    def __init__(self, status: int = 200) -> None:
        self.got: list[Any] = []
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                hook.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(status)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                return

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}/secret"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,))

    def __enter__(self) -> Hook:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def run(folder: Path, *arguments: str) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("OIT_NOTIFY", raising=False)
        return CliRunner().invoke(main, [*arguments])


def check(folder: Path, url: str, *more: str) -> Result:
    still = (
        "--allow-private",
        "--no-offsite",
        "--no-browser",
        "--quiet",
        "--archive",
        "site.db",
        "--html",
        "site.html",
    )
    return run(folder, "check", url, "--criteria", "two.toml", *still, *more)


def test_night_after_night(folder: Path, site: LocalSite) -> None:
    """Fails on what got worse, not on what was known, and not on what failed to open once."""
    with Hook() as hook:
        nights: list[tuple[str, Answer, int, str]] = [
            ("the first night", WELL, 0, "ผ่าน 2"),
            ("not opened once", FAULT, 0, "~ เปิดไม่ได้ครั้งนี้ 1"),
            ("nor the next night", FAULT, 1, "▼ แย่ลง 1"),
            ("there again", WELL, 0, "▲ ดีขึ้น 1"),
            ("something is lacking", LACKING, 1, "▼ แย่ลง 1"),
            ("known by now", LACKING, 0, "ไม่มีอะไรเปลี่ยน"),
        ]
        for name, answer, code, words in nights:
            site.routes["/contact"] = answer
            done = check(folder, site.url, "--baseline", "last", "--notify", hook.url, "--max-undecided", "60")
            assert done.exit_code == code, f"{name}: {done.output}"
            assert words in done.output, f"{name}: {done.output}"
            assert "secret" not in done.output
        assert [[line["kind"] for line in got["changes"]] for got in hook.got] == [["broken"], ["fixed"], ["broken"]]
        assert {got["state"] for got in hook.got} == {"changed"}
    runs = run(folder, "history", "site.db").output
    assert "6 ครั้ง" in runs and "O3    ✓??✓◐◐" in runs
    assert '<svg class="history"' in (folder / "site.html").read_text("utf-8")
    # A fixed baseline goes on failing; a limit of the score does so too; "never" does not.
    for more, code in (
        (("--baseline", "1"), 1),
        (("--baseline", "last", "--fail-on", "any"), 1),
        (("--baseline", "1", "--fail-on", "never"), 0),
        (("--fail-under", "90"), 1),
        (("--fail-under", "10"), 0),
        ((), 1),
    ):
        assert run(folder, "judge", "site.db", "--criteria", "two.toml", *more).exit_code == code, more
    changed = run(folder, "diff", "site.db@1", "site.db", "--format", "json")
    assert [line["kind"] for line in json.loads(changed.output)["changes"]] == ["broken"]


def test_all_outputs_of_one_check(folder: Path, site: LocalSite) -> None:
    names = ("a.json", "a.md", "a.csv", "a.xlsx", "a.xml", "a.sarif", "a.txt", "a.pdf", "summary=step")
    done = check(folder, site.url, "--lang", "en", *(word for name in names for word in ("--output", name)))
    assert done.exit_code == 0, done.output
    for name in names:
        written = (folder / name.rpartition("=")[2]).read_bytes()
        assert len(written) > 100, name
    assert (folder / "a.pdf").read_bytes().startswith(b"%PDF-") and b"Estimated OIT score" in (
        folder / "step"
    ).read_bytes()
    for name in ("a.json", "a.md", "a.csv", "a.xlsx", "a.xml", "a.sarif", "a.pdf"):
        again = run(folder, "report", "site.db", "--lang", "en", "-o", f"b{name}")
        assert again.exit_code == 0, again.output
        assert (folder / f"b{name}").read_bytes() == (folder / name).read_bytes(), name


def test_a_site_that_is_down_is_told_once(folder: Path, site: LocalSite) -> None:
    assert check(folder, site.url).exit_code == 0
    home = site.routes["/"]
    with Hook() as hook:
        for answer, code in ((FAULT, 3), (FAULT, 3), (home, 0)):
            site.routes["/"] = answer
            done = check(folder, site.url, "--baseline", "last", "--notify", hook.url, "--output", "down.xml")
            assert done.exit_code == code, done.output
        assert [got["state"] for got in hook.got] == ["down", "up"]
    assert "2 ครั้ง" in run(folder, "history", "site.db").output


def test_half_undecided_and_the_deadline(folder: Path, site: LocalSite) -> None:
    site.routes["/contact"] = site.routes["/complaint"] = FAULT
    assert check(folder, site.url).exit_code == 3
    site.routes["/contact"] = site.routes["/complaint"] = Answer(b"<h1>x</h1>", delay=6.0)
    done = check(folder, site.url, "--deadline", "0.05", "--max-undecided", "100")
    assert done.exit_code == 3, done.output
    assert "deadline" in done.output


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--baseline", "missing.json"), "missing.json"),
        (("--baseline", "two.toml"), "two.toml"),
        (("--baseline", "3"), "oit history"),
        (("--fail-on", "new"), "--baseline"),
        (("--output", "report.docx"), "summary=report.docx"),
        (("--output", "no/such/a.csv"), "a.csv"),
        (("--output", "a.csv", "--output", "csv=./a.csv"), "a.csv"),
        (("--notify", "ftp://hooks.example/secret"), "https://"),
        (("--max-undecided", "101"), "101"),
    ],
)
def test_bad_configuration_is_said_before_the_crawl(
    folder: Path, site: LocalSite, more: tuple[str, ...], words: str
) -> None:
    done = check(folder, site.url, *more)
    assert done.exit_code == 2, done.output
    assert words in done.output and "hooks.example" not in done.output
    assert site.asked == []


def test_no_browser_for_a_pdf(folder: Path, site: LocalSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(folder))
    done = check(folder, site.url, "--output", "a.pdf")
    assert done.exit_code == 2, done.output
    assert "Chromium" in done.output and site.asked == []


def test_a_fault_of_the_program(folder: Path, site: LocalSite) -> None:
    assert check(folder, site.url).exit_code == 0
    with closing(sqlite3.connect(folder / "site.db")) as connection:
        connection.execute("drop table quotes")
        connection.commit()
    done = run(folder, "judge", "site.db", "--criteria", "two.toml")
    assert done.exit_code == 4, done.output


def _with(*statuses: str, oit: float = 80.0, stopped: str = "") -> Report:
    made = report()
    findings = tuple(replace(made.findings[at], status=status) for at, status in enumerate(statuses))
    return replace(
        made, findings=findings, score=replace(made.score, oit=oit), crawl=replace(made.crawl, stopped_by=stopped)
    )


@pytest.mark.parametrize(
    ("made", "policy", "code"),
    [
        (_with("pass", "pass"), Policy(), 0),
        (_with("pass", "manual"), Policy(), 1),
        (_with("pass", "missing"), Policy(), 1),
        (_with("pass", "missing"), Policy("never"), 0),
        (_with("pass", "missing"), Policy(baseline=True), 0),
        (_with("pass", "missing", oit=79.9), Policy(fail_under=80.0), 1),
        (_with("pass", "missing"), Policy(fail_under=80.0), 0),
        (_with("pass", "missing"), Policy("any", fail_under=80.0), 1),
        (_with("pass", "undecided"), Policy("never"), 0),
        (_with("undecided", "undecided", "pass"), Policy("never"), 3),
        (_with("undecided", "pass", "pass", "pass"), Policy("never", max_undecided=20.0), 3),
        (_with("undecided", "undecided"), Policy("never", max_undecided=100.0), 0),
        (_with("pass", "undecided", stopped="deadline"), Policy(), 3),
        (_with("pass", "undecided", stopped="deadline"), Policy(baseline=True), 3),
        (_with("pass", "missing", "undecided", stopped="deadline"), Policy(), 1),
        (_with("pass", "pass", stopped="deadline"), Policy(), 0),
        (_with("pass", "undecided", stopped="silent"), Policy(), 3),
    ],
)
def test_exit_codes(made: Report, policy: Policy, code: int) -> None:
    assert exit_code(made, policy) == code


@pytest.mark.parametrize("form", FORMS)
def test_forms_of_a_notice(form: str) -> None:
    made = replace(report(), agency="<!channel> @everyone <b>" + "ก" * 9000)
    told = body(form, made, None, "changed")
    text = told[{"json": "text", "slack": "text", "discord": "content"}[form]]
    assert len(text) <= 1950 and json.dumps(told)
    if form == "slack":
        assert "<!channel>" not in text
    if form == "discord":
        assert told["allowed_mentions"] == {"parse": []}


@pytest.mark.parametrize(("status", "why"), [(204, ""), (500, "HTTP 500"), (302, "HTTP 302")])
def test_what_a_hook_answers(status: int, why: str) -> None:
    with Hook(status) as hook:
        assert send(hook.url, {"a": "ก"}) == why
        assert hook.got == [{"a": "ก"}]
