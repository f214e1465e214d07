"""What a rule is: a way to find its subjects, and one small function per element that returns the proof or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from rules.content import Content


class Subject(Protocol):
    """Anything an element is asked of: a whole content, a person's card, a row of a table."""

    @property
    def url(self) -> str: ...

    @property
    def name(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Unsure:
    """An element's answer when it could not be judged from what was read; never counts as missing."""

    reason: str


class _NotApplicable:
    def __repr__(self) -> str:
        return "NOT_APPLICABLE"


NOT_APPLICABLE = _NotApplicable()

Answer = str | Unsure | _NotApplicable | None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that prove an element, and the address they stand at."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """An element judged. ``status``: pass, fail, manual, error, not_applicable."""

    status: str
    quotes: tuple[Quote, ...] = ()
    missing: tuple[str, ...] = ()  # names of the subjects that lack it
    reason: str = ""  # why manual or error


def whole(content: Content) -> list[Content]:
    """The content itself is the one subject."""
    return [content]


@dataclass
class Rule:
    """A rule of one subject.

    ``subjects`` turns a content into what is judged. ``holds="any"``: an element passes when one subject of any content
    answers it. ``holds="all"``: it passes when every subject of the first content that has subjects answers it; those
    that do not are named in ``missing``. ``gather`` replaces ``subjects`` where subjects of several contents belong
    together (persons on two pages). ``home`` and ``chrome`` widen what the engine hands to the rule.
    """

    subjects: Callable[[Content], Iterable[Any]] = whole
    holds: str = "any"
    home: bool = False  # the home page is always looked at too (addresses in footers, news lists, banners)
    chrome: bool = False  # menus and footers belong to what is judged
    gather: Callable[[Sequence[Content]], Iterable[Any]] | None = None
    by_link: bool = False  # a link may itself be the answer (a form, a map), whatever lies behind it
    dated: bool = False  # the year is that of dated entries (news), not of a title
    core: tuple[str, ...] = ()  # at least one of these must pass before anything counts as part of an answer
    elements: dict[str, Callable[[Any], Answer]] = field(default_factory=dict)
    together: set[str] = field(default_factory=set)  # elements registered by ``overall``

    def element(self, check: Callable[[Any], Answer]) -> Callable[[Any], Answer]:
        """Register ``check`` under its own name, which is the element's key in the criteria."""
        self.elements[check.__name__] = check
        return check

    def overall(self, check: Callable[[Any], Answer]) -> Callable[[Any], Answer]:
        """Register ``check`` as an element asked once, of the list of all subjects instead of one at a time."""
        self.together.add(check.__name__)
        return self.element(check)

    def judge(self, contents: Sequence[Content], names: Iterable[str]) -> dict[str, Outcome]:
        """Judge ``names`` (elements of this rule) over ``contents``, best first.

        Returns an outcome per name. An element that raises is ``error`` with the exception's words, never ``fail``.
        """
        return {name: self._judge(self.elements[name], contents) for name in names}

    def _judge(self, check: Callable[[Any], Answer], contents: Sequence[Content]) -> Outcome:
        unsure: list[str] = []
        quotes: list[Quote] = []
        lacking: list[str] = []
        skipped = False
        try:
            for subjects in self._groups(check.__name__, contents):
                for subject in subjects:
                    answer = check(subject)
                    if isinstance(answer, Unsure):
                        unsure.append(answer.reason)
                    elif isinstance(answer, _NotApplicable):
                        skipped = True
                    elif answer:
                        quotes.append(Quote(subject.url, answer))
                        if self.holds == "any":
                            return Outcome("pass", tuple(quotes))
                    else:
                        lacking.append(subject.name or "")
                if self.holds == "all" and (quotes or lacking):
                    break
        except Exception as error:  # a crashed check is an error of ours, never a gap of the agency
            return Outcome("error", reason=f"{type(error).__name__}: {error}")
        if self.holds == "all" and quotes and not lacking and not unsure:
            return Outcome("pass", tuple(quotes))
        if unsure and (self.holds == "any" or not lacking):
            return Outcome("error", tuple(quotes), reason=unsure[0])
        if skipped and not lacking:
            return Outcome("not_applicable")
        return Outcome("fail", tuple(quotes), tuple(name for name in lacking if name))

    def _groups(self, name: str, contents: Sequence[Content]) -> Iterable[Iterable[Any]]:
        """The subjects to ask, content by content, or all at once where the rule gathers them."""
        if name in self.together:
            gathered = list(self.gather(contents) if self.gather else (s for c in contents for s in self.subjects(c)))
            return [[Together(gathered, contents)]] if contents else []
        return [self.gather(contents)] if self.gather else (self.subjects(content) for content in contents)


class Together(list[Any]):
    """All subjects as one, and the contents they came from; its address is that of the first subject."""

    def __init__(self, subjects: Iterable[Any], contents: Sequence[Content]) -> None:
        super().__init__(subjects)
        self.contents = contents

    @property
    def url(self) -> str:
        return str(self[0].url) if self else self.contents[0].url

    @property
    def name(self) -> str | None:
        """Many have no one name."""
        return None
