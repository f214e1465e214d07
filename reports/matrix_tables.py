"""The auditor's report as tables of plain cells: what its CSV and workbook are written from."""

from __future__ import annotations

from collections.abc import Iterator

from reports import safe
from reports.matrix_html import warnings
from reports.matrix_model import Gap, Group, ItemColumn, ItemLine, Matrix, Row
from reports.matrix_words import cause, gap_name, title
from reports.model import ITEM_STATUSES
from reports.tables import Address, Cell, Column, Table
from reports.wording import Wording

REVIEWED = " ✎"  # behind a status that is a person's
_CHANGES = 100_000  # rows; the format allows a million


def matrix_columns(matrix: Matrix, t: Wording) -> tuple[Column, ...]:
    """The headings of the matrix: the agency, its score, an item a column, then what else is known of it."""
    before = (
        Column(t.say("m_name"), 38),
        Column(t.say("m_rank"), 8),
        Column(t.say("m_rank_range"), 12),
        Column(t.say("m_score"), 9, 2),
        Column(t.say("m_low"), 9, 2),
        Column(t.say("m_high"), 9, 2),
        Column(t.say("m_passed"), 9),
        Column(t.say("m_kind"), 22),
        Column(t.say("m_province"), 16),
        Column(t.say("m_state"), 14),
    )
    items = tuple(Column(item.code, 11) for item in matrix.items)
    after = (
        Column(t.say("m_cause"), 26),
        Column(t.say("m_hijacked"), 10),
        Column(t.say("m_twin"), 20),
        Column(t.say("m_maker"), 18),
        Column(t.say("m_server"), 16),
        Column(t.say("m_address"), 34),
        Column(t.say("m_position"), 10),
        Column(t.say("m_versions"), 16),
        *(Column(safe.text(key, 60), 16) for key in extras(matrix)),
    )
    return (*before, *items, *after)


FIRST_ITEM = 10  # column of the first item


def extras(matrix: Matrix) -> tuple[str, ...]:
    """The list's further columns, in the order in which they are first met."""
    return tuple(dict.fromkeys(key for row in matrix.rows for key, _ in row.extras))


def matrix_rows(matrix: Matrix, t: Wording) -> Iterator[tuple[Cell, ...]]:
    """The cells of each agency, as ``matrix_columns`` says."""
    keys = extras(matrix)
    names = {status: t.status(status).name for status in ITEM_STATUSES}
    states = {
        "done": t.say("m_state_done"),
        **{word: t.say(f"m_{word}") for word in ("failed", "waiting", "duplicate")},
    }
    for row in matrix.rows:
        known = dict(row.extras)
        scores: tuple[Cell, ...] = ("",) * 6
        if row.rank:
            rank = f"{row.rank}=" if row.tied else row.rank
            span = f"{row.best}–{row.worst}"
            scores = (rank, span, *(round(value, 2) for value in (row.score, row.low, row.high)), row.passed)
        cells = [names[cell.status] + (REVIEWED if cell.said else "") for cell in row.cells] or [""] * len(matrix.items)
        yield (
            row.name,
            *scores,
            row.kind,
            row.province,
            states[row.state],
            *cells,
            cause(t, row.cause)[0] if row.cause else "",
            t.say("m_yes") if row.hijacked else "",
            row.twin,
            row.maker,
            row.server,
            Address(row.address) if row.address else "",
            row.position,
            row.versions,
            *(known.get(key, "") for key in keys),
        )


def tables(matrix: Matrix, t: Wording) -> tuple[Table, ...]:
    """All sheets beside the matrix, those with nothing to tell left out but the items."""
    made = (
        _items(matrix, t),
        _groups(matrix, t),
        _queue(matrix, t),
        _causes(matrix, t),
        _shared(matrix, t),
        _hijacked(matrix, t),
        _changes(matrix, t),
        _list(matrix, t),
        _nights(matrix, t),
        _about(matrix, t),
    )
    return tuple(table for table in made if table.rows)


def _gap(t: Wording, gaps: tuple[Gap, ...]) -> tuple[Cell, Cell]:
    return (gap_name(t, gaps[0]), gaps[0].count) if gaps else ("", "")


