"""红字冲销 and 订正: undo a voucher exactly by a voucher, and put the right one in its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.errors import OptionError, refusal
from jjledger.facts.entry import Entry, EntryPosting, Writing
from jjledger.facts.voucher import Voucher
from jjledger.rules.reversal import find_reversed, voucher_names
from jjledger.units import yuan
from jjledger.workflows.fund.houses import LOST, MOVED
from jjledger.workflows.originals import filed_together
from jjledger.workflows.vouchers.find import find_voucher, same_legs
from jjledger.workflows.vouchers.invoices import on_invoices, same_invoices
from jjledger.workflows.vouchers.months import demand_open
from jjledger.workflows.vouchers.new import demand_pair, entry_of, papers_told, placed_legs
from jjledger.workflows.vouchers.planned import Plan
from jjledger.workflows.vouchers.private_words import has_private_words, private_words_told
from jjledger.workflows.vouchers.wanted import Leg, Wanted

_GROUND: Final = "会计基础工作规范第51条（五）：错账以红字凭证注销，再订正"
_ASKED: Final = (
    "没有写明为什么订正，业主看不到原因。请加  --why 原因（例如  --why 多记了10元），它写在摘要里。"
)
_BRACKETED: Final = str.maketrans({"：": "，", ":": "，", "（": "，", "）": "", "(": "，", ")": ""})


def plan_reverse(ledger: Ledger, said: str, fund: str, day: date) -> Plan:
    """Plan the red-letter voucher of a posted voucher.

    Args:
        ledger: a loaded community without blocking findings.
        said: the voucher, 2025-03-F0012.
        fund: its fund; "" where only one fund has such a voucher.
        day: of the reversal; in a month that is open.

    Raises:
        OptionError: the month is closed, no such voucher, several, one that is a reversal or undone already, or one that
            touches several funds.

    Source: 会计基础工作规范 第51条 (五); R02.
    """
    demand_open(ledger.books, day)
    original = find_voucher(ledger, said, fund)
    entry = _reversal(ledger, original, day)
    told = [
        f"{entry.narration}（{original.narration}，{yuan(_debit_fen(original))} 元）；分到各户的钱按原数退回。",
        *_beside(ledger, original, day),
        f"随后重记正确的凭证时，请加上  --corrects {original.key}（或用 jjledger voucher correct 一次记好）",
    ]
    return Plan(Writing((entry,)), tuple(told), {"reverses": original.key})


def plan_correct(ledger: Ledger, said: str, fund: str, wanted: Wanted, today: date) -> Plan:
    """Plan the red-letter voucher of a posted voucher and the right one in its place.

    Where the voucher has been undone already, only the right one is planned.

    Args:
        ledger: a loaded community without blocking findings.
        said: the voucher that is wrong.
        fund: its fund; "" where only one fund has such a voucher.
        wanted: the right one; what it leaves out (legs, payee, kind) is as before, and its words
            are those the law asks for, why, and then its own, or else those of the one that is wrong.
        today: the day of filing its papers.

    Raises:
        OptionError: the month is closed, the voucher cannot be undone, or an account, an amount or a split does not fit.
        EntryRefusedError: the legs of a fund do not balance, or a paper is unfit.

    Source: 会计基础工作规范 第51条 (五); R02.
    """
    demand_open(ledger.books, wanted.day)
    original = find_voucher(ledger, said, fund)
    undone = _undone_by(ledger, original)
    red = [] if undone else [_reversal(ledger, original, wanted.day)]
    words = f"订正{_named(original, wanted.day)}{_because(wanted.why)}"
    said = wanted.narration.strip()
    narration = f"{words}：{said}" if said else f"{words}{_carried(ledger, original)}"
    legs = wanted.legs or tuple(Leg(leg.account, leg.amount_fen, leg.split) for leg in same_legs(original))
    wanted = replace(
        wanted,
        payee=wanted.payee or original.payee,
        narration=narration,
        legs=legs,
        fund=original.funds[0],
        meta=(*wanted.meta, ("corrects", original.key)),
        links=_links(original),
    )
    meta = same_invoices(original, wanted.meta)
    on = on_invoices(meta, wanted.payee, wanted.invoices, wanted.papers, wanted.day)
    wanted = replace(wanted, payee=on.payee, meta=on.meta)
    placed = placed_legs(ledger.books, wanted)
    demand_pair(placed, [original.funds[0], *(leg[0].fund for leg in placed)])
    papers = filed_together(wanted.papers, today, "voucher", ledger.books)
    if wanted.attachments is None and not papers.paths:
        wanted = replace(wanted, attachments=original.attachments)
    right = entry_of(ledger, wanted, placed, papers)
    told = [f"{undone.key} 已经注销了它，只记订正的一张。"] if undone else [f"{red[0].narration}。"]
    told += [
        f"{right.narration}。",
        *([_ASKED] if wanted.why == "" else []),
        *_beside(ledger, original, wanted.day),
        *on.told,
        *papers_told(ledger.books, papers),
        *private_words_told(ledger, (right,)),
    ]
    record = {
        "reverses": None if undone else original.key,
        "corrects": original.key,
        "documents": list(papers.paths),
    }
    return Plan(Writing((*red, right), files=papers.files), tuple(told), record)


def _reversal(ledger: Ledger, original: Voucher, day: date) -> Entry:
    """Write the red-letter voucher, or refuse."""
    key = original.key
    if original.reverses:
        raise _refuse(key, f"凭证 {original.number} 本身就是冲销，不再冲销。", "请重新记一张正确的凭证。")
    if len(original.funds) > 1:
        raise _refuse(key, f"凭证 {original.number} 动用了几项资金。", "请照原凭证手工写一张红字凭证。")
    if day < original.day:
        raise _refuse(key, f"原凭证日期是 {original.day}。", "冲销不能早于原凭证，请改正 --date。")
    other = _undone_by(ledger, original)
    if other is not None:
        raise _refuse(key, f"凭证 {original.number} 已由 {other.key} 冲销。", "一张凭证只冲销一次。")
    legs = tuple(EntryPosting(leg.account, -leg.amount_fen, leg.split) for leg in same_legs(original))
    words = f"注销{_named(original, day)}"
    meta = (("reverses", key),)
    return Entry(day, original.kind, original.payee, words, legs, 0, meta, _links(original))


def _undone_by(ledger: Ledger, original: Voucher) -> Voucher | None:
    posted = ledger.books.posted()
    names = voucher_names(posted)
    undoing = (other for other in posted if other.reverses)
    return next(
        (other for other in undoing if find_reversed(names, other, original.funds[0]) is original), None
    )


def _named(original: Voucher, day: date) -> str:
    """Name a voucher as the law's words do: 3月5日付-0012号凭证, with its year where that is another."""
    year = f"{original.day.year}年" if original.day.year != day.year else ""
    return f"{year}{original.day.month}月{original.day.day}日{original.number}号凭证"


