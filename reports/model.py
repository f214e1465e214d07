"""The report as values: what a run found, ready to be rendered. Nothing here is computed by a renderer."""

from __future__ import annotations

from dataclasses import dataclass, field

ITEM_STATUSES = ("pass", "partial", "stale", "missing", "manual", "undecided")
ELEMENT_STATUSES = ("pass", "fail", "manual", "error", "not_applicable")
EFFORTS = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a place on a page or in a document. Its bytes (WebP) lie in the archive, under their hash."""

    sha256: str
    url: str
    text: str  # the words that it is to show: the first quotation, or who or what lacks the element
    of: str  # page, document
    marked: bool  # the words were found there and are marked; otherwise the top of the page, or a whole sheet
    width: int
    height: int
    sheet: int = 0  # page of the document, from 1; 0 for a web page
    opened: bool = False  # the words were folded away on the page, and unfolded for the picture


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that prove or disprove, and the address where they stand."""

    url: str
    text: str


# Why there is no picture of a place: too many, no time left, no browser, site not asked, document not kept, a kind
# of document that is not drawn, could not be drawn.
PICTURE_CAUSES = ("many", "time", "browser", "offline", "unkept", "kind", "failed")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many places have no picture for one of PICTURE_CAUSES."""

    cause: str
    count: int


@dataclass(frozen=True, slots=True)
class Pictures:
    """How many pictures there are, of how many places that were to have one, and why the others have none."""

    made: int
    wanted: int
    left: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that answers an item, best first. ``why`` are the signals, in Thai, that led to it."""

    url: str
    kind: str  # page, section, document, offsite, dead
    title: str
    score: float  # 0..1
    why: tuple[str, ...] = ()
    cause: str = ""  # why it could not be read; "" when it was
    sha256: str = ""  # of the document as fetched; "" for a page, whose bytes change by themselves
    linked_from: str = ""  # the site's own page that leads to it, when it is kept elsewhere; "" when it is the site's


@dataclass(frozen=True, slots=True)
class ElementResult:
    """One required element, judged."""

    name: str
    wording: str
    status: str  # ELEMENT_STATUSES
    basis: str  # quoted, parallel, practice, assumed
    manual_reason: str = ""  # why a person must look, or what could not be read
    quotes: tuple[Quote, ...] = ()
    missing: tuple[str, ...] = ()  # who or what lacks it
    advice: str = ""
    advisory: bool = False  # shown as advice only; never counts
    picture: Picture | None = None


REVIEW_STATES = ("used", "unneeded", "stale", "expired")


@dataclass(frozen=True, slots=True)
class Review:
    """A person's word on an item, beside the machine's. Only one whose ``state`` is "used" counts.

    unneeded: the machine says the same by now; stale: what the person saw has changed; expired: its time is over.
    """

    verdict: str  # an item status
    by: str
    date: str  # ISO 8601
    reason: str  # a word of checker.review.REASONS
    note: str
    expires: str  # ISO 8601; "" when it does not
    state: str  # REVIEW_STATES
    machine: str  # the machine's own status of the item
    machine_score: float
    sentence: str  # Thai: the state with its reason


@dataclass(frozen=True, slots=True)
class Opened:
    """Where an item that is missing was looked for in vain: its name suited, it was opened and read."""

    url: str
    title: str  # the words by which the site leads to it
    lines: int  # of text of its own, without menu and footer


