"""The front page of a district: its communities side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from jjledger.disclosure.calendar_models import Duty
from jjledger.disclosure.models import CommunityPage, DistrictIndex, DistrictRow
from jjledger.facts.community import OWNERS_FUND_KINDS, District
from jjledger.period import chinese_day

_COMMITTEES: Final = "各小区业主委员会"  # where the district names no office
_AHEAD: Final = ("missing", "coming")


def district_row(page: CommunityPage) -> DistrictRow:
    """Sum a community's page up in one row."""
    out = [entry for entry in page.entries if entry.state == "out" and "." not in entry.period_code]
    held = [entry for entry in page.entries if entry.state == "held"]
    late = [duty for duty in page.duties if duty.state == "late"]
    words = []
    if held or page.held:
        words.append(f"{len(held)} 项暂缓公示" if held else "账簿有问题，暂缓公示")
    waiting = {(entry.document, entry.period_code) for entry in held}
    silent = [duty for duty in late if (duty.kind, duty.period_code) not in waiting]
    words += _late_words([duty for duty in silent if duty.period_code], "公示")
    words += _late_words([duty for duty in silent if not duty.period_code], "办理")
    unposted = {duty.period_code for duty in page.duties if duty.state == "unposted"}
    # A day, since silence afterwards looks no different on a page that nobody writes anew.
    as_of = f"截至{chinese_day(page.told_on)}，" if page.told_on else ""
    if not words and page.entries:
        words.append("网上齐全" if out else "还没有到期的公示")
    if unposted:
        words.append(f"{len(unposted)} 期没有登记张贴，或张贴天数不足")
    return DistrictRow(
        name=page.name,
        code=page.code,
        households=page.households,
        latest=out[0].period_title if out else "",
        public_revenue_fen=_sum(page, ("public_revenue",)),
        maintenance_fund_fen=_sum(page, OWNERS_FUND_KINDS),
        state="held" if held or page.held else "late" if late else "unposted" if unposted else "complete",
        words=as_of + "，".join(words or ["没有要公示的"]) + _next_words(page),
    )


def _next_words(page: CommunityPage) -> str:
    """Say when the next thing is due, so that a reader later sees that it is over; nothing where none is."""
    days = [duty.due for duty in page.duties if duty.state in _AHEAD and duty.due]
    return f"；下一个期限{chinese_day(min(days))}" if days else ""


def _late_words(late: Sequence[Duty], verb: str) -> list[str]:
    """Say how many are late, and how late the worst is; nothing of none."""
    if not late:
        return []
    longest = max(duty.late_days for duty in late)
    return [f"{len(late)} 项逾期未{verb}，最久 {longest} 天"]


def held_row(name: str, code: str, words: str) -> DistrictRow:
    """Make the row of a community whose books cannot be read at all."""
    return DistrictRow(
        name=name,
        code=code,
        households=0,
        latest="",
        public_revenue_fen=None,
        maintenance_fund_fen=None,
        state="held",
        words=words,
    )


def district_index(
    district: District, pages: Sequence[CommunityPage], unread: Sequence[DistrictRow]
) -> DistrictIndex:
    """Make the district's front page.

    Args:
        district: the district.
        pages: the pages of the communities whose books could be read.
        unread: rows of the others, from `held_row`.

    Raises:
        ValueError: no community could be read, so there is no day the figures are of.
    """
    if not pages:
        msg = "没有一个小区的账簿可以读取"
        raise ValueError(msg)
    rows = {row.code: row for row in (*map(district_row, pages), *unread)}
    order = {code: place for place, code in enumerate(district.communities)}
    ordered = sorted(rows.values(), key=lambda row: (order.get(row.code, len(order)), row.code))
    as_of = max(page.as_of for page in pages)
    owners_days = [
        balance.as_of for page in pages for balance in page.balances if balance.kind in OWNERS_FUND_KINDS
    ]
    return DistrictIndex(
        name=district.name,
        communities=len(ordered),
        vouchers=sum(page.vouchers for page in pages),
        public_revenue_fen=sum(row.public_revenue_fen or 0 for row in ordered),
        maintenance_fund_fen=sum(row.maintenance_fund_fen or 0 for row in ordered),
        as_of=as_of,
        owners_as_of=max(owners_days, default=as_of),
        rows=tuple(ordered),
        contact=district.contact.strip() or _COMMITTEES,
        sample=any(page.sample for page in pages),
    )


def _sum(page: CommunityPage, kinds: Sequence[str]) -> int | None:
    """Sum the balances of some kinds of funds; None where one of them is not known."""
    known = [balance.balance_fen for balance in page.balances if balance.kind in kinds]
    return None if None in known else sum(fen for fen in known if fen is not None)
