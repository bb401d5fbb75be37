"""What moved in an owners' fund over a span of days, by kind, in the statement's order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from jjledger.disclosure.models import Line
from jjledger.disclosure.voucher_views import anchor_of, legs_of
from jjledger.facts.community import Fund
from jjledger.facts.voucher import OPENING_KIND, USE_CODE, Posting, Voucher

DEPOSIT, REFUND, OTHER, MOVED = "4001", "5101", "5901", "9"
OUT: Final = frozenset({USE_CODE, REFUND, OTHER})  # kinds that are money out
_LABELS: Final = {DEPOSIT: "交存", MOVED: "直接调整净资产"}
_LESS_TAKEN_BACK: Final = "已减去退回的交存"


@dataclass(slots=True)
class _Item:
    """One line in the making."""

    label: str
    fen: int = 0
    note: str = ""
    anchors: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FundFlows:
    """What moved over a span, by kind."""

    items: dict[str, _Item]
    distributed_fen: int

    @property
    def lines(self) -> tuple[Line, ...]:
        """Give the statement's lines, signed as they move the balance."""
        return tuple(
            Line(item.label, item.fen, 1, tuple(item.anchors), item.note)
            for kind, item in sorted(self.items.items())
            if kind != MOVED or item.fen
        )

    @property
    def in_fen(self) -> int:
        """Sum the lines that add to the balance."""
        return sum(line.amount_fen for line in self.lines if line.amount_fen > 0)

    @property
    def out_fen(self) -> int:
        """Sum the lines that take from it, positive."""
        return -sum(line.amount_fen for line in self.lines if line.amount_fen < 0)

    def sum(self, *kinds: str) -> int:
        """Sum some kinds, signed as they move the balance."""
        return sum(self.items[kind].fen for kind in kinds if kind in self.items)


def fund_flows(
    vouchers: Iterable[Voucher],
    fund: Fund,
    first_day: date,
    last_day: date,
    anchor: Callable[[Voucher], str] = anchor_of,
) -> FundFlows:
    """Sort a span's postings by what they did to the fund; 初 vouchers opened it instead.

    Args:
        vouchers: posted vouchers of the fund.
        fund: of a kind whose money belongs to households.
        first_day: inclusive.
        last_day: inclusive.
        anchor: gives the place a voucher is shown at.
    """
    items: dict[str, _Item] = {}
    distributed = 0
    for voucher in vouchers:
        if not first_day <= voucher.day <= last_day or voucher.kind == OPENING_KIND:
            continue
        for posting in legs_of([voucher], fund):
            if posting.account.root in {"Assets", "Liabilities"}:
                continue
            kind = _kind(posting)
            item = items.setdefault(kind, _Item(_LABELS.get(kind, posting.account.title)))
            item.fen -= posting.amount_fen
            item.anchors[anchor(voucher)] = None
            if kind == DEPOSIT and posting.amount_fen > 0:
                item.note = _LESS_TAKEN_BACK
            distributed += posting.amount_fen if posting.account.code == "3101" else 0
    return FundFlows(items, distributed)


def _kind(posting: Posting) -> str:
    """Name the kind of a movement; its text is also its place in the statement.

    A deposit taken back is less deposited: shown by itself it would often be one household's.

    Source: 财会〔2020〕7号 refunds of the current year reduce 4001 (R16).
    """
    return MOVED if posting.account.root == "Equity" else posting.account.code
