# ruff: noqa: E501  (markup and Thai words)
"""The invented net that ``benchmarks/scan.py`` scans: which agencies there are, what each shows, what is planted in it.

Everything is drawn with a fixed seed. An agency is either the program's own sample agency (``checker.demo``), one of
the invented sites of the tests, or put together here from papers that answer an item, as pages, DOCX, PDF or scans.
"""

from __future__ import annotations

import importlib
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from html import escape
from itertools import groupby, permutations
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests" / each) for each in ("sites", "crawler", "servers")]

from documents_made import docx, paragraph, pdf, scan, table  # noqa: E402
from made import Made, filled, markup  # noqa: E402
from papers import CONTACT, EXECUTIVES, PAPERS  # noqa: E402

from checker.demo import site as demo  # noqa: E402

HTML = "text/html; charset=utf-8"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHARES = {"down": 0.05, "slow": 0.03, "endless": 0.02, "hijacked": 0.02}
DOWN = ("refused", "dns", "http5xx", "timeout")  # in turns: nobody listens, no such name, 503 for all, never a word
MADE = ("site_wordpress", "site_single")
_FIRST = [
    "หนอง",
    "บ้าน",
    "ดอน",
    "ห้วย",
    "นา",
    "โคก",
    "วัง",
    "ท่า",
    "คลอง",
    "ป่า",
    "ทุ่ง",
    "บึง",
    "โพน",
    "เขา",
    "สวน",
    "ลาด",
    "แม่",
    "ปาก",
]
_SECOND = [
    "ไผ่ทอง",
    "ยางงาม",
    "แก้วใส",
    "มะค่าใหญ่",
    "พะยอมหอม",
    "สมอดี",
    "ขามเฒ่า",
    "จิกสูง",
    "บัวหลวง",
    "ตะแบกคู่",
    "งิ้วแดง",
    "หว้าเย็น",
    "กระทิงลาย",
    "ทับทิม",
    "รกฟ้า",
    "ไทรงามตา",
    "สักงาม",
]
_TALK = (
    "ชาวบ้านในตำบลสืบทอดการทอผ้าและการจักสานมาหลายชั่วอายุคน",
    "น้ำตกกลางป่าชุมชนมีน้ำไหลตลอดปี เหมาะแก่การพักผ่อนของครอบครัว",
    "วัดเก่าแก่ริมน้ำมีจิตรกรรมฝาผนังฝีมือช่างท้องถิ่นที่ยังชัดเจน",
    "ตลาดเช้าขายผักพื้นบ้าน ปลาน้ำจืด และขนมที่ทำจากข้าวใหม่",
    "กลุ่มแม่บ้านแปรรูปกล้วย มะม่วง และสมุนไพรเป็นของฝากขึ้นชื่อ",
    "เส้นทางจักรยานเลียบคันนามีจุดชมพระอาทิตย์ตกที่สวยงาม",
    "ต้นยางใหญ่อายุหลายร้อยปีเป็นที่เคารพของคนในหมู่บ้าน",
    "ประเพณีแห่ต้นดอกไม้จัดขึ้นพร้อมกันทุกหมู่บ้านในเดือนห้า",
)


@dataclass(frozen=True)
class Reply:
    """What an address answers."""

    body: bytes
    kind: str = HTML
    status: int = 200


@dataclass
class Agency:
    """An invented agency. ``truth``: item → the words of ``planted``; only what was planted for certain is named."""

    number: int
    name: str
    host: str
    address: str
    form: str
    fault: str = ""
    delay: float = 0.0  # seconds before each answer
    filler: int = 0  # pages that answer no item
    weight: int = 12_000  # bytes of such a page, about
    papers: bool = False  # has files
    scans: int = 0
    province: str = ""
    truth: dict[str, str] = field(default_factory=dict)
    routes: dict[str, Callable[[], Reply]] = field(default_factory=dict)

    @property
    def cause(self) -> str:
        """Under which cause the scan should say that the site failed; "" when it should not fail."""
        return self.fault if self.fault in DOWN else ""


