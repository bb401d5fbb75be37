"""A20: do the households' accounts come to the control account, and this to where the money lies, every month?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule
from jjledger.checks.recompute.general_book import Position, position
from jjledger.facts.audit_finding import Answer, AuditFinding, Evidence
from jjledger.facts.books import Books
from jjledger.facts.closed_month import ClosedMonth
from jjledger.facts.community import Fund
from jjledger.facts.finding import Place
from jjledger.period import chinese_day, parse_period, whole_periods
from jjledger.units import yuan

CODE: Final = "A20"
_GROUND: Final = (
    "会计基础工作规范第62条：账账相符；住宅专项维修资金管理办法第10条：按房屋户门号设分户账；财会〔2020〕7号"
)
_REMEDY: Final = "请先改正 jjledger check 报出的错误；仍不相符的，从不符的那个月起逐笔核对明细与总账。"
_BOOKS: Final = Place("main.beancount", 0)


def ask(asked: Asked) -> Answer:
    """Add both books up once more at the end of every month under audit.

    Args:
        asked: the books under audit.

    Source: 会计基础工作规范 第62条; 财会〔2020〕7号; R07, R08.
    """
    days = [month.last_day for month in whole_periods("month", asked.first_day, asked.last_day)]
    if asked.last_day not in days:
        days.append(asked.last_day)
    posted = asked.books.posted()
    findings: list[AuditFinding] = []
    items = 0
    for fund in asked.books.community.funds:
        told: set[str] = set()  # what stays wrong is told once
        for day in days:
            now = position(posted, fund, day)
            items += 1
            for what, finding in _of_day(asked, fund, day, now):
                if what not in told:
                    told.add(what)
                    findings.append(finding)
    for month in asked.books.closings.months:
        if asked.within(parse_period(month.month).last_day):
            items += 1
            findings += _closed(asked.books, month)
    return Answer(CODE, items, tuple(findings))


def _of_day(asked: Asked, fund: Fund, day: date, now: Position) -> Iterator[tuple[str, AuditFinding]]:
    again = asked.recomputed.get(fund.code)
    if again is not None:
        households = again.sum_at(day)
        if households != now.owners_fen:
            yield (
                "households",
                _apart(fund, day, ("分户账合计（重算）", households), ("总账里业主的资金", now.owners_fen)),
            )
        booked = _booked(asked, fund, day)
        if booked != households:
            yield (
                "recomputed",
                _apart(fund, day, ("分户账合计（账上）", booked), ("分户账合计（重算）", households)),
            )
    if now.assets_fen != now.owed_fen:
        yield (
            "assets",
            _apart(
                fund, day, ("资产合计", now.assets_fen), ("业主的资金、待分配收益和应付款合计", now.owed_fen)
            ),
        )


def _booked(asked: Asked, fund: Fund, day: date) -> int:
    shares = asked.replayed.shares.get(fund.code)
    if shares is None:
        return 0
    return sum(int(rows.amount.sum()) for rows in shares.rows if rows.day <= day)


def _apart(fund: Fund, day: date, one: tuple[str, int], other: tuple[str, int]) -> AuditFinding:
    rows = tuple(Evidence(day, "", f"{fund.code}：{words}", fen, _BOOKS) for words, fen in (one, other))
    return AuditFinding(
        CODE, "high",
        f"{fund.code} 从{chinese_day(day)}起，{one[0]} {yuan(one[1])} 元，{other[0]} {yuan(other[1])} 元，"
        f"相差 {yuan(abs(one[1] - other[1]))} 元。",
        rows, _GROUND, _REMEDY, f"{CODE} {fund.code} {one[0]} {other[0]}",
    )  # fmt: skip


def _closed(books: Books, month: ClosedMonth) -> Iterator[AuditFinding]:
    """Hold the balances that a month was closed with against what its accounts come to now."""
    day = parse_period(month.month).last_day
    now: dict[str, int] = {}
    for fund in books.community.funds:
        now.update(position(books.posted(), fund, day).accounts)
    names = sorted({*month.balances, *(name for name, fen in now.items() if fen)})
    apart = [name for name in names if month.balances.get(name, 0) != now.get(name, 0)]
    if apart:
        rows = tuple(
            Evidence(
                day, "", f"{name}：结账时 {yuan(month.balances.get(name, 0))} 元，重算 {yuan(now.get(name, 0))} 元",
                now.get(name, 0) - month.balances.get(name, 0), month.place,
            )
            for name in apart
        )  # fmt: skip
        yield AuditFinding(
            CODE, "high", f"{month.month} 结账时的余额与重算的有 {len(apart)} 个科目不同（检查 B73）。", rows,
            _GROUND, _REMEDY, f"{CODE} {month.month}",
        )  # fmt: skip


RULE: Final = Rule(CODE, "high", "分户账合计、总账和银行存款等资产，三者重算相符吗？", _GROUND, ask)
