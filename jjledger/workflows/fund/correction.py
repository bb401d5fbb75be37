"""红字冲销: undo a voucher exactly, by a voucher."""

from __future__ import annotations

from datetime import date

from jjledger.books.ledger import Ledger
from jjledger.errors import OptionError, Trouble
from jjledger.facts.entry import Entry, EntryPosting, Meta, Writing
from jjledger.facts.voucher import Split, Voucher
from jjledger.rules.reversal import find_reversed
from jjledger.units import yuan
from jjledger.workflows.fund.houses import LOST, MOVED
from jjledger.workflows.record import Planned

_GROUND = "会计基础工作规范第51条：发现错误用红字冲销"


def plan_reversal(ledger: Ledger, key: str, fund: str, day: date) -> Planned:
    """Plan the red-letter voucher of a posted voucher.

    Args:
        ledger: a loaded community without blocking findings.
        key: of the voucher, 2025-03-F0012.
        fund: its fund; "" where only one fund has such a voucher.
        day: of the reversal.

    Returns:
        What to write, and the same in words and for programs.

    Raises:
        OptionError: no such voucher, several, one that is a reversal or undone already, or one that
            touches several funds.

    Source: 会计基础工作规范 第51条 (五); R02.
    """
    key = key.removeprefix("^")
    original = _find(ledger, key, fund)
    if original.reverses:
        raise _refuse(key, f"凭证 {original.number} 本身就是冲销，不再冲销。", "请重新记一张正确的凭证。")
    if len(original.funds) > 1:
        raise _refuse(key, f"凭证 {original.number} 动用了几项资金。", "请照原凭证手工写一张红字凭证。")
    if day < original.day:
        raise _refuse(key, f"原凭证日期是 {original.day}。", "冲销不能早于原凭证，请改正 --date。")
    posted = ledger.books.posted()
    for other in posted:
        if other.reverses and find_reversed(posted, other, original.funds[0]) is original:
            raise _refuse(key, f"凭证 {original.number} 已由 {other.key} 冲销。", "一张凭证只冲销一次。")
    legs = tuple(
        EntryPosting(posting.account.name, -posting.amount_fen, _split(posting.split))
        for posting in original.postings
    )
    year = f"{original.day.year}年" if original.day.year != day.year else ""
    words = f"注销{year}{original.day.month}月{original.day.day}日{original.number}号凭证"
    entry = Entry(day, original.kind, original.payee, words, legs, 0, (("reverses", original.key),))
    total = sum(posting.amount_fen for posting in original.postings if posting.amount_fen > 0)
    told = (
        f"{words}（{original.narration}，{yuan(total)} 元）；分到各户的钱按原数退回。\n"
        f"随后重记正确的凭证时，请加上  --corrects {original.key}"
    )
    if original.extra.keys() & {LOST, MOVED}:
        told += "\n这张凭证随房屋变动而来：冲销后，请把 register.csv 里有关各户的 from、until 改回原样。"
    return Writing((entry,)), told, {"reverses": original.key}


def _find(ledger: Ledger, key: str, fund: str) -> Voucher:
    found = [
        voucher
        for voucher in ledger.books.posted()
        if voucher.key == key and (not fund or fund in voucher.funds)
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise _refuse(
            key, f"没有记账的凭证 {key}。", "请写月份和凭证号，例如 2025-03-F0012（收 S 付 F 转 Z 初 C）。"
        )
    funds = "、".join(voucher.funds[0] for voucher in found)
    raise _refuse(key, f"{funds} 都有凭证 {key}。", f"请加上  --fund {found[0].funds[0]}")


def _split(split: Split | None) -> Meta:
    if split is None:
        return ()
    key = (("key", split.key),) if split.key != "area" else ()
    part = (("part", split.part),) if split.part != "principal" and split.kind != "interest" else ()
    return ((split.kind, split.value), *key, *part)


def _refuse(key: str, what: str, remedy: str) -> OptionError:
    return OptionError(Trouble(key, what, remedy, _GROUND))
