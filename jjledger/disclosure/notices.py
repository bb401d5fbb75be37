"""分摊通知单 and 续交通知: one page a household, for its owner only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.decision_words import decision_words
from jjledger.disclosure.house_words import area_words, by_door, house_words
from jjledger.disclosure.models import Ground
from jjledger.disclosure.notice_models import NoticeHead, ShareLine, ShareNotice, TopUpNotice
from jjledger.disclosure.page_texts import voucher_words
from jjledger.disclosure.share_words import Formulas, OwnRow, rows_by_holder
from jjledger.facts.books import Books
from jjledger.facts.community import Community, Fund, TopUp
from jjledger.facts.register import Household
from jjledger.facts.shares import FundShares
from jjledger.facts.voucher import USE_CODE, Voucher
from jjledger.period import chinese_day
from jjledger.rules.shares import SELLING_UNIT
from jjledger.units import capital_amount, cut_text, yuan

_METHODS: Final = {
    "m²": "按专有部分面积分摊",
    "户": "按户平均分摊",
    "元": "按首期交存额分摊",
    "": "凭证逐户列明",
}
_READINGS: Final[dict[TopUp, str]] = {
    "difference": "补足到首期交存额：首期交存额 {first} 元 − 余额 {balance} 元{owed} = {amount} 元",
    "standard": "按首期交纳的标准再交一次：{amount} 元",
}


@dataclass(frozen=True, slots=True)
class Charge:
    """The vouchers of one use of a fund, and what to call it."""

    title: str
    decision: str  # number; "" none
    vouchers: tuple[Voucher, ...]  # those that stand, by day


@dataclass(frozen=True, slots=True)
class NoticeSetting:
    """What notices need to know beside the books."""

    day: date  # the notice's; balances are of its end
    until: date  # last day to object, or to pay in
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What a house lacks, as the rule on topping up has it."""

    house: Household  # its row in force on the day
    principal_fen: int
    interest_fen: int
    arrears_fen: int
    line: Fraction  # share of the first deposit below which is topped up
    amount_fen: int  # to pay in
    reading: TopUp


def share_notices(
    books: Books, shares: FundShares, charge: Charge, setting: NoticeSetting
) -> tuple[ShareNotice, ...]:
    """Draw up the notice of everybody who bears part of a use, ordered by building and door.

    Args:
        books: the general book.
        shares: what the fund's splits came to.
        charge: the use.
        setting: the notices' day and grounds.

    Returns:
        One notice a holder whose parts do not come to nothing; selling units last.

    Source: 住宅专项维修资金管理办法 第20条, 第30条 (二); 民法典 第283条.
    """
    chosen = {id(voucher) for voucher in charge.vouchers}
    rows = [row for row in shares.rows if row.posting.account.code == USE_CODE and id(row.voucher) in chosen]
    own = {shares.holders[place]: items for place, items in rows_by_holder(rows).items()}
    borne = {holder: _borne(items) for holder, items in own.items()}
    balances = shares.balances_at(setting.day)
    left = dict(zip(shares.holders, (balances.principal + balances.interest).tolist(), strict=True))
    whole = _Whole(
        _cost(charge.vouchers),
        _cost(charge.vouchers, shares.fund),
        sum(fen for holder, fen in borne.items() if holder.startswith(SELLING_UNIT)),
        decision_words(charge.decision, books.decisions),
        sum(1 for holder, fen in borne.items() if fen and not holder.startswith(SELLING_UNIT)),
        sum(borne.values()),
        Formulas(),
    )
    assert whole.shared_fen == whole.fund_fen, "what everybody bears must come to the cost"
    return tuple(
        _share_notice(_head(books, shares.fund, holder, setting), charge, whole, own[holder], left[holder])
        for holder in sorted(own, key=by_door)
        if borne[holder]
    )