def _share(line: ItemLine) -> Cell:
    return "" if line.share is None else round(line.share * 100, 2)


def _items(matrix: Matrix, t: Wording) -> Table:
    subs = dict(matrix.levels)
    columns = (
        Column(t.say("m_item"), 7),
        Column(t.say("m_title_word"), 40),
        Column(t.say("m_sub"), 26),
        Column(t.say("m_share"), 12, 2),
        *(Column(t.status(status).name, 11) for status in ITEM_STATUSES),
        Column(t.say("m_gap"), 50),
        Column(t.say("m_count_word"), 9),
    )
    rows = tuple(
        (
            item.code,
            title(t, item),
            f"{item.sub} {subs.get(item.sub, '')}",
            _share(line),
            *line.counts,
            *_gap(t, line.gaps),
        )
        for item, line in zip(matrix.items, matrix.whole.items, strict=True)
    )
    return Table(t.say("m_sheet_items"), columns, rows)


def _groups(matrix: Matrix, t: Wording) -> Table:
    columns = (
        Column(t.say("m_group"), 24),
        Column(t.say("m_kind") + " / " + t.say("m_province"), 14),
        Column(t.say("m_judged"), 10),
        Column(t.say("m_mean"), 11, 2),
        Column(t.say("m_low"), 9, 2),
        Column(t.say("m_high"), 9, 2),
        Column(t.say("m_item"), 7),
        Column(t.say("m_title_word"), 36),
        Column(t.say("m_meets"), 9),
        Column(t.say("m_share"), 12, 2),
        Column(t.say("m_gap"), 44),
        Column(t.say("m_count_word"), 9),
    )
    rows = tuple(
        row for group in (*matrix.kinds, *matrix.provinces) if group.judged for row in _group(group, matrix.items, t)
    )
    return Table(t.say("m_sheet_groups"), columns, rows)


def _group(group: Group, items: tuple[ItemColumn, ...], t: Wording) -> Iterator[tuple[Cell, ...]]:
    for item, line in zip(items, group.items, strict=True):
        yield (
            group.name or t.say("m_no_group"),
            t.say(f"m_{group.by}"),
            group.judged,
            *(round(value, 2) for value in (group.score, group.low, group.high)),
            item.code,
            title(t, item),
            line.meets,
            _share(line),
            *_gap(t, line.gaps),
        )


def _who(row: Row) -> tuple[Cell, Cell]:
    return row.name, row.province


def _queue(matrix: Matrix, t: Wording) -> Table:
    columns = (
        Column(t.say("m_name"), 34),
        Column(t.say("m_province"), 16),
        Column(t.say("m_item"), 7),
        Column(t.say("m_result"), 12),
        Column(t.say("m_why"), 26),
        Column(t.say("m_points"), 10, 2),
        Column(t.say("m_confidence"), 10, 2),
        Column(t.say("m_evidence"), 40),
        Column(t.say("m_quote"), 50),
        Column(t.say("m_cause"), 26),
        Column(t.say("m_archive"), 24),
    )
    rows = tuple(
        (
            *_who(matrix.rows[look.row]),
            look.item,
            t.status(look.status).name,
            t.say(f"m_why_{look.why}"),
            round(look.points, 2),
            look.confidence,
            Address(look.url) if look.url else "",
            safe.text(look.quote, 300),
            cause(t, look.reason)[0] if look.reason else "",
            matrix.rows[look.row].archive,
        )
        for look in matrix.queue
    )
    return Table(t.say("m_sheet_queue"), columns, rows, status=3)


def _causes(matrix: Matrix, t: Wording) -> Table:
    columns = (
        Column(t.say("m_cause"), 40),
        Column(t.say("m_sites"), 16),
        Column(t.say("m_open_items"), 16),
        Column(t.say("m_todo"), 60),
    )
    rows = tuple(
        (cause(t, line.cause)[0], len(line.sites), line.items, cause(t, line.cause)[1]) for line in matrix.causes
    )
    return Table(t.say("m_sheet_causes"), columns, rows)


