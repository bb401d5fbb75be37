"""B02-B06, B51: could every split be carried out on the register and the balances?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS
from jjledger.facts.finding import Finding, Place
from jjledger.rules.closing import owners_money_codes
from jjledger.rules.problem import Problem, ProblemKind
from jjledger.units import yuan

_BY_DOOR: Final = "住宅专项维修资金管理办法第10条：按房屋户门号设分户账"
_BY_AREA: Final = "民法典第283条：按照业主专有部分面积所占比例确定"
_INCOME: Final = "住宅专项维修资金管理办法第27条：利息转入资金滚存使用；一段期间只分配一次"
_RATES: Final = (
    "住宅专项维修资金管理办法第27条：利息滚存；按 community.toml 里有效的计息办法，每户四舍五入到分一次"
)

# What `checks.corrections` finds, in funds without households too.
REVERSALS: Final[frozenset[ProblemKind]] = frozenset({"reversed_unknown", "reversed_differs"})

# kind → code, words (with {named}, {figures}), remedy, ground
_WORDS: Final[Mapping[ProblemKind, tuple[str, Callable[[Problem], str], str, str]]] = {
    "unknown_household": (
        "B02", lambda p: f"房屋 {p.named} 不在本资金的房屋登记册里。",
        "请核对房号；确有此房的，先在 register.csv 登记。", _BY_DOOR,
    ),
    "detail_sum": (
        "B03", lambda p: f"明细合计 {yuan(p.figures[0])} 元，分录 {yuan(p.figures[1])} 元，相差 "
        f"{yuan(abs(abs(p.figures[0]) - abs(p.figures[1])))} 元。",
        "请核对明细文件与凭证金额，改到一致。", "会计基础工作规范第62条：账账相符",
    ),
    "detail_empty": ("B03", lambda _: "明细文件里没有一行。", "请按户填写 household,amount。", _BY_DOOR),
    "scope_form": (
        "B04", lambda p: f"范围「{p.named}」写法不对。",
        '请写 all，或以空格分开的楼幢、楼幢-单元、房屋，例如 "01 02-1 03-2-401"。', _BY_AREA,
    ),
    "scope_unmatched": (
        "B04", lambda p: f"范围里的「{p.named}」在登记册中一户也没有。",
        "请核对楼幢、单元和房号；当日有效的登记行才参加分摊。", _BY_AREA,
    ),
    "no_weight": (
        "B04", lambda _: "没有可以据以分摊的数：面积、首期交存额或积数全是零。",
        "请核对 key，或检查该期间各户是否有余额。", _BY_AREA,
    ),
    "part_overdrawn": (
        "B05", lambda p: f"房屋 {p.named} 被转出的数大于它的余额。",
        "请核对转出的户和金额，part 写 principal 或 interest。", _BY_DOOR,
    ),
    "period_form": (
        "B06", lambda p: f"分配期间「{p.named}」写法不对。",
        '请写起止两日，含首尾，例如 interest: "2024-07-01/2025-06-30"。', _INCOME,
    ),
    "period_open": ("B06", lambda _: "分配的期间在凭证当日还没有结束。", "请把凭证记在期间末日或以后。", _INCOME),
    "period_overlap": (
        "B06", lambda p: f"这一期间与已经分配过的 {p.named} 重叠。", "请改期间；误记的先用红字凭证注销。", _INCOME,
    ),
    "no_policy": (
        "B06", lambda p: f"{p.named} 没有生效的计息办法。",
        "请在 community.toml 该资金下加一段 [[fund.policy]]，写明 from 和 interest。", _INCOME,
    ),
    "policy_changes": ("B06", lambda _: "期间之内计息办法有变。", "请分段分配：", _INCOME),
    "rate_missing": (
        "B51", lambda p: f"利率表 {p.named} 没有利率，而有钱要按它计息。",
        "请在利率表里补上这一列、这一天起行的利率；没有公布的，请改用公布了的一列。", _RATES,
    ),
    "declared_differs": (
        "B51", lambda p: f"按公布的利率应分配 {yuan(p.figures[0])} 元，分录写的是 {yuan(p.figures[1])} 元。",
        "请用 jjledger interest 重算，照它的数记账；已记的用红字凭证注销。", _RATES,
    ),
    "not_income": (
        "B06", lambda _: "interest 只写在转入 3001 或 3002 的分录上。",
        "请检查借贷方向和科目；退回分配用红字凭证。", _INCOME,
    ),
}  # fmt: skip


def unsure_funds(books: Books, problems: tuple[Problem, ...]) -> frozenset[str]:
    """List the funds in which some money went to no household, so that balances are not to be relied on.

    Args:
        books: the general book.
        problems: from `rules.replay`.
    """
    kinds = {fund.code: fund for fund in books.community.funds if fund.kind in OWNERS_FUND_KINDS}
    nobodys = {
        posting.account.fund
        for voucher in books.posted()
        for posting in voucher.postings
        if posting.split is None
        and posting.account.fund in kinds
        and posting.account.code in owners_money_codes(kinds[posting.account.fund], voucher.day)
    }
    failed = {problem.posting.account.fund for problem in problems if not _follows_from_balances(problem)}
    return frozenset(nobodys | failed)


def _follows_from_balances(problem: Problem) -> bool:
    """Say whether a problem may only be the echo of an earlier one."""
    split = problem.posting.split
    of_income = split is not None and split.kind == "interest"
    return problem.kind in {"part_overdrawn", "declared_differs"} or (
        problem.kind == "no_weight" and of_income
    )


def check_households(problems: tuple[Problem, ...], unsure: frozenset[str]) -> Iterator[Finding]:
    """Put into words what the replay could not carry out; of reversals `check_corrections` speaks.

    Args:
        problems: from `rules.replay`.
        unsure: of `unsure_funds`; what follows from their balances is not reported.

    Source: 住宅专项维修资金管理办法 第10条; 民法典 第283条.
    """
    misgiven: set[str] = set()  # funds whose balances lack a distribution that was refused
    for problem in problems:
        fund = problem.posting.account.fund
        echo = fund in unsure and _follows_from_balances(problem)
        if problem.kind == "declared_differs":
            echo = echo or fund in misgiven
            misgiven.add(fund)
        if echo or problem.kind in REVERSALS:
            continue
        code, words, remedy, ground = _WORDS[problem.kind]
        place = problem.posting.place
        if problem.line and problem.posting.split is not None:
            place = Place(problem.posting.split.value, problem.line)
        if problem.kind == "policy_changes":
            remedy += problem.named
        what = f"凭证 {problem.voucher.number}：{words(problem)}"
        yield Finding(code, "block", place, what, remedy, ground)
