"""A19: which sub-accounts have less than the law's share of their first deposit left, so that owners pay in again?"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule
from jjledger.checks.recompute.fund import Recomputed
from jjledger.checks.recompute.houses import houses_of
from jjledger.facts.audit_finding import Answer, AuditFinding, Evidence
from jjledger.facts.community import Fund
from jjledger.facts.finding import Place
from jjledger.facts.register import Household
from jjledger.law import for_community
from jjledger.rules.top_up import top_up_fen
from jjledger.units import percent, yuan

CODE: Final = "A19"
_GROUND: Final = "住宅专项维修资金管理办法第17条：业主分户账面余额不足首期交存额百分之三十的，应当及时续交"
_REMEDY: Final = "请按业主大会或者当地的规定通知续交：jjledger fund top-up 列出应续交的户和金额。"
_LINE: Final = "top_up_line_share"
_REGISTER: Final = "register.csv"


def ask(asked: Asked) -> Answer:
    """Hold every sub-account, worked out once more, against its first deposit at the end of the days under audit.

    Args:
        asked: the books under audit.

    Source: 住宅专项维修资金管理办法 第17条; 台州市物业管理条例 第51条; R13.
    """
    community = asked.books.community
    day = min(asked.last_day, asked.today)
    law = for_community(community.region, community.disclosure.preset, community.own_law)
    ruling = law.find(_LINE, day)
    if ruling is None:
        return Answer(CODE, 0, (), f"没有续交线：{day} 在本地区没有生效的规定")
    assert isinstance(ruling.value, Fraction), "a share is a fraction"
    findings, items, unknown = [], 0, 0
    for fund in community.funds:
        again = asked.recomputed.get(fund.code)
        if again is None:
            continue
        rows = [row for row in houses_of(asked.books, fund).rows if row.in_force(day)]
        known = [row for row in rows if row.first_deposit_fen]
        items, unknown = items + len(known), unknown + len(rows) - len(known)
        below = _below(again, fund, known, (day, ruling.value))
        if below:
            findings.append(_finding(fund, day, ruling.value, below))
    unable = f"有 {unknown} 户没有登记首期交存额，不知道低不低于续交线" if unknown else ""
    return Answer(CODE, items, tuple(findings), unable)


def _below(
    again: Recomputed, fund: Fund, rows: list[Household], line: tuple[date, Fraction]
) -> list[tuple[Household, int, int]]:
    """List the houses below the line, with what they have and what they have to pay in."""
    day, share = line
    policy = fund.policy_on(day)
    reading = policy.top_up if policy else "difference"
    found = []
    for row in rows:
        has = again.accounts[row.id].at(day).net
        due = top_up_fen(has, row.first_deposit_fen, share, reading)
        if due:
            found.append((row, has, due))
    return found


def _finding(fund: Fund, day: date, line: Fraction, below: list[tuple[Household, int, int]]) -> AuditFinding:
    # How many there are may tell of few, and nobody may see it who may not see each of them.
    total = sum(due for *_, due in below)
    rows = [
        Evidence(day, "", f"{fund.code}：{len(below)} 户应续交", total, Place(_REGISTER, 0), private=True)
    ]
    rows += [
        Evidence(
            day, "", f"{row.id}：余额 {yuan(has)} 元，首期交存 {yuan(row.first_deposit_fen)} 元，应续交 {yuan(due)} 元",
            due, Place(_REGISTER, row.line), private=True,
        )
        for row, has, due in below
    ]  # fmt: skip
    return AuditFinding(
        CODE, "medium", f"{fund.code} 有分户账的余额低于首期交存额的 {percent(line)}，应当续交。",
        tuple(rows), _GROUND, _REMEDY, f"{CODE} {fund.code} {day}",
    )  # fmt: skip


RULE: Final = Rule(CODE, "medium", "有没有分户账余额低于首期交存额的三成，应当续交？", _GROUND, ask)
