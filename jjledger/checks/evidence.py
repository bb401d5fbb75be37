"""E10-E13, E15, E71: which evidence is missing? Missing evidence warns; wrong books block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.finding import Finding, Place
from jjledger.facts.placement import TERM_DEPOSIT
from jjledger.facts.shares import FundShares
from jjledger.facts.voucher import BANK_CODE, Voucher
from jjledger.period import day_after, day_before, whole_periods
from jjledger.rules.confirmed import fits
from jjledger.units import yuan

_RECONCILED: Final = "会计基础工作规范第62条：账实相符，银行存款定期核对"
_ORIGINALS: Final = "会计基础工作规范第51条：附有原始凭证"
_ARREARS: Final = "台州市物业管理条例第51条：余额不足首期交存额百分之三十的续交"


def check_originals(books: Books) -> Iterator[Finding]:
    """Warn of listed originals that are not on file.

    Args:
        books: the general book.

    Source: 会计基础工作规范 第51条.
    """
    listed = {*(one.file for one in books.originals), *(one.file for one in books.destroyed)}
    for voucher in books.posted():
        for name in voucher.documents:
            # What is listed and gone is B66, or was destroyed when its term was over.
            if name not in books.files and name not in listed:
                yield Finding(
                    "E10", "warn", voucher.place, f"凭证 {voucher.number} 列出的原始凭证 {name} 不在文件夹里。",
                    "请把文件放到写明的位置，或改正 document 的路径。", _ORIGINALS,
                )  # fmt: skip
        if voucher.attachments is not None and len(voucher.documents) > voucher.attachments:
            yield Finding(
                "E11", "warn", voucher.place,
                f"凭证 {voucher.number} 写明附单据 {voucher.attachments} 张，却列出 {len(voucher.documents)} 个文件。",
                "请核对附单据数。", _ORIGINALS,
            )  # fmt: skip


def check_bank_confirmed(books: Books, today: date) -> Iterator[Finding]:
    """Warn of bank accounts whose balance nobody vouched for at the last half-year's end.

    Args:
        books: the general book.
        today: the day on which the question is asked.

    Source: 会计基础工作规范 第62条.
    """
    if not books.vouchers:
        return
    periods = whole_periods("half_year", date(books.vouchers[0].day.year, 1, 1), day_before(today))
    if not periods:
        return
    end = min(periods[-1].last_day, _half_year_end(books.vouchers[-1].day))
    confirmed = {assertion.account.name for assertion in books.assertions if assertion.day == end}
    confirmed |= {one.account for one in books.reconciliations if one.day == end and fits(books, one)}
    used: dict[str, int] = {}
    for voucher in books.posted():
        for posting in voucher.postings if voucher.day <= end else ():
            if posting.account.code == BANK_CODE:
                used[posting.account.name] = used.get(posting.account.name, 0) + posting.amount_fen
    # A term deposit that was brought in is no more; an empty bank account is still there.
    asked = {name for name, fen in used.items() if fen or not TERM_DEPOSIT.search(name)}
    for name in sorted(asked - confirmed):
        yield Finding(
            "E12", "warn", books.opened.get(name, Place("chart.beancount", 0)), f"{name} 在 {end} 的余额没有与银行核对。",
            f"请按对账单加上一行  {day_after(end)} balance {name}  余额 CNY", _RECONCILED,
        )  # fmt: skip


def check_reconciliations(books: Books) -> Iterator[Finding]:
    """Warn of reconciliations on record that do not tie, or no longer fit the books.

    Args:
        books: the general book.

    Source: 会计基础工作规范 第62条; R08.
    """
    for one in books.reconciliations:
        if not fits(books, one):
            why = (
                "调节后两边不等"
                if one.difference_fen
                else f"账面余额已经不是编表时的 {yuan(one.book_fen)} 元"
            )
            short = one.account.rpartition(":")[2]
            yield Finding(
                "E71", "warn", one.place, f"{short} {one.day} 的余额调节表：{why}。",
                f"请重新核对： jjledger reconcile 账本 --account {short} --month {one.day:%Y-%m} --write", _RECONCILED,
            )  # fmt: skip


def check_bank_overdrawn(books: Books) -> Iterator[Finding]:
    """Warn of a bank account that would be below zero at a day's end, once an account.

    A bank lends these funds nothing, so a receipt is missing or a payment stands twice.

    Args:
        books: the general book.

    Source: 会计基础工作规范 第62条.
    """
    balances: dict[str, int] = {}
    told: set[str] = set()
    for day, vouchers in groupby(books.posted(), lambda voucher: voucher.day):
        touched: dict[str, Voucher] = {}
        for voucher in vouchers:
            for posting in voucher.postings:
                name = posting.account.name
                if posting.account.code == BANK_CODE:
                    balances[name] = balances.get(name, 0) + posting.amount_fen
                    touched[name] = voucher
        for name, voucher in touched.items():
            if balances[name] < 0 and name not in told:
                told.add(name)
                yield Finding(
                    "E15", "warn", voucher.place, f"{name} 在 {day} 终了时是 {yuan(balances[name])} 元，银行存款不会是负数。",
                    "请查有没有漏记的收款，或重复记的付款。", _RECONCILED,
                )  # fmt: skip


def _half_year_end(day: date) -> date:
    return date(day.year, 6, 30) if day.month <= 6 else date(day.year, 12, 31)  # noqa: PLR2004 -- June


def check_arrears(shares: Mapping[str, FundShares], unsure: frozenset[str]) -> Iterator[Finding]:
    """Warn of a fund whose households owe it, by number and total only.

    Args:
        shares: of `rules.replay`.
        unsure: funds whose balances are not to be relied on.

    Source: 台州市物业管理条例 第51条; R22.
    """
    for fund, of_fund in shares.items():
        if fund in unsure:
            continue
        owed = of_fund.closing.arrears
        if int(owed.sum()):
            yield Finding(
                "E13", "warn", Place("register.csv", 0),
                f"{fund} 有 {int((owed > 0).sum())} 户欠款，合计 {yuan(int(owed.sum()))} 元。",
                "请用 jjledger households 查看各户，按规定通知续交。", _ARREARS,
            )  # fmt: skip
