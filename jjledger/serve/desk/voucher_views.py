"""Vouchers as the desk shows them: whose money, which side, and where they lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote

from jjledger.books.account_name import take_apart
from jjledger.books.ledger import Ledger
from jjledger.disclosure.account_words import leg_words
from jjledger.facts.books import Books
from jjledger.facts.entry import Entry
from jjledger.facts.voucher import Account, Split, Voucher
from jjledger.rules.reversal import find_reversed, voucher_names

_STATES: Final = {"sound": "", "altered": "内容变了", "missing": "文件不见了"}
_SPLITS: Final = {
    "household": "户", "detail": "明细", "scope": "分摊", "interest": "结息", "selling_unit": "售房单位",
}  # fmt: skip
_KEYS: Final = {"equal": "按户平摊", "first_deposit": "按首期交存"}
_PARTICULARS: Final = {
    "contract": "合同", "invoice": "发票", "posted": "记账", "cashier": "出纳", "bank-ref": "银行流水",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AccountChoice:
    """An account that a person may choose."""

    name: str  # in full
    words: str


@dataclass(frozen=True, slots=True)
class LegLine:
    """One leg on its side."""

    words: str
    split: str
    debit_fen: int | None
    credit_fen: int | None


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """A voucher in a list."""

    day: date
    number: str
    fund: str
    payee: str
    narration: str
    accounts: str
    amount_fen: int
    address: str
    undone: str  # key of the voucher that reverses it; "" none


@dataclass(frozen=True, slots=True)
class VoucherPreview:
    """A voucher that is not written yet."""

    day: date
    number: str
    fund: str
    payee: str
    narration: str
    attachments: int
    legs: Sequence[LegLine]


@dataclass(frozen=True, slots=True)
class VoucherShown:
    """A voucher on a page of its own."""

    key: str
    number: str
    fund: str
    day: date
    month: str
    payee: str
    narration: str
    prepared: str
    reviewed: str
    attachments: int
    particulars: Sequence[tuple[str, str]]
    linked: Sequence[tuple[str, str, str]]  # what it is, address, words
    legs: Sequence[LegLine]
    originals: Sequence[tuple[str, str, str]]  # name, address, what is wrong with it
    can_reverse: bool
    address: str
    path: str  # of the ledger's file, for Fava
    line: int


def account_choices(books: Books) -> tuple[AccountChoice, ...]:
    """List the accounts of the chart by name."""
    return tuple(
        AccountChoice(name, f"{account.fund} {leg_words(account)}")
        for name, account in sorted(books.accounts.items(), key=lambda item: item[0].split(":", 1)[1])
    )


def leg_line(account: Account, amount_fen: int, split: str, *, red: bool = False) -> LegLine:
    """Put a leg on its side; a red one stands, negative, on the side of what it undoes.

    Args:
        account: the leg's.
        amount_fen: debit positive.
        split: whose money, in words.
        red: it undoes another voucher's leg.
    """
    if (amount_fen > 0) != red:
        return LegLine(leg_words(account), split, amount_fen, None)
    return LegLine(leg_words(account), split, None, -amount_fen)


def entry_preview(entry: Entry, number: str) -> VoucherPreview:
    """Lay out a voucher that is not written yet.

    Args:
        entry: as planned.
        number: that it would have; "" of a draft.
    """
    red = any(key == "reverses" for key, _ in entry.meta)
    legs = tuple(
        leg_line(take_apart(leg.account), leg.amount_fen, " ".join(value for _, value in leg.split), red=red)
        for leg in entry.postings
    )
    fund = take_apart(entry.postings[0].account).fund
    return VoucherPreview(entry.day, number, fund, entry.payee, entry.narration, entry.attachments, legs)


def split_words(split: Split | None) -> str:
    """Say whose money a leg moved."""
    if split is None:
        return ""
    more = [_KEYS[split.key]] if split.key in _KEYS else []
    more += ["利息"] if split.part == "interest" else []
    beyond = f"（{'，'.join(more)}）" if more else ""
    return f"{_SPLITS[split.kind]} {'全部' if split.value == 'all' else split.value}{beyond}"


def voucher_rows(ledger: Ledger, code: str, vouchers: Iterable[Voucher]) -> tuple[VoucherRow, ...]:
    """List some vouchers as rows."""
    posted = ledger.books.posted()
    undone = undone_by(posted)
    return tuple(
        VoucherRow(
            one.day,
            f"{one.day:%Y-%m} {one.number}",
            "、".join(one.funds),
            one.payee,
            one.narration,
            "、".join(dict.fromkeys(leg.account.title for leg in one.postings)),
            _amount_fen(one),
            voucher_address(code, one),
            undone[id(one)].key if id(one) in undone else "",
        )
        for one in vouchers
    )


def undone_by(posted: Sequence[Voucher]) -> dict[int, Voucher]:
    """Find which vouchers are undone, and by which; by identity."""
    names = voucher_names(posted)
    found = {}
    for other in posted:
        if other.reverses and other.funds:
            original = find_reversed(names, other, other.funds[0])
            if original is not None:
                found[id(original)] = other
    return found


def voucher_address(code: str, voucher: Voucher) -> str:
    """Give the address of a voucher's page."""
    fund = voucher.funds[0] if voucher.funds else ""
    return f"/desk/{code}/vouchers/{quote(voucher.key)}?fund={quote(fund)}"


