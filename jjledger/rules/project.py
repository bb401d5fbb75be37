"""What a project may cost, what was paid for it, and what goes beyond.

Nothing here knows records' files or words; whether a decision carried is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS, Community
from jjledger.facts.project import Contract, Extra, Project, Stage
from jjledger.facts.voucher import USE_CODE, Voucher
from jjledger.rules.reversal import standing
from jjledger.units import round_half_up

PROJECT: Final = "project"  # metadata keys of a voucher
CONTRACT: Final = "contract"
STAGE: Final = "stage"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """From which excess of a settlement over the approved sum on it has to be approved; None: by this measure never."""

    share: Fraction | None  # of the approved sum
    fen: int | None

    def allows(self, excess_fen: int, approved_fen: int) -> bool:
        """Say whether an excess may be paid without an approval of its own.

        Either measure is enough to ask for one, and its own number (以上) is included. Where no
        measure is in force every excess needs its approval.

        Args:
            excess_fen: settlement less what is approved.
            approved_fen: budget and approvals beyond it.

        Source: 杭州市物业管理条例 第72条 (二); 丽水市物业管理条例 第46条; 民法典 第1259条; R21.
        """
        if excess_fen <= 0:
            return True
        if self.share is None and self.fen is None:
            return False
        below_share = self.share is None or excess_fen < self.share * approved_fen
        return below_share and (self.fen is None or excess_fen < self.fen)


def approved_fen(project: Project, counted: Iterable[Extra]) -> int:
    """Sum the budget and the approvals beyond it that count."""
    return project.budget_fen + sum(extra.amount_fen for extra in counted)


def limit_fen(project: Project, approved: int, tolerance: Tolerance) -> int:
    """Give what may be paid in all: what is approved, or a settlement that exceeds it within bounds.

    Args:
        project: its record.
        approved: of `approved_fen`.
        tolerance: in force on the day of the settlement.

    Source: R21.
    """
    if project.settled is None:
        return approved
    settled = project.settled.amount_fen
    return max(approved, settled) if tolerance.allows(settled - approved, approved) else approved


def stage_fen(contract: Contract, stage: Stage) -> int:
    """Give the amount of a stage; shares are rounded half-up so that those of a whole contract sum to it.

    Args:
        contract: its amount and stages.
        stage: one of them.
    """
    if isinstance(stage.amount, int):
        return stage.amount
    before = Fraction(0)
    for other in contract.stages:
        if other == stage:
            break
        if isinstance(other.amount, Fraction):
            before += other.amount
    return round_half_up((before + stage.amount) * contract.amount_fen) - round_half_up(
        before * contract.amount_fen
    )


def used_fen(voucher: Voucher, community: Community) -> int:
    """Sum what a voucher spends of owners' funds on repairs."""
    return sum(
        posting.amount_fen
        for posting in voucher.postings
        if posting.account.code == USE_CODE and _is_owners(posting.account.fund, community)
    )


def _is_owners(code: str, community: Community) -> bool:
    fund = community.fund(code)
    return fund is not None and fund.kind in OWNERS_FUND_KINDS


def standing_uses(books: Books) -> tuple[Voucher, ...]:
    """List the uses of owners' funds that stand, by day: neither undone nor undoing another one."""
    return tuple(voucher for voucher in standing(books.posted()) if used_fen(voucher, books.community))


def by_project(books: Books) -> Mapping[str, tuple[Voucher, ...]]:
    """List the standing uses of each project by day."""
    found: dict[str, list[Voucher]] = {}
    for voucher in standing_uses(books):
        named = voucher.extra.get(PROJECT, "")
        if named:
            found.setdefault(named, []).append(voucher)
    return {name: tuple(vouchers) for name, vouchers in found.items()}


def paid_so_far(vouchers: Iterable[Voucher], community: Community) -> Iterator[tuple[Voucher, int]]:
    """Give each voucher of a project with what was paid until and with it, in fen."""
    paid = 0
    for voucher in vouchers:
        paid += used_fen(voucher, community)
        yield voucher, paid


def paid_out_on(vouchers: Iterable[Voucher], community: Community, whole_fen: int) -> date | None:
    """Give the day on which a project is paid for in full; None while it is not.

    Args:
        vouchers: of the project, by day.
        community: whose funds.
        whole_fen: what it costs in all.
    """
    reached = (voucher.day for voucher, paid in paid_so_far(vouchers, community) if paid >= whole_fen)
    return next(reached, None)


def whole_fen(project: Project) -> int:
    """Give what a project costs as far as is known: settlement, or else contract, or else budget."""
    if project.settled is not None:
        return project.settled.amount_fen
    return project.contract.amount_fen if project.contract is not None else project.budget_fen
