"""Close a month of the books, or open a closed one again.

Months are closed one after the other, each when it is over and nothing of it is left open;
a reopened month takes the later closings with it, for they rest on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.books.closed_changes import table_name
from jjledger.books.closed_file import Closing, closing_files, households_name, record_name
from jjledger.books.ledger import Ledger
from jjledger.books.reopened_file import reopened_bytes
from jjledger.books.source import Source
from jjledger.errors import CloseRefusedError, Trouble, refusal
from jjledger.facts.books import Books
from jjledger.facts.closed_month import REOPENED_FILE, Reopening
from jjledger.facts.closing_codes import CLOSE_BLOCKING
from jjledger.facts.entry import Writing
from jjledger.facts.finding import Finding
from jjledger.facts.voucher import SUSPENSE_CODE
from jjledger.period import (
    Interval,
    Period,
    day_before,
    following_month,
    month_of,
    parse_period,
    whole_periods,
)
from jjledger.rules.booked_already import booked_already, way_to_tell
from jjledger.rules.confirmed import unconfirmed
from jjledger.rules.month_end import account_balances, household_tables
from jjledger.rules.suspense import bank_refs
from jjledger.units import yuan
from jjledger.workflows.record import as_trouble
from jjledger.workflows.vouchers.planned import Plan
from jjledger.workflows.vouchers.private_words import private_findings

_PERIODIC: Final = "会计基础工作规范第63条：按期结账"
_RECONCILED: Final = "会计基础工作规范第62条：账实相符，银行存款定期核对"
_MONTH: Final = re.compile(r"(?<!\d)(\d{4}-(?:0[1-9]|1[0-2]))(?!\d)", re.ASCII)
_INTERVALS: Final[tuple[Interval, ...]] = ("month", "quarter", "half_year", "year")
_CASH: Final = "1201"  # 备用金: nobody prints a statement of it


@dataclass(frozen=True, slots=True)
class MonthToClose:
    """The month whose turn it is, and what stands in its way."""

    month: str  # 2025-06; "" where nothing was ever booked
    over: bool
    obstacles: tuple[Trouble, ...]
    notes: tuple[str, ...]  # what somebody should look at, though it hinders nothing


def month_to_close(ledger: Ledger, today: date) -> MonthToClose:
    """Say which month is to be closed next, and what stands in its way.

    Args:
        ledger: a loaded community, whatever its findings.
        today: the day on which it is asked.
    """
    month = next_month(ledger.books)
    if not month:
        return MonthToClose("", over=False, obstacles=(), notes=())
    period = parse_period(month)
    return MonthToClose(
        month, period.last_day < today, tuple(_obstacles(ledger, period)), tuple(_notes(ledger.books, period))
    )


def next_month(books: Books) -> str:
    """Give the month whose turn it is: after the last closed one, else the first of the books; "" without vouchers."""
    if books.closings.months:
        return following_month(books.closings.months[-1].month)
    return month_of(min(voucher.day for voucher in books.vouchers)) if books.vouchers else ""


def plan_close(ledger: Ledger, month: str, who: str, today: date) -> Plan:
    """Plan to close a month.

    Args:
        ledger: a loaded community, whatever its findings.
        month: 2025-06; "" the one whose turn it is.
        who: closes it; "" in a preview.
        today: the day on which it is closed.

    Raises:
        OptionError: it is no month, not over, or not its turn.
        CloseRefusedError: something is left open; all of it.

    Source: 会计基础工作规范 第63条; R05, R07, R08.
    """
    period = _turn(ledger.books, month, today)
    obstacles = tuple(_obstacles(ledger, period))
    if obstacles:
        raise CloseRefusedError(obstacles)
    books = ledger.books
    closing = Closing(
        period.code,
        today,
        who,
        next(account_balances(books, [period.last_day])),
        {
            fund: next(household_tables(shares, [period.last_day]))
            for fund, shares in ledger.replayed.shares.items()
        },
        frozenset(
            posting.split.value
            for voucher in books.posted_between(period.first_day, period.last_day)
            for posting in voucher.postings
            if posting.split is not None and posting.split.kind == "detail"
        ),
        frozenset(one.place.file for one in books.reconciliations if one.day == period.last_day),
    )
    last = books.closings.months[-1].month if books.closings.months else ""
    files = closing_files(Source(ledger.folder), closing, last)
    vouchers = len(books.posted_between(period.first_day, period.last_day))
    told = [
        f"结账 {period.title}：{vouchers} 张凭证，{len(closing.balances)} 个科目有余额。",
        *_notes(books, period),
        f"下一个月是 {following_month(period.code)}。",
    ]
    record = {"month": period.code, "vouchers": vouchers, "next": following_month(period.code)}
    return Plan(Writing(files=files, why=f"结账 {period.code}"), tuple(told), record)


def _turn(books: Books, month: str, today: date) -> Period:
    """Refuse a month that is none, not over, or not the next."""
    following = next_month(books)
    if not following:
        raise refusal("jjledger close", "账本里还没有凭证，没有可以结账的月份。", "请先记账。", _PERIODIC)
    period = _as_month(month or following)
    if books.closings.is_closed(period.code):
        raise refusal(
            period.code, f"{period.title}已经结账。", f"下一个要结账的月份是 {following}。", _PERIODIC
        )
    if period.code != following:
        raise refusal(
            period.code, f"还没有轮到{period.title}。", f"请按月份先后结账，现在轮到 {following}。", _PERIODIC
        )
    if period.last_day >= today:
        raise refusal(
            period.code, f"{period.title}还没有结束。", f"请在 {period.last_day} 以后结账。", _PERIODIC
        )
    return period


def _as_month(code: str) -> Period:
    try:
        period = parse_period(code)
    except ValueError as error:
        raise refusal(code, f"{error}。", "请写月份，例如 2025-06。") from error
    if period.code != month_of(period.first_day):
        raise refusal(code, f"{period.title}不是一个月。", "请写月份，例如 2025-06。")
    return period


def _obstacles(ledger: Ledger, period: Period) -> Iterator[Trouble]:
    """List everything that is left open in a month or before it."""
    for finding in ledger.findings:
        if finding.severity == "block" or (
            finding.code in CLOSE_BLOCKING and _month_of(finding) <= period.code
        ):
            yield as_trouble(finding)
    books = ledger.books
    booked = booked_already(books)
    for voucher in books.vouchers:
        if voucher.draft and voucher.day <= period.last_day:
            ref = next(iter(bank_refs(voucher)), "")
            place = f"{voucher.place.file}:{voucher.place.line}"
            yield Trouble(
                place, f"{voucher.day} 还有一张草稿「{voucher.payee} {voucher.narration}」。",
                f"请确认： jjledger voucher confirm 账本 {ref or place} ；不该入账的写  jjledger voucher drop 账本 {ref or place}\n"
                f"{way_to_tell(booked.get(ref, ''), ref or place)}", _PERIODIC,
            )  # fmt: skip
    vouchers = books.posted_between(period.first_day, period.last_day)
    within = {voucher.place for voucher in vouchers}
    yield from (as_trouble(found) for found in private_findings(ledger, date.max) if found.place in within)
    balances = next(account_balances(books, [period.last_day]))
    for name, fen in balances.items():
        account = books.accounts.get(name)
        if account is not None and account.code == SUSPENSE_CODE:
            yield Trouble(
                name, f"{period.title}末有 {yuan(fen)} 元待查款项没有查明。",
                "请用 jjledger suspense 查看，查明后转到应记的科目，凭证日期写在当月。", _RECONCILED,
            )  # fmt: skip
    for bank in unconfirmed(books, period.first_day, period.last_day):
        short = bank.account.rpartition(":")[2]
        yield Trouble(
            bank.account, f"{period.last_day} 的余额 {yuan(bank.booked_fen)} 元没有与银行核对。",
            f"请导入对账单，或核对： jjledger reconcile 账本 --account {short} --month {period.code} --write",
            _RECONCILED,
        )  # fmt: skip


def _month_of(finding: Finding) -> str:
    """Tell which month a finding is of by its file's name; one that names none concerns every month."""
    found = _MONTH.search(finding.place.file)
    return found[1] if found else ""


