"""Troubles of ``probe.py`` where what matters is hard to find: drawn by scripts, named in a sitemap, kept elsewhere."""

from __future__ import annotations

from local_site import Answer, Asked, link, page
from probe_trouble import REAL, TEXT, Trouble, page_cause, reached, start

STORED_AS = "1AbCdEfGhIjKlMnOpQrStUvWxYz01"
STORED = f"https://drive.google.com/file/d/{STORED_AS}/view"
CLICKED = """<button aria-expanded="false" aria-controls="p" onclick="fetch('/part').then(r => r.text()).then(
t => document.getElementById('p').innerHTML = t)">เอกสาร</button><div id="p"></div>"""
MENU = """<ul id="menu"></ul><script>
fetch('/menu.json').then(r => r.json()).then(all =>
document.getElementById('menu').innerHTML = all.map(name => `<li><a href="/${name}">${name}</a></li>`).join(''));
</script>"""
SHELL = (
    '<div id="root"></div><script>document.getElementById("root").innerHTML = "<a href=\'/re" + "al\'>จริง</a>"</script>'
)
FULL = TEXT * 4 + "".join(link(f"/n{n}") for n in range(6))
SHOWN = {"render": True, "timeout": 10.0}


def _drawn(asked: Asked) -> Answer:
    if asked.path == "/menu.json":
        return Answer(b'["real"]', type="application/json")
    return page('<a href="/real">จริง</a>') if asked.path == "/part" else Answer(b"", 404)


def _shown(name: str, body: str) -> Trouble:
    """What leads to the real page is there once scripts have run."""
    return Trouble(
        name,
        lambda o: {"/": page(body), **REAL},
        page_cause("/real", "read"),
        otherwise=_drawn,
        settings=SHOWN,
        beside=reached("/real"),
    )


HIDDEN = (
    Trouble(
        "page only in the sitemap",
        lambda o: {
            "/": start(),
            **REAL,
            "/sitemap.xml": Answer(b"<urlset><url><loc>/real</loc></url></urlset>", type="text/xml"),
        },
        page_cause("/real", "read"),
        beside=reached("/real"),
    ),
    Trouble(
        "wrong charset in the header",
        lambda o: {
            "/": Answer("<title>เทศบาล</title><p>ข้อมูลผู้บริหาร</p>".encode("cp874"), type="text/html; charset=iso-8859-1")
        },
        lambda s: (s.site.pages[0].title, s.site.pages[0].title == "เทศบาล"),
    ),
    _shown("page that only a script fills", SHELL),
    _shown("menu fetched by a script", f"<p>{FULL}</p>{MENU}"),
    _shown("part that a click fetches", f"<p>{FULL}</p>{CLICKED}<script>var a</script>"),
    Trouble(
        "splash page that a script leaves",
        lambda o: {"/": page("<script>setTimeout(() => { location.href = '/real' }, 900)</script>"), **REAL},
        page_cause("/real", "read"),
        beside=reached("/real"),
    ),
    Trouble(
        "file in a shared store, signed in only",
        lambda o: {"/": page(link(STORED, "แผนปฏิบัติการป้องกันการทุจริต"))},
        lambda s: (
            f"cause {s.elsewhere('drive.google.com')}",
            s.elsewhere("drive.google.com") == "store_login",
        ),
        services=True,
        alone="would ask the real service",
    ),
)
