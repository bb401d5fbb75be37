"""B70-B74, E70, E72: do closed months stand as they were closed, and is each month closed in its turn?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from hashlib import sha256
from itertools import pairwise
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.closed_month import REOPENED_FILE, Change, ClosedMonth, Closings
from jjledger.facts.finding import Finding, Place
from jjledger.facts.shares import FundShares
from jjledger.period import chinese_day, following_month, parse_period
from jjledger.rules.month_end import account_balances, household_tables
from jjledger.units import yuan

_CLOSED: Final = "会计基础工作规范第63条：按期结账；已结账的月份不再改动"
_LATE: Final = timedelta(days=60)  # after a month's end, where months are closed at all
_NAMED: Final = 3  # households named in a message


def check_closed_months(
    books: Books, shares: Mapping[str, FundShares], unsure: frozenset[str], today: date
) -> Iterator[Finding]:
    """Find what differs from the records of closed months, and months whose close is overdue.

    Balances are compared only up to where the text is as it was: what follows from a
    change that is told already is not told again.

    Args:
        books: the general book.
        shares: of `rules.replay`.
        unsure: funds whose household balances are not to be relied on.
        today: the day on which the question is asked.

    Source: 会计基础工作规范 第63条; R05.
    """
    months = books.closings.months
    for month in months:
        for change in month.changes:
            yield _changed(month, change, months[-1].month)
    for earlier, later in pairwise(months):
        missing = following_month(earlier.month)
        if missing != later.month:
            yield Finding(
                "B74", "block", later.place, f"{earlier.month} 和 {later.month} 都已结账，中间的 {missing} 没有。",
                "请从备份取回缺少的结账记录，或从缺少的月份起反结账： jjledger reopen 账本 " + later.month, _CLOSED,
            )  # fmt: skip
    yield from _too_early(books, months)
    sound = [month for month in months if month.month < _first_changed(months)]
    yield from _balances(books, sound, shares, unsure)
    yield from _waiting(books, today)


def _first_changed(months: tuple[ClosedMonth, ...]) -> str:
    return next((month.month for month in months if month.changes), "9999-99")


def _changed(month: ClosedMonth, change: Change, last: str) -> Finding:
    title, named = parse_period(month.month).title, f"「{change.words or change.name}」"
    closed = f"{title}已于 {month.day} 由 {month.who} 结账"
    reopen = f"确须改动的，先反结账： jjledger reopen 账本 {month.month} --why 原因 --by 姓名"
    back = f"请改回原样，差错在没有结账的月份用红字凭证更正；{reopen}"
    if change.kind == "new":
        open_month = following_month(last)
        return Finding(
            "B72", "block", change.place, f"{closed}，这一笔 {named} 是后来记进这个月的。",
            f"请把日期写在没有结账的月份（{open_month} 起）；{reopen}", _CLOSED,
        )  # fmt: skip
    if change.kind == "changed":
        return Finding(
            "B70", "block", change.place, f"{closed}，这里后来改了；结账时是 {named}。", back, _CLOSED
        )
    if change.kind == "gone":
        return Finding("B71", "block", change.place, f"{closed}，{change.name} 后来不见了。", back, _CLOSED)
    if change.kind == "file_gone":
        return Finding(
            "B71", "block", change.place, f"{closed}，文件 {change.name} 后来不见了。", back, _CLOSED
        )
    return Finding(
        "B74", "block", change.place, f"{title}的结账记录 {change.name} 改动过。", f"请从备份或版本库取回原来的文件；{reopen}", _CLOSED,
    )  # fmt: skip


def _too_early(books: Books, months: tuple[ClosedMonth, ...]) -> Iterator[Finding]:
    """Find what is dated before the first closed month: the books had begun then."""
    if not months:
        return
    first_day = parse_period(months[0].month).first_day
    for voucher in books.vouchers:
        if voucher.day >= first_day:
            return
        yield Finding(
            "B72", "block", voucher.place, f"账从 {months[0].month} 起结账，这一笔记在更早的 {voucher.day:%Y-%m}。",
            f"请把日期写在没有结账的月份（{following_month(months[-1].month)} 起）。", _CLOSED,
        )  # fmt: skip


def _balances(
    books: Books, months: list[ClosedMonth], shares: Mapping[str, FundShares], unsure: frozenset[str]
) -> Iterator[Finding]:
    """Recompile the months in order; the first that comes to something else is told."""
    days = [parse_period(month.month).last_day for month in months]
    for month, balances in zip(months, account_balances(books, days), strict=True):
        found = [*_accounts_off(month, balances)]
        if found:
            yield from found
            break
    for fund, of_fund in shares.items():
        for month, table in zip(months, household_tables(of_fund, days), strict=True):
            recorded = month.households.get(fund)
            if fund not in unsure and recorded is not None and _digest(table) != recorded:
                yield _households_off(books.closings, month, fund, table)
                break


def _accounts_off(month: ClosedMonth, balances: Mapping[str, int]) -> Iterator[Finding]:
    for name in sorted(month.balances.keys() | balances.keys()):
        was, now = month.balances.get(name, 0), balances.get(name, 0)
        if was != now:
            yield _off(
                month, month.lines.get(name, 0), f"{name} 结账时是 {yuan(was)} 元，现在是 {yuan(now)} 元。"
            )


def _households_off(closings: Closings, month: ClosedMonth, fund: str, table: str) -> Finding:
    recorded = closings.tables.get(month.households[fund], "")
    was, now = _by_household(recorded), _by_household(table)
    names = [name for name in sorted(was.keys() | now.keys()) if was.get(name) != now.get(name)]
    if _digest(recorded) != month.households[fund] or not names:
        return _off(month, 0, f"{fund} 的分户账与结账时不同，结账时的分户余额表不见了或改动过。")
    shown = "；".join(
        f"{name} 结账时 {_words(was.get(name))}，现在 {_words(now.get(name))}" for name in names[:_NAMED]
    )
    more = f"等 {len(names)} 户" if len(names) > _NAMED else ""
    return _off(month, 0, f"{fund} 的分户账与结账时不同：{shown}{more}。")


def _off(month: ClosedMonth, line: int, what: str) -> Finding:
    place = Place(month.place.file.removesuffix(".toml") + ".csv", line) if line else month.place
    return Finding(
        "B73", "block", place, f"{parse_period(month.month).title}已结账，{what}",
        "请查结账以后改过的登记册、面积、计息办法或利率，改回原样；今后的变化写明从哪一天起。", _CLOSED,
    )  # fmt: skip


def _by_household(table: str) -> Mapping[str, str]:
    return {name: rest for name, _, rest in (line.partition(",") for line in table.splitlines()[1:])}


def _words(rest: str | None) -> str:
    if rest is None:
        return "没有余额"
    principal, interest, arrears = rest.split(",")
    owed = f"、欠 {arrears}" if arrears != "0.00" else ""
    return f"本金 {principal}、利息 {interest}{owed} 元"


def _digest(table: str) -> str:
    return sha256(table.encode()).hexdigest()


def _waiting(books: Books, today: date) -> Iterator[Finding]:
    """Warn of the next month where its close is overdue, and of reopened months that were not closed again."""
    closings = books.closings
    if closings.months:
        last = closings.months[-1]
        month = parse_period(following_month(last.month))
        if today - month.last_day > _LATE:
            yield Finding(
                "E70", "warn", last.place, f"{month.title}早已结束，还没有结账。",
                f"请结账： jjledger close 账本 {month.code} --closed-by 姓名 --write", _CLOSED,
            )  # fmt: skip
    latest = {one.month: one for one in closings.reopenings}
    for month_code, one in sorted(latest.items()):
        if not closings.is_closed(month_code):
            yield Finding(
                "E72", "warn", Place(REOPENED_FILE, one.line),
                f"{month_code} 在{chinese_day(one.day)}由 {one.who} 反结账（{one.why}），还没有重新结账。",
                f"改完后请重新结账： jjledger close 账本 {month_code} --closed-by 姓名 --write", _CLOSED,
            )  # fmt: skip
