"""Criteria of a year, loaded strictly: what is not understood is refused with file, item and key.

How well a fact is founded goes with it: ``basis`` is one of ``BASES``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from config.strict import CriteriaError as CriteriaError
from config.strict import Table, hint, same

FOLDER = Path(__file__).parent / "criteria"

# quoted: that year's wording is quoted by public sources; parallel: the same item's wording in a neighbouring year or
# scheme; practice: what agencies published for it; assumed: inferred, never shown as official.
BASES = ("quoted", "parallel", "practice", "assumed")
YEARS = ("", "N", "N-1")
AVERAGING = ("subindicators", "items")

_ITEM = (
    *("code", "title", "sub", "rule", "manual", "year", "year_basis", "basis", "gloss", "labels", "unlike", "advice"),
    "related",
    *("unit", "example", "elements", "advisories"),
)
_ELEMENT = ("name", "wording", "basis", "advice", "manual")


@dataclass(frozen=True, slots=True)
class Element:
    """One required element. ``name`` is the key of the rule's check; ``manual`` says why a program cannot judge it."""

    name: str
    wording: str  # Thai
    basis: str
    advice: str = ""  # Thai: how to close the gap
    manual: str = ""  # Thai reason; "" when a program judges it


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the list. ``year`` is "N", "N-1" or "" (current, no year asked).

    In ``gloss``, ``advice``, ``example`` and the elements' ``wording`` and ``advice`` years may stand as {N} and {N-1}:
    ``filled`` puts them in.
    """

    code: str  # O12
    title: str
    sub: str  # sub-indicator code
    rule: str  # name of the module in rules/items; "" when no rule judges it
    manual: str  # Thai reason why the item is left to a person; "" when a rule judges it
    year: str
    year_basis: str
    basis: str  # of the title
    gloss: str  # Thai, one sentence in plain words
    labels: tuple[str, ...]  # other true names
    unlike: tuple[str, ...]  # names one slip away that mean something else
    related: tuple[str, ...]  # names of neighbouring pages that may hold part of the answer; looked at last
    advice: str  # Thai
    unit: str  # who usually answers for it
    example: str  # a good heading, with {N} and {N-1} for years
    elements: tuple[Element, ...]  # with one named "year" when the item demands a year
    advisories: tuple[Element, ...]  # checked and shown as advice, never counted

    def asked_year(self, assessed: int) -> int:
        """The Buddhist year the evidence must be of when ``assessed`` is the assessed year; 0 when none is asked."""
        return {"N": assessed, "N-1": assessed - 1}.get(self.year, 0)

    def filled(self, assessed: int) -> Item:
        """The item as it reads for the Buddhist year ``assessed``: every {N} and {N-1} is a year."""

        def elements(those: tuple[Element, ...]) -> tuple[Element, ...]:
            return tuple(
                replace(one, wording=fill(one.wording, assessed), advice=fill(one.advice, assessed)) for one in those
            )

        return replace(
            self,
            gloss=fill(self.gloss, assessed),
            advice=fill(self.advice, assessed),
            example=fill(self.example, assessed),
            elements=elements(self.elements),
            advisories=elements(self.advisories),
        )


@dataclass(frozen=True, slots=True)
class Sub:
    """A sub-indicator, e.g. 9.1."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator, e.g. 9, with its sub-indicators in order."""

    code: str
    name: str
    subs: tuple[Sub, ...]


@dataclass(frozen=True, slots=True)
class Scoring:
    """How the year's score is made. ``averaging``: "subindicators" (an indicator is the mean of its sub-indicators) or
    "items" (of its items).
    """

    averaging: str
    iit: float
    eit: float
    oit: float
    levels: tuple[float, ...]  # item levels, e.g. 0, 50, 100
    margin: float  # open question about the scoring, in points either way; 0 when settled
    note: str  # Thai, shown with the score


@dataclass(frozen=True, slots=True)
class Criteria:
    """The whole list of one year."""

    name: str
    title: str
    year: int  # Buddhist year the list was made for
    provisional: str  # Thai warning; "" when the list is settled
    scoring: Scoring
    indicators: tuple[Indicator, ...]
    items: tuple[Item, ...]

    def item(self, code: str) -> Item:
        """The item of that code; KeyError when there is none."""
        for item in self.items:
            if item.code == code:
                return item
        raise KeyError(code)

    def filled(self, assessed: int) -> Criteria:
        """The list as it reads for the Buddhist year ``assessed``: every item filled."""
        return replace(self, items=tuple(item.filled(assessed) for item in self.items))