def _notes(books: Books, period: Period) -> Iterator[str]:
    """Name the cash in hand: no bank vouches for it, somebody has to count it."""
    for name, fen in next(account_balances(books, [period.last_day])).items():
        if name.split(":")[0] == "Assets" and name.split(":")[2].startswith(_CASH):
            yield f"{name} 账上 {yuan(fen)} 元，没有对账单，请盘点核对。"


def plan_reopen(ledger: Ledger, month: str, why: str, who: str, today: date) -> Plan:
    """Plan to open a closed month again, and with it every later one.

    Args:
        ledger: a loaded community; what was changed in closed months may block it.
        month: 2025-06.
        why: the reason, which stays on record.
        who: opens it; "" in a preview.
        today: the day on which it is opened.

    Raises:
        OptionError: the month is not closed, or no reason is given.

    Source: 会计基础工作规范 第63条; R05.
    """
    closings = ledger.books.closings
    period = _as_month(month)
    if not why.strip():
        raise refusal("--why", "反结账要写明原因。", "请加上  --why 原因", _PERIODIC)
    if not closings.is_closed(period.code):
        last = closings.months[-1].month if closings.months else ""
        raise refusal(
            period.code, f"{period.title}没有结账。",
            f"已结账到 {last}。" if last else "还没有一个月结过账。", _PERIODIC,
        )  # fmt: skip
    opened = [one for one in closings.months if one.month >= period.code]
    kept = [one for one in closings.months if one.month < period.code]
    superseded = _superseded([one.month for one in opened], today)
    reopenings = tuple(
        Reopening(one.month, today, who, why, one.day, one.who, superseded.get(one.month, ()))
        for one in opened
    )
    used = {digest for one in kept for digest in one.households.values()}
    tables = {digest for one in opened for digest in one.households.values()} - used
    removed = [name for one in opened for name in (record_name(one.month), table_name(one.month))]
    removed += [households_name(digest) for digest in sorted(tables)]
    source = Source(ledger.folder)
    periods = sorted({code for codes in superseded.values() for code in codes})
    told = [
        f"反结账 {'、'.join(one.month for one in opened)}：{why}。",
        f"这些期间的报表，改完、重新结账后要重新出；公示出去的不改，数变了的另出更正的一版： {'、'.join(periods)}。",
    ]
    writing = Writing(
        files={REOPENED_FILE: reopened_bytes((*closings.reopenings, *reopenings))},
        removed=tuple(name for name in removed if source.exists(name)),
        why=f"反结账 {period.code}：{why}",
    )
    record = {"months": [one.month for one in opened], "superseded": periods, "why": why}
    return Plan(writing, tuple(told), record)


def _superseded(months: list[str], today: date) -> dict[str, tuple[str, ...]]:
    """List for each month the periods that hold it and were over: what was shown of them no longer stands."""
    found = {}
    for month in months:
        period = parse_period(month)
        year = period.first_day.replace(month=1, day=1)
        found[month] = tuple(
            whole.code
            for interval in _INTERVALS
            for whole in whole_periods(interval, year, day_before(today))
            if whole.contains(period.first_day)
        )
    return found
