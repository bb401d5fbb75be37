"""E61-E65: what is wrong with imported statements, and what of them still waits for a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.finding import Finding, Place
from jjledger.facts.statement_head import StatementHead
from jjledger.facts.voucher import SUSPENSE_CODE, Voucher
from jjledger.rules.bank_holder import bank_number, holder_fits, number_fits
from jjledger.rules.booked_already import booked_already, way_to_tell
from jjledger.rules.suspense import bank_refs, open_items
from jjledger.units import yuan

_RECONCILED: Final = "会计基础工作规范第62条：账实相符，银行存款定期核对"
_SEPARATE: Final = "台州市物业管理条例第45条：单独列账或者专门账户"
_SHOWN: Final = 5  # rows named in a message


def check_imports(books: Books, today: date) -> Iterator[Finding]:
    """Warn of statements with a gap, a stranger's name or unread rows, and of what an import left open.

    Args:
        books: the general book.
        today: the day on which the question is asked.

    Source: 会计基础工作规范 第62条; 台州市物业管理条例 第45条; R31, R51.
    """
    for head in books.statements:
        yield from check_head(books, head)
    yield from _waiting(books, today)
    yield from _unexplained(books, today)


def check_head(books: Books, head: StatementHead) -> Iterator[Finding]:
    """Ask of one imported statement whether it is whole and the community's own.

    Args:
        books: the general book, with the other statements: one without gap makes up for one that has one.
        head: of the statement.
    """
    bank = head.account.rpartition(":")[2]
    if not holder_fits(books.community, bank, head.holder):
        yield Finding(
            "E62", "warn", head.place, f"{bank} 的对账单户名是「{head.holder}」，不是「{books.community.name}」的账户。",
            "公共收益和维修资金不进个人账户，请核对是不是导错了文件；户名确实无误的，在 community.toml 加上三行：\n"
            f'  [[bank]]\n  account = "{bank}"\n  holder = "{head.holder}"',
            _SEPARATE,
        )  # fmt: skip
    if not number_fits(books.community, head):
        number = bank_number(head.account)
        yield Finding(
            "E62", "warn", head.place, f"{bank} 的对账单写的账号末四位是 {head.tail}，这个账户却是 {number}。",
            "请核对是不是导进了别的账户；导错了的，用  jjledger import 账本 --undo 这个文件  撤回这次导入再导入到对的账户；"
            "是同一个账户的另一个号码（例如卡号），在 community.toml 加上（这个账户已有 [[bank]] 的，只加最后一行）：\n"
            f'  [[bank]]\n  account = "{bank}"\n  tail = "{head.tail}"',
            _SEPARATE,
        )  # fmt: skip
    if head.whole or any(_makes_up(other, head) for other in books.statements):
        return
    if head.chain_breaks:
        yield Finding(
            "E61", "warn", head.place,
            f"{bank} {head.first_day} 至 {head.last_day} 的对账单第 {_rows(head.chain_breaks)} 行的余额接不上，"
            f"相差 {yuan(head.missing_fen)} 元。",
            "可能缺了几行；请从银行重新下载这段日期的对账单，再导入一次。", _RECONCILED,
        )  # fmt: skip
    if head.unread:
        yield Finding(
            "E63", "warn", head.place, f"{bank} 的对账单第 {_rows(head.unread)} 行没有读出来。",
            "请对照原文件改正，或从银行重新下载，再导入一次。", _RECONCILED,
        )  # fmt: skip
    if head.totals_differ:
        yield Finding(
            "E63", "warn", head.place,
            f"{bank} 的对账单自己写的数与各行不符：{'；'.join(head.totals_differ)}。",
            "请从银行重新下载这段日期的对账单，再导入一次。", _RECONCILED,
        )  # fmt: skip


def _makes_up(other: StatementHead, head: StatementHead) -> bool:
    """Say whether another statement shows all the days of one that has a gap."""
    covers = other.first_day <= head.first_day and other.last_day >= head.last_day
    return other.whole and other.account == head.account and covers


def _rows(numbers: tuple[int, ...]) -> str:
    more = f" 等 {len(numbers)} 处" if len(numbers) > _SHOWN else ""
    return "、".join(map(str, numbers[:_SHOWN])) + more


def _waiting(books: Books, today: date) -> Iterator[Finding]:
    """Warn of months that are over and in which drafts of an import wait, once a month."""
    months: dict[str, list[Voucher]] = {}
    for voucher in books.vouchers:
        over = (voucher.day.year, voucher.day.month) < (today.year, today.month)
        if voucher.draft and over and bank_refs(voucher):
            months.setdefault(f"{voucher.day:%Y-%m}", []).append(voucher)
    booked = booked_already(books) if months else {}
    for month, drafts in months.items():
        refs = [bank_refs(one)[0] for one in drafts]
        known = [f"{ref} {way_to_tell(booked[ref], ref)}" for ref in refs if ref in booked]
        ways = "\n".join(f"  {words}" for words in known[:_SHOWN] or [way_to_tell("", "")])
        yield Finding(
            "E64", "warn", drafts[0].place, f"{month} 有 {len(drafts)} 笔从对账单导入的草稿没有确认。",
            f"请逐笔确认： jjledger voucher confirm 账本 流水键 ；不该入账的写  jjledger voucher drop 账本 流水键\n{ways}",
            _RECONCILED,
        )  # fmt: skip


def _unexplained(books: Books, today: date) -> Iterator[Finding]:
    """Warn of money that stood on 1901 when a month ended, once an account."""
    waiting: dict[str, list[tuple[date, int, Place]]] = {}
    for item in open_items(books):
        over = (item.day.year, item.day.month) < (today.year, today.month)
        if over and not item.draft:
            waiting.setdefault(item.account, []).append((item.day, item.amount_fen, item.place))
    for account, items in waiting.items():
        day, _, place = items[0]
        yield Finding(
            "E65", "warn", place,
            f"{account.split(':')[1]} 的 {SUSPENSE_CODE} 待查款项有 {len(items)} 笔没有查明，"
            f"合计 {yuan(sum(fen for _, fen, _ in items))} 元，最早一笔已有 {(today - day).days} 天。",
            "请用 jjledger suspense 查看，查明后转到应记的科目；待查款项不清，当月不能结账。", _RECONCILED,
        )  # fmt: skip
