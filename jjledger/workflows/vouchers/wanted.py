"""What somebody wants a voucher to say, before its accounts are found and its number is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.errors import OptionError, refusal
from jjledger.facts.entry import Meta
from jjledger.facts.invoice import Invoice
from jjledger.facts.voucher import SPLIT_KINDS
from jjledger.units import fen_from_text
from jjledger.workflows.originals import Paper

_SPLIT_KEYS: Final = (*SPLIT_KINDS, "key", "part")


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg as it is said."""

    account: str  # in full, or as people say it: 6002广告, 广告, 1234建行, 3公共收益:6002
    amount_fen: int | None  # debit positive; None: whatever makes the voucher balance, on one leg at most
    split: Meta = ()  # whose money


@dataclass(frozen=True, slots=True)
class Wanted:
    """A voucher as it is wanted."""

    day: date
    payee: str
    narration: str
    legs: tuple[Leg, ...]
    splits: tuple[Meta, ...] = ()  # for the legs of owners' money in turn; one for all of them
    kind: str = ""  # 收, 付, 转 or 初; "" by what happens at the bank
    fund: str = ""  # code; "" by the accounts
    meta: Meta = ()  # decision, contract, invoice …
    papers: tuple[Paper, ...] = ()
    attachments: int | None = None  # paper originals; None: as many as papers
    links: tuple[str, ...] = ()
    invoices: tuple[Invoice, ...] = ()  # beside one that `meta` names
    outstanding: bool = False  # the bank has not carried it out yet
    why: str | None = (
        None  # of a correction, why it is made; "" where nobody said, None where nobody was asked
    )


def leg_of(text: str, sign: int = 1) -> Leg:
    """Read a leg: 科目=金额, then after semicolons whose money it is; the amount may be left out.

    Args:
        text: `1001银行存款:1234建行=-1200.00` or `5001=1200;scope=01-1;key=equal`.
        sign: 1 where a positive amount is a debit, −1 where it is a credit.

    Raises:
        OptionError: the amount or the split cannot be read.

    Examples:
        >>> leg_of("6002广告=-3000")
        Leg(account='6002广告', amount_fen=-300000, split=())
    """
    said, *parts = text.split(";")
    account, _, amount = said.partition("=")
    if not account.strip():
        raise refusal(text, "没有写科目。", "请写作  科目=金额，例如  6002广告=-3000.00")
    split = split_of(";".join(parts)) if parts else ()
    if not amount.strip():
        return Leg(account.strip(), None, split)
    try:
        return Leg(account.strip(), sign * fen_from_text(amount), split)
    except ValueError:
        raise refusal(
            text, f"「{amount}」读不成金额。", "金额至多两位小数；借方为正，贷方为负，例如  6002广告=-3000.00"
        ) from None


def leg_on_side(text: str, option: str, sign: int) -> Leg:
    """Read a leg of one side, whose amount says nothing of the side and so is above zero.

    Args:
        text: `6401成本=90`, as above.
        option: under which it was said, --debit or --credit.
        sign: 1 for a debit, −1 for a credit.

    Raises:
        OptionError: the amount or the split cannot be read, or it is below zero.
    """
    leg = leg_of(text, sign)
    demand_positive(f"{option} {text}", (leg.amount_fen or 0) * sign)
    return leg


def demand_positive(place: str, fen: int) -> None:
    """Refuse an amount below zero on a side: a receipt that was meant as an undone payment would come of it.

    Args:
        place: where it was said.
        fen: the amount of its side.

    Raises:
        OptionError: it is below zero.
    """
    if fen < 0:
        raise refusal(
            place, "借方、贷方的金额只写正数，写了负数。",
            "记反了方向的，换到另一边写；要冲销记过的凭证，用  jjledger voucher reverse 账本 凭证 ，红字由程序记。",
            "会计基础工作规范第51条（五）：错账以红字凭证注销",
        )  # fmt: skip


def split_of(text: str) -> Meta:
    """Read whose money a leg moves: `scope=01-1 02`, `household=01-1-101;part=interest`.

    Raises:
        OptionError: a key is unknown, or there is no value.
    """
    found = []
    for part in text.split(";"):
        key, _, value = part.partition("=")
        if key.strip() not in _SPLIT_KEYS or not value.strip():
            raise _bad_split(text)
        found.append((key.strip(), value.strip()))
    return tuple(found)


def _bad_split(text: str) -> OptionError:
    return refusal(
        text, "归属读不懂。",
        "请写作  scope=01-1（分摊范围）、household=01-1-101（一户）、detail=details/….csv 或 "
        "interest=2025-01-01/2025-03-31；后面可用分号加  key=equal、part=interest",
    )  # fmt: skip