def fill(text: str, assessed: int) -> str:
    """``text`` of a criteria file with its {N} and {N-1} as Buddhist years."""
    return text.replace("{N}", str(assessed)).replace("{N-1}", str(assessed - 1))


def available() -> tuple[str, ...]:
    """Names of the criteria files that come with the program, newest first."""
    return tuple(sorted((path.stem for path in FOLDER.glob("*.toml")), reverse=True))


def criteria_path(name: str | Path) -> Path:
    """The file of a list given by name ("2568") or by its own path. Raises CriteriaError naming what there is."""
    if isinstance(name, str) and name in available():
        return FOLDER / f"{name}.toml"
    path = Path(name)
    if path.is_file():
        return path
    if isinstance(name, Path) or path.suffix == ".toml" or len(path.parts) > 1:
        raise CriteriaError(f"{path}: no such criteria file")
    raise CriteriaError(f"no criteria named '{name}'; there are {', '.join(available())}, or give a .toml file's path")


def rule_names() -> tuple[str, ...]:
    """Names of the rule modules, by their files alone: nothing of them is imported here."""
    spec = find_spec("rules")
    folders = spec.submodule_search_locations if spec else None
    found = (path for folder in folders or () for path in (Path(folder) / "items").glob("*.py"))
    return tuple(sorted(path.stem for path in found if not path.stem.startswith("_")))


def load_criteria(name: str | Path, rules: Collection[str] | None = None) -> Criteria:
    """Load a list by name ("2568") or by a file's path.

    ``rules`` are the rule names an item may ask for, by default those of ``rule_names()``. Raises CriteriaError at the
    first thing that is not understood.
    """
    path = criteria_path(name)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CriteriaError(f"{path.name}: not valid TOML: {error}") from None
    except UnicodeDecodeError as error:
        raise CriteriaError(f"{path.name}: not UTF-8 text: {error}") from None
    except OSError as error:
        raise CriteriaError(f"{path}: cannot be read: {error.strerror}") from None
    return _criteria(path, data, rule_names() if rules is None else rules)


def _criteria(path: Path, data: dict[str, Any], rules: Collection[str]) -> Criteria:
    top = Table(path.name, data, ("title", "year", "count", "provisional", "scoring", "indicators", "items"))
    title, year, count = top.text("title"), top.whole("year"), top.whole("count")
    if not 2500 <= year <= 2700:
        top.refuse(f"'year' must be a Buddhist year, not {year}")
    if "scoring" not in data:
        top.refuse("missing [scoring]")
    scoring = _scoring(top.inner("scoring", data["scoring"], tuple(Scoring.__dataclass_fields__)))
    indicators = _indicators(top)
    subs = tuple(sub.code for indicator in indicators for sub in indicator.subs)
    items: list[Item] = []
    for number, entry in enumerate(top.tables("items"), start=1):
        code = entry.get("code") if isinstance(entry, dict) else None
        place = code if isinstance(code, str) and code else f"items entry {number}"
        item = _item(top.inner(place, entry, _ITEM), subs, rules)
        if any(item.code == other.code for other in items):
            top.refuse(f"{item.code}: repeated item")
        items.append(item)
    if len(items) != count:
        top.refuse(f"'count' is {count}, but the file has {len(items)} items")
    if empty := [sub for sub in subs if all(item.sub != sub for item in items)]:
        top.refuse(f"no item belongs to sub-indicator {empty[0]}")
    _distinct(top, items)
    return Criteria(path.stem, title, year, top.optional("provisional"), scoring, indicators, tuple(items))


def _scoring(table: Table) -> Scoring:
    weights = {tool: table.number(tool, 0, 1) for tool in ("iit", "eit", "oit")}
    if abs(sum(weights.values()) - 1) > 1e-9:
        table.refuse(f"the weights iit, eit, oit add up to {sum(weights.values()):g}, not 1")
    levels = table.numbers("levels", 0, 100)
    if list(levels) != sorted(set(levels)) or levels[:1] != (0,) or levels[-1:] != (100,):
        table.refuse(f"'levels' must rise from 0 to 100, not {list(levels)}")
    return Scoring(
        averaging=table.one_of("averaging", AVERAGING),
        **weights,
        levels=levels,
        margin=table.number("margin", 0, 100),
        note=table.text("note", empty=True),
    )