def draw(count: int, mean: int = 100, seed: int = 2568) -> list[Agency]:
    """``count`` agencies of ``mean`` addresses each, on fewer servers. The same every time."""
    dice = random.Random(seed)
    faults = _faults(count)
    dice.shuffle(faults)
    servers = addresses(count, dice)
    agencies = []
    for number in range(count):
        form = dice.choices(
            ("complete", "gaps", "hard", "parts", *MADE),
            (8, 8, 3, 65, 8, 8) if not faults[number] else (0, 0, 0, 1, 0, 0),
        )[0]
        name = f"เทศบาลตำบล{_FIRST[number % len(_FIRST)]}{_SECOND[(number // len(_FIRST)) % len(_SECOND)]}"
        agency = Agency(number, name, f"www.tambon{number:04}.test", servers[number], form, faults[number])
        agency.delay = round(dice.choice((0.0, 0.01, 0.02, 0.05, 0.1)), 3)
        size = max(12, round(mean * dice.choices((0.4, 0.7, 1.0, 1.3, 2.0), (2, 2, 3, 2, 1))[0]))
        agency.weight = dice.choice((5_000, 8_000, 12_000, 20_000, 35_000))
        agency.papers = dice.random() < 0.6
        agency.scans = dice.choice((1, 2)) if agency.papers and dice.random() < 0.1 else 0
        agency.province = f"จังหวัดสมมุติ {1 + number % 7}"
        if agency.fault == "slow":
            agency.delay = round(0.5 + dice.random() * 0.5, 2)
        if agency.fault in DOWN:
            if agency.fault == "refused":
                agency.address = f"127.0.{200 + number // 250}.{1 + number % 250}"
            agencies.append(agency)
            continue
        _build(agency, dice)
        agency.filler = max(0, size - len(agency.routes))
        agencies.append(agency)
    return agencies


def _faults(count: int) -> list[str]:
    """A fault or none for each, by their shares; each kind at least once."""
    faults: list[str] = []
    for kind, share in SHARES.items():
        some = max(1, round(count * share))
        faults += [DOWN[turn % len(DOWN)] for turn in range(max(some, 2))] if kind == "down" else [kind] * some
    return [*faults, *[""] * (count - len(faults))][:count]


def addresses(count: int, dice: random.Random) -> list[str]:
    """Servers for ``count`` agencies: most alone, the rest beside up to eleven others."""
    found: list[str] = []
    server = 0
    while len(found) < count:
        server += 1
        here = dice.choices((1, 2, 4, 8, 12), (60, 15, 12, 8, 5))[0]
        found += [f"127.0.{1 + server // 250}.{1 + server % 250}"] * here
    found = found[:count]
    dice.shuffle(found)
    return found


# --- what they show ---------------------------------------------------------------------------------


def _build(agency: Agency, dice: random.Random) -> None:
    if agency.form in demo.STATES:
        agency.name = "เทศบาลตำบลทุ่งนาใหม่"
        agency.truth = demo.planted(agency.form)
        agency.routes = {path: partial(_sample, agency, path) for path in demo.files(agency.form)}
    elif agency.form in MADE:
        made: Made = importlib.import_module(agency.form).SITE
        agency.name = made.agency
        agency.truth = {item: said.split()[0] for item, said in made.truth.items()}
        agency.routes = {path: partial(_made_page, agency, made, path) for path in made.pages}
        agency.routes |= {path.replace(".pdf", ".docx"): partial(_made_paper, made, path) for path in made.papers}
    else:
        _parts(agency, dice)


def _sample(agency: Agency, path: str) -> Reply:
    file = demo.files(agency.form)[path]
    body = file.body
    if path == "/" and agency.form != "hard":
        body = body.replace(b"</main>", _door(agency) + b"</main>")
    if file.content_type == "application/pdf":  # other bytes for every agency: nothing is read once for all
        body += f"\n%% {agency.number}\n".encode()
    return Reply(body, file.content_type)


def _made_page(agency: Agency, made: Made, path: str) -> Reply:
    text = filled(made.pages[path], made.agency, made.head).replace(".pdf", ".docx")
    if path == "/":
        end = "</main>" if "</main>" in text else "</section>"
        before, _, after = text.rpartition(end)
        text = before + _door(agency).decode() + end + after
    if "<html" not in text:
        text = f"<html><head><title>{made.agency}</title></head><body>{text}</body></html>"
    return Reply(text.encode())


def _made_paper(made: Made, path: str) -> Reply:
    return Reply(_docx(made.paper(path)), DOCX)


