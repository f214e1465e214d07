"""Persons on a page, a card each, however the page lays them out.

Reads cards in boxes, table rows, table columns, pictures with captions, lists, one cell full of line breaks, and the
lines of a document. What stands around a name belongs to its card as far as no other name stands in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape
from itertools import pairwise

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from crawler.text import tidy
from rules import thai
from rules.content import Content, quote
from rules.substance import about

MOST = 400  # characters that one person's card may hold; more is the page around it
_BREAKS = re.compile(
    "p|div|li|ul|ol|tr|td|th|table|tbody|thead|h[1-6]|figure|figcaption|section|article|br|hr|dl|dt|dd|center"
    "|header|footer|main|aside|nav|address|blockquote|form|fieldset"
)
_SKIPPED = frozenset(["script", "style", "noscript", "template", "head", "select", "option", "textarea"])
_ICON = re.compile(
    r"icon|logo|banner|nav|btn|button|arrow|bullet|spacer|pixel|blank|dot|flag|facebook|(?:^|[-_])(?:fb|line|tel"
    r"|mail|qr|bg)(?:[-_.]|$)"
    r"|youtube|twitter|phone|email|map|header|footer|new\.gif",
    re.IGNORECASE,
)
_STAND_IN = re.compile(
    r"no[-_]?(?:image|img|photo|pic|avatar|user)|default|place-?holder|avatar|^user\d*\.|silhouette|anonymous"
    r"|unknown|person-?fill|blank",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]*url\(\s*['\"]?([^'\")]+)", re.IGNORECASE)
_LABELLED = re.compile(r"ต[ํำ]?[าแ]?[ํ]?หน่ง\s*[:\-]?\s*(?P<post>[" + thai.LETTERS + r"][^\t|:]{2,80})")
_PERSONS = re.compile(
    r"ผู้บริหาร|บุคลากร|ทำเนียบ|โครงสร้าง|ผู้อำนวยการ|นายก|ปลัด|คณะ|แผนผัง|อัตรากำลัง|executive|committee|director|board"
    r"|staff|person"
    r"|structure|manage|leader|chart|team|ceo",
    re.IGNORECASE,
)
_LISTED = r"ผู้บริหาร|ทำเนียบ|บุคลากร|รายนาม|โครงสร้าง|อัตรากำลัง|ผังองค์กร|หัวหน้าส่วนราชการ|คณะกรรมการ(?:บริษัท|กำกับ)"
_TOP = frozenset({"head", "deputy"})
_SIDES = frozenset({"political", "permanent"})
_VACANT = re.compile(r"(?:^|[\s(\-–])ว่าง(?:$|[\s)\-–])|ตำแหน่งว่าง|อยู่ระหว่าง(?:การ)?สรรหา")


@dataclass(frozen=True)
class Card:
    """One person: the name as written, and the lines and portraits that stand with it.

    ``seen`` is False when pictures could not be seen (a document's text). ``picture`` marks a page on which the persons
    are only in a picture: nothing of it could be read.
    """

    url: str
    name: str | None
    lines: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    local: bool = False
    seen: bool = True
    picture: bool = False

    def find(self, pattern: str | re.Pattern[str]) -> str | None:
        """The first line in which ``pattern`` occurs, as a quotation; else None."""
        for line in self.lines:
            found = re.search(pattern, line)
            if found:
                return quote(line, found.start(), found.end())
        return None

    @cached_property
    def position(self) -> str | None:
        """The post held, as written, or None."""
        for line in self.lines:
            rest = line.replace(self.name, " ") if self.name else line
            found = re.search(thai.POSITION, rest)
            if found and not re.match(r"\W*(?:โทร|เบอร์|สังกัด)", rest):
                return quote(re.sub(r"^\W*ตำแหน่ง\W*", "", tidy(rest[_start(rest, found.start()) :])))
            labelled = _LABELLED.search(rest)
            if labelled:
                return quote(tidy(labelled["post"]))
        return None

    @property
    def contact(self) -> str | None:
        """A telephone, extension, e-mail or other address of this person, as written, or None."""
        for line in self.lines:
            proof = thai.phone(line) or thai.email(line) or thai.hotline(line)
            if proof:
                return proof
        other = self.find(thai.EXTENSION) if self.find(r"โทร|เบอร์|ต่อ|ภายใน") else None
        return other or self.find(r"(?i)(?:line(?:\s?id)?|ไลน์|facebook|เฟซบุ๊ก)\s*:?\s*[@\w]")

    @cached_property
    def posts(self) -> frozenset[str]:
        """What kind of post it is: words among political, permanent, head, deputy, staff, middle, council."""
        return posts(self.position or "", self.local)


def posts(text: str, local: bool) -> frozenset[str]:
    """The kinds of post that ``text`` names (see ``Card.posts``); empty when it names none of a leadership."""
    if re.search(thai.COUNCIL, text):
        return frozenset({"council"})
    if re.search(thai.POLITICAL_STAFF, text):
        return frozenset({"political", "staff"})
    kinds: set[str] = set()
    if re.search(thai.POLITICAL_DEPUTY, text):
        kinds |= {"political", "deputy"}
    elif re.search(thai.POLITICAL_HEAD, text):
        kinds |= {"political", "head"}
    if re.search(r"รอง\s?ปลัด\s?(?:เทศบาล|องค์การ|อบ|ท|เมือง|$|\s)", text):
        kinds |= {"permanent", "deputy"}
    elif re.search(thai.LOCAL_CLERK, text) or (local and re.search(r"(?<!สำนัก)(?<!หน้า)ปลัด(?=\s|$)", text)):
        kinds |= {"permanent", "head"}
    if local and not kinds and re.search(thai.MIDDLE, text):
        return frozenset({"permanent", "middle"})
    if not local and not kinds:
        if re.search(thai.DEPUTY, text):
            kinds.add("deputy")
        elif re.search(thai.HEAD, text):
            kinds.add("head")
        elif re.search(thai.MIDDLE, text):
            kinds.add("middle")
    return frozenset(kinds)


def cards(content: Content) -> list[Card]:
    """The persons named in ``content``, in reading order, each once."""
    soup = content.soup if content.html else BeautifulSoup(_markup(content.lines), "lxml")
    runs = list(_runs(soup))
    _name(runs)
    found: dict[str, Card] = {}
    for name, mine in _grouped(runs):
        lines = tuple(run.text for run in mine if run.text)
        photos = tuple(run.image for run in mine if run.image and not _STAND_IN.search(_file(run.image)))
        if not content.html:
            photos = tuple(image.url for image in content.images if name in f"{image.alt} {image.near}")
        card = Card(content.url, name, lines, photos, content.agency.local, bool(content.html or photos))
        key = re.sub(r"\W", "", name)
        old = found.get(key)
        if old is None or (len(card.lines), len(card.photos)) > (len(old.lines), len(old.photos)):
            found[key] = card
    return list(found.values())


def leaders(contents: Sequence[Content]) -> list[Card]:
    """The leadership over all ``contents``, best first: those who are judged one by one.

    From the first content that names anyone of the leadership come all of them; from the others only heads and deputies
    of a side not met yet (a local government often has a page for each side). Without any known post, everyone of the
    first content. Where no name is readable but there is a picture of them, one card with ``picture`` set.
    """
    return list(_leaders(tuple(contents)))


@lru_cache(maxsize=32)  # every element of a rule asks for the same persons
def _leaders(contents: tuple[Content, ...]) -> tuple[Card, ...]:
    chosen: list[Card] = []
    contents = tuple(content for content in contents if content.kind != "document" or about(content, _LISTED))
    for content in contents:
        found = [card for card in cards(content) if card.posts - {"council"}]
        if content.kind == "document" and len(found) < 2:
            continue  # whoever signed a paper is no list of executives
        if not chosen:
            chosen = found
            continue
        met = {card.name for card in chosen}
        sides = {side for card in chosen if card.posts & _TOP for side in card.posts & _SIDES}
        chosen += [
            card
            for card in found
            if card.posts & _TOP and card.posts & _SIDES and not card.posts & sides and card.name not in met
        ]
    if chosen:
        return tuple(chosen)
    for content in contents:
        found = [card for card in cards(content) if "council" not in card.posts]
        if found:
            return tuple(found)
    return tuple(Card(content.url, None, picture=True) for content in contents if pictured(content))[:1]


def pictured(content: Content) -> bool:
    """Whether ``content`` shows its persons in a picture: hardly any text, and a picture that is large or says so."""
    if sum(len(line) for line in content.lines) > 600:
        return False
    for image in content.images:
        if image.place == "main" and not icon(image.url, image.width, image.height):
            large = image.width >= 300 or image.height >= 300
            if large or _PERSONS.search(f"{image.alt} {_file(image.url)} {image.near}"):
                return True
    return False


def icon(url: str, width: int = 0, height: int = 0) -> bool:
    """Whether a picture is decoration: its file name says so or it is stated to be under 60 pixels."""
    return bool(_ICON.search(_file(url))) or 0 < width < 60 or 0 < height < 60


def _file(url: str) -> str:
    return re.sub(r"[?#].*", "", url).rsplit("/", 1)[-1]


def _start(text: str, at: int) -> int:
    """Where the post that contains position ``at`` begins: after the last break before it."""
    return max(
        (text.rfind(mark, 0, at) + len(mark) for mark in ("\t", " | ", ":", "  ") if mark in text[:at]), default=0
    )


# --- reading the markup ---------------------------------------------------------------------------------------------


@dataclass(eq=False)
class _Run:
    """A stretch of text without a break, or a picture; ``inside`` are the elements it stands in, innermost first."""

    text: str
    image: str
    inside: tuple[Tag, ...]
    name: str = ""


def _markup(lines: Iterable[str]) -> str:
    """A document's lines as markup: rows of cells as table rows, the rest as paragraphs."""
    parts = []
    for line in lines:
        cells = line.split("\t")
        if len(cells) > 1:
            parts.append("<div><i>" + "</i><br><i>".join(escape(cell) for cell in cells) + "</i></div>")
        else:
            parts.append(f"<p>{escape(line)}</p>")
    return "\n".join(parts)


def _runs(soup: BeautifulSoup) -> Iterator[_Run]:
    words: list[str] = []
    where: list[Tag] = []

    def flush() -> Iterator[_Run]:
        text = tidy("".join(words))
        if text:
            inside = _path(where[0])
            yield from (_Run(piece, "", inside) for piece in _pieces(text))
        words.clear()
        where.clear()

    def walk(tag: Tag) -> Iterator[_Run]:
        for child in tag.children:
            if isinstance(child, NavigableString):
                if not isinstance(child, PreformattedString) and (child.strip() or words):
                    words.append(str(child))
                    where.append(tag)
            elif isinstance(child, Tag) and child.name not in _SKIPPED:
                breaks = bool(_BREAKS.fullmatch(child.name))
                if breaks or child.name == "img":
                    yield from flush()
                picture = _picture(child)
                if picture:
                    yield _Run("", picture, _path(child))
                href = str(child.get("href") or "")
                yield from walk(child)
                if re.match(r"(?:tel|mailto):", href, re.IGNORECASE):
                    words.append(" " + re.sub(r"^\w+:|\?.*", "", href) + " ")
                    where.append(child)
                secret = child.get("data-cfemail")
                if secret:
                    words.append(" " + _unscramble(str(secret)) + " ")
                    where.append(child)
                if breaks:
                    yield from flush()

    yield from walk(soup)
    yield from flush()


def _path(tag: Tag) -> tuple[Tag, ...]:
    return (
        tag,
        *(parent for parent in tag.parents if isinstance(parent, Tag) and not isinstance(parent, BeautifulSoup)),
    )


def _picture(tag: Tag) -> str:
    """The address of the picture that ``tag`` shows, "" when none or when it is decoration."""
    if tag.name == "img":
        url = next((str(tag[key]) for key in ("data-src", "data-original", "data-lazy-src", "src") if tag.get(key)), "")
    else:
        found = _BACKGROUND.search(str(tag.get("style") or ""))
        url = found[1] if found else ""
    return "" if not url or icon(url, _pixels(tag, "width"), _pixels(tag, "height")) else url


def _pixels(tag: Tag, key: str) -> int:
    found = re.match(r"(\d+)(?:px)?$", str(tag.get(key) or ""))
    return int(found[1]) if found else 0


def _unscramble(secret: str) -> str:
    """An e-mail address as Cloudflare hides it from robots while every reader sees it."""
    try:
        raw = bytes.fromhex(secret)
        return bytes(byte ^ raw[0] for byte in raw[1:]).decode("utf-8")
    except (ValueError, IndexError):
        return ""


def _pieces(text: str) -> list[str]:
    """``text`` cut before every name but the first, so that each piece names one person at most."""
    starts = [found.start("name") for found in thai.persons(text)][1:]
    edges = [0, *starts, len(text)]
    return [text[a:b].strip(" ,;()") if starts else text[a:b] for a, b in pairwise(edges)]


def _name(runs: list[_Run]) -> None:
    """Mark the runs that name a person; a given name and a surname on two lines become one run."""
    for at, run in enumerate(runs):
        found = thai.persons(run.text)
        if found:
            run.name = thai.person(found[0])
        elif thai.half_name(run.text) and at + 1 < len(runs) and thai.surname(runs[at + 1].text):
            run.text = run.name = f"{run.text} {runs[at + 1].text}"
            runs[at + 1].text = ""


def _grouped(runs: list[_Run]) -> Iterator[tuple[str, list[_Run]]]:
    """Each name with the runs of its card, in reading order."""
    names: dict[int, set[str]] = {}
    letters: dict[int, int] = {}
    for run in runs:
        for tag in run.inside:
            letters[id(tag)] = letters.get(id(tag), 0) + len(run.text)
            if run.name:
                names.setdefault(id(tag), set()).add(run.name)
    within = _within(runs)
    boxes: list[tuple[_Run, Tag | None]] = []
    for run in runs:
        if run.name:
            own = [tag for tag in run.inside if len(names[id(tag)]) == 1 and letters[id(tag)] <= MOST]
            boxes.append((run, own[-1] if own else None))
    owner: dict[_Run, _Run] = {}
    for run, box in boxes:
        owner[run] = run
        for other in within[id(box)] if box is not None else ():
            if not other.name:
                owner[other] = run
    for run, box in boxes:
        _column(run, box, within, names, owner)
    _stray(boxes, within, owner)
    mine: dict[_Run, list[_Run]] = {}
    for other in runs:
        if other in owner:
            mine.setdefault(owner[other], []).append(other)
    for run, _ in boxes:
        yield run.name, mine[run]


def _within(runs: list[_Run]) -> dict[int, list[_Run]]:
    """The runs inside each element, in reading order, by the element's identity."""
    found: dict[int, list[_Run]] = {}
    for run in runs:
        for tag in run.inside:
            found.setdefault(id(tag), []).append(run)
    return found


def _column(
    run: _Run, box: Tag | None, within: dict[int, list[_Run]], names: dict[int, set[str]], owner: dict[_Run, _Run]
) -> None:
    """Names side by side in one row, their pictures or posts in the rows above and below: take the same column."""
    row = box.parent if box is not None else None
    if box is None or row is None:
        return
    cells = [child for child in row.children if isinstance(child, Tag)]
    named = [cell for cell in cells if id(cell) in names]
    if len(named) < 2 or row.parent is None:
        return
    at = next(index for index, cell in enumerate(cells) if cell is box)
    rows = [child for child in row.parent.children if isinstance(child, Tag)]
    here = next(index for index, other in enumerate(rows) if other is row)
    pictures_first = here > 0 and id(rows[here - 1]) not in names
    above = rows[here - 1 : here] if pictures_first else []
    below = []
    for other in rows[here + 1 :]:
        if id(other) in names:
            break
        below.append(other)
    if pictures_first and below and len(below) < len(rows) - here - 1:
        below = below[:-1]  # the last row before the next names holds their pictures
    for other in (*above, *below):
        column = [child for child in other.children if isinstance(child, Tag)]
        if len(column) == len(cells):
            for stray in within.get(id(column[at]), ()):
                owner.setdefault(stray, run)


def _stray(boxes: list[tuple[_Run, Tag | None]], within: dict[int, list[_Run]], owner: dict[_Run, _Run]) -> None:
    """What stands between two cards in one element: give it to the card before or after, as the first one shows."""
    groups: dict[int, list[_Run]] = {}
    for run, box in boxes:
        around = run.inside[0] if box is None else box.parent
        if around is not None and id(around) in within:  # the whole page is no column of cards
            groups.setdefault(id(around), []).append(run)
    for key, members in groups.items():
        inner = within[key]
        if len(members) < 2 and sum(len(run.text) for run in inner) > MOST:
            continue
        order = {run: place for place, run in enumerate(inner)}
        places = [order[run] for run in members]
        lead = [run for run in inner[: places[0]] if run not in owner][-3:]
        picture_first = any(run.image for run in lead)
        post_first = bool(lead) and bool(re.search(thai.POSITION, lead[-1].text)) and not picture_first
        usual = 0
        for number, place in enumerate(places):
            end = places[number + 1] if number + 1 < len(places) else len(inner)
            gap = [run for run in inner[place + 1 : end] if run not in owner]
            last = number + 1 == len(places)
            if last and len(places) > 1:
                gap = gap[:usual]
            cut = len(gap) if last else _cut(gap, picture_first, post_first)
            usual = max(usual, cut)
            for run in gap[:cut]:
                owner[run] = members[number]
            for run in gap[cut:]:
                owner[run] = members[number + 1]
        if picture_first or post_first:
            start = next(index for index, run in enumerate(lead) if run.image or post_first)
            for run in lead[start:]:
                owner[run] = members[0]


def _cut(gap: list[_Run], picture_first: bool, post_first: bool) -> int:
    """How many runs between two names belong to the first of them."""
    if picture_first:
        marks = [index for index, run in enumerate(gap) if run.image]
    elif post_first:
        marks = [index for index, run in enumerate(gap) if re.search(thai.POSITION, run.text)]
    else:
        return len(gap)
    return marks[-1] if marks else len(gap)
