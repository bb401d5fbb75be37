"""补充维修资金: the transfer that a city's rule or the community's own asks of public revenue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.errors import OptionError, Trouble
from jjledger.facts.community import Fund
from jjledger.facts.entry import Entry, EntryPosting, Meta, Writing
from jjledger.facts.voucher import BANK_CODE
from jjledger.law import Law, Ruling, for_community
from jjledger.period import MONTHS_OF, Interval, Period
from jjledger.rules.closing import closed_balances
from jjledger.rules.dividend import lowest_net_fen
from jjledger.rules.revenue_net import TOP_UP_CODE, Bound, net_of, share_due_fen
from jjledger.rules.reversal import standing
from jjledger.rules.scope import in_scope, sharers
from jjledger.units import plain_yuan, yuan
from jjledger.workflows.fund.accounts import bank_of
from jjledger.workflows.vouchers.planned import Plan

PERIOD_META: Final = "top-up-for"  # metadata of both vouchers: the period the transfer is made for
_NET: Final = "民法典第282条：收入在扣除合理成本之后，属于业主共有"
_BOUNDS: Final[dict[str, Bound]] = {"不低于": "不低于", "高于": "高于", "等于": "等于"}
_BASES: Final = ("专户余额", "净收入")
_CAP: Final = "首期交存额"
_RULES: Final = "revenue_top_up_"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The top-up asked for."""

    period: Period
    day: date  # of the vouchers
    preset: str = ""  # another city's level; "" the community's own law
    stop_at_first_deposit: bool = False
    bank: str = ""  # of the public revenue; "" the only one
    to_bank: str = ""  # of the maintenance fund


@dataclass(frozen=True, slots=True)
class _Rule:
    """The rule in force at the period's end."""

    share: Ruling
    bound: Bound
    base: str
    cap: Ruling | None


@dataclass(frozen=True, slots=True)
class _Reckoned:
    """How an amount comes about, in fen."""

    base_fen: int
    due_fen: int  # by the share
    made_fen: int  # transferred for the period already
    room_fen: int | None  # up to the first deposits; None: no cap asked for
    usable_fen: int  # net income that is there, and money in the bank

    @property
    def amount_fen(self) -> int:
        """What is to be transferred."""
        amount = max(0, self.due_fen - self.made_fen)
        return amount if self.room_fen is None else min(amount, max(0, self.room_fen))


def plan_top_up(ledger: Ledger, fund: Fund, wanted: Wanted) -> Plan:
    """Plan the pair of vouchers that moves a share of public revenue to the maintenance fund.

    Nothing is planned where nothing is due.

    Args:
        ledger: a loaded community without blocking findings.
        fund: of kind `public_revenue`.
        wanted: for which period, by whose rule.

    Raises:
        OptionError: no rule is in force, the period does not fit it, or the money is not there.
        LawError: an unknown preset.

    Source: 湖州市物业管理条例 第45条, 上海市住宅物业管理规定 第51条, 丽水市物业管理条例 第44条; R06, R32, R34.
    """
    community = ledger.books.community
    law = for_community(
        community.region,
        wanted.preset or community.disclosure.preset,
        {} if wanted.preset else community.own_law,
    )
    rule = _rule(law, wanted)
    to = _owners_fund(ledger)
    reckoned = _reckon(ledger, (fund, to), rule, wanted)
    if reckoned.amount_fen > reckoned.usable_fen:
        raise OptionError(
            Trouble(
                f"--period {wanted.period.code}",
                f"应补充 {yuan(reckoned.amount_fen)} 元，净收入的结余和银行存款里只有 {yuan(reckoned.usable_fen)} 元可用。",
                "请核对是否已经支出；不足的部分由业主共同决定。", _NET,
            )
        )  # fmt: skip
    writing = _writing(ledger, (fund, to), rule, wanted, reckoned.amount_fen)
    return Plan(writing, tuple(_told(rule, wanted, reckoned)), _record(rule, wanted, reckoned))


