"""Wrong use and broken sites: a clear message, the right exit code, nothing half-written."""

from __future__ import annotations

import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import CliRunner, Result

from checker.cli import main

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>"
)


class _Handler(BaseHTTPRequestHandler):
    seen: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        type(self).seen.append(self.path)
        kind, status, body = "text/html; charset=utf-8", 200, b""
        if self.path.startswith("/file.pdf"):
            kind, body = "application/pdf", PDF
        elif self.path.startswith("/empty"):
            body = b"<html><head><title></title></head><body></body></html>"
        else:
            status, body = 404, b"not here"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    _Handler.seen = []
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as http:
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()


def run(folder: Path, *arguments: str) -> Result:
    runner = CliRunner()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return runner.invoke(main, [*arguments])


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def check(folder: Path, url: str, *more: str) -> Result:
    return run(folder, "check", url, "--allow-private", "--no-offsite", "--no-browser", "--quiet", *more)


@pytest.mark.parametrize("typed", ["ไม่ใช่ที่อยู่", "mailto:office@example.go.th", "ftp://example.go.th/", "http://", ""])
def test_not_an_address(tmp_path: Path, typed: str) -> None:
    done = check(tmp_path, typed)
    assert done.exit_code == 2, done.output
    assert "https://" in done.output or "http" in done.output
    assert left(tmp_path) == []


def test_a_file_is_no_website(tmp_path: Path, server: str) -> None:
    done = check(tmp_path, f"{server}/file.pdf")
    assert done.exit_code == 2, done.output
    assert "pdf" in done.output.lower()
    assert "หน้าแรก" in done.output
    assert left(tmp_path) == []


def test_a_site_of_one_404(tmp_path: Path, server: str) -> None:
    done = check(tmp_path, f"{server}/")
    assert done.exit_code == 3, done.output
    assert "เปิดเว็บไซต์" in done.output
    assert "404" in done.output
    assert left(tmp_path) == []


def test_a_server_that_refuses(tmp_path: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    done = check(tmp_path, f"http://127.0.0.1:{port}/", "--json", "out.json")
    assert done.exit_code == 3, done.output
    assert "ไม่รับการเชื่อมต่อ" in done.output
    assert left(tmp_path) == ["out.json"]  # asked for by name: all undecided
    assert '"missing"' not in (tmp_path / "out.json").read_text(encoding="utf-8").replace('"missing": []', "")


def test_an_empty_page_is_not_a_pass(tmp_path: Path, server: str) -> None:
    done = check(tmp_path, f"{server}/empty", "--json", "out.json")
    assert done.exit_code in (1, 3), done.output
    assert '"status": "pass"' not in (tmp_path / "out.json").read_text(encoding="utf-8")


def test_a_private_address_needs_permission(tmp_path: Path, server: str) -> None:
    done = run(tmp_path, "check", f"{server}/empty", "--quiet", "--no-browser")
    assert done.exit_code == 2, done.output
    assert "--allow-private" in done.output
    assert _Handler.seen == []
    assert left(tmp_path) == []


@pytest.mark.parametrize("more", [("--criteria", "2599"), ("--criteria", "broken.toml"), ("--year", "2580")])
def test_wrong_criteria(tmp_path: Path, server: str, more: tuple[str, str]) -> None:
    (tmp_path / "broken.toml").write_text("name = \n", encoding="utf-8")
    done = check(tmp_path, f"{server}/empty", *more)
    assert done.exit_code == 2, done.output
    assert more[1] in done.output
    assert _Handler.seen == []
    assert left(tmp_path) == ["broken.toml"]


def test_unwritable_output_is_said_before_the_crawl(tmp_path: Path, server: str) -> None:
    done = check(tmp_path, f"{server}/empty", "--json", "no/such/folder/out.json")
    assert done.exit_code == 2, done.output
    assert "out.json" in done.output
    assert _Handler.seen == []
    assert left(tmp_path) == []


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path, server: str) -> None:
    assert check(tmp_path, f"{server}/empty", "--archive", "site.db", "--html", "site.html").exit_code in (1, 3)
    path = tmp_path / "site.db"
    with closing(sqlite3.connect(path)) as connection:
        version = connection.execute("pragma user_version").fetchone()[0]
        connection.execute(f"pragma user_version = {version + 1}")
    before = path.read_bytes()
    _Handler.seen = []
    for command in (
        ("check", f"{server}/empty", "--archive", "site.db", "--allow-private", "--quiet"),
        ("judge", "site.db"),
        ("report", "site.db"),
    ):
        done = run(tmp_path, *command)
        assert done.exit_code == 2, done.output
        assert "รุ่นใหม่กว่า" in done.output
    assert path.read_bytes() == before
    assert _Handler.seen == []


def test_a_database_of_newer_results(tmp_path: Path, server: str) -> None:
    assert check(tmp_path, f"{server}/empty", "--archive", "site.db", "--html", "site.html").exit_code in (1, 3)
    with closing(sqlite3.connect(tmp_path / "site.db")) as connection, connection:
        connection.execute("update results_meta set value = '99' where key = 'version'")
    for command in (("judge", "site.db"), ("report", "site.db")):
        done = run(tmp_path, *command)
        assert done.exit_code == 2, done.output
        assert "รุ่นใหม่กว่า" in done.output


def test_some_other_file_is_not_overwritten(tmp_path: Path, server: str) -> None:
    (tmp_path / "notes.db").write_text("my notes, not a database of this program", encoding="utf-8")
    done = check(tmp_path, f"{server}/empty", "--archive", "notes.db")
    assert done.exit_code == 2, done.output
    assert "notes.db" in done.output
    assert (tmp_path / "notes.db").read_text(encoding="utf-8").startswith("my notes")


def test_report_of_an_archive_without_a_run(tmp_path: Path, server: str) -> None:
    done = run(
        tmp_path, "crawl", f"{server}/empty", "--archive", "site.db", "--allow-private", "--quiet", "--no-browser"
    )
    assert done.exit_code == 0, done.output
    done = run(tmp_path, "report", "site.db")
    assert done.exit_code == 2
    assert "oit judge" in done.output
