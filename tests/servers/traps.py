"""The sample agency's complete site with every endless space we know of built onto every page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from local_site import Answer, Asked, Route, page

from checker.demo.site import files

_TEXT = "ระบบฐานข้อมูลของเทศบาลตำบลทุ่งนาใหม่ จัดเก็บเรื่องต่าง ๆ ไว้ให้สืบค้น โปรดเลือกรายการที่ต้องการจากเมนูด้านบนหรือด้านล่าง " * 3


def _link(path: str, text: str) -> str:
    return f'<a href="{path}">{text}</a> '


def _calendar(asked: Asked) -> str:
    day = int(parse_qs(urlsplit(asked.path).query).get("date", ["20250101"])[0])
    return (
        f"<p>วันที่ {day} ไม่มีกิจกรรม</p>"
        + _link(f"/calendar?date={day + 1}", "ถัดไป")
        + _link(f"/calendar?date={day - 1}", "ก่อน")
    )


def _paging(asked: Asked) -> str:
    at = int(asked.path.rpartition("=")[2])
    return (
        f"<p>{_TEXT} หน้า {at}</p>"
        + _link(f"/board?page={at + 1}", "หน้าถัดไป")
        + _link(f"/board?page={at + 10}", "อีกสิบหน้า")
    )


def _topics(asked: Asked) -> str:
    """Another page for each number: nothing tells it from real topics but that there is no end."""
    at = int(asked.path.rpartition("=")[2])
    words = hashlib.sha256(str(at).encode()).hexdigest()
    return f"<p>กระทู้ {words} {_TEXT} {words[::-1]}</p>" + "".join(
        _link(f"/topic?id={at * 3 + n}", f"กระทู้ {n}") for n in (1, 2, 3)
    )


def _session(asked: Asked) -> str:
    word = hashlib.sha256(asked.path.encode()).hexdigest()
    return f"<p>{_TEXT}</p>" + _link(f"/visit?sid={word[:32]}", "ต่อไป") + _link(f"/visit?PHPSESSID={word[32:]}", "ต่อไป")


def _facets(asked: Asked) -> str:
    mark = "&" if "?" in asked.path else "?"
    names = ("color", "size", "kind", "place", "brand", "age", "group", "unit")
    return f"<main><p>{_TEXT}</p></main>" + "".join(
        _link(f"{asked.path}{mark}{name}={value}", f"{name} {value}")
        for name in names
        for value in ("ก", "ข")
        if name not in asked.path
    )


def _looks(asked: Asked) -> str:
    base = asked.path.partition("?")[0]
    ways = (
        "sort=name",
        "sort=date",
        "order=desc",
        "print=1",
        "view_mode=grid",
        "sort=name&order=asc",
        "tmpl=component",
    )
    return f"<p>{_TEXT}</p>" + "".join(_link(f"{base}?{way}", way) for way in ways)


def _deeper(asked: Asked) -> str:
    return f"<p>{_TEXT}</p>" + _link("again/", "ลึกลงไป") + _link("other/again/", "อีกทาง")


def _relative(asked: Asked) -> str:
    """A page that answers to every path below it with links that are relative by mistake."""
    return f"<p>{_TEXT}</p>" + _link("about/index.php/contact/", "ติดต่อ") + _link("about/index.php/news/", "ข่าว")


ENDLESS: dict[str, tuple[str, Callable[[Asked], str]]] = {
    "calendar": ("/calendar?date=20250101", _calendar),
    "paging": ("/board?page=1", _paging),
    "topics": ("/topic?id=1", _topics),
    "session": ("/visit", _session),
    "facets": ("/shop", _facets),
    "looks": ("/list", _looks),
    "deeper": ("/again/", _deeper),
    "relative": ("/about/index.php/", _relative),
}


def trapped() -> tuple[dict[str, Route], Route]:
    """Routes and what answers every other path: traps, mirrors of the site, and a page for what is not there."""
    entrances = "".join(_link(path, name) for name, (path, _) in ENDLESS.items())
    entrances += "".join(_link(f"/mirror{n}/index.html", f"สำเนา {n}") for n in range(12)) + _link(
        "/lost-page", "หน้าเก่า"
    )
    own: dict[str, Answer] = {}
    for path, file in files("complete").items():
        body = file.body
        if file.content_type.startswith("text/html"):
            looks = "".join(_link(f"{path}?{way}", way) for way in ("print=1", "sort=date", "fontsize=20"))
            body = body.replace(b"</body>", f"<div>{entrances}{looks}</div></body>".encode())
        own[path] = Answer(body, type=file.content_type)

    def otherwise(asked: Asked) -> Answer:
        base = asked.path.partition("?")[0]
        if asked.path in ("/robots.txt", "/sitemap.xml"):
            return Answer(b"", 404)
        if base in own:
            return own[base]
        if base.startswith("/mirror"):
            inner = "/" + base.partition("/")[2].partition("/")[2]
            if inner in own:
                body = own[inner].body
                if own[inner].type.startswith("text/html"):
                    body = body.replace(b'href="/', f'href="/{base.split("/")[1]}/'.encode())
                return Answer(body, type=own[inner].type)
        for path, make in ENDLESS.values():
            if base.startswith(path.partition("?")[0]):
                return page(make(asked), "ฐานข้อมูล")
        return page(f"<h1>ขออภัย</h1><p>ไม่มีที่อยู่ {asked.path} ในระบบ</p>{entrances}", "ขออภัย")

    return dict(own), otherwise