def voucher_shown(ledger: Ledger, code: str, voucher: Voucher) -> VoucherShown:
    """Lay a voucher out on a page."""
    posted = ledger.books.posted()
    undone = undone_by(posted)
    fund = voucher.funds[0]
    listed = {one.file: one for one in ledger.books.originals}
    later = tuple(
        one.file
        for one in ledger.books.later_documents
        if one.voucher == voucher.key and one.fund == fund and one.file not in voucher.documents
    )
    originals = []
    for file in (*voucher.documents, *later):
        original = listed.get(file)
        state = _STATES[original.state] if original else "" if file in ledger.books.files else "文件不见了"
        name = original.name if original and original.name else file.rpartition("/")[2]
        originals.append((name, f"/desk/{code}/originals/{quote(file)}", state))
    linked = [
        ("互相链接", voucher_address(code, other), f"{other.key}（{other.funds[0]}）")
        for other in posted
        if other is not voucher and other.funds and set(other.links) & set(voucher.links)
    ]
    if id(voucher) in undone:
        other = undone[id(voucher)]
        linked.insert(0, ("已冲销", voucher_address(code, other), other.key))
    particulars = [("业主决定", voucher.decision)] if voucher.decision else []
    particulars += [("冲销", voucher.reverses)] if voucher.reverses else []
    particulars += [("订正", voucher.corrects)] if voucher.corrects else []
    particulars += [
        (words, voucher.extra[key]) for key, words in _PARTICULARS.items() if key in voucher.extra
    ]
    return VoucherShown(
        voucher.key, voucher.number, fund, voucher.day, f"{voucher.day:%Y-%m}", voucher.payee,
        voucher.narration, voucher.prepared, voucher.reviewed, voucher.attachments or 0, particulars,
        linked, _legs(voucher), originals,
        not voucher.reverses and id(voucher) not in undone, voucher_address(code, voucher),
        str(ledger.folder / voucher.place.file), voucher.place.line,
    )  # fmt: skip


def _legs(voucher: Voucher) -> tuple[LegLine, ...]:
    red = bool(voucher.reverses)
    return tuple(
        leg_line(leg.account, leg.amount_fen, split_words(leg.split), red=red) for leg in voucher.postings
    )


def _amount_fen(voucher: Voucher) -> int:
    """Give what a voucher comes to; a reversal's is negative."""
    debit = sum(leg.amount_fen for leg in voucher.postings if leg.amount_fen > 0)
    return -debit if voucher.reverses else debit