def _because(why: str | None) -> str:
    """Say why in brackets; a colon or a bracket of its own would end them."""
    said = (why or "").strip().rstrip("。").translate(_BRACKETED)
    return f"（{said}）" if said else ""


def _carried(ledger: Ledger, original: Voucher) -> str:
    """Give the words of the voucher that is wrong, where the public may see them: what it was for does not change."""
    words = original.narration
    if original.corrects:
        words = words.partition("：")[2]
    return f"：{words}" if words and not has_private_words(ledger, words) else ""


def _links(original: Voucher) -> tuple[str, ...]:
    """Link to the original, and to whatever it is linked to: a transfer's other half is looked for by it."""
    return tuple(dict.fromkeys((original.key, *original.links)))


def _beside(ledger: Ledger, original: Voucher, day: date) -> list[str]:
    """Say what else has to be looked at."""
    told = []
    partners = [
        other
        for other in ledger.books.posted()
        if other is not original and other.funds != original.funds and set(other.links) & set(original.links)
    ]
    if partners:
        names = "、".join(f"{other.key}（{other.funds[0]}）" for other in partners)
        told.append(f"它与 {names} 互相链接，请看那一张是否也要冲销。")
    if original.extra.keys() & {LOST, MOVED}:
        told.append("这张凭证随房屋变动而来：冲销后，请把 register.csv 里有关各户的 from、until 改回原样。")
    if original.day.year != day.year:
        told.append("这是以前年度的凭证：更正会影响今年的数，请在报表里说明。")
    return told


def _debit_fen(voucher: Voucher) -> int:
    return sum(leg.amount_fen for leg in voucher.postings if leg.amount_fen > 0)


def _refuse(key: str, what: str, remedy: str) -> OptionError:
    return refusal(key, what, remedy, _GROUND)