@dataclass(frozen=True, slots=True)
class Finding:
    """One item of the criteria, judged."""

    item: str  # O12
    rule: str  # subject, e.g. procurement_list; "" when none judges it
    title: str
    sub: str  # sub-indicator code
    status: str  # ITEM_STATUSES
    score: float  # 0..100, as counted
    low: float  # what it may be at the least and at the most, undecided and manual widening it
    high: float
    confidence: float  # 0..1
    year: int  # the Buddhist year asked for; 0 when none
    evidence: tuple[Evidence, ...] = ()
    elements: tuple[ElementResult, ...] = ()
    advisories: tuple[ElementResult, ...] = ()
    gaps: tuple[str, ...] = ()  # Thai sentences: what is missing
    advice: str = ""  # how to mend it
    unit: str = ""  # who usually answers for it
    example: str = ""  # a good heading
    searched: str = ""  # where it was looked for, when nothing was found
    opened: tuple[Opened, ...] = ()  # what was opened because its name suited, when nothing of the item stood there
    causes: tuple[str, ...] = ()  # why undecided
    submit: tuple[str, ...] = ()  # addresses to submit
    gloss: str = ""  # Thai, one sentence in plain words: what the item asks for
    basis: str = ""  # how well the item's name is founded: quoted, parallel, practice, assumed; "" when not stated
    review: Review | None = None  # when it counts, ``status`` and scores are the person's, the machine's stand here


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """An indicator or sub-indicator with its score and range."""

    code: str
    name: str
    score: float
    low: float
    high: float
    subs: tuple[IndicatorScore, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The OIT score, 0 to 100, and the range it may lie in."""

    oit: float
    low: float
    high: float
    indicators: tuple[IndicatorScore, ...] = ()
    note: str = ""  # open questions about the year's scoring, in Thai


@dataclass(frozen=True, slots=True)
class FailureLine:
    """An address that could not be read."""

    url: str
    cause: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CrawlSummary:
    """What was looked at."""

    pages: int
    documents: int
    rendered: int
    outside: int  # addresses outside the site that were not opened
    pending: int  # seen, not fetched
    failures: tuple[FailureLine, ...]
    complete: bool
    stopped_by: str
    started: str
    finished: str
    notes: tuple[str, ...] = ()
    pending_urls: tuple[str, ...] = ()  # the most promising of those not fetched
    outside_urls: tuple[str, ...] = ()  # some of those outside the site that were not opened


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to mend. A report lists them best gain per effort first; renderers keep that order."""

    item: str  # O12
    gain: float  # points of the OIT score that mending it may bring
    effort: str  # EFFORTS
    sentence: str  # Thai: what to do
    unit: str = ""  # who usually does it


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run."""

    url: str
    host: str
    agency: str
    agency_kind: str
    criteria: str  # name of the criteria file, e.g. 2568
    criteria_title: str
    year: int  # assessed Buddhist year
    tool: str  # "oit-checker 1.0.0"
    findings: tuple[Finding, ...]
    score: Score
    crawl: CrawlSummary
    warnings: tuple[str, ...] = field(default=())  # Thai; e.g. provisional criteria
    todo: tuple[Todo, ...] = ()
    pictures: Pictures | None = None  # None: none were to be made

    def best_mends(self, count: int = 3) -> tuple[Todo, ...]:
        """The first ``count`` lines of ``todo`` that mend something; a mere look by a person mends nothing."""
        open_items = {finding.item for finding in self.findings if finding.status in ("manual", "undecided")}
        return tuple(line for line in self.todo if line.item not in open_items)[:count]

    def score_after(self, mends: tuple[Todo, ...]) -> float:
        """The OIT score when ``mends`` are done and nothing else changes, 0 to 100."""
        return min(100.0, self.score.oit + sum(line.gain for line in mends))


@dataclass(frozen=True, slots=True)
class Side:
    """One of two runs that are compared."""

    url: str
    agency: str
    criteria: str
    year: int
    tool: str
    started: str
    oit: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Change:
    """An item that is not as it was. ``lost`` and ``gained`` are elements, each as name and wording."""

    kind: str  # CHANGES
    item: str
    rule: str
    title: str
    before: str  # ITEM_STATUSES
    after: str
    lost: tuple[tuple[str, str], ...] = ()
    gained: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()  # addresses that were evidence
    new: tuple[str, ...] = ()  # addresses that are evidence now
    replaced: tuple[str, ...] = ()  # documents whose bytes are others now
    causes: tuple[str, ...] = ()  # why it could not be read this time


CHANGES = ("broken", "fixed", "unsteady", "evidence", "other")
DIFF_NOTES = ("criteria", "tool", "site", "incomplete", "evidence_only")


@dataclass(frozen=True, slots=True)
class Diff:
    """What is different between two runs; ``changes`` in the order of CHANGES, then of the criteria."""

    before: Side
    after: Side
    changes: tuple[Change, ...] = ()
    gone: tuple[str, ...] = ()  # pages and documents of the site that are no more
    new: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # DIFF_NOTES

    def of(self, kind: str) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)

    @property
    def empty(self) -> bool:
        """That nothing changed at all."""
        return not (self.changes or self.gone or self.new or self.replaced)


@dataclass(frozen=True, slots=True)
class Moment:
    """A run in the history of a site: its scores, and each item's status."""

    run: int
    started: str
    oit: float
    low: float
    high: float
    statuses: tuple[tuple[str, str], ...]  # item and status, in the criteria's order
