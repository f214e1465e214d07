"""./oit as an officer meets it: first use, later starts, odd places, broken set-ups. Nothing is downloaded."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = """
import sys

def main(prog_name):
    print(prog_name, sys.argv[1:], sys.flags.isolated)
    sys.exit(3)
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a POSIX shell script")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the real scripts, a program of three lines, and nothing to install."""
    place = tmp_path / "a clone"
    (place / "checker").mkdir(parents=True)
    shutil.copytree(ROOT / "scripts", place / "scripts", ignore=shutil.ignore_patterns("__pycache__", "demo"))
    for name in ("oit", "oit-test"):
        shutil.copy2(ROOT / name, place / name)
    (place / "checker" / "__init__.py").write_text("")
    (place / "checker" / "cli.py").write_text(PROGRAM)
    (place / "requirements.txt").write_text("# nothing\n")
    return place


def environment(home: Path, **more: str) -> dict[str, str]:
    return {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "OIT_PYTHON": sys.executable,
        "OIT_NO_SYSTEM": "1",
        "PIP_NO_INDEX": "1",
        **more,
    }


def run(command: Path, *arguments: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(command), *arguments],
        cwd=cwd,
        env=environment(cwd, **more),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_killed_then_made_then_used_then_renewed(checkout: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "checker").mkdir(parents=True)  # a folder of the same name where the officer stands
    (elsewhere / "checker" / "cli.py").write_text("raise SystemExit('wrong program')")
    (elsewhere / "link").symlink_to(checkout / "oit")

    half = kill_set_up(checkout, elsewhere)
    assert not (checkout / ".oit" / "run").exists()

    first = run(checkout / "oit", "check", "ก ข", cwd=elsewhere)
    assert (first.stdout, first.returncode) == ("oit ['check', 'ก ข'] 1\n", 3), first.stderr
    assert "ครั้งแรก" in first.stderr
    assert not half.exists()
    assert not (elsewhere / ".oit").exists()

    again = run(elsewhere / "link", cwd=elsewhere)
    assert (again.stdout, again.stderr, again.returncode) == ("oit [] 1\n", "", 3)

    (checkout / "requirements.txt").write_text(f"no-such-package==1.0 --hash=sha256:{'0' * 64}\n")
    kept = sorted(path.name for path in (checkout / ".oit").iterdir())
    failed = run(checkout / "oit", cwd=elsewhere)
    assert failed.returncode == 2
    assert "อินเทอร์เน็ต" in failed.stderr
    assert "no-such-package" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert sorted(path.name for path in (checkout / ".oit").iterdir()) == kept


def kill_set_up(checkout: Path, home: Path) -> Path:
    """Begin a set-up and kill all of it halfway. Returns the folder it was building."""
    process = subprocess.Popen(
        [str(checkout / "oit")],
        cwd=home,
        env=environment(home),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    half: list[Path] = []
    while not half and process.poll() is None:
        half = list((checkout / ".oit").glob("run-*/pyvenv.cfg"))
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return half[0].parent


def test_a_checkout_that_cannot_be_written_uses_the_cache(checkout: Path, tmp_path: Path) -> None:
    (checkout / ".oit").write_text("in the way")
    assert run(checkout / "oit", cwd=tmp_path).returncode == 3
    assert list((tmp_path / ".cache" / "oit-checker").glob("*/run"))
    again = run(checkout / "oit", cwd=tmp_path)
    assert (again.stderr, again.returncode) == ("", 3)


def test_what_apt_installs_and_what_stays_missing_is_said(tmp_path: Path) -> None:
    """A system that lacks everything, and an apt that has only the browser."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("env", "sh", "true", "chmod"):
        (tools / name).symlink_to(str(shutil.which(name)))
    script(tools / "sudo", 'shift; exec "$@"')
    script(
        tools / "apt-get",
        f"""echo "$DEBIAN_FRONTEND $*" >> '{tmp_path}/asked'
        case "$*" in *install*) echo '#!/bin/sh' > '{tools}/chromium'; chmod +x '{tools}/chromium';; esac""",
    )
    code = "import set_up; set_up.system_packages()"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        cwd=ROOT / "scripts",
        env={"PATH": str(tools), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    asked = (tmp_path / "asked").read_text().splitlines()
    assert len(asked) == 1
    assert asked[0].startswith("noninteractive install -y ")
    assert {"chromium", "tesseract-ocr", "tesseract-ocr-script-thai", "poppler-utils"} <= set(asked[0].split())
    assert "ไม่มี เบราว์เซอร์" not in done.stderr
    assert "ไม่มี tesseract" in done.stderr
    assert "sudo apt install" in done.stderr


def script(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_locks_are_pinned_hashed_and_name_no_index(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text
    for entry in text.replace("\\\n", " ").splitlines():
        if entry.strip():
            assert "==" in entry
            assert "--hash=sha256:" in entry


def test_the_program_of_the_tests_is_the_program_of_the_lock() -> None:
    pinned = _pins("requirements.txt")
    assert pinned.items() <= _pins("requirements-dev.txt").items()


def _pins(name: str) -> dict[str, str]:
    entries = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return {entry.split()[0]: entry for entry in entries if entry.strip()}
