"""Makes the environment that ./oit and ./oit-test run in, with nothing but Python's standard library.

Called as ``python set_up.py run`` or ``test``; prints the path of the environment's Python on standard output and
everything for people on standard error. Exit code 0 when the environment is ready, 2 when it could not be made.

Each environment is built in a folder of its own and named in the file ``run`` or ``test`` only when it is whole, so
that an interrupted set-up leaves nothing that a later start could take for an environment.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"run": "requirements.txt", "test": "requirements-dev.txt"}
OLDEST = (3, 11)


class SetUpError(Exception):
    """Set-up cannot go on; the message says what to do."""


@dataclass(frozen=True)
class Need:
    """A program of the system: how its presence is seen, its Debian packages, and what its absence costs."""

    name: str
    present: Callable[[], bool]
    packages: tuple[str, ...]
    cost: str


def _command(*names: str) -> bool:
    return any(shutil.which(name) for name in names)


def _browser() -> bool:
    names = (
        "chromium",
        "chromium-headless-shell",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "msedge",
    )
    places = (
        "/Applications/Google Chrome.app",
        "/Applications/Chromium.app",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    )
    return _command(*names) or any(Path(place).exists() for place in places)


def _thai_font() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(_output("fc-list", ":lang=th", "family")) or Path("/usr/share/fonts/truetype/tlwg").is_dir()


def _thai_reader() -> bool:
    return "Thai" in _output("tesseract", "--list-langs")


NEEDS = (
    Need("เบราว์เซอร์ Chromium", _browser, ("chromium",), "หน้าเว็บที่สร้างด้วยสคริปต์จะอ่านไม่ได้ และรายงานว่ายังไม่ได้ตรวจ"),
    Need("แบบอักษรไทย", _thai_font, ("fonts-thai-tlwg-ttf",), "ภาพและ PDF ที่โปรแกรมสร้างจะแสดงอักษรไทยไม่ได้"),
    Need(
        "tesseract ภาษาไทย",
        _thai_reader,
        ("tesseract-ocr", "tesseract-ocr-script-thai"),
        "ไฟล์ที่เป็นภาพสแกนจะอ่านไม่ได้ และรายงานว่ายังไม่ได้ตรวจ",
    ),
    Need("poppler (pdftotext)", lambda: _command("pdftotext"), ("poppler-utils",), "PDF บางไฟล์จะอ่านได้ไม่ครบ"),
)


def main(arguments: list[str]) -> int:
    """Make or find the environment; see the module's text."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if arguments not in (["run"], ["test"]):
        say("usage: set_up.py run|test")
        return 2
    purpose = arguments[0]
    if sys.version_info < OLDEST:
        say(f"ต้องใช้ Python 3.11 ขึ้นไป (Python 3.11 or newer is needed; this is {sys.version.split()[0]})")
        return 2
    try:
        home = folder()
        python = existing(home, purpose) or build(home, purpose)
    except SetUpError as error:
        say(f"ติดตั้งไม่สำเร็จ: {error}")
        return 2
    except KeyboardInterrupt:
        say("หยุดการติดตั้งแล้ว เรียกคำสั่งเดิมอีกครั้งเพื่อเริ่มใหม่")
        return 130
    print(python)
    return 0


def say(text: str) -> None:
    """Write one line for people."""
    print(text, file=sys.stderr, flush=True)


def folder() -> Path:
    """Where environments are kept: $OIT_HOME, ``.oit`` in the checkout, or the user's cache when that is read-only."""
    asked = os.environ.get("OIT_HOME")
    if asked:
        return _writable(Path(asked).absolute()) or _refuse(f"เขียนโฟลเดอร์ {asked} (OIT_HOME) ไม่ได้")
    key = str(cksum(str(ROOT)))
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    return (
        _writable(ROOT / ".oit")
        or _writable(cache / "oit-checker" / key)
        or _refuse(f"เขียนทั้ง {ROOT} และ {cache} ไม่ได้ ให้ตั้ง OIT_HOME เป็นโฟลเดอร์ที่เขียนได้")
    )


def cksum(text: str) -> int:
    """What the ``cksum`` command prints for ``text``: environment.sh finds the same folder without Python."""
    data = text.encode()
    size = len(data)
    while size:
        data += bytes([size & 0xFF])
        size >>= 8
    crc = 0
    for byte in data:
        crc ^= byte << 24
        for _ in range(8):
            crc = ((crc << 1) ^ 0x04C11DB7 if crc & 0x80000000 else crc << 1) & 0xFFFFFFFF
    return crc ^ 0xFFFFFFFF


def existing(home: Path, purpose: str) -> Path | None:
    """The Python of a whole environment made from this lock for this checkout, or None."""
    try:
        place = home / (home / purpose).read_text(encoding="utf-8").strip()
        same_lock = (place / "lock").read_bytes() == (ROOT / LOCKS[purpose]).read_bytes()
        same_root = (place / "root").read_text(encoding="utf-8").rstrip("\n") == str(ROOT)
    except OSError:
        return None
    python = python_of(place)
    return python if same_lock and same_root and python.exists() else None


