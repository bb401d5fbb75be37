"""Uses of an owners' fund, decision by decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from jjledger.disclosure.models import Project
from jjledger.disclosure.pool import Pooled, scope_households
from jjledger.disclosure.scope_words import sharing_words
from jjledger.disclosure.voucher_views import anchors, legs_of
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.shares import FundShares
from jjledger.facts.voucher import USE_CODE, Posting, Voucher
from jjledger.period import Period
from jjledger.rules.project import PROJECT
from jjledger.rules.reversal import VoucherNames, find_reversed, voucher_names

# One wording, however many households there are: two would tell which sums belong to few.
SMALL_TITLE: Final = "合并列示的维修"
SMALL_SCOPE: Final = "涉及个别住户或按明细表分到各户，合并列示"


def projects(
    books: Books, fund: Fund, period: Period, shares: FundShares, pooled: Pooled
) -> tuple[Project, ...]:
    """List what the fund was used for in a period; what is pooled stands together at the end.

    Vouchers of one decision are one project; red-letter vouchers count to the decision of what
    they reverse. A project that came to nothing is left out.

    Source: 住宅专项维修资金管理办法 第30条 (二): items, amounts and how they were shared.
    """
    alone = [voucher for voucher in pooled.alone if period.contains(voucher.day) and _uses(voucher, fund)]
    names = voucher_names(pooled.alone)
    groups: dict[str, list[Voucher]] = {}
    for voucher in alone:
        decision = decision_of(voucher, names, fund)
        groups.setdefault(decision or voucher.key, []).append(voucher)
    found = [_project(books, fund, shares, names, members) for members in groups.values()]
    small = [
        voucher
        for line in pooled.lines
        if period.contains(line.day)
        for voucher in line.vouchers
        if _uses(voucher, fund)
    ]
    if small:
        anchor = anchors(pooled.lines)
        places = tuple(dict.fromkeys(anchor(voucher) for voucher in small))
        found.append(Project(SMALL_TITLE, SMALL_SCOPE, _cost(small, fund), "", places))
    return tuple(project for project in found if project.cost_fen)


def decision_of(voucher: Voucher, names: VoucherNames, fund: Fund) -> str:
    """Give the decision a voucher rests on; a red-letter voucher rests on its original's."""
    original = find_reversed(names, voucher, fund.code) if voucher.reverses else None
    return original.decision if original else voucher.decision


def _project(
    books: Books, fund: Fund, shares: FundShares, names: VoucherNames, members: Sequence[Voucher]
) -> Project:
    first = next((voucher for voucher in members if not voucher.reverses), members[0])
    households = len(scope_households(shares, {voucher.key for voucher in members}))
    decision = decision_of(first, names, fund)
    return Project(
        title=_title(books, first, decision, members),
        scope=sharing_words(legs_of(members, fund), households),
        cost_fen=_cost(members, fund),
        decision=decision,
        vouchers=tuple(anchors(())(voucher) for voucher in members),
    )


def _title(books: Books, first: Voucher, decision: str, members: Sequence[Voucher]) -> str:
    """Say what was repaired: a voucher's own words tell of its own sum alone, "first payment" not of all payments."""
    if len(members) == 1:
        return first.narration
    numbers = {voucher.extra[PROJECT] for voucher in members if PROJECT in voucher.extra}
    record = books.projects.get(numbers.pop()) if len(numbers) == 1 else None
    known = record or books.decisions.get(decision)
    return known.title if known else f"{first.narration}等 {len(members)} 张凭证"


def _uses(voucher: Voucher, fund: Fund) -> tuple[Posting, ...]:
    return tuple(
        posting
        for posting in voucher.postings
        if posting.account.fund == fund.code and posting.account.code == USE_CODE
    )


def _cost(vouchers: Iterable[Voucher], fund: Fund) -> int:
    return sum(posting.amount_fen for voucher in vouchers for posting in _uses(voucher, fund))
