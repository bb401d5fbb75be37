"""公共收益分红: what is handed out, by which rule, and what the owners keep in hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final

from jjledger.books.decision_file import file_of
from jjledger.books.ledger import Ledger
from jjledger.errors import OptionError, Trouble
from jjledger.facts.community import Fund, Remainder
from jjledger.facts.entry import Entry, EntryPosting, Meta, Writing
from jjledger.facts.voucher import DetailRow
from jjledger.rules.dividend import (
    Dividend,
    SharedBy,
    divide,
    lowest_net_fen,
    net_fen,
    yearly_cost_fen,
)
from jjledger.rules.owed import owed_by
from jjledger.rules.provenance import areas_hash
from jjledger.rules.scope import in_scope, scope_items, sharers
from jjledger.units import plain_yuan, yuan
from jjledger.workflows.fund.approval import unfit_for
from jjledger.workflows.fund.project import demand_scope
from jjledger.workflows.fund.whose import listed

NET: Final = "民法典第282条：收入在扣除合理成本之后，属于业主共有"
SHARED: Final = "民法典第283条：有约定的按照约定，没有约定的按专有部分面积所占比例"
DECIDED: Final = "民法典第278条第一款第九项：有关共有和共同管理权利的其他重大事项由业主共同决定"
_MATTER: Final = 9
_EQUITY, _OWED = "业主分红", "应付业主分红"
_ROOTS: Final = {_EQUITY: ("Equity", 3102), _OWED: ("Liabilities", 2101)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The dividend asked for."""

    amount_fen: int
    shared_by: SharedBy
    per_household: Fraction  # of the amount, where the rule is mixed
    remainder: Remainder
    scope: str
    decision: str  # "" where the community's own rule says so
    rule: str  # 业主公约第12条; "" where a decision does

    @property
    def equal_share(self) -> Fraction:
        """Give the part that every house gets alike."""
        return {"area": Fraction(0), "household": Fraction(1), "mixed": self.per_household}[self.shared_by]


@dataclass(frozen=True, slots=True)
class Plan:
    """A dividend and what it does to the reserve; amounts in fen."""

    writing: Writing
    wanted: Wanted
    fund: Fund
    dividend: Dividend
    decision_words: str
    before_fen: int
    yearly_cost_fen: int

    @property
    def after_fen(self) -> int:
        """What the fund has of its own afterwards."""
        return self.before_fen - self.wanted.amount_fen


def revenue_fund(ledger: Ledger, code: str) -> Fund:
    """Choose the public-revenue fund a command is about.

    Args:
        ledger: a loaded community.
        code: the fund's; "" the only one.

    Raises:
        OptionError: there is none, several, or not the one named.
    """
    funds = {fund.code: fund for fund in ledger.books.community.funds if fund.kind == "public_revenue"}
    if code in funds:
        return funds[code]
    if len(funds) == 1 and not code:
        return next(iter(funds.values()))
    what = f"「{code}」不是公共收益的资金。" if code else f"本小区有 {len(funds)} 项公共收益的资金。"
    remedy = (
        f"可以写：--fund {'、'.join(funds)}"
        if funds
        else '请先在 community.toml 设立 kind = "public_revenue" 的资金。'
    )
    raise OptionError(Trouble(f"--fund {code}".strip(), what, remedy))


def plan_dividend(ledger: Ledger, fund: Fund, wanted: Wanted, day: date) -> Plan:
    """Plan a dividend as one voucher with its list.

    Args:
        ledger: a loaded community without blocking findings.
        fund: of kind `public_revenue`.
        wanted: how much, and by which rule.
        day: of the voucher; the register rows in force on it share.

    Raises:
        OptionError: nobody decided it, it is more than the fund has, or the scope matches nothing.

    Source: 民法典 第278条, 第282条, 第283条.
    """
    posted = ledger.books.posted()
    words = _decided(ledger, wanted, day)
    before = net_fen(posted, fund, day)
    _refuse_beyond(wanted, before, lowest_net_fen(posted, fund, day), day)
    demand_scope(ledger, wanted.scope, day)
    everyone = sharers(ledger.books.register, fund, ledger.books.community)
    rows, _ = in_scope(everyone, scope_items(wanted.scope), day)
    dividend = divide(wanted.amount_fen, rows, wanted.equal_share, wanted.remainder)
    writing = _writing(ledger, fund, wanted, dividend, day)
    return Plan(writing, wanted, fund, dividend, words, before, yearly_cost_fen(posted, fund, day))


