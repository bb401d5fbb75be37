"""Vouchers as anybody may see them, one by one or pooled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from jjledger.disclosure.account_words import leg_words
from jjledger.disclosure.masking import mask_payee
from jjledger.disclosure.models import Leg, VoucherView
from jjledger.disclosure.pool import PoolLine, names_households, public_account
from jjledger.disclosure.scope_words import sharing_words
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.voucher import OPENING_KIND, VOUCHER_KINDS, Account, Posting, Voucher

POOLED: Final = "合并收退"
POOLED_PAYEE: Final = "业主"
OPENING: Final = "期初余额"
SHARED: Final = "分摊范围 "
_NET_ASSETS: Final = frozenset({"Equity", "Income", "Expenses"})
_KIND_OF: Final = {letter: kind for kind, letter in VOUCHER_KINDS.items()}

Households = Mapping[str, int]  # voucher key → how many households its splits touch


def anchor_of(voucher: Voucher) -> str:
    """Name the place of a voucher on the page."""
    return f"v-{voucher.key}"


def line_anchor(line: PoolLine) -> str:
    """Name the place of a pooled line on the page."""
    return f"v-{line.id}"


def anchors(lines: Iterable[PoolLine]) -> Callable[[Voucher], str]:
    """Give the function that names a voucher's place, its pooled line's where it is in one."""
    pooled = {id(voucher): line_anchor(line) for line in lines for voucher in line.vouchers}
    return lambda voucher: pooled.get(id(voucher)) or anchor_of(voucher)


def legs_of(vouchers: Iterable[Voucher], fund: Fund) -> tuple[Posting, ...]:
    """List a fund's postings."""
    return tuple(
        posting for voucher in vouchers for posting in voucher.postings if posting.account.fund == fund.code
    )


def effect_fen(postings: Iterable[Posting]) -> int:
    """Sum what postings did to a fund's money (its net assets), in fen."""
    return -sum(posting.amount_fen for posting in postings if posting.account.root in _NET_ASSETS)


def view_voucher(voucher: Voucher, fund: Fund, households: Households) -> VoucherView:
    """Show one voucher: payee masked, splits in words.

    In an owners' fund, and where a dividend says whose it is, the legs are summed by account, so
    that no leg stands for one household.
    """
    postings = legs_of([voucher], fund)
    owners = fund.kind in OWNERS_FUND_KINDS
    legs = (
        _summed(postings)
        if owners or any(item.split for item in postings)
        else tuple(_leg(leg_words(item.account), item.amount_fen) for item in postings)
    )
    naming = owners and names_households(voucher)
    return VoucherView(
        anchor=anchor_of(voucher),
        day=voucher.day,
        number=voucher.number,
        payee=POOLED_PAYEE if naming else mask_payee(voucher.payee),
        summary=OPENING if naming else voucher.narration,
        amount_fen=effect_fen(postings),
        attachments=f"{voucher.attachments} 张" if voucher.attachments else "无",
        decision=voucher.decision,
        legs=legs,
        note="；".join(voucher_notes(voucher, postings, households)),
    )


def view_line(line: PoolLine, fund: Fund) -> VoucherView:
    """Show pooled vouchers as one, in neutral words; opening the books did nothing to the money."""
    postings = legs_of(line.vouchers, fund)
    return VoucherView(
        anchor=line_anchor(line),
        day=line.day,
        number=POOLED,
        payee=POOLED_PAYEE,
        summary=POOLED,
        amount_fen=effect_fen(legs_of((one for one in line.vouchers if one.kind != OPENING_KIND), fund)),
        attachments="合并列示",
        decision="",
        legs=_summed(postings),
        note="按户列明或涉及户数少的凭证，合并列示",
    )


def voucher_notes(voucher: Voucher, postings: Iterable[Posting], households: Households) -> tuple[str, ...]:
    """Say what a voucher reverses or corrects, and whom it was shared among."""
    notes = []
    if voucher.reverses:
        notes.append(f"冲销 {reference_words(voucher.reverses)}")
    if voucher.corrects:
        notes.append(f"订正 {reference_words(voucher.corrects)}")
    shared = sharing_words(postings, households.get(voucher.key, 0))
    if shared:
        notes.append(f"{SHARED}{shared}")
    return tuple(notes)


def reference_words(reference: str) -> str:
    """Put a reference to a voucher into words: 2025-03-F0012 becomes 2025-03 付-0012.

    Examples:
        >>> reference_words("^2025-03-F0012"), reference_words("付-0012")
        ('2025-03 付-0012', '付-0012')
    """
    month, dash, number = reference.removeprefix("^").rpartition("-")
    kind = _KIND_OF.get(number[:1]) if dash else None
    return f"{month} {kind}-{number[1:]}" if kind else reference


def _leg(account: str, fen: int) -> Leg:
    return Leg(account, max(fen, 0), max(-fen, 0))


def _summed(postings: Iterable[Posting]) -> tuple[Leg, ...]:
    """Sum postings by public account, in order of first appearance; what cancels out goes."""
    sums: dict[str, tuple[Account, int]] = {}
    for posting in postings:
        name = public_account(posting.account)
        account, fen = sums.get(name, (posting.account, 0))
        sums[name] = (account, fen + posting.amount_fen)
    return tuple(_leg(_public_words(account), fen) for account, fen in sums.values() if fen)


def _public_words(account: Account) -> str:
    return leg_words(account) if account.root == "Assets" else account.title
