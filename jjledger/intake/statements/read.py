"""A statement from the bytes of a file: recognised, read row by row, put in order and held against itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from jjledger.errors import SheetError, Trouble
from jjledger.facts.statement import Remark, Statement, StatementRow
from jjledger.intake.pages import Page, is_web_page, pages_of, refused, text_of
from jjledger.intake.statements.banner import Banner, read_banner
from jjledger.intake.statements.chain import (
    Chain,
    chained,
    has_negative_payments,
    is_turned,
    with_payments_turned,
)
from jjledger.intake.statements.keys import keys_of
from jjledger.intake.statements.layouts import Field
from jjledger.intake.statements.recognition import Table, tables_of
from jjledger.intake.statements.rows import Rows, read_rows, stray_row
from jjledger.intake.statements.states import Settled, settle
from jjledger.intake.statements.totals import totals_differ
from jjledger.intake.statements.values import account_tail, filled, without_numbers
from jjledger.intake.web_tables import web_pages
from jjledger.units import plain_yuan

_MOST_TROUBLES: Final = 20


def read_statement(name: str, data: bytes) -> Statement:
    """Read a bank's or payment app's statement.

    Args:
        name: the file's, for messages.
        data: text with separators in UTF-8 or GB18030, a workbook, or the web page that some banks
            call .xls; what it is, is seen from its bytes.

    Returns:
        Its rows, oldest first, and everything about it that does not tie. Amounts in fen, money in positive.

    Raises:
        UnknownLayoutError: it has the heading of no known statement.
        SheetError: it cannot be read at all, or more of its rows cannot be read than can.
    """
    statements = [_statement(table, name) for table in tables_of(_pages(data, name), name)]
    first, *others = statements
    for other in others:
        if [row.key for row in other.rows] != [row.key for row in first.rows]:
            raise refused(name, "有几张表都是对账单，内容不同。", "请每张表单独存成一个文件，逐个导入。")
    if others:
        repeated = Remark(0, f"另有 {len(others)} 张内容相同的表，只读了第一张")
        return replace(first, doubts=(*first.doubts, repeated))
    return first


def _pages(data: bytes, name: str) -> tuple[Page, ...]:
    return web_pages(text_of(data, name)) if is_web_page(data) else pages_of(data, name)


def _statement(table: Table, name: str) -> Statement:
    if table.page.broken is not None:
        raise SheetError((table.page.broken,))
    _refuse_stray(table, name)
    above = table.page.rows[: table.index]
    rows = read_rows(table, read_banner(above, ()).last_month)
    banner = read_banner(above, rows.below)
    _refuse_unread(table, rows, banner, name)
    doubts = list(rows.doubts)
    settled = settle(rows.readings, doubts, has_states=table.layout.has_states)
    opening = banner.opening_fen if banner.opening_fen is not None else rows.carried_fen
    chain = chained(settled, opening)
    if has_negative_payments(settled):
        chain = min(chain, chained(with_payments_turned(settled), opening), key=lambda one: len(one.breaks))
    _refuse_turned(table, settled, chain, name)
    keys = keys_of(table.layout, [one.reading for one in chain.rows])
    days = [one.reading.day for one in chain.rows]
    return Statement(
        layout=table.layout.code,
        title=table.layout.title,
        holder=banner.holder or _only(table, "holder"),
        account_tail=banner.account_tail or account_tail(_only(table, "account")),
        rows=tuple(_row(one, key) for one, key in zip(chain.rows, keys, strict=True)),
        newest_first=chain.newest_first,
        chain_breaks=chain.breaks,
        missing_fen=chain.missing_fen,
        opening_fen=chain.opening_fen,
        closing_fen=chain.closing_fen,
        ends_mid_day=_ends_mid_day(banner, chain),
        first_day=min((*days, *([banner.first_day] if banner.first_day else [])), default=None),
        last_day=max((*days, *([banner.last_day] if banner.last_day else [])), default=None),
        unread=rows.unread,
        totals_differ=(*totals_differ(table.layout, banner, rows), *_closing_differs(banner, chain)),
        doubts=tuple(sorted(doubts, key=lambda remark: remark.row)),
    )


def _refuse_stray(table: Table, name: str) -> None:
    """Refuse a table with rows above its heading: they would be left out, and nothing below would show it."""
    row = stray_row(table)
    if row:
        raise refused(
            f"{name} {table.page.row_place(row)}",
            f"这一行是交易，却在第 {table.heading_row} 行的表头上面。",
            "请把表头移到所有交易的上面，或者重新导出。",
        )


def _refuse_unread(table: Table, rows: Rows, banner: Banner, name: str) -> None:
    """Refuse a table of which most cannot be read: its columns are not what their words say."""
    if len(rows.unread) > len(rows.readings):
        troubles = [
            Trouble(
                f"{name} {table.page.row_place(remark.row)}",
                f"{remark.why}。",
                "请从银行重新导出，不要改动。",
            )
            for remark in rows.unread[:_MOST_TROUBLES]
        ]
        raise SheetError(tuple(troubles))
    if not rows.readings and banner.last_day is None:
        place = f"{name} {table.page.row_place(table.heading_row)}"
        raise refused(place, "表头下面没有一行交易，也没有写明起止日期。", "请核对导出的日期范围，重新导出。")


def _refuse_turned(table: Table, settled: Sequence[Settled], chain: Chain, name: str) -> None:
    """Refuse a statement written from the other side, in which a debit is money that came in."""
    if is_turned(settled, chain):
        raise refused(
            f"{name} {table.page.row_place(table.heading_row)}",
            "每一行的余额都要把收入和支出对调才接得上：这份表的借方、贷方不是从银行一方写的。",
            "请从网上银行导出银行的对账单；自己的日记账请先把借方、贷方两列对调。",
        )


def _only(table: Table, field: Field) -> str:
    """Give what a column of the account's own data says in every row; "" where rows differ."""
    rows = table.page.rows[table.index + 1 :]
    texts = {filled(cell.text) for _, cells in rows for cell in table.cells(cells, field)} - {""}
    return texts.pop() if len(texts) == 1 else ""


def _ends_mid_day(banner: Banner, chain: Chain) -> bool:
    """Say whether the last row's day went on after the file was made."""
    if not chain.rows:
        return False
    last = chain.rows[-1].reading.day
    cut_off = banner.last_day == last and "" < banner.last_clock < "23:59"
    return cut_off or (banner.printed is not None and banner.printed[0] <= last)


def _closing_differs(banner: Banner, chain: Chain) -> tuple[Remark, ...]:
    if None in {banner.closing_fen, chain.closing_fen} or banner.closing_fen == chain.closing_fen:
        return ()
    said, found = plain_yuan(banner.closing_fen or 0), plain_yuan(chain.closing_fen or 0)
    return (Remark(0, f"期末余额写的是 {said}，最后一行的余额是 {found}"),)


def _row(one: Settled, key: str) -> StatementRow:
    reading = one.reading
    texts = (
        reading.foreign and f"{reading.foreign} {plain_yuan(reading.printed_fen)}",
        *reading.texts,
        reading.state,
    )
    words = " ".join(dict.fromkeys(text for text in texts if text))
    return StatementRow(
        row=reading.row,
        day=reading.day,
        time=reading.time,
        amount_fen=reading.amount_fen,
        balance_fen=reading.balance_fen,
        counterparty=without_numbers(reading.counterparty),
        counter_account=reading.counter_account,
        words=without_numbers(words),
        serial=reading.serial,
        key=key,
        state=one.state,
        printed_fen=reading.printed_fen if one.state == "neutral" else 0,
        through=reading.through,
    )
