"""Find the voucher or the draft that people name: by key, number and month, bank reference, or file and line."""

from __future__ import annotations

import re
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.errors import OptionError, refusal
from jjledger.facts.entry import EntryPosting, Meta
from jjledger.facts.voucher import VOUCHER_KINDS, Split, Voucher
from jjledger.rules.suspense import bank_refs

_GROUND: Final = "会计基础工作规范第51条"
_NUMBER: Final = re.compile(r"([收付转初])字?-?第?(\d{1,4})号?")
_MONTH: Final = re.compile(r"\d{4}-\d{2}")
_NAMED: Final = re.compile(r"(\d{4}-\d{2})[\s-]*([收付转初].*)")
_PLACE: Final = re.compile(r"(.+\.beancount):(\d+)")


def find_voucher(ledger: Ledger, said: str, fund: str = "", month: str = "") -> Voucher:
    """Find a posted voucher.

    Args:
        ledger: a loaded community.
        said: 2025-03-F0012, ^2025-03-F0012, "2025-03 付-0012", 付-0012 with a month, or file:line.
        fund: its fund's code; "" where only one fund has such a voucher.
        month: 2025-03 where the words name none.

    Raises:
        OptionError: there is none, or several.
    """
    posted = ledger.books.posted()
    place = _PLACE.fullmatch(said)
    if place is not None:
        found = [one for one in posted if (one.place.file, one.place.line) == (place[1], int(place[2]))]
    else:
        key = key_of(said, month)
        found = [one for one in posted if one.key == key]
    inside = [one for one in found if not fund or fund in one.funds]
    if len(inside) == 1:
        return inside[0]
    if not inside:
        where = f"{fund} " if fund else ""
        raise refusal(
            said, f"{where}没有记账的凭证 {said}。",
            "请写月份和凭证号，例如 2025-03-F0012（收 S 付 F 转 Z 初 C）。", _GROUND,
        )  # fmt: skip
    funds = "、".join(one.funds[0] for one in inside)
    raise refusal(said, f"{funds} 都有凭证 {said}。", f"请加上  --fund {inside[0].funds[0]}", _GROUND)


def key_of(said: str, month: str = "") -> str:
    """Give the key of a voucher as people name it.

    Raises:
        OptionError: a number without a month.

    Examples:
        >>> key_of("^2025-03-F0012"), key_of("付-12", "2025-03"), key_of("2025-03 付-0012")
        ('2025-03-F0012', '2025-03-F0012', '2025-03-F0012')
    """
    said = said.strip().removeprefix("^")
    named = _NAMED.fullmatch(said)
    if named is not None:
        month, said = named[1], named[2]
    number = _NUMBER.fullmatch(said)
    if number is None:
        return said
    if not _MONTH.fullmatch(month):
        raise refusal(
            said, "凭证号每月从头编，没有写明是哪个月的。", f"请写  {said} --month 2025-03", _GROUND
        )
    return f"{month}-{VOUCHER_KINDS[number[1]]}{int(number[2]):04d}"


def find_draft(ledger: Ledger, said: str) -> Voucher:
    """Find a draft by its bank reference, by the bank's serial number within it, or by file and line.

    Raises:
        OptionError: there is none, or several have the same reference.
    """
    drafts = [voucher for voucher in ledger.books.vouchers if voucher.draft]
    place = _PLACE.fullmatch(said)
    found = [
        one
        for one in drafts
        if (said in bank_refs(one))
        or (place is not None and (one.place.file, one.place.line) == (place[1], int(place[2])))
    ]
    serial = said.lstrip("0")  # as it stands in a reference
    found = found or [one for one in drafts if any(ref.split(":")[2:3] == [serial] for ref in bank_refs(one))]
    if len(found) == 1:
        return found[0]
    if found:
        places = "、".join(f"{one.place.file}:{one.place.line}" for one in found)
        raise refusal(said, f"几张草稿都有这个流水号：{places}。", "请改写  文件:行号")
    raise _no_draft(ledger, said, drafts)


def same_legs(voucher: Voucher) -> tuple[EntryPosting, ...]:
    """Copy a voucher's legs, whose money included."""
    return tuple(
        EntryPosting(leg.account.name, leg.amount_fen, split_meta(leg.split)) for leg in voucher.postings
    )


def split_meta(split: Split | None) -> Meta:
    """Write whose money a leg moved as it stands on a posting."""
    if split is None:
        return ()
    key = (("key", split.key),) if split.key != "area" else ()
    part = (("part", split.part),) if split.part != "principal" and split.kind != "interest" else ()
    return ((split.kind, split.value), *key, *part)


def _no_draft(ledger: Ledger, said: str, drafts: list[Voucher]) -> OptionError:
    """Say what became of a reference that is no draft any more, or which drafts there are."""
    for voucher in ledger.books.posted():
        if said in bank_refs(voucher):
            return refusal(
                said,
                f"这笔流水已经记账：{voucher.key}（{voucher.funds[0]}）。",
                "已记账的凭证只能用红字冲销。",
            )
    for row in ledger.books.settled:
        if row.key == said:
            what = f"与 {row.voucher} 是同一笔" if row.voucher else f"已不入账：{row.why}"
            return refusal(
                said, f"这笔流水{what}（{row.who} {row.day}）。", "要改主意，请删去那一行后重新导入。"
            )
    shown = "、".join(f"{one.place.file}:{one.place.line}" for one in drafts[:5]) or "没有草稿"
    return refusal(
        said,
        f"没有草稿「{said}」。",
        f"请写草稿的 bank-ref、银行的流水号，或  文件:行号；现有草稿：{shown}。",
    )
