"""View models of 资金清单 and 三金总览: where all money is, and all funds side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from jjledger.disclosure.models import BankTie, Head, Line, VoucherView

State = Literal["tied", "earlier", "off", "unchecked", "none"]


@dataclass(frozen=True, slots=True)
class MoneyAccount:
    """One account that holds money of a fund."""

    name: Annotated[str, "bank and the last four digits of the number, 建行（尾号 1234）; else what it is"]
    kind: Annotated[str, "活期存款, 定期存款, 国债, or the name of the account in the chart"]
    holder: Annotated[str, "in whose name the bank keeps it, by its latest statement; empty where none says"]
    balance_fen: Annotated[int, "by the books at the period's end, in fen"]
    state: Annotated[
        State,
        "confirmed by the bank at the period's end; at an earlier day; otherwise than the books; never; no bank account",
    ]
    confirmed_day: Annotated[date | None, "end of the day of which the bank last said a balance"]
    confirmed_fen: Annotated[int | None, "what it said, in fen"]
    words: Annotated[str, "the confirmation in words"]
    terms: Annotated[str, "of a term deposit or bond: its rate and the day it matures; empty on others"] = ""
    vouchers: Annotated[
        tuple[str, ...], "of a term deposit or bond: anchors of the vouchers by which it was bought"
    ] = ()


@dataclass(frozen=True, slots=True)
class FundMoney:
    """The money of one fund."""

    fund: Annotated[str, "name of the fund without the leading digit of its account"]
    owner: Annotated[str, "whose money it is, in the words of 三金总览"]
    keeper: Annotated[
        str, "in what way it is kept: 主管部门代管, 业主委员会管理; empty where nobody wrote it down"
    ]
    holder: Annotated[str, "the body that keeps it; empty where nobody wrote it down"]
    duty: Annotated[str, "who in that body answers for it; empty where nobody wrote it down"]
    since: Annotated[date | None, "first day on which that body keeps it"]
    accounts: Annotated[tuple[MoneyAccount, ...], "every account with its balance"]
    total_fen: Annotated[int, "sum of the accounts, in fen"]
    owed: Annotated[tuple[Line, ...], "of that money, what the fund owes, by account, in fen"]
    owed_fen: Annotated[int, "sum of what it owes, in fen"]
    closing_fen: Annotated[int, "what is left: the closing balance of the fund's own disclosure, in fen"]


@dataclass(frozen=True, slots=True)
class MoneyList:
    """资金清单: every account of every fund, with the bank's confirmation and who keeps it."""

    head: Annotated[Head, "what the page says about itself"]
    funds: Annotated[
        tuple[FundMoney, ...], "fund by fund; never added together, since each has owners of its own"
    ]
    accounts: Annotated[int, "number of accounts"]
    unconfirmed: Annotated[int, "bank accounts of which the bank did not say a balance at the period's end"]
    vouchers: Annotated[tuple[VoucherView, ...], "vouchers by which term deposits and bonds were bought"]


@dataclass(frozen=True, slots=True)
class FundColumn:
    """One fund beside the others."""

    fund: Annotated[str, "name of the fund without the leading digit of its account"]
    document: Annotated[
        str, "kind of the disclosure in which every line opens its voucher; empty where there is none"
    ]
    opening_fen: Annotated[int, "brought forward, in fen"]
    in_fen: Annotated[int, "came in during the period, in fen"]
    out_fen: Annotated[int, "went out during the period, in fen, positive"]
    closing_fen: Annotated[int, "left at the period's end, in fen"]
    owner: Annotated[str, "whose money it is"]
    keeper: Annotated[str, "who keeps it, in words"]
    bank: Annotated[BankTie, "tie to the bank balance"]
    lines: Annotated[
        tuple[Line, ...], "of a fund without a disclosure of its own: what came in and went out, signed"
    ] = ()


@dataclass(frozen=True, slots=True)
class AbsentFund:
    """A fund that the community does not have."""

    title: Annotated[str, "what it would be: 保修金"]
    words: Annotated[str, "that there is none, and why as far as somebody wrote it down"]


@dataclass(frozen=True, slots=True)
class ThreeFunds:
    """三金总览: all funds side by side, each tied to its own disclosure and to the bank."""

    head: Annotated[Head, "what the page says about itself"]
    funds: Annotated[
        tuple[FundColumn, ...], "fund by fund; never added together, since each has owners of its own"
    ]
    absent: Annotated[tuple[AbsentFund, ...], "funds there are none of"]
    vouchers: Annotated[tuple[VoucherView, ...], "vouchers of the funds that have no disclosure of their own"]