def top_up_notice(
    community: Community, fund: Fund, lacking: Shortfall, setting: NoticeSetting
) -> TopUpNotice:
    """Draw up the notice of a house whose balance is below the line.

    Args:
        community: the community.
        fund: the fund to pay into.
        lacking: what the house has and what it lacks.
        setting: the notice's day, of whose end the balances are, and grounds.

    Source: 住宅专项维修资金管理办法 第17条; 台州市物业管理条例 第51条; R13.
    """
    house, first = lacking.house, lacking.house.first_deposit_fen
    balance = lacking.principal_fen + lacking.interest_fen
    left = balance - lacking.arrears_fen
    owing = "（已减欠款）" if lacking.arrears_fen else ""
    line = (
        f"{yuan(first)} 元 × {lacking.line} = {cut_text(lacking.line * first / 100, 2, 4)} 元，"
        f"余额 {yuan(left)} 元{owing}不足此数"
    )
    figures = {
        "first": yuan(first),
        "balance": yuan(balance),
        "owed": f" + 尚欠 {yuan(lacking.arrears_fen)} 元" if lacking.arrears_fen else "",
        "amount": yuan(lacking.amount_fen),
    }
    return TopUpNotice(
        head=NoticeHead(
            "top-up-notice", "维修资金续交通知", community.name, community.code, without_code(fund.code),
            house.id, house_words(house.id), area_words(house), setting.day, setting.until, setting.grounds,
            community.disclosure.contact, community.sample,
        ),
        first_deposit_fen=first,
        principal_fen=lacking.principal_fen,
        interest_fen=lacking.interest_fen,
        balance_fen=balance,
        arrears_fen=lacking.arrears_fen,
        line=line,
        amount_fen=lacking.amount_fen,
        amount_capital=capital_amount(lacking.amount_fen),
        reading=_READINGS[lacking.reading].format(**figures),
        payment=(
            f"请在{chinese_day(setting.until)}以前（含当日）凭本通知到{community.disclosure.contact}办理，交款时报房屋编号 {house.id}。期限由通知单位定。",
            "只交到维修资金专户，交款后索取专用票据；不要交给任何个人账户。",
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Whole:
    """What all notices of one use say alike."""

    cost_fen: int
    fund_fen: int  # the fund's part of it
    selling_unit_fen: int
    decision: str  # in words
    sharer_count: int
    shared_fen: int  # what all of them bear
    formulas: Formulas  # by which their parts are written


def _share_notice(
    head: NoticeHead, charge: Charge, whole: _Whole, items: Sequence[OwnRow], balance_fen: int
) -> ShareNotice:
    share = _borne(items)
    principal, interest = -sum(item.principal for item in items), -sum(item.interest for item in items)
    arrears = sum(item.arrears for item in items)
    assert share == principal + interest + arrears, "a share is taken from the balance or owed"
    return ShareNotice(
        head=head,
        project=charge.title,
        decision=whole.decision,
        method="；".join(dict.fromkeys(_METHODS[item.row.weight_unit] for item in items)),
        cost_fen=whole.cost_fen,
        fund_cost_fen=whole.fund_fen,
        selling_unit_fen=whole.selling_unit_fen,
        sharer_count=whole.sharer_count,
        shared_fen=whole.shared_fen,
        lines=tuple(_line(item, whole.formulas) for item in items),
        share_fen=share,
        share_capital=capital_amount(share),
        principal_fen=principal,
        interest_fen=interest,
        arrears_fen=arrears,
        balance_fen=balance_fen,
    )


def _line(item: OwnRow, formulas: Formulas) -> ShareLine:
    row = item.row
    number = voucher_words(row.voucher)
    words = formulas.of(item)
    return ShareLine(row.day, number, row.voucher.narration, row.posting.amount_fen, -item.amount, words)


def _head(books: Books, fund: str, holder: str, setting: NoticeSetting) -> NoticeHead:
    community = books.community
    area = area_words(books.register.house(holder, setting.day))
    return NoticeHead(
        "share-notice", "维修资金分摊通知单", community.name, community.code, without_code(fund),
        holder.removeprefix(SELLING_UNIT), house_words(holder), area, setting.day, setting.until, setting.grounds,
        community.disclosure.contact, community.sample,
    )  # fmt: skip


def _borne(items: Iterable[OwnRow]) -> int:
    return -sum(item.amount for item in items)


def _cost(vouchers: Iterable[Voucher], fund: str = "") -> int:
    """Sum what some vouchers spent on repairs, in one fund or in all."""
    return sum(
        posting.amount_fen
        for voucher in vouchers
        for posting in voucher.postings
        if posting.account.code == USE_CODE and fund in {"", posting.account.fund}
    )