def _shared(matrix: Matrix, t: Wording) -> Table:
    columns = (
        Column(t.say("m_maker"), 28),
        Column(t.say("m_item"), 7),
        Column(t.say("m_gap"), 50),
        Column(t.say("m_lacking"), 10),
        Column(t.say("m_judged"), 10),
        Column(t.say("m_elsewhere") + " (%)", 14, 2),
    )
    rows = tuple(
        (
            f"{t.say('m_server')} {miss.name}" if miss.by == "server" else miss.name,
            miss.item,
            gap_name(t, miss.gap),
            miss.gap.count,
            miss.gap.of,
            round(miss.elsewhere * 100, 2),
        )
        for miss in matrix.shared
    )
    return Table(t.say("m_sheet_shared"), columns, rows)


def _hijacked(matrix: Matrix, t: Wording) -> Table:
    columns = (Column(t.say("m_name"), 38), Column(t.say("m_province"), 16), Column(t.say("m_address"), 40))
    rows = tuple((*_who(matrix.rows[at]), Address(matrix.rows[at].address)) for at in matrix.hijacked)
    return Table(t.say("m_sheet_hijacked"), columns, rows)


def _changes(matrix: Matrix, t: Wording) -> Table:
    columns = (
        Column(t.say("m_name"), 38),
        Column(t.say("m_province"), 16),
        Column(t.say("m_item"), 7),
        Column(t.say("m_change"), 16),
        Column(t.say("m_before"), 12),
        Column(t.say("m_after"), 12),
    )
    moved = matrix.since.moved if matrix.since else ()
    rows = tuple(
        (
            *_who(matrix.rows[line.row]),
            line.item,
            t.say(f"m_{line.kind}"),
            t.status(line.before).name,
            t.status(line.after).name,
        )
        for line in moved[:_CHANGES]
    )
    return Table(t.say("m_sheet_changes"), columns, rows, status=5)


def _list(matrix: Matrix, t: Wording) -> Table:
    columns = (Column(t.say("m_change"), 24), Column(t.say("m_name"), 40), Column(t.say("m_address"), 40))
    rows: list[tuple[Cell, ...]] = []
    if matrix.since:
        for at in matrix.since.appeared:
            rows.append((t.say("m_appeared"), matrix.rows[at].name, matrix.rows[at].address))
        rows += [(t.say("m_gone"), name, url) for name, url in matrix.since.gone]
    return Table(t.say("m_sheet_list"), columns, tuple(rows))


def _nights(matrix: Matrix, t: Wording) -> Table:
    columns = (
        Column(t.say("m_scan"), 10),
        Column(t.say("m_started"), 34),
        Column(t.say("m_judged"), 12),
        Column(t.say("m_failed"), 18),
        Column(t.say("m_mean"), 12, 2),
        Column(t.say("m_low"), 12, 2),
        Column(t.say("m_high"), 12, 2),
        Column(t.say("m_met") + " (%)", 18, 2),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            night.scan,
            t.moment(night.started),
            night.judged,
            night.failed,
            *(round(value, 2) for value in (night.score, night.low, night.high, night.met * 100)),
        )
        for night in matrix.nights
    )
    return Table(t.say("m_sheet_nights"), columns, rows)


def _about(matrix: Matrix, t: Wording) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (t.say("m_list"), matrix.list_name),
        (t.say("criteria"), f"{matrix.criteria_title} ({t.say('year_n', year=matrix.year)})"),
        (t.say("m_scan"), matrix.scan),
        (t.say("m_started"), t.moment(matrix.started)),
        (t.say("m_finished"), t.moment(matrix.finished)),
        (t.say("m_tool"), matrix.tool),
        *((t.say("m_versions"), f"{version} ({count})") for version, count in matrix.versions),
        *((t.say("read_first"), line) for line in warnings(matrix, t)),
        *((t.say("m_reviewed"), f"{matrix.rows[at].name}: {line}") for at, line in matrix.stale_words),
        (REVIEWED.strip(), t.say("m_reviewed")),
        *((t.status(status).name, t.status(status).meaning) for status in ITEM_STATUSES),
        ("", t.disclaimer),
    ]
    return Table(t.say("m_sheet_about"), (Column("", 30), Column("", 100)), tuple(rows))
