"""Scans of a small net by the real command, killed at will: nothing lost, nothing done twice, nobody crowded."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from local_site import Answer
from scanning import FINDINGS, QUICK, RESULTS, begun, oit, rows, wait_until, wait_until_gone, worker_of
from small_net import PAGES, Net, net

from crawler.archive import read_site
from crawler.render import browser_path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs many loopback addresses and signals")


@pytest.fixture(scope="module")
def small() -> Iterator[Net]:
    with net(6, 2) as made:
        yield made


@pytest.fixture(scope="module")
def undisturbed(small: Net, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("undisturbed") / "scan"
    listed = small.write_list(folder.parent / "list.csv")
    done = oit("scan", listed, "-o", folder, "--workers", 2, *QUICK)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_site_is_read_judged_and_kept(small: Net, undisturbed: Path) -> None:
    found = rows(undisturbed, "select site, state, pages, archive, report, requests, disk from results order by site")
    assert len(found) == len(small.agencies)
    for site, state, pages, archive, report, requests, disk in found:
        assert (state, pages) == ("done", PAGES + 1), site
        assert (undisturbed / archive).is_file()
        assert "<html" in (undisturbed / report).read_text(encoding="utf-8")
        assert requests >= PAGES + 1
        assert disk > 0
        log = (undisturbed / "logs" / f"{site}.log").read_text(encoding="utf-8")
        assert log.count("done:") == 1
        assert [word for word in ("start", "crawl", "files", "judge", "report") if f'"{word}":' not in log] == []
    assert not list((undisturbed / "sites").glob("*.part*"))
    assert len(rows(undisturbed, "select * from findings")) == 28 * len(small.agencies)
    status = oit("scan", "--status", undisturbed)
    assert "6/6" in status.stdout


def test_killed_and_started_again_it_ends_like_an_undisturbed_one(
    small: Net, undisturbed: Path, tmp_path: Path
) -> None:
    folder, listed = tmp_path / "scan", small.write_list(tmp_path / "list.csv")
    words = ("scan", listed, "-o", folder, "--workers", 2, *QUICK)
    before = [len(agency.asked) for agency in small.agencies]
    for done_by_then in (0, 2, 4):  # the main process
        with begun(*words) as process:
            wait_until(
                lambda least=done_by_then: (
                    rows(folder, "select 1 from jobs where state = 'running'")
                    and rows(folder, "select count(*) from results")[0][0] >= least
                ),
                process,
            )
    wait_until_gone(folder)
    for agency in small.agencies:  # until then no site comes to its end
        agency.gate.clear()
    with begun(*words) as process:
        _, number = wait_until(lambda: worker_of(folder), process)[0]  # a site's process
        os.kill(number, signal.SIGKILL)
        for agency in small.agencies:
            agency.gate.set()
        assert process.wait(300) == 0
    assert rows(folder, FINDINGS) == rows(undisturbed, FINDINGS)
    assert rows(folder, RESULTS) == rows(undisturbed, RESULTS)
    assert not list((folder / "sites").glob("*.part*"))
    for count, agency in zip(before, small.agencies, strict=True):
        pages = [path for path in agency.asked[count:] if path.startswith("/p")]
        twice = len(pages) - len(set(pages))
        assert twice <= 4 * 3, f"{agency.name}: what was read is not asked for again"  # only what was under way


def test_no_server_is_crowded(tmp_path: Path) -> None:
    with net(8, 1) as crowded:
        for agency in crowded.agencies:  # everybody leads to files on everybody's server
            links = "".join(f'<a href="{one.url}f{n}.pdf">ไฟล์ {n}</a>' for one in crowded.agencies for n in (1, 2))
            home = agency.page("/").body.decode().replace("</body>", f"{links}</body>")
            agency.extra["/"] = type(agency.page("/"))(home.encode())
        listed = crowded.write_list(tmp_path / "list.csv")
        words = [word for word in QUICK if word != "--no-offsite"]
        done = oit("scan", listed, "-o", tmp_path / "scan", "--workers", 4, "--connections", 3, *words)
        assert done.returncode == 0, done.stderr
        assert 0 < crowded.most["127.0.0.11"] <= 3
    assert [row[0] for row in rows(tmp_path / "scan", "select state from results")] == ["done"] * 8


def test_what_fails_is_looked_at_twice_and_has_its_cause(tmp_path: Path) -> None:
    with net(1, 1) as one:
        agency = one.agencies[0]
        listed = one.write_list(tmp_path / "list.csv", "เทศบาลปิด,http://127.0.0.99:9/", "ซ้ำ," + agency.url, "ไม่มี,-")
        folder = tmp_path / "scan"
        done = oit("scan", listed, "-o", folder, *QUICK)
        assert done.returncode == 0, done.stderr
        found = dict(rows(folder, "select site, state || ' ' || cause from results"))
        assert found.pop("127.0.0.99-9") == "failed refused"
        assert rows(folder, "select look, state from jobs where site = '127.0.0.99-9'") == [(2, "failed")]
        assert sorted(found.values()) == ["done ", "failed address"]
        statuses = rows(folder, "select distinct status, cause from findings where site = '127.0.0.99-9'")
        assert ("missing", "") not in statuses
        assert any(status == "undecided" and cause == "refused" for status, cause in statuses)
        assert len(rows(folder, "select * from sites where duplicate_of <> ''")) == 1
        asked = len(agency.asked)
        again = oit("scan", "-o", folder, "--only", "failed", "--quiet")
        assert again.returncode == 0, again.stderr
        assert len(agency.asked) == asked
        assert rows(folder, "select round from jobs where site = '127.0.0.99-9'") == [(1,)]


@pytest.mark.skipif(browser_path() is None, reason="needs a browser")
def test_a_page_made_by_script_is_read_within_the_bounds_of_memory(tmp_path: Path) -> None:
    with net(1, 1) as made:
        script = "document.body.innerHTML = '<h1>เรื่องที่ 0</h1><p>' + 'สคริปต์เขียนข้อความนี้ '.repeat(40) + '</p>'"
        empty = f"<title>ว่าง</title><body><div id='app'></div><script>{script}</script></body>"
        made.agencies[0].extra["/p0"] = Answer(empty.encode())
        folder, listed = tmp_path / "scan", made.write_list(tmp_path / "list.csv")
        done = oit("scan", listed, "-o", folder, "--workers", 1, *(word for word in QUICK if word != "--no-browser"))
        assert done.returncode == 0, done.stderr
        assert rows(folder, "select state, cause, pages from results") == [("done", "", PAGES + 1)]
        archive = folder / rows(folder, "select archive from results")[0][0]
        assert any("สคริปต์เขียน" in block.text for page in read_site(archive).pages for block in page.blocks)


def test_a_fault_of_the_program_is_in_the_sites_log_and_told(tmp_path: Path) -> None:
    with net(1, 1) as made:
        folder, listed = tmp_path / "scan", made.write_list(tmp_path / "list.csv")
        site = made.agencies[0].url.removeprefix("http://").rstrip("/").replace(":", "-")
        (folder / "sites" / f"{site}.db").mkdir(parents=True)  # nothing can be written there
        done = oit("scan", listed, "-o", folder, "--workers", 1, *QUICK)
        assert done.returncode == 0, done.stderr
        assert [row[0] for row in rows(folder, "select state from results")] == ["failed"]
        assert "Traceback" in (folder / "logs" / f"{site}.log").read_text(encoding="utf-8")


def test_a_silent_server_keeps_nobody_waiting(tmp_path: Path) -> None:
    with net(2, 2) as made:
        silent, other = made.agencies
        silent.gate.clear()  # it takes connections and says nothing
        other.gate.clear()
        folder, listed = tmp_path / "scan", made.write_list(tmp_path / "list.csv")
        with begun("scan", listed, "-o", folder, "--workers", 1, *QUICK) as process:
            wait_until(lambda: len(rows(folder, "select 1 from jobs where state = 'running'")) == 2, process)
            other.gate.set()
            silent.gate.set()
            assert process.wait(300) == 0
        assert [row[0] for row in rows(folder, "select state from results")] == ["done"] * 2


def test_a_site_that_hangs_takes_only_itself_along(tmp_path: Path) -> None:
    with net(3, 3) as made:
        stuck = made.agencies[0]
        stuck.gate.clear()
        folder, listed = tmp_path / "scan", made.write_list(tmp_path / "list.csv")
        with begun("scan", listed, "-o", folder, "--workers", 2, "--site-deadline", 0.15, *QUICK) as process:
            port = stuck.url.rstrip("/").rpartition(":")[2]
            number = wait_until(lambda: [pid for site, pid in worker_of(folder) if site.endswith(port)], process)[0]
            os.kill(number, signal.SIGSTOP)  # the whole process stands still: no deadline of its own can help
            assert process.wait(300) == 0
        states = dict(rows(folder, "select site, state || ' ' || cause from results"))
        assert states.pop(f"127.0.0.11-{port}") == "failed hang"
        assert list(states.values()) == ["done ", "done "]


def test_a_deadline_leaves_the_rest_for_later(tmp_path: Path) -> None:
    with net(2, 2) as made:
        stuck = made.agencies[1]
        stuck.gate.clear()
        folder, listed = tmp_path / "scan", made.write_list(tmp_path / "list.csv")
        words = ("scan", listed, "-o", folder, "--workers", 2, *QUICK)
        cut = oit(*words, "--deadline", 0.2)
        assert cut.returncode == 3, cut.stderr
        left = dict(rows(folder, "select site, state from jobs"))
        assert left[stuck.url.removeprefix("http://").rstrip("/").replace(":", "-")] == "waiting"
        assert set(left.values()) <= {"done", "waiting"}  # a busy machine may not have come to the other either
        first = len(made.agencies[0].asked) if "done" in left.values() else -1
        stuck.gate.set()
        done = oit("scan", "--resume", "-o", folder, "--quiet")
        assert done.returncode == 0, done.stderr
        assert first in (-1, len(made.agencies[0].asked))
        assert rows(folder, "select state from jobs") == [("done",), ("done",)]


def test_judging_again_asks_nothing_and_says_what_changed(small: Net, undisturbed: Path) -> None:
    asked = [len(agency.asked) for agency in small.agencies]
    done = oit("rejudge", undisturbed, "--quiet")
    assert done.returncode == 0, done.stderr
    words = FINDINGS.replace("scan = 1", "scan = (select max(id) from scans)")
    assert rows(undisturbed, words) == rows(undisturbed, FINDINGS)
    assert [len(agency.asked) for agency in small.agencies] == asked
    other = oit("rejudge", undisturbed, "--criteria", "2569", "--year", "2568")
    assert other.returncode == 0, other.stderr
    assert "หลักเกณฑ์ 2568" in other.stdout
    versions = rows(undisturbed, "select distinct scan, criteria_version from results order by scan")
    assert len({version for _, version in versions}) == 2


def test_a_site_that_eats_memory_takes_only_itself_along(tmp_path: Path) -> None:
    with net(2, 2) as made:
        greedy = made.agencies[0]
        table = "".join(f"<tr><td><b>{n}</b><td><i>x</i>" for n in range(220_000))
        greedy.extra["/p0"] = Answer(f"<title>ตาราง</title><table>{table}</table>".encode())
        folder, listed = tmp_path / "scan", made.write_list(tmp_path / "list.csv")
        done = oit("scan", listed, "-o", folder, "--workers", 2, "--memory", 230, *QUICK)
        assert done.returncode == 0, done.stderr
        found = {
            site.rpartition("-")[2]: (state, cause, text)
            for site, state, cause, text in rows(folder, "select site, state, cause, cause_text from results")
        }
        state, cause, text = found.pop(greedy.url.rstrip("/").rpartition(":")[2])
        assert (state, cause) == ("failed", "memory"), text
        assert "หน่วยความจำ" in text
        assert [state for state, _, _ in found.values()] == ["done"]
        judged = rows(folder, "select count(*) from findings where status = 'missing' group by site")
        assert len(judged) <= 1  # nothing is missing on a site that was not read to its end