def python_of(place: Path) -> Path:
    """The interpreter of the environment at ``place``."""
    return place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def build(home: Path, purpose: str) -> Path:
    """Make a new environment under ``home`` and return its Python. Raises SetUpError."""
    began = time.monotonic()
    say(f"เตรียมโปรแกรมครั้งแรก (ใช้ Python {sys.version.split()[0]}) ใช้เวลาราวหนึ่งนาที ...")
    _sweep(home)
    system_packages()
    place = home / f"{purpose}-{os.getpid()}-{time.time_ns()}"
    lock = ROOT / LOCKS[purpose]
    hold = None
    try:
        hold = _hold(place)
        wanted = lock.read_bytes()
        say("· สร้างสภาพแวดล้อมและติดตั้งแพ็กเกจ ...")
        _make(place)
        _install(place, lock)
        (place / "lock").write_bytes(wanted)
        (place / "root").write_text(f"{ROOT}\n", encoding="utf-8")
        note = home / f"{purpose}.{os.getpid()}"
        note.write_text(f"{place.name}\n", encoding="utf-8")
        note.replace(home / purpose)
        say(f"· พร้อมใช้งาน ({time.monotonic() - began:.0f} วินาที)")
        return python_of(place)
    except OSError as error:
        shutil.rmtree(place, ignore_errors=True)
        raise SetUpError(f"เขียนไฟล์ไม่ได้ ({error})") from error
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    finally:
        if hold:
            hold.close()


def _make(place: Path) -> None:
    """A virtual environment with pip, whose packages see this checkout."""
    builder = venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt")
    try:
        builder.create(place)
    except subprocess.CalledProcessError:
        # Debian keeps ensurepip apart from Python.
        _apt([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"])
        try:
            builder.create(place)
        except subprocess.CalledProcessError as error:
            raise SetUpError(
                "Python เครื่องนี้ไม่มี venv/pip (Debian/Ubuntu: sudo apt install python3-venv) แล้วเรียกคำสั่งเดิมอีกครั้ง"
            ) from error
    packages = next(place.glob("lib/python*/site-packages"), place / "Lib" / "site-packages")
    (packages / "oit.pth").write_text(f"{ROOT}\n", encoding="utf-8")


def _install(place: Path, lock: Path) -> None:
    command = [
        str(python_of(place)),
        "-I",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
    ]
    command += ["--require-hashes", "--no-deps", "--only-binary=:all:", "-r", str(lock)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode == 0:
        return
    said = done.stderr.strip()
    lines = "\n".join("    " + line for line in said.splitlines()[-6:])
    if "DO NOT MATCH THE HASHES" in said:
        advice = "ไฟล์ที่ดาวน์โหลดไม่ตรงกับที่กำหนดไว้ อย่าใช้งาน และแจ้งผู้พัฒนา"
    elif "No space left" in said:
        advice = "พื้นที่ดิสก์เต็ม"
    else:
        advice = "ดาวน์โหลดแพ็กเกจ Python ไม่ได้ ตรวจการเชื่อมต่ออินเทอร์เน็ตหรือพร็อกซี แล้วเรียกคำสั่งเดิมอีกครั้ง"
    raise SetUpError(f"{advice}\n{lines}")


def system_packages() -> None:
    """Install by apt what the system lacks, when that asks nobody anything; say what stays missing and its cost."""
    if os.environ.get("OIT_NO_SYSTEM"):
        return
    lacking = [need for need in NEEDS if not need.present()]
    if not lacking:
        return
    packages = [package for need in lacking for package in need.packages]
    if _apt(packages):
        lacking = [need for need in lacking if not need.present()]
    for need in lacking:
        say(f"· เครื่องนี้ไม่มี {need.name}: {need.cost}")
    if lacking:
        wanted = " ".join(package for need in lacking for package in need.packages)
        say(f"  ติดตั้งเองได้ (Debian/Ubuntu): sudo apt install {wanted}")


def _apt(packages: list[str]) -> bool:
    """Install Debian packages without a question; False when this user or system cannot."""
    if not shutil.which("apt-get"):
        return False
    if getattr(os, "geteuid", lambda: 1)() == 0:
        prefix: list[str] = []
    elif (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        prefix = ["sudo", "-n"]
    else:
        return False
    say(f"· ติดตั้ง {' '.join(packages)} ด้วย apt ...")
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", *packages]
    for command in (install, ["apt-get", "update", "-qq"], install):
        full = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", *command]
        done = subprocess.run(
            full, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False
        )
        if command is install and done.returncode == 0:
            return True
    say(f"  apt: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'ไม่สำเร็จ'}")
    return False


def _output(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr if done.returncode == 0 else ""


def _writable(place: Path) -> Path | None:
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return place if os.access(place, os.W_OK) else None


def _refuse(text: str) -> Path:
    raise SetUpError(text)


def _sweep(home: Path) -> None:
    """Remove environments that no name points to and nobody is building."""
    named = {path.read_text(encoding="utf-8").strip() for path in (home / "run", home / "test") if path.is_file()}
    for place in sorted(home.iterdir()):
        unnamed = place.is_dir() and place.name.partition("-")[0] in LOCKS and place.name not in named
        hold = _hold(place) if unnamed else None
        if hold:
            shutil.rmtree(place, ignore_errors=True)
            hold.close()


def _hold(place: Path) -> IO[bytes] | None:
    """Hold the folder of an environment, so that another set-up leaves it alone; None when another one holds it.

    The hold ends with the process, however it ends.
    """
    place.mkdir(exist_ok=True)
    held = (place / "held").open("wb")
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.close()
        return None
    return held


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
