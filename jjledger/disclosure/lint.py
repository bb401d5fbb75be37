"""The last look at a finished disclosure: the mistakes that printed ones really make.

The lint reads the view model alone, as a resident reads the page, and knows no books. It
adds up again what the maker added up, so that neither a slip of ours nor words that an
accountant wrote go out unseen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from fractions import Fraction
from typing import Final

from jjledger.disclosure.answer_lint import RESTS_ON, answers_wrong
from jjledger.disclosure.chart import bars, signed_bars
from jjledger.disclosure.event_lint import event_wrong
from jjledger.disclosure.models import (
    Disclosure,
    HouseholdStatement,
    Line,
    MaintenanceFund,
    PublicRevenue,
    VoucherView,
)
from jjledger.disclosure.page_texts import Places, private_words, texts, voucher_words
from jjledger.disclosure.register_lint import register_wrong
from jjledger.disclosure.voucher_views import POOLED, SHARED
from jjledger.disclosure.watched import Watched
from jjledger.facts.finding import Finding, Place
from jjledger.period import parse_period
from jjledger.units import capital_amount, yuan

LINTS: Final = {
    "D01": "a day the figures are of that is not the period's end",
    "D02": "sums that do not add up, in figures or in capital characters",
    "D03": "percentages or bars that do not fit the amounts",
    "D04": "amounts in 万元 or 亿元 on a page that counts in 元",
    "D05": "a period's result without what was brought forward",
    "D06": "a voucher twice, or a line that leads to no voucher",
    "D07": "phone, identity or account numbers, names or households in public words",
    "D08": "a project shared among others than its voucher says",
    "D09": "drawings of flows or balances that do not fit the amounts",
    "D10": "longer spans, or the year before, that do not add up with the page",
    "D11": "uses put to decisions that do not sum to what was spent, or lead to no voucher",
    "D12": "a number of households below the line that is under ten",
}
_REMEDIES: Final = {
    "D01": "请把说明里的日期改成本期最后一天。",
    "D02": "请不要公示，并把本页连同账簿报给软件维护者。",
    "D03": "请核对说明里的百分比。",
    "D04": "请把摘要或说明里的金额改写为元。",
    "D05": "请把上期结转加进结余后再公示。",
    "D06": "请检查凭证号是否重复。",
    "D07": "请从说明里删去，或在草稿凭证上改写；已记账的凭证请用 jjledger voucher correct 订正摘要，公示时就用订正后的话。确属误报的，请用 jjledger release 签字放行。",
    "D08": "请不要公示，并把本页连同账簿报给软件维护者。",
    "D09": "请不要公示，并把本页连同账簿报给软件维护者。",
    "D10": "请不要公示，并把本页连同账簿报给软件维护者。",
    "D11": "请不要公示，并把本页连同账簿报给软件维护者。",
    "D12": "请不要公示，并把本页连同账簿报给软件维护者。",
}
_GROUND: Final = {"D07": "个人信息保护法第25条；台州市物业管理条例第21条"}
# 截至2025年6月30日, 截止日期：2025-06-30, 6月30日余额
_AS_OF: Final = re.compile(
    r"截[至止](?:到|日期?)?\s*[:：]?\s*(?:(\d{4})\s*[年./-])?\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})"
    r"|(?:(\d{4})年)?\s*(\d{1,2})月\s*(\d{1,2})日(?:止|的?余额|的?结余)"
)
# 3.5万元, 1万2千, 12万余, 单位：千元; but neither 1万户 nor 5万科
_BIG_UNIT: Final = re.compile(
    r"[万亿]元|单位\s*[:：]?\s*(?:人民币)?\s*[百千]元|\d[\d,.]*\s*[万亿](?=[余多千百左\d]|[^一-鿿]|$)"
)
_PERCENT: Final = re.compile(r"(\d+(?:\.(\d+))?)\s*[%％]")
_WHOLE: Final = 100  # per cent
Statement = PublicRevenue | MaintenanceFund | HouseholdStatement
_Wrong = Iterator[tuple[str, str]]  # code, what


def lint(
    page: Disclosure, names: AbstractSet[str] | Watched = frozenset(), places: Places | None = None
) -> tuple[Finding, ...]:
    """Look over a disclosure before it goes out.

    Args:
        page: the finished view model.
        names: owners' names and household ids, which a public page must not carry, and what may pass.
        places: where the fund's vouchers stand, for findings about a voucher's words.

    Returns:
        Findings in the order of codes; every one blocks.

    Source: mistakes found in published accounts (`domain.md` F3, H2); R39, R40, R43.
    """
    wrong = [*_days(page), *_units(page), *register_wrong(page), *event_wrong(page)]
    if isinstance(page, PublicRevenue | MaintenanceFund | HouseholdStatement):
        wrong += [*_sums(page), *_shares(page), *_vouchers(page)]
    if isinstance(page, MaintenanceFund):
        wrong += _projects(page)
    if isinstance(page, PublicRevenue | MaintenanceFund) and not RESTS_ON & {code for code, _ in wrong}:
        wrong += answers_wrong(page)
    place = Place(f"{page.head.period_code}/{page.head.document}", 0)
    found = [(code, place, what) for code, what in wrong]
    if not isinstance(page, HouseholdStatement):
        found += [
            ("D07", (places or {}).get(owner, place), what) for owner, what in private_words(page, names)
        ]
    return tuple(
        Finding(code, "block", where, what, _REMEDIES[code], _GROUND.get(code, ""))
        for code, where, what in sorted(found, key=lambda item: item[0])
    )


def _days(page: Disclosure) -> _Wrong:
    period = parse_period(page.head.period_code)
    if (page.head.first_day, page.head.last_day) != (period.first_day, period.last_day):
        yield "D01", f"本页写着 {page.head.first_day} 至 {page.head.last_day}，不是{period.title}的起止日期。"
    if page.head.period_title != period.title:
        yield "D01", f"本页标题写着{page.head.period_title}，不是{period.title}。"
    for _, name, text in texts(page):
        for match in _AS_OF.finditer(text) if name in {"notes", "words"} else ():
            if _printed_day(match, period.last_day.year) != period.last_day:
                yield "D01", f"说明里的「{match[0]}」不是本期最后一天 {period.last_day}。"


def _printed_day(match: re.Match[str], year: int) -> date | None:
    """Read a day as printed, in the period's year where none is; None where there is no such day."""
    parts = [int(part) for part in match.groups(default="0") if part != "0"]
    try:
        return date(*(parts if len(parts) > 2 else [year, *parts]))  # noqa: PLR2004 - year, month, day
    except ValueError:
        return None