def _rule(law: Law, wanted: Wanted) -> _Rule:
    day = wanted.period.last_day
    share, bound, base = (law.find(f"{_RULES}{name}", day) for name in ("share", "bound", "base"))
    if share is None or bound is None or base is None:
        lacking = [name for name, one in (("share", share), ("bound", bound), ("base", base)) if one is None]
        some = "、".join(f"[law.{_RULES}{name}]" for name in lacking)
        what = (
            f"{day} 没有生效的补充份额：当地没有规定，本小区也没有设定。"
            if len(lacking) == 3  # noqa: PLR2004 -- nothing is set
            else f"{day} 的补充份额没有写全，还缺 {some}。"
        )
        raise OptionError(
            Trouble(
                f"--period {wanted.period.code}", what,
                "可以参照一个市：--preset cn-3305（湖州）、cn-31（上海）、cn-3311（丽水）；"
                "或者在 community.toml 写 [law.revenue_top_up_share]、_bound 和 _base。",
            )
        )  # fmt: skip
    if bound.value not in _BOUNDS or base.value not in _BASES:
        raise OptionError(
            Trouble(
                "community.toml", f"补充份额的含义「{bound.value}」或基数「{base.value}」不认识。",
                f"含义可以写：{'、'.join(_BOUNDS)}；基数可以写：{'、'.join(_BASES)}。",
            )
        )  # fmt: skip
    _refuse_other_length(law, wanted)
    cap = law.find(f"{_RULES}cap", day) if wanted.stop_at_first_deposit else None
    if wanted.stop_at_first_deposit and (cap is None or cap.value != _CAP):
        raise OptionError(
            Trouble(
                "--cap", "这里没有规定补充到首期交存额就可以停止。",
                "请去掉 --cap；业主大会这样决定的，在 community.toml 写 [law.revenue_top_up_cap]。",
            )
        )  # fmt: skip
    return _Rule(share, _BOUNDS[str(bound.value)], str(base.value), cap)


def _refuse_other_length(law: Law, wanted: Wanted) -> None:
    period = wanted.period
    if wanted.day <= period.last_day:
        raise OptionError(
            Trouble(
                f"--date {wanted.day}", f"{period.title}到 {period.last_day} 才结束。", "请写期末以后的日期。"
            )
        )
    interval = law.find(f"{_RULES}interval", period.last_day)
    months = (
        (period.last_day.year - period.first_day.year) * 12
        + period.last_day.month
        - period.first_day.month
        + 1
    )
    if interval is not None and months != interval.value:
        lengths: dict[object, Interval] = {length: name for name, length in MONTHS_OF.items()}
        example = {"month": "2025-03", "quarter": "2025-Q1", "half_year": "2025-H1", "year": "2025"}
        wants = lengths.get(interval.value)
        raise OptionError(
            Trouble(
                f"--period {period.code}", f"规定每 {interval.value} 个月补充一次，{period.title}有 {months} 个月。",
                f"请写  --period {example[wants]}" if wants else "请改正期间。", interval.citation,
            )
        )  # fmt: skip


def _owners_fund(ledger: Ledger) -> Fund:
    funds = [fund for fund in ledger.books.community.funds if fund.kind == "maintenance"]
    if len(funds) != 1:
        raise OptionError(
            Trouble(
                "community.toml", f"本小区有 {len(funds)} 项商品住宅维修资金，不知道补充哪一项。",
                "请用 jjledger voucher new 记成对的两张凭证。",
            )
        )  # fmt: skip
    return funds[0]