def _indicators(top: Table) -> tuple[Indicator, ...]:
    indicators: list[Indicator] = []
    seen: set[str] = set()

    def code_of(table: Table) -> str:
        code = table.text("code")
        if code in seen:
            table.refuse(f"repeated code '{code}'")
        seen.add(code)
        return code

    for number, entry in enumerate(top.tables("indicators"), start=1):
        table = top.inner(f"indicators entry {number}", entry, ("code", "name", "subs"))
        code = code_of(table)
        inner = [table.inner(f"subs entry {n}", sub, ("code", "name")) for n, sub in enumerate(table.tables("subs"), 1)]
        subs = tuple(Sub(code_of(sub), sub.text("name")) for sub in inner)
        indicators.append(Indicator(code, table.text("name"), subs))
    return tuple(indicators)


def _item(table: Table, subs: Collection[str], rules: Collection[str]) -> Item:
    if ("rule" in table.data) == ("manual" in table.data):
        table.refuse("one of 'rule' and 'manual' must be there, not both")
    rule = table.text("rule") if "rule" in table.data else ""
    if rule and rule not in rules:
        table.refuse(f"unknown rule '{rule}'{hint(rule, rules)}")
    sub = table.text("sub")
    if sub not in subs:
        table.refuse(f"unknown sub-indicator '{sub}'; the file has {', '.join(subs)}")
    year = table.one_of("year", YEARS)
    if not year and "year_basis" in table.data:
        table.refuse("'year_basis' stands without a year")
    manual = table.text("manual") if "manual" in table.data else ""
    elements = _elements(table, "elements", manual)
    if bool(year) != any(element.name == "year" for element in elements):
        table.refuse("'year' and an element named 'year' must stand together")
    advisories = _elements(table, "advisories", manual, least=0)
    names = [element.name for element in elements + advisories]
    if twice := [name for name in names if names.count(name) > 1]:
        table.refuse(f"repeated element '{twice[0]}'")
    labels, unlike = table.names("labels"), table.names("unlike")
    if both := {same(name) for name in unlike} & {same(name) for name in (table.text("title"), *labels)}:
        name = next(name for name in unlike if same(name) in both)
        table.refuse(f"'unlike' holds '{name}', which is also a name of this item")
    return Item(
        code=table.text("code"),
        title=table.text("title"),
        sub=sub,
        rule=rule,
        manual=manual,
        year=year,
        year_basis=table.one_of("year_basis", BASES) if year else "",
        basis=table.one_of("basis", BASES),
        gloss=_sentence(table, "gloss"),
        labels=labels,
        unlike=unlike,
        related=table.names("related") if "related" in table.data else (),
        advice=_sentence(table, "advice"),
        unit=table.text("unit"),
        example=_sentence(table, "example"),
        elements=elements,
        advisories=advisories,
    )


def _sentence(table: Table, key: str) -> str:
    """A text in which years may stand as {N} and {N-1}."""
    text = table.text(key)
    for field in re.findall(r"\{.*?\}|[{}]", text):
        if field not in ("{N}", "{N-1}"):
            table.refuse(f"'{key}' holds '{field}'; only {{N}} and {{N-1}} are filled in")
    return text


def _elements(item: Table, key: str, manual: str, least: int = 1) -> tuple[Element, ...]:
    """The elements of an item; where the whole item is left to a person, each is, for the same reason."""
    elements = []
    for number, entry in enumerate(item.tables(key, least), start=1):
        name = entry.get("name") if isinstance(entry, dict) else None
        table = item.inner(name if isinstance(name, str) and name else f"{key} entry {number}", entry, _ELEMENT)
        if not table.text("name").isidentifier():
            table.refuse(f"'name' must be a function's name, not '{name}'")
        elements.append(
            Element(
                name=table.text("name"),
                wording=_sentence(table, "wording"),
                basis=table.one_of("basis", BASES),
                advice=_sentence(table, "advice"),
                manual=table.optional("manual") or manual,
            )
        )
    return tuple(elements)


def _distinct(top: Table, items: list[Item]) -> None:
    """No name may lead to two items."""
    owner: dict[str, str] = {}
    for item in items:
        other = owner.setdefault(same(item.title), item.code)
        if other != item.code:
            top.refuse(f"{item.code}: 'title' is also the title of {other}: '{item.title}'")
    for item in items:
        for label in item.labels:
            other = owner.setdefault(same(label), item.code)
            if other != item.code:
                top.refuse(f"{item.code}: label '{label}' is already a name of {other}")