def _sums(page: Statement) -> _Wrong:
    if isinstance(page, HouseholdStatement):
        yield from _household_sums(page)
        return
    opening = (
        page.opening_fen
        if isinstance(page, PublicRevenue)
        else page.opening_owners_fen + page.opening_undistributed_fen
    )
    yield from _closing(opening, page.result_fen, page.closing_fen)
    yield from _equal("结余与大写", page.closing_capital, capital_amount(page.closing_fen))
    yield from _equal("结余减银行存款", page.bank.difference_fen, page.closing_fen - page.bank.book_fen)
    yield from _equal("各凭证之和与本期收支差额", _effect(page.vouchers), page.result_fen)
    if isinstance(page, PublicRevenue):
        yield from _equal("收入合计", page.income_fen, _main(page.income))
        yield from _equal("支出合计", page.expense_fen, _main(page.expense))
        yield from _equal("本期收支差额", page.result_fen, page.income_fen - page.expense_fen)
        yield from _equal("净收入", page.net_income_fen, page.income_fen - page.cost_fen)
        yield from _items(page.income)
        yield from _items(page.expense)
    else:
        yield from _fund_sums(page)


def _closing(opening: int, result: int, closing: int) -> _Wrong:
    if opening + result == closing:
        return
    if closing == result:
        yield "D05", f"结余 {yuan(closing)} 元只是本期收支差额，没有加上上期结转 {yuan(opening)} 元。"
    else:
        yield "D02", f"上期结转 {yuan(opening)} 元加本期 {yuan(result)} 元不等于结余 {yuan(closing)} 元。"


def _equal(what: str, one: int | str, other: int | str) -> _Wrong:
    if one != other:
        shown = [yuan(value) if isinstance(value, int) else value for value in (one, other)]
        yield "D02", f"{what}对不上：{shown[0]}，应为 {shown[1]}。"


def _effect(vouchers: Sequence[VoucherView]) -> int:
    """Sum what vouchers did to the fund; those that opened the books are brought forward."""
    return sum(voucher.amount_fen for voucher in vouchers if not voucher.number.startswith("初"))


def _main(lines: Sequence[Line]) -> int:
    return sum(line.amount_fen for line in lines if line.level == 1)


def _items(lines: Sequence[Line]) -> _Wrong:
    """Compare every item that has sub-items with their sum."""
    for place, line in enumerate(lines):
        below = []
        for other in lines[place + 1 :]:
            if other.level <= line.level:
                break
            if other.level == line.level + 1:
                below.append(other.amount_fen)
        if below:
            yield from _equal(f"「{line.label}」的明细之和", sum(below), line.amount_fen)