def _reckon(ledger: Ledger, funds: tuple[Fund, Fund], rule: _Rule, wanted: Wanted) -> _Reckoned:
    """Reckon on the period's end what is due, and on the vouchers' day what is there."""
    fund, to = funds
    posted, period = ledger.books.posted(), wanted.period
    stands = standing(posted)
    made = sum(
        posting.amount_fen
        for voucher in stands
        if voucher.extra.get(PERIOD_META, "") == period.code
        or (PERIOD_META not in voucher.extra and rule.base == _BASES[1] and period.contains(voucher.day))
        for posting in voucher.postings
        if posting.account.fund == fund.code and posting.account.code == TOP_UP_CODE
    )
    base = (
        closed_balances(posted, fund, period.last_day).by_code.get(BANK_CODE, 0)
        if rule.base == _BASES[0]
        else net_of(posted, fund.code, period).net_fen
    )
    assert isinstance(rule.share.value, Fraction), "a share is a fraction"
    room = None
    if rule.cap is not None:
        closed = closed_balances(posted, to, wanted.day)
        rows = sharers(ledger.books.register, to, ledger.books.community)
        first = sum(row.first_deposit_fen for row in in_scope(rows, ("all",), wanted.day)[0])
        room = first - closed.owners_fen - closed.undistributed_fen
    bank = closed_balances(posted, fund, wanted.day).bank_fen
    usable = max(0, min(lowest_net_fen(posted, fund, wanted.day), bank))
    return _Reckoned(base, share_due_fen(base, rule.share.value, rule.bound), made, room, usable)


def _writing(ledger: Ledger, funds: tuple[Fund, Fund], rule: _Rule, wanted: Wanted, amount: int) -> Writing:
    if not amount:
        return Writing()
    fund, to = funds
    meta: Meta = (("basis", rule.share.citation), (PERIOD_META, wanted.period.code))
    links = (f"top-up-{wanted.period.code}-{wanted.day:%Y%m%d}",)
    title = wanted.period.title
    paid = (
        EntryPosting(_account(ledger, fund, f"Expenses:{fund.code}:6501补充维修资金"), amount),
        EntryPosting(bank_of(ledger, fund, wanted.bank), -amount),
    )
    came = (
        EntryPosting(bank_of(ledger, to, wanted.to_bank), amount),
        EntryPosting(_account(ledger, to, f"Income:{to.code}:4201经营收入"), -amount),
    )
    return Writing(
        (
            Entry(wanted.day, "付", "维修资金专户", f"{title}公共收益补充维修资金", paid, 1, meta, links),
            Entry(wanted.day, "收", "公共收益专户", f"{title}公共收益转入", came, 1, meta, links),
        )
    )


def _account(ledger: Ledger, fund: Fund, usual: str) -> str:
    """Name an account as the chart opens it under the code, the least deep one; else the usual name."""
    root, _, rest = usual.partition(":")
    code = rest.partition(":")[2][:4]
    opened = [
        account.name
        for account in ledger.books.accounts.values()
        if (account.root, account.fund, account.code) == (root, fund.code, code)
    ]
    return min(opened, key=lambda name: name.count(":"), default=usual)


def _told(rule: _Rule, wanted: Wanted, reckoned: _Reckoned) -> list[str]:
    share = rule.share
    lines = [
        f"{wanted.period.title}公共收益补充维修资金：{yuan(reckoned.amount_fen)} 元。",
        f"基数：{rule.base} {yuan(reckoned.base_fen)} 元；份额：{rule.bound} {share.value}，即 {yuan(reckoned.due_fen)} 元。",
    ]
    if reckoned.made_fen:
        lines.append(f"为本期已经转入 {yuan(reckoned.made_fen)} 元，从中减去。")
    if reckoned.room_fen is not None:
        lines.append(f"维修资金离首期交存额还差 {yuan(max(0, reckoned.room_fen))} 元，补充到此为止。")
    lines.append(f"依据：{share.citation}「{share.phrase}」" + (f"（{share.note}）" if share.note else ""))
    lines.append(
        "转入维修资金后是待分配收益，分配到户见 jjledger interest；公共收益一方记支出，两边链接、金额相等。"
    )
    return lines


def _record(rule: _Rule, wanted: Wanted, reckoned: _Reckoned) -> dict[str, object]:
    return {
        "period": wanted.period.code,
        "day": wanted.day.isoformat(),
        "base": rule.base,
        "base_amount": plain_yuan(reckoned.base_fen),
        "bound": rule.bound,
        "share": str(rule.share.value),
        "due": plain_yuan(reckoned.due_fen),
        "made": plain_yuan(reckoned.made_fen),
        "room": None if reckoned.room_fen is None else plain_yuan(max(0, reckoned.room_fen)),
        "amount": plain_yuan(reckoned.amount_fen),
        "basis": rule.share.citation,
    }