@cache
def _docx(text: str) -> bytes:
    parts = []
    for is_row, lines in groupby(text.splitlines(), key=lambda line: " | " in line):
        rows = [tuple(escape(cell) for cell in line.split(" | ")) for line in lines]
        parts += [table(*rows)] if is_row else [paragraph(row[0]) for row in rows]
    return docx("".join(parts))


def _parts(agency: Agency, dice: random.Random) -> None:
    """An agency of our own: an index of items, each answered by a page or a file, or by nothing."""
    titles = {code: title for code, title, _ in demo.INDEX}
    rows, files = [], []
    for code, title in titles.items():
        how = dice.choices(("page", "file", "none", "dead"), (5, 3 if agency.papers else 0, 2, 1))[0]
        if code in ("O4", "O10", "O18"):
            how = "none"
        link = ""
        text = EXECUTIVES if code == "O2" else PAPERS.get(code, "")
        if how == "page" or (how == "file" and code == "O2"):
            link = f"/{_word(code)}/detail.html"
            agency.routes[link] = partial(_page, agency, title, text if code == "O2" else markup(_own(agency, text)))
        elif how == "file":
            plain = " | " not in text and max(map(len, text.splitlines())) < 70
            kind = "pdf" if plain and dice.random() < 0.7 else "docx"
            if plain and len(files) < agency.scans and kind == "pdf":
                kind = "scan"
                files.append(code)
            link = f"/files/{_word(code)}.{'docx' if kind == 'docx' else 'pdf'}"
            agency.routes[link] = partial(_file, agency, text, kind)
            if kind == "scan":
                how = "scan"
        elif how == "dead":
            link = f"/files/{_word(code)}-gone.pdf"
        if how != "scan" and code not in ("O3",):
            agency.truth[code] = "present" if how in ("page", "file") else "absent"
        name = f'<a href="{link}">{title}</a>' if link else title
        rows.append(f"<tr><td>{code}</td><td>{name}</td></tr>")
    index = f"<table><tr><th>ข้อ</th><th>รายการ</th></tr>{''.join(rows)}</table>"
    agency.routes["/oit-2568.html"] = partial(_page, agency, "การเปิดเผยข้อมูลสาธารณะ (OIT) ประจำปี พ.ศ. 2568", index)
    agency.routes["/about.html"] = partial(_page, agency, "ประวัติความเป็นมา", f"<p>{_TALK[0]}</p>" * 3)
    home = f"<h1>{agency.name}</h1><p>ยินดีต้อนรับ</p>"
    agency.routes["/"] = partial(_home, agency, home)
    if agency.fault == "hijacked":
        agency.routes["/wp-content/0.html"] = partial(_spam, agency)


def _own(agency: Agency, text: str) -> str:
    return filled(text, agency.name)


def _word(code: str) -> str:
    """A path's word for an item, which says nothing of it."""
    return "".join("kmnprstvwx"[int(digit)] for digit in code[1:]) + "a"


def _shell(agency: Agency, title: str, body: str) -> str:
    menu = (
        '<nav><ul><li><a href="/">หน้าแรก</a></li><li><a href="/about.html">ประวัติความเป็นมา</a></li>'
        '<li><a href="/oit-2568.html">ITA 2568</a></li></ul></nav>'
    )
    return (
        f'<!doctype html><html lang="th"><head><meta charset="utf-8"><title>{title} - {agency.name}</title></head><body>'
        f"<header><p>{agency.name}</p>{menu}</header><main><h1>{title}</h1>{body}</main>"
        f"<footer>{markup(_own(agency, CONTACT))}</footer></body></html>"
    )


def _page(agency: Agency, title: str, body: str) -> Reply:
    return Reply(_shell(agency, title, body).encode())


def _home(agency: Agency, body: str) -> Reply:
    more = _door(agency).decode()
    if agency.fault == "hijacked":
        words = ("สล็อตเว็บตรง", "บาคาร่าออนไลน์", "คาสิโนสด", "แทงบอล")
        more += (
            '<div style="display:none">'
            + "".join(f'<a href="/wp-content/{n}.html">{w}</a>' for n, w in enumerate(words))
            + "</div>"
        )
    if agency.fault == "endless":
        more += '<p><a href="/calendar/?month=1">ปฏิทินท่องเที่ยว</a></p>'
    return Reply(_shell(agency, "หน้าแรก", body + more).encode())


