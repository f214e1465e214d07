"""A language of the reports: its tables of words, and how it says numbers, times, causes and what is lacking.

``reports.thai`` and ``reports.english`` each hold one. Texts of the site, and of the criteria, stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cached_property

from crawler import causes
from reports import safe
from reports.model import Change, CrawlSummary, ElementResult, Finding, Picture, Pictures, Report, Todo

LANGUAGES = ("th", "en")
_SHORT = 60  # characters of a requirement in a list of several
_BY_NAME = {known.thai: word for word, known in causes.CAUSES.items()}
_SHOWN = {
    ("page", True): "picture_page",
    ("page", False): "picture_page_whole",
    ("document", True): "picture_document",
    ("document", False): "picture_document_whole",
}
_UNPICTURED = {
    "many": "no_picture_many",
    "time": "no_picture_time",
    "browser": "no_picture_browser",
    "offline": "no_picture_offline",
    "unkept": "no_picture_unkept",
    "kind": "no_picture_kind",
    "failed": "no_picture_failed",
}
_BANGKOK = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Word:
    """A status in words: ``name`` in a word or two, ``meaning`` as a sentence, ``symbol`` one character."""

    name: str
    meaning: str
    symbol: str


@dataclass(frozen=True)
class Wording:
    """The words of one language. Tables are keyed by the words of ``reports.model``."""

    lang: str
    statuses: dict[str, Word]
    elements: dict[str, Word]
    bases: dict[str, Word]
    kinds: dict[str, str]
    agencies: dict[str, str]
    efforts: dict[str, str]
    stops: dict[str, str]
    causes: dict[str, tuple[str, str]]  # name and advice
    changes: dict[str, Word]
    notes: dict[str, str]  # what a comparison must be read with
    months: tuple[str, ...]
    sure: tuple[str, str, str]  # very, rather, not
    likely: tuple[str, str, str]
    phrases: dict[str, str]
    moment_form: str
    year_offset: int
    subjects: dict[str, str]  # name of a rule's subject, {} where the criteria's own titles are in this language
    labels: dict[str, str]  # name of an element, likewise
    advice: dict[str, str]  # how an item is mended, by the name of its rule, likewise

    def say(self, key: str, **values: object) -> str:
        """The phrase ``key`` with ``values`` filled in. Raises KeyError when either lacks."""
        phrase = self.phrases[key]
        return phrase.format_map(values) if values else phrase

    def confidence(self, finding: Finding) -> str:
        """How sure the program is of a finding, in words; "" where it leaves the verdict to a person."""
        if finding.status in ("manual", "undecided"):
            return ""
        value = finding.confidence
        return self.sure[0 if value >= 0.85 else 1 if value >= 0.6 else 2]

    def likeness(self, value: float) -> str:
        """How well a piece of evidence fits its item (0 to 1), in words."""
        return self.likely[0 if value >= 0.8 else 1 if value >= 0.5 else 2]

    def effort(self, word: str) -> str:
        """An effort in words; a word that is not known is shown as it is."""
        return self.efforts.get(word, word)

    def kind(self, word: str) -> str:
        """The kind of a piece of evidence; a word that is not known is shown as it is."""
        return self.kinds.get(word, word)

    def status(self, word: str) -> Word:
        """The wording of an item's status."""
        return self.statuses.get(word, Word(word, "", "?"))

    def element(self, word: str) -> Word:
        """The wording of an element's status."""
        return self.elements.get(word, Word(word, "", "?"))

    def basis(self, word: str) -> Word:
        """The wording of how well a requirement is founded."""
        return self.bases.get(word, Word(word, "", ""))

    def cause(self, word: str) -> tuple[str, str]:
        """Name of a cause and advice, from its word or its Thai name; any other sentence has no advice."""
        return self.causes.get(_BY_NAME.get(word, word), (word, ""))

    def picture(self, picture: Picture) -> str:
        """What a picture shows, as a sentence."""
        key = _SHOWN[picture.of, picture.marked]
        text = safe.text(picture.text, _SHORT)
        return self.say(key, sheet=picture.sheet, text=text) + (
            f" {self.say('picture_opened')}" if picture.opened else ""
        )

    def pictured(self, pictures: Pictures) -> str:
        """How many pictures a report has, and why it has no more."""
        said = self.say("pictures", made=pictures.made, wanted=pictures.wanted)
        left = " · ".join(f"{self.say(_UNPICTURED[one.cause])} {one.count}" for one in pictures.left)
        return f"{said} {self.say('pictures_left')} {left}" if left else said

    def points(self, value: float) -> str:
        """A score of 0 to 100 with two decimals at most: 100, 97.5, 88.89."""
        return points(value)

    def span(self, low: float, high: float) -> str:
        """A range of scores; "" when it is none."""
        return "" if low == high else f"{self.points(low)}–{self.points(high)}"

    def moment(self, iso: str) -> str:
        """An ISO 8601 time as a date and time in Thailand; a time without a zone is taken as UTC.

        What is no such time comes back unchanged.
        """
        try:
            when = datetime.fromisoformat(iso)
            when = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(_BANGKOK)
        except (ValueError, OverflowError):
            return iso
        month = self.months[when.month - 1]
        return self.moment_form.format(day=when.day, month=month, year=when.year + self.year_offset, at=when)

    def stopped(self, crawl: CrawlSummary) -> str:
        """Why the crawl ended early, as a sentence; "" when it did not."""
        if not crawl.stopped_by:
            return ""
        return self.stops.get(crawl.stopped_by) or self.say("stopped_otherwise", word=crawl.stopped_by)

    def warnings(self, report: Report) -> tuple[str, ...]:
        """What a reader must know before anything else: the report's own warnings, and a crawl that ended early."""
        return tuple(dict.fromkeys(line for line in (*report.warnings, self.stopped(report.crawl)) if line))

    def title(self, finding: Finding) -> str:
        """An item's title, behind its subject in this language where the two differ."""
        subject = self.subjects.get(finding.rule, "")
        return f"{subject} ({finding.title})" if subject else finding.title

    def wording(self, part: ElementResult) -> str:
        """What an element asks for, behind its name in this language where the two differ."""
        label = self.labels.get(part.name, "")
        return f"{label} ({part.wording})" if label else part.wording

    def how(self, finding: Finding) -> str:
        """How an item is mended; the criteria's own words where this language has none."""
        return self.advice.get(finding.rule, finding.advice).replace("{year}", str(finding.year))

    def how_part(self, part: ElementResult) -> str:
        """How an element is mended, where the criteria say it in this language."""
        return "" if self.advice else part.advice

    def gaps(self, finding: Finding) -> tuple[str, ...]:
        """What is missing, in sentences. Where the stored ones are in another language they are put together anew."""
        if not self.labels:
            return finding.gaps
        if finding.status == "pass" or not finding.gaps:
            return ()
        if finding.status == "missing":
            named = finding.opened[0].title if finding.opened else ""
            return (self.say("gap_opened", what=named) if named else self.say("gap_missing"),)
        lines = [self.say("gap_year", year=finding.year)] if finding.status == "stale" else []
        for part in finding.elements:
            if part.status == "fail" and not (part.name == "year" and lines):
                lines.append(self.say("gap_lacks", what=self.label(part)) + _names(part.missing))
        return tuple(lines) or finding.gaps

    def label(self, part: ElementResult) -> str:
        """An element in few words: its name in this language, or its wording."""
        return self.labels.get(part.name) or part.wording

    def mend(self, line: Todo, finding: Finding | None) -> str:
        """What to do first, as a sentence; the stored one where it is in this language."""
        if not self.subjects or finding is None:
            return line.sentence
        subject = self.subjects.get(finding.rule) or finding.title
        if finding.status in ("manual", "undecided"):
            why = "; ".join(dict.fromkeys(self.cause(word)[0] for word in finding.causes[:2]))
            return self.say("mend_look", what=subject) + (f": {why}" if why else "")
        if finding.status == "stale":
            return self.say("mend_year", what=subject, year=finding.year)
        lacking = [self.label(part) + _names(part.missing[:3]) for part in finding.elements if part.status == "fail"]
        if finding.status == "partial" and lacking:
            return self.say("mend_add", what=", ".join(lacking))
        return self.say("mend_publish", what=subject)

    def change(self, change: Change) -> str:
        """A change of an item from one run to the next, as a sentence without its code."""
        parts = []
        if change.before != change.after:
            parts.append(f"{self.status(change.before).name} → {self.status(change.after).name}")
        for key, names in (("now_lacks", change.lost), ("now_has", change.gained)):
            if names:
                parts.append(
                    self.say(
                        key, what=", ".join(self.labels.get(name) or safe.cut(text, _SHORT) for name, text in names)
                    )
                )
        for key, urls in (("address_gone", change.gone), ("address_new", change.new), ("replaced", change.replaced)):
            if urls:
                parts.append(self.say(key, count=len(urls)))
        if change.after == "undecided":
            parts += dict.fromkeys(self.cause(word)[0] for word in change.causes[:2])
        return " · ".join(parts)

    @cached_property
    def disclaimer(self) -> str:
        """That this is no official result."""
        return self.say("disclaimer")


def points(value: float) -> str:
    """A score with two decimals at most: 100, 97.5, 88.89."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def signed(value: float) -> str:
    """A difference of scores with its sign: +2.5, −1, 0."""
    shown = points(abs(value))
    return shown if shown == "0" else ("+" if value > 0 else "−") + shown


def wording(lang: str) -> Wording:
    """The words of ``lang``, one of LANGUAGES. Raises KeyError for another."""
    from reports.english import ENGLISH
    from reports.thai import THAI

    return {"th": THAI, "en": ENGLISH}[lang]


def _names(names: tuple[str, ...]) -> str:
    return f": {', '.join(names)}" if names else ""
