"""``oit doctor``: what is lacking is said with its cost and its remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from certificates import Authority
from click.testing import CliRunner
from local_site import Answer, LocalSite, page

from checker.cli import main
from checker.doctor import doctor_text, machine


def doctor(folder: Path, *arguments: str) -> tuple[int, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        done = CliRunner().invoke(main, ["doctor", *arguments])
    return done.exit_code, done.output


def test_a_bare_machine_is_told_what_it_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from crawler.documents import ocr

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    ocr.models.cache_clear()
    found = {finding.name: finding for finding in machine(tmp_path)}
    ocr.models.cache_clear()
    lacking = [name for name, finding in found.items() if finding.state == "lack"]
    assert "OCR (อ่านภาพสแกน)" in lacking
    assert "poppler (อ่าน PDF)" in lacking
    assert all(found[name].cost and found[name].mend for name in lacking)
    assert "apt install poppler-utils" in doctor_text(list(found.values()))


def test_a_site_that_can_be_read(tmp_path: Path) -> None:
    with LocalSite({"/": page("<p>ยินดีต้อนรับ</p>", "เทศบาล")}) as server:
        code, text = doctor(tmp_path, server.url, "--allow-private")
    assert "✓ เปิดหน้าแรก" in text
    assert "✓ ด่านกันโปรแกรมอัตโนมัติ" in text
    assert "✓ robots.txt" in text
    assert code in (0, 1)  # 1 where this machine lacks something
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("routes", "told"),
    [
        ({"/": Answer(b"<title>Just a moment...</title><p>captcha</p>", 403)}, "✗ เปิดหน้าแรก: เว็บไซต์กันโปรแกรมอัตโนมัติ"),
        ({"/": page("<p>Checking your browser</p>", "Just a moment...")}, "✗ เนื้อหาหน้าแรก: เว็บไซต์กันโปรแกรมอัตโนมัติ"),
        (
            {"/": page("ก"), "/robots.txt": Answer(b"User-agent: *\nDisallow: /\n", type="text/plain")},
            "✗ robots.txt: ห้ามอ่านหน้าแรก",
        ),
    ],
    ids=["wall", "wall with 200", "robots"],
)
def test_what_stands_in_the_way_of_a_site(tmp_path: Path, routes: dict[str, Answer], told: str) -> None:
    with LocalSite(routes) as server:
        code, text = doctor(tmp_path, server.url, "--allow-private")
    assert told in text
    assert "วิธีแก้" in text
    assert code == 3


def test_a_spoilt_certificate_is_named(tmp_path: Path) -> None:
    with LocalSite({"/": page("<p>ก</p>")}, tls=Authority(tmp_path).context(self_signed=True)) as server:
        code, text = doctor(tmp_path, server.url, "--allow-private")
        assert "ใบรับรองออกเอง" in text
        assert code == 3
        code, text = doctor(tmp_path, server.url, "--allow-private", "--insecure")
        assert "✓ เปิดหน้าแรก" in text


def test_no_address(tmp_path: Path) -> None:
    assert doctor(tmp_path, "mailto:a@b.c")[0] == 2