def _fund_sums(page: MaintenanceFund) -> _Wrong:
    named = page.deposits_fen - page.refunds_fen + page.income_fen - page.use_fen - page.other_expense_fen
    yield from _equal("本期变动各项", page.result_fen, named + page.moved_fen)
    yield from _equal("本期变动各行", page.result_fen, _main(page.lines))
    yield from _equal(
        "结余的两部分", page.closing_owners_fen + page.closing_undistributed_fen, page.closing_fen
    )
    yield from _equal("各项目之和与维修支出", sum(item.cost_fen for item in page.projects), page.use_fen)
    shown = [row.closing_fen for row in page.buildings]
    if shown and None not in shown:
        yield from _equal("各幢之和", sum(fen or 0 for fen in shown), page.closing_owners_fen)


def _household_sums(page: HouseholdStatement) -> _Wrong:
    opening = page.opening_principal_fen + page.opening_interest_fen - page.opening_arrears_fen
    closing = page.closing_principal_fen + page.closing_interest_fen - page.closing_arrears_fen
    yield from _closing(opening, page.paid_fen + page.earned_fen - page.used_fen, closing)
    yield from _closing(opening, page.income_fen - page.expense_fen, closing)
    yield from _equal("收入合计", page.income_fen, page.interest_income_fen + page.other_income_fen)
    yield from _equal("支出合计", page.expense_fen, page.repair_fen + page.other_expense_fen)
    capital = capital_amount(page.closing_principal_fen + page.closing_interest_fen)
    yield from _equal("结余与大写", page.closing_capital, capital)
    balance = opening
    for row in page.rows:
        balance += row.amount_fen
        yield from _equal(f"{row.voucher} 后的余额", row.balance_fen, balance)
        parts = row.principal_fen + row.interest_fen - row.arrears_fen
        yield from _equal(f"{row.voucher} 的本金、利息和欠款", parts, row.amount_fen)
    yield from _equal("各行之和", balance, closing)


def _shares(page: Statement) -> _Wrong:
    if not isinstance(page, HouseholdStatement):
        drawn = (
            bars(page.income, page.expense) if isinstance(page, PublicRevenue) else signed_bars(page.lines)
        )
        if page.bars != drawn:
            wrong = [bar.label for bar in page.bars if bar not in drawn]
            yield "D03", f"图形与本页金额不符：{'、'.join(wrong) or '少画了项目'}。"
    for note in page.head.notes:
        found: list[tuple[str, str]] = _PERCENT.findall(note)
        off = abs(sum((Fraction(text) for text, _ in found), Fraction()) - _WHOLE)
        rounding = sum((_half_unit(decimals) for _, decimals in found), Fraction())
        if "占" in note and len(found) > 1 and off > rounding:
            yield "D03", f"说明里的百分比合计不是 100%：{note}"


def _half_unit(decimals: str) -> Fraction:
    """Give half of the last printed place: 1/2 without decimals, 1/20 with one."""
    return Fraction(1, 2 * 10 ** len(decimals))


def _units(page: Disclosure) -> _Wrong:
    for owner, name, text in texts(page):
        # Capital characters say 叁万元整 and are compared with the figures beside them.
        if not name.endswith("_capital") and _BIG_UNIT.search(text):
            yield "D04", f"{owner}以元为单位，却写着「{text}」。"


def _vouchers(page: Statement) -> _Wrong:
    if isinstance(page, HouseholdStatement):
        return
    known = Counter(voucher.anchor for voucher in page.vouchers)
    for voucher in {
        voucher.anchor: voucher for voucher in page.vouchers if known[voucher.anchor] > 1
    }.values():
        yield "D06", f"凭证 {voucher_words(voucher)} 列了不止一次。"
    lines = (*page.income, *page.expense) if isinstance(page, PublicRevenue) else page.lines
    cited = [(line.label, line.vouchers) for line in lines]
    if isinstance(page, MaintenanceFund):
        cited += [(project.title, project.vouchers) for project in page.projects]
    for label, anchors in cited:
        if len(set(anchors)) < len(anchors):
            yield "D06", f"「{label}」把同一凭证列了两次。"
        if not anchors or not known.keys() >= set(anchors):
            yield "D06", f"「{label}」没有指向本页的凭证。"


def _projects(page: MaintenanceFund) -> _Wrong:
    """Compare whom a project of one voucher was shared among with what stands beside the voucher."""
    views = {voucher.anchor: voucher for voucher in page.vouchers}
    for project in page.projects:
        view = views.get(project.vouchers[0]) if len(project.vouchers) == 1 else None
        if view is None or view.number == POOLED:
            continue
        shared = "".join(part for part in view.note.split("；") if part.startswith(SHARED))
        if shared.removeprefix(SHARED) != project.scope:
            yield "D08", f"「{project.title}」的分摊范围与凭证 {voucher_words(view)} 不同。"