def _spam(agency: Agency) -> Reply:
    words = "สล็อตเว็บตรง บาคาร่าออนไลน์ คาสิโนสด แทงบอลขั้นต่ำ เครดิตฟรี ฝากถอนไม่มีขั้นต่ำ "
    return Reply(f"<html><head><title>สล็อต คาสิโน เว็บตรง</title></head><body><p>{words * 6}</p></body></html>".encode())


@cache
def _made_pdf(text: str, kind: str) -> bytes:
    lines = text.splitlines()
    return scan(lines) if kind == "scan" else pdf([lines])


def _file(agency: Agency, text: str, kind: str) -> Reply:
    words = _own(agency, text)
    if kind == "docx":
        return Reply(_docx(words), DOCX)
    return Reply(_made_pdf(words, kind), "application/pdf")


# --- pages that answer no item ----------------------------------------------------------------------

_LETTERS = "abcdefghijklmnopqrst"


def filler_path(number: int) -> str:
    """Words, not numbers: a site with sections and not one endless list."""
    first, second = divmod(number, 20)
    return f"/places/{_LETTERS[first % 20]}um/{_LETTERS[second]}an.html"


def _door(agency: Agency) -> bytes:
    """Links from the home page to the first of the filling pages."""
    return "".join(
        f'<p><a href="{filler_path(number)}">แหล่งท่องเที่ยวแห่งที่ {number + 1}</a></p>'
        for number in range(min(agency.filler, 10))
    ).encode()


@cache
def _paragraphs() -> tuple[bytes, ...]:
    """Sentences in every order: no two pages say the same."""
    return tuple(f"<p>{' '.join(order)}</p>".encode() for order in permutations(_TALK, 3))


def _text(start: int, size: int) -> bytes:
    """About ``size`` bytes of text that begins at a place of its own."""
    lines = _paragraphs()
    count = max(1, size // len(lines[0]))
    at = start * 7 % len(lines)
    return b"".join((lines + lines + lines)[at : at + count])


def filler(agency: Agency, number: int) -> Reply:
    """A page about a place: a menu of 30 links, text of the agency's usual weight, its neighbours."""
    count = agency.filler
    menu = "".join(f'<li><a href="{filler_path(n)}">แหล่งท่องเที่ยวแห่งที่ {n + 1}</a></li>' for n in range(min(count, 30)))
    near = "".join(
        f'<p><a href="{filler_path(n)}">แห่งที่ {n + 1}</a></p>' for n in range(number + 1, min(number + 11, count))
    )
    head = (
        f'<!doctype html><html lang="th"><head><meta charset="utf-8"><title>แหล่งท่องเที่ยวแห่งที่ {number + 1} - {agency.name}</title>'
        f"</head><body><header><p>{agency.name}</p><nav><ul>{menu}</ul></nav></header><main>"
        f"<h1>แหล่งท่องเที่ยวแห่งที่ {number + 1}</h1><p>{_TALK[number % 8]} ห่างจากที่ทำการ {number * 3 + 1} กิโลเมตร</p>"
    )
    return Reply(head.encode() + _text(number, agency.weight) + f"{near}</main></body></html>".encode())


def endless(agency: Agency, query: str) -> Reply:
    """A month of a calendar without end."""
    month = int("".join(filter(str.isdigit, query)) or 0) % 10**9
    links = "".join(f'<p><a href="/calendar/?month={month + step}">เดือนที่ {month + step}</a></p>' for step in (1, 2, 12))
    return Reply(_shell(agency, f"ปฏิทินเดือนที่ {month}", f"<p>{_TALK[month % 8]} ครั้งที่ {month}</p>{links}").encode())


GONE = Reply("<!doctype html><title>404</title><h1>ไม่พบหน้าที่ต้องการ</h1>".encode(), HTML, 404)
BROKEN = Reply(b"<h1>503</h1>", HTML, 503)


def reply(agency: Agency, path: str) -> Reply:
    """What an agency answers."""
    if agency.fault == "http5xx":
        return BROKEN
    if (made := agency.routes.get(path)) is not None:
        return made()
    if path.startswith("/places/"):
        parts = path.split("/")
        if len(parts) == 4:
            number = _LETTERS.find(parts[2][:1]) * 20 + _LETTERS.find(parts[3][:1])
            if 0 <= number < agency.filler and filler_path(number) == path:
                return filler(agency, number)
    if agency.fault == "endless" and path.startswith("/calendar/"):
        return endless(agency, path)
    return GONE