def _decided(ledger: Ledger, wanted: Wanted, day: date) -> str:
    """Say in words what a dividend rests on; refuse what is no decision about it."""
    place = f"--decision {wanted.decision}"
    if bool(wanted.decision) == bool(wanted.rule):
        raise OptionError(
            Trouble(
                "--decision", "没有写明分红的依据，或者写了两种。",
                '请写  --decision 编号，或者按小区规约分红的  --rule "业主公约第12条"。', DECIDED,
            )
        )  # fmt: skip
    if wanted.rule:
        return wanted.rule
    decision = ledger.books.decisions.get(wanted.decision)
    if decision is None:
        raise OptionError(
            Trouble(
                place, f"没有读得出来的决定 {wanted.decision}（{file_of(wanted.decision)}）。",
                f"请先登记： jjledger fund decide 账本 {wanted.decision}", DECIDED,
            )
        )  # fmt: skip
    trouble = next(unfit_for(ledger, decision, _MATTER, day, DECIDED), None)
    if trouble is not None:
        raise OptionError(replace(trouble, place=place))
    return f"{decision.id}「{decision.title}」，{decision.day}"


def _refuse_beyond(wanted: Wanted, before_fen: int, lowest_fen: int, day: date) -> None:
    place = f"--amount {plain_yuan(wanted.amount_fen)}"
    if wanted.amount_fen <= 0:
        raise OptionError(Trouble(place, "分红应大于零。", "请改正金额。", NET))
    if wanted.amount_fen > before_fen:
        beyond = yuan(wanted.amount_fen - before_fen)
        raise OptionError(
            Trouble(
                place, f"{day} 结余 {yuan(before_fen)} 元，分红超出 {beyond} 元。", "请改到不超过结余。", NET
            )
        )
    if wanted.amount_fen > lowest_fen:
        raise OptionError(
            Trouble(
                place, f"{day} 之后已经记了支出，结余最低到 {yuan(lowest_fen)} 元，不够分红。",
                "请改到不超过它，或把 --date 写到那笔支出之后再算。", NET,
            )
        )  # fmt: skip


def _writing(ledger: Ledger, fund: Fund, wanted: Wanted, dividend: Dividend, day: date) -> Writing:
    pairs = [(row.id, fen) for row, fen in zip(dividend.rows, dividend.shares_fen(), strict=True) if fen]
    split, files = listed(ledger, day, [DetailRow(house, fen, "principal", 0) for house, fen in pairs])
    meta: Meta = (
        *((("decision", wanted.decision),) if wanted.decision else ()),
        ("basis", wanted.rule or "民法典第282条、第283条"),
        ("shared-by", _measure(wanted)),
        ("remainder", wanted.remainder),
        ("areas", areas_hash(dividend.rows)),
    )
    legs = (
        EntryPosting(revenue_account(ledger, fund, _EQUITY), wanted.amount_fen),
        EntryPosting(owed_account(ledger, fund), -wanted.amount_fen, split),
    )
    entry = Entry(day, "转", "全体业主", "公共收益分红", legs, 1, meta)
    return Writing((entry,), files)


def _measure(wanted: Wanted) -> str:
    return f"mixed {wanted.per_household}" if wanted.shared_by == "mixed" else wanted.shared_by


def owed_account(ledger: Ledger, fund: Fund) -> str:
    """Name the account of dividends owed: the one kept by household, else as `revenue_account` does."""
    kept = sorted(owed_by(ledger.books, fund).accounts)
    return kept[0] if kept else revenue_account(ledger, fund, _OWED)


def revenue_account(ledger: Ledger, fund: Fund, title: str) -> str:
    """Name an account of public revenue by its title: as opened, else under the first code that is free."""
    root, code = _ROOTS[title]
    own = [one for one in ledger.books.accounts.values() if (one.root, one.fund) == (root, fund.code)]
    opened = sorted(one.name for one in own if one.title == title)
    taken = {one.code for one in own}
    while str(code) in taken:
        code += 1
    return opened[0] if opened else f"{root}:{fund.code}:{code}{title}"
