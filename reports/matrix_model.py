"""What an auditor's report shows, as values: agencies × items of one scan, and what was counted over them.

Nothing here is computed by a renderer. Rows and lines are put in order where they are made (``checker.scan``).
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.model import ITEM_STATUSES

STATES = ("done", "failed", "waiting", "duplicate")  # of a row: judged, not read, not yet tried, the same as another
REASONS = ("undecided", "near", "unsure")  # why a person should look: nothing said; one element short; little sure
WHOLE = ""  # as an element's name: the item as a whole is not there


@dataclass(frozen=True, slots=True)
class ItemColumn:
    """An item of the criteria. ``weight`` is how many points of the OIT score it decides, 0 to 100."""

    code: str
    title: str
    sub: str
    rule: str
    weight: float
    elements: tuple[tuple[str, str], ...]  # name and Thai wording, in the criteria's order


@dataclass(frozen=True, slots=True)
class Cell:
    """One item of one agency. ``said`` where a person's word counts: ``status`` is then the person's."""

    status: str  # ITEM_STATUSES
    missing: tuple[str, ...] = ()  # names of elements
    confidence: float = 0.0  # 0..1
    cause: str = ""
    url: str = ""
    machine: str = ""  # the program's own status; "" when no person has spoken, or it is not known
    said: str = ""  # who, when and why, as a Thai sentence


@dataclass(frozen=True, slots=True)
class Row:
    """One agency of the list. ``best`` and ``worst``: the ranks that its range of scores allows; 0 when not ranked."""

    site: str
    name: str
    address: str
    kind: str
    province: str
    position: int  # row of the list, from 1
    state: str  # STATES
    cause: str = ""
    score: float = 0.0
    low: float = 0.0
    high: float = 0.0
    rank: int = 0
    best: int = 0
    worst: int = 0
    tied: bool = False  # another has the same rank
    passed: int = 0
    maker: str = ""
    server: str = ""
    hijacked: bool = False
    report: str = ""  # path beside the results database; "" when there is none
    archive: str = ""
    twin: str = ""  # name of the agency whose website this is too
    versions: str = ""
    extras: tuple[tuple[str, str], ...] = ()
    cells: tuple[Cell, ...] = ()  # one an item, in the matrix's order; none unless the state is "done"


@dataclass(frozen=True, slots=True)
class Gap:
    """What is lacking: an element, or WHOLE. ``count`` of ``of`` agencies judged."""

    element: str
    wording: str
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class ItemLine:
    """How the agencies stand in one item. ``counts`` follow ITEM_STATUSES; ``judged`` leaves out what is open."""

    code: str
    counts: tuple[int, ...]
    judged: int
    gaps: tuple[Gap, ...]  # the commonest first

    @property
    def meets(self) -> int:
        """How many agencies meet it."""
        return self.counts[ITEM_STATUSES.index("pass")]

    @property
    def share(self) -> float | None:
        """The part of the judged that meets it, 0..1; None when nobody could be judged."""
        return self.meets / self.judged if self.judged else None

    @property
    def open(self) -> int:
        """For how many nobody has decided."""
        return sum(self.counts) - self.judged


@dataclass(frozen=True, slots=True)
class Group:
    """The agencies of one kind or province; ``items`` as those of the whole matrix."""

    by: str  # all, kind, province
    name: str
    rows: int
    judged: int
    score: float  # means
    low: float
    high: float
    items: tuple[ItemLine, ...]

    @property
    def weakest(self) -> ItemLine | None:
        """The item met least often; None when nothing could be judged."""
        known = [(line.share, number) for number, line in enumerate(self.items) if line.share is not None]
        return self.items[min(known)[1]] if known else None

    @property
    def commonest(self) -> tuple[ItemLine, Gap] | None:
        """The gap that most agencies have, with its item; None when there is none."""
        known = [(-line.gaps[0].count, number) for number, line in enumerate(self.items) if line.gaps]
        return (self.items[min(known)[1]], self.items[min(known)[1]].gaps[0]) if known else None


@dataclass(frozen=True, slots=True)
class CauseLine:
    """Agencies whose site could not be read, or items that could not be decided, for one cause."""

    cause: str
    sites: tuple[int, ...]  # row numbers
    items: int  # undecided items of agencies that were read


@dataclass(frozen=True, slots=True)
class SharedMiss:
    """An element that the sites of one maker, or one server, lack far more often than the others."""

    by: str  # maker, server
    name: str
    item: str
    gap: Gap  # of this maker's
    elsewhere: float  # share of the others that lack it, 0..1
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """An item of an agency that is not as it was in the scan before."""

    kind: str  # fixed, broken, unsteady, other
    row: int
    item: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Since:
    """What is different from the scan before. Agencies of the list are told by name and address."""

    started: str
    moved: tuple[Moved, ...]
    appeared: tuple[int, ...]  # rows
    gone: tuple[tuple[str, str], ...]
    same_rules: bool  # that both were judged by the same rules and criteria


@dataclass(frozen=True, slots=True)
class Look:
    """A verdict that a person should look at. ``points``: by how much the score may be expected to change for it."""

    row: int
    item: str
    why: str  # REASONS
    status: str
    confidence: float
    points: float
    url: str
    title: str = ""
    quote: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Night:
    """One scan in the line of scans: its means over what was judged, and the share of items met (0..1)."""

    scan: int
    started: str
    listed: int
    judged: int
    failed: int
    score: float
    low: float
    high: float
    met: float


@dataclass(frozen=True, slots=True)
class Matrix:
    """A whole scan."""

    scan: int
    list_name: str
    started: str
    finished: str
    year: int
    criteria: str
    criteria_title: str
    tool: str
    levels: tuple[tuple[str, str], ...]  # code and name of indicators and sub-indicators
    items: tuple[ItemColumn, ...]
    rows: tuple[Row, ...]  # in order of rank, then of the list
    whole: Group
    kinds: tuple[Group, ...]
    provinces: tuple[Group, ...]
    causes: tuple[CauseLine, ...]
    shared: tuple[SharedMiss, ...]
    hijacked: tuple[int, ...]  # rows
    bins: tuple[int, ...]  # agencies by score: 0 to under 10, ... , 90 to 100
    queue: tuple[Look, ...]
    nights: tuple[Night, ...]
    since: Since | None = None
    versions: tuple[tuple[str, int], ...] = ()  # of rules and criteria, with the agencies judged by each
    stale_words: tuple[tuple[int, str], ...] = ()  # rows whose reviewers' words do not count, and why

    def item(self, code: str) -> ItemColumn:
        """The item of that code; KeyError when there is none."""
        for item in self.items:
            if item.code == code:
                return item
        raise KeyError(code)
