"""B02-B08: could every split be carried out on the register and the balances?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from jjledger.facts.finding import Finding, Place
from jjledger.rules.problem import Problem, ProblemKind
from jjledger.units import yuan

_BY_DOOR: Final = "住宅专项维修资金管理办法第10条：按房屋户门号设分户账"
_BY_AREA: Final = "民法典第283条：按照业主专有部分面积所占比例确定"
_INCOME: Final = "住宅专项维修资金管理办法第27条：利息转入资金滚存使用；一段期间只分配一次"
_CORRECTION: Final = "会计基础工作规范第51条：错账以红字注销原凭证"

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
    "not_income": (
        "B06", lambda _: "interest 只写在转入 3001 或 3002 的分录上。",
        "请检查借贷方向和科目；退回分配用红字凭证。", _INCOME,
    ),
    "reversed_unknown": (
        "B07", lambda p: f"找不到被冲销的凭证「{p.named}」。",
        '请写全月份和号，例如 reverses: "2025-03-F0012"。', _CORRECTION,
    ),
    "reversed_differs": (
        "B07", lambda p: f"这一分录与被冲销的 {p.named} 不是金额相反、归属相同。",
        "红字凭证照抄原凭证的科目和归属，只把金额变号。", _CORRECTION,
    ),
}  # fmt: skip


def check_households(problems: tuple[Problem, ...]) -> Iterator[Finding]:
    """Put into words what the replay could not carry out.

    Args:
        problems: from `rules.replay`.

    Source: 住宅专项维修资金管理办法 第10条; 民法典 第283条.
    """
    for problem in problems:
        code, words, remedy, ground = _WORDS[problem.kind]
        place = problem.posting.place
        if problem.line and problem.posting.split is not None:
            place = Place(problem.posting.split.value, problem.line)
        if problem.kind == "policy_changes":
            remedy += problem.named
        what = f"凭证 {problem.voucher.number}：{words(problem)}"
        yield Finding(code, "block", place, what, remedy, ground)
