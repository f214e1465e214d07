"""``oit check`` on an archive that is there: gone on with, asked again, or begun anew; earlier runs are kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from local_site import Answer, Asked, LocalSite, link, page

from checker.cli import main
from checker.store import latest
from crawler.archive import part_of, read_site

OPTIONS = ("--allow-private", "--no-offsite", "--no-browser")


def site(count: int) -> dict[str, Answer]:
    routes = {f"/p{n}": page(f"<h1>หน้า {n}</h1>", f"หน้า {n}") for n in range(count)}
    routes["/"] = page("".join(link(f"/p{n}") for n in range(count)) + "<h1>เทศบาลตำบลทุ่งนาใหม่</h1>", "เทศบาล")
    return routes


def check(folder: Path, url: str, *more: str) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return CliRunner().invoke(main, ["check", url, *OPTIONS, "--archive", "a.db", *more])


def test_earlier_runs_stay_and_nothing_is_left_beside(tmp_path: Path) -> None:
    with LocalSite(site(3)) as server:
        for again in range(2):
            done = check(tmp_path, server.url, *(["--fresh"] if again else []))
            assert done.exit_code in (1, 3), done.output
    assert latest(tmp_path / "a.db", 1) is not None
    assert latest(tmp_path / "a.db", 2) is not None
    assert not [path for path in tmp_path.iterdir() if path.suffix in (".part", ".part-wal")]


@pytest.mark.skipif(os.name == "nt", reason="a process group is killed")
def test_a_killed_check_goes_on_and_the_old_archive_stands_until_then(tmp_path: Path) -> None:
    state: dict[str, subprocess.Popen[bytes]] = {}
    known = site(30)

    def answer(asked: Asked) -> Answer:
        if "process" in state and asked.path == "/p20":
            os.killpg(state.pop("process").pid, signal.SIGKILL)
        return known.get(asked.path, Answer(b"", 404))

    with LocalSite({}, answer) as server:
        check(tmp_path, server.url, "--max-pages", "3", "--quiet")
        target = tmp_path / "a.db"
        old = read_site(target)
        command = [sys.executable, "-m", "checker", "check", server.url, *OPTIONS, "--archive", "a.db", "--fresh"]
        process = subprocess.Popen(
            command,
            cwd=tmp_path,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        state["process"] = process
        assert process.wait(300) == -signal.SIGKILL
        assert read_site(target) == old
        assert part_of(target).exists()
        before = len(server.asked)
        done = check(tmp_path, server.url)
        assert "อ่านต่อจากครั้งก่อน" in done.output
        assert {asked.path for asked in server.asked[before:]} <= {f"/p{n}" for n in range(10, 31)}
    assert {found.url for found in read_site(target).pages} > {found.url for found in old.pages}
    assert not part_of(target).exists()
