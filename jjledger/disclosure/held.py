"""Why something is held back, in words that anybody may read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from jjledger.checks.catalogue import public_words
from jjledger.disclosure.models import HeldFinding
from jjledger.facts.finding import Finding

PRIVATE_WORDS: Final = "D07"
ROSTER_MISSING: Final = "P01"
UNREADABLE: Final = "P02"

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
    ROSTER_MISSING: "没有业主名册，不能核对公示中是否写有个人姓名",
    UNREADABLE: "账簿读不出来，须由会计先改正",
}


def words_of(code: str) -> str:
    """Give the neutral sentence for a code; it names no person, room, amount or file."""
    return _WORDS[code] if code in _WORDS else public_words(code)


def held_findings(findings: Sequence[Finding]) -> tuple[HeldFinding, ...]:
    """Say what holds something back, each sentence once, in the order of the findings."""
    return tuple(dict.fromkeys(HeldFinding(finding.code, words_of(finding.code)) for finding in findings))
