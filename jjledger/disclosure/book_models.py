"""View models of printed books: vouchers, ledgers, the trial balance. For the accountant's files only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

BookKind = Literal["vouchers", "subsidiary", "general", "balances", "bank-journal"]
BookRowKind = Literal["opening", "entry", "day", "confirmed", "month", "year", "next", "brought", "carried"]


@dataclass(frozen=True, slots=True)
class BookHead:
    """What every page of a book says about itself."""

    kind: Annotated[BookKind, "which book"]
    title: Annotated[str, "明细账"]
    community: Annotated[str, "name of the community"]
    community_code: Annotated[str, "code of the community, ASCII"]
    fund: Annotated[str, "name of the fund without the leading digit of its account"]
    period_code: Annotated[str, "2025 or 2025-03"]
    period_title: Annotated[str, "2025年度"]
    first_day: Annotated[date, "first day, inclusive"]
    last_day: Annotated[date, "last day, inclusive; of a period that is not over the last day printed"]
    state: Annotated[str, "which state of the ledger it was printed from"]
    drafts: Annotated[int, "vouchers of the period that are drafts and not in the book"]
    sample: Annotated[bool, "demonstration data"]


@dataclass(frozen=True, slots=True)
class BookRow:
    """One row of a ledger."""

    kind: Annotated[BookRowKind, "brought and carried: 承前页 and 过次页"]
    day: Annotated[date | None, "day of the voucher; of a total its last day"]
    voucher: Annotated[str, "付-0012; empty on totals"]
    summary: Annotated[tuple[str, ...], "the words as lines of the page"]
    contra: Annotated[tuple[str, ...], "the accounts on the other side, as lines; only in a bank journal"]
    debit_fen: Annotated[int | None, "debit in fen; a red-letter amount is negative"]
    credit_fen: Annotated[int | None, "credit in fen; a red-letter amount is negative"]
    side: Annotated[str, "借, 贷 or 平; empty without a balance"]
    balance_fen: Annotated[int | None, "balance on that side in fen, never negative"]


@dataclass(frozen=True, slots=True)
class BookSection:
    """The rows of one account on one page."""

    code: Annotated[str, "1001"]
    account: Annotated[str, "银行存款 — 1234建行"]
    continued: Annotated[bool, "the account began on an earlier page"]
    rows: Annotated[tuple[BookRow, ...], "rows from top to bottom"]


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """One page of a ledger."""

    number: Annotated[int, "from 1"]
    sections: Annotated[tuple[BookSection, ...], "accounts on it"]


@dataclass(frozen=True, slots=True)
class LedgerBook:
    """明细账, 总账 or 银行存款日记账 of a fund."""

    head: Annotated[BookHead, "what its pages say about themselves"]
    pages: Annotated[tuple[LedgerPage, ...], "page by page"]


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One row of the trial balance: what an account had, what moved, what it has, each in debit and credit."""

    kind: Annotated[Literal["account", "detail", "total", "brought", "carried"], "what the row stands for"]
    code: Annotated[str, "1001; empty on sums"]
    name: Annotated[tuple[str, ...], "the account's title or details, as lines"]
    opening_debit_fen: Annotated[int, "in fen"]
    opening_credit_fen: Annotated[int, "in fen"]
    debit_fen: Annotated[int, "moved in the period, in fen; red letters count against it"]
    credit_fen: Annotated[int, "moved in the period, in fen; red letters count against it"]
    closing_debit_fen: Annotated[int, "in fen"]
    closing_credit_fen: Annotated[int, "in fen"]


@dataclass(frozen=True, slots=True)
class BalancePage:
    """One page of the trial balance."""

    number: Annotated[int, "from 1"]
    rows: Annotated[tuple[BalanceRow, ...], "rows from top to bottom"]


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """科目余额表 of a fund."""

    head: Annotated[BookHead, "what its pages say about themselves"]
    pages: Annotated[tuple[BalancePage, ...], "page by page; the total stands on the last"]
    words: Annotated[str, "whether debit and credit tie, with the difference where they do not"]


@dataclass(frozen=True, slots=True)
class VoucherLine:
    """One line of a printed voucher."""

    kind: Annotated[Literal["leg", "words", "brought"], "words: the leg above goes on; brought: 承前页"]
    summary: Annotated[str, "a line of the summary"]
    code: Annotated[str, "account code of a leg"]
    account: Annotated[str, "a line of the general account's title"]
    detail: Annotated[str, "a line of the account's details, and whose money it is"]
    debit_fen: Annotated[int | None, "debit in fen; a red-letter amount is negative"]
    credit_fen: Annotated[int | None, "credit in fen; a red-letter amount is negative"]
    ruled: Annotated[
        int | None, "rows ruled off from here down; 0 below such a row; null above the last amount"
    ] = None


@dataclass(frozen=True, slots=True)
class VoucherPiece:
    """A printed voucher, or one of the pieces of a long one."""

    day: Annotated[date, "day of the voucher"]
    number: Annotated[str, "付-0012"]
    kind: Annotated[str, "收, 付, 转, 初, or 结 of a computed closing"]
    serial: Annotated[str, "0012"]
    part: Annotated[str, "1/2; empty on a voucher of one piece"]
    last: Annotated[bool, "the piece that carries the total"]
    computed: Annotated[bool, "a computed closing, booked nowhere"]
    lines: Annotated[tuple[VoucherLine, ...], "lines from top to bottom"]
    blank: Annotated[int, "lines left empty, which are ruled off"]
    debit_fen: Annotated[int, "sum of the debits down to here, in fen"]
    credit_fen: Annotated[int, "sum of the credits down to here, in fen"]
    capital: Annotated[str, "the total in capital characters; empty but on the last piece"]
    attachments: Annotated[int | None, "papers attached; null where nobody said"]
    summary: Annotated[str, "the whole summary"]
    notes: Annotated[str, "decision, and what it reverses or corrects"]
    posted: Annotated[str, "记账"]
    reviewed: Annotated[str, "稽核"]
    cashier: Annotated[str, "出纳"]
    prepared: Annotated[str, "制单"]


@dataclass(frozen=True, slots=True)
class VoucherPage:
    """Two pieces on a sheet."""

    number: Annotated[int, "from 1"]
    pieces: Annotated[tuple[VoucherPiece, ...], "one or two"]


@dataclass(frozen=True, slots=True)
class VoucherBook:
    """记账凭证 of a fund and a month."""

    head: Annotated[BookHead, "what its pages say about themselves"]
    pages: Annotated[tuple[VoucherPage, ...], "page by page"]


Book = LedgerBook | TrialBalance | VoucherBook
