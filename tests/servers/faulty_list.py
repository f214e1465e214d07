"""The sample agency's complete site with places for ten faults of a submitted list, and the list that has them all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from local_site import Answer, LocalSite, Route, moved, page

from checker.demo.site import INDEX, files

# item: the fault planted there, as the code of the remark that must name it, and the address of the list
PLANTED: dict[str, tuple[str, str]] = {
    "O7": ("year", "/files/annual-report-2566.pdf"),
    "O13": ("kind", "/files/o15-hr-report-2567.pdf"),
    "O14": ("dead", "/files/o14-gone.pdf"),
    "O15": ("login", "/staff/hr-report.html"),
    "O17": ("home", "/old-guideline.html"),
    "O19": ("script", "/app/statistics.html"),
    "O20": ("offsite", "https://files.example.com/o20-participation-2568.pdf"),
    "O21": ("other_agency", "https://www.elsewhere.go.th/no-gift-2568.pdf"),
    "O23": ("empty", "/risk.html"),
    "O26": ("same", "/files/o25-anticorruption-plan-2568.pdf"),
}
LINKS = (
    '<p><a href="/files/annual-report-2566.pdf">รายงานผลการดำเนินงานประจำปี พ.ศ. 2566</a> '
    '<a href="/risk.html">ความเสี่ยง</a> '
    '<a href="/old-guideline.html">แนวปฏิบัติ (เดิม)</a> <a href="/app/statistics.html">สถิติ</a> '
    '<a href="/staff/hr-report.html">รายงานผล (เจ้าหน้าที่)</a> <a href="/files/o14-gone.pdf">แผนบุคคล</a></p>'
)


def planted_routes() -> dict[str, Route]:
    """What the addresses of the ten faults answer on any site; those that are missing here are nobody's."""
    routes: dict[str, Route] = {
        path: Answer(file.body, type=file.content_type)
        for path, file in {**files("complete"), **files("gaps")}.items()
        if path in {address for _, address in PLANTED.values()}
    }
    routes["/old-guideline.html"] = moved("/")
    routes["/risk.html"] = page("<h1>การประเมินความเสี่ยง</h1>", "การประเมินความเสี่ยง")
    routes["/staff/hr-report.html"] = page(
        "<h1>เข้าสู่ระบบ</h1><p>กรุณาเข้าสู่ระบบก่อน</p><form action='/login' method='post'>"
        "<label>ชื่อผู้ใช้ <input name='user'></label><label>รหัสผ่าน <input type='password' name='password'></label>"
        "<button>เข้าสู่ระบบ</button></form>",
        "เข้าสู่ระบบ",
    )
    routes["/app/statistics.html"] = page(
        '<div id="root"></div><script src="/app/main.js"></script>'
        "<noscript>You need to enable JavaScript to run this app.</noscript>",
        "สถิติ",
    )
    return routes


def _routes() -> dict[str, Route]:
    routes: dict[str, Route] = {
        path: Answer(file.body, type=file.content_type) for path, file in files("complete").items()
    }
    plans = files("complete")["/plans.html"].body.decode()
    routes["/plans.html"] = Answer(plans.replace("</main>", f"{LINKS}</main>", 1).encode())
    return routes | planted_routes()


@contextmanager
def faulty_site() -> Iterator[str]:
    """Serve the site while the context lasts; gives its address."""
    with LocalSite(_routes()) as site:
        yield site.url


def rows(start: str, *, planted: bool) -> list[tuple[str, str]]:
    """The list as (item, address): right in all items, or with the ten faults planted."""
    found = []
    for code, _, links in INDEX:
        addresses = [PLANTED[code][1]] if planted and code in PLANTED else [path for path, _ in links]
        found += [(code, path if path.startswith("http") else start.rstrip("/") + path) for path in addresses]
    return found
