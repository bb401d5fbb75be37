"""Why something is held back, in words that anybody may read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from jjledger.checks.catalogue import public_words
from jjledger.disclosure.models import HeldFinding
from jjledger.facts.finding import Finding
from jjledger.period import parse_period

PRIVATE_WORDS: Final = "D07"
ROSTER_MISSING: Final = "P01"
UNREADABLE: Final = "P02"
NO_TYPE: Final = "P03"
UNCLOSED: Final = "P04"
UNAPPROVED: Final = "P05"
BACKWARDS: Final = "P06"
UNSIGNED: Final = "P07"
LINKS_STAY: Final = "P08"
NO_HOUSES: Final = "P09"
_MONTH_FILE: Final = re.compile(r"(?:.*/)?([1-9]\d{3}-(?:0[1-9]|1[0-2]))\.beancount", re.ASCII)
_NAMED_MONTHS: Final = 3

# What stands in no check of the books: the lint of finished pages, and the publication itself.
_WORDS: Final = {
    "D01": "页面上的截止日期不是本期最后一天",
    "D02": "页面上的数字加不起来",
    "D03": "页面上的百分比或图形与金额不符",
    "D04": "页面上有以万元或亿元计的金额，与元混用",
    "D05": "结余没有加上上期结转",
    "D06": "有凭证列了两次，或有项目没有指向凭证",
    PRIVATE_WORDS: "页面文字里有个人信息，须先删去",
    "D08": "有维修项目写明的分摊范围与凭证不同",
    "D09": "钱的来去或余额的图形与金额不符",
    "D10": "累计数或与去年同期的比较对不上",
    "D11": "支出由谁决定的合计与支出不符",
    "D12": "余额偏低的户数不足十户，不能列出",
    ROSTER_MISSING: "没有业主名册，不能核对公示中是否写有个人姓名",
    UNREADABLE: "账簿读不出来，须由会计先改正",
    UNCLOSED: "本期有月份还没有结账",
    UNAPPROVED: "账簿改动了已经公示的内容，更正还没有批准，原来公示的不变",
    BACKWARDS: "更正的日子比现行版本公示的日子还早",
    UNSIGNED: "已经编好，等待签批",
    LINKS_STAY: "住户的专用链接没有更新",
    NO_HOUSES: "这笔资金在登记册里还没有一户",
    NO_TYPE: "打印版有的字字体里没有，印作〓",
}


def words_of(code: str) -> str:
    """Give the neutral sentence for a code; it names no person, room, amount or file."""
    return _WORDS[code] if code in _WORDS else public_words(code)


def held_findings(findings: Sequence[Finding]) -> tuple[HeldFinding, ...]:
    """Say what holds something back and in which months, each code once, in the order of the findings."""
    months: dict[str, dict[str, None]] = {}
    for finding in findings:
        months.setdefault(finding.code, {})[_month_of(finding)] = None
    return tuple(HeldFinding(code, _within(sorted(found)) + words_of(code)) for code, found in months.items())


def _month_of(finding: Finding) -> str:
    """Give the month whose file a finding is about, 2025-12; empty where it is about another file."""
    match = _MONTH_FILE.fullmatch(finding.place.file)
    return match[1] if match else ""


def _within(months: Sequence[str]) -> str:
    """Name the first months: 2025年3月、2025年5月：, with 等 where there is more; nothing where none is known."""
    named = [parse_period(month).title for month in months if month][:_NAMED_MONTHS]
    others = "等" if len(named) < len(months) else ""
    return f"{'、'.join(named)}{others}：" if named else ""
