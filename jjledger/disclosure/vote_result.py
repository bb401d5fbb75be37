"""表决结果公示 of one decision: the count, the shares the law asks for, and whether they were reached.

What a single owner voted can be told from a count of few, so the count of a vote of fewer than ten
owners is not shown, only what came of it. The page is of the day of the vote and stays as it is;
what was spent on the decision later is told by the page of the year (`carried_out`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Final

from jjledger.checks.decisions import thresholds_on
from jjledger.disclosure.decision_models import TallyRow, Threshold, Verdict, VoteResult
from jjledger.disclosure.head import Setting, about, make_head
from jjledger.disclosure.scope_words import scope_words
from jjledger.disclosure.small import LEAST_HOUSEHOLDS
from jjledger.errors import LawError
from jjledger.facts.books import Books
from jjledger.facts.decision import Decision, Tally, Vote
from jjledger.law import Law
from jjledger.period import Period
from jjledger.rules.decision import MATTERS, Comparison, Thresholds, decide
from jjledger.rules.scope import named_rows
from jjledger.units import decimal_text, square_metres

VERDICT_WORDS: Final[dict[Verdict, str]] = {
    "carried": "通过",
    "failed": "没有通过",
    "certified": "应急使用，凭证明办理，不经表决",
    "unknown": "表决当日没有生效的法定比例可以比较",
}
FEW: Final = f"参加这次表决的业主不足 {LEAST_HOUSEHOLDS} 户，列出票数会让人知道各户怎么投票，所以只公布结果。"
MONEY: Final = "为这件事花了多少钱，每年在《表决事项执行情况公示》里连同凭证公布。"
_NUMERALS: Final = "一二三四五六七八九"


def vote_result(books: Books, law: Law, decision: Decision, period: Period, setting: Setting) -> VoteResult:
    """Draw up the result of a vote.

    Args:
        books: for the register and the record of the repair it is for.
        law: of the community, for the shares in force on the day.
        decision: its record.
        period: of its day.
        setting: grounds, address and notes to print.

    Source: 民法典 第278条; 个人信息保护法 第6条 (least intrusion, for the count of few).
    """
    households = len(named_rows(books.register, decision.scope.split(), decision.day))
    few = households < LEAST_HOUSEHOLDS
    vote = decision.by if isinstance(decision.by, Vote) else None
    counted = None if few else vote
    verdict = verdict_of(decision, law)
    emergency = decision.by if not isinstance(decision.by, Vote) else None
    told = replace(setting, notes=(*setting.notes, MONEY))
    head = about(make_head("decision", books.community, None, period, told), decision.title)
    return VoteResult(
        head=head,
        number=decision.id,
        subject=decision.title,
        matter=f"民法典第278条第一款第（{_NUMERALS[decision.matter - 1]}）项：{MATTERS[decision.matter]}",
        scope=scope_words([decision.scope], households),
        day=decision.day,
        verdict=verdict,
        verdict_words=VERDICT_WORDS[verdict] + (f"。{FEW}" if few and vote else ""),
        tallies=tuple(_tallies(counted)) if counted else (),
        thresholds=thresholds_of(decision, law) if counted else (),
        urgent_ground=emergency.ground if emergency else "",
        certified_by=emergency.certified_by if emergency else "",
        project=next(
            (one.id for one in books.projects.values() if one is not None and one.decision == decision.id), ""
        ),
    )


def verdict_of(decision: Decision, law: Law) -> Verdict:
    """Say what came of a decision by the law in force on its day."""
    if not isinstance(decision.by, Vote):
        return "certified"
    try:
        thresholds = thresholds_on(law, decision.day)
    except LawError:
        return "unknown"
    return "carried" if decide(decision.by, thresholds).carried else "failed"


def _tallies(vote: Vote) -> Iterator[TallyRow]:
    against = Tally(
        vote.participating.heads - vote.agreeing.heads, vote.participating.area_dm2 - vote.agreeing.area_dm2
    )
    rows = (
        ("全体业主", vote.total),
        ("参与表决", vote.participating),
        ("同意", vote.agreeing),
        ("不同意或弃权", against),
    )
    for label, tally in rows:
        yield TallyRow(label, tally.heads, square_metres(tally.area_dm2))


def thresholds_of(decision: Decision, law: Law) -> tuple[Threshold, ...]:
    """Hold a count against each share; nothing where there was no vote or no share was in force."""
    vote = decision.by
    if not isinstance(vote, Vote):
        return ()
    try:
        thresholds = thresholds_on(law, decision.day)
    except LawError:
        return ()
    comparisons = decide(vote, thresholds).comparisons
    return tuple(
        _threshold(comparison, *asked)
        for comparison, asked in zip(comparisons, _asked(vote, thresholds), strict=True)
    )


def _asked(vote: Vote, thresholds: Thresholds) -> tuple[tuple[str, Fraction, bool, int], ...]:
    """List what is compared, the share, whether it has to be exceeded, and of what; in the order of `decide`."""
    special = vote.matter in thresholds.special_matters
    consent = thresholds.special_consent if special else thresholds.ordinary_consent
    return (
        ("参与表决的专有部分面积", thresholds.participation_area, False, vote.total.area_dm2),
        ("参与表决的业主人数", thresholds.participation_heads, False, vote.total.heads),
        ("同意的专有部分面积", consent, not special, vote.participating.area_dm2),
        ("同意的业主人数", consent, not special, vote.participating.heads),
    )


def _threshold(comparison: Comparison, label: str, share: Fraction, exceed: bool, whole: int) -> Threshold:  # noqa: FBT001 -- what the article says
    by_area = label.endswith("面积")
    actual = comparison.actual
    show = _area if by_area else _heads
    left, right = actual * share.denominator, whole * share.numerator
    number = square_metres if by_area else str
    sums = (
        f"{number(actual)}×{share.denominator}＝{number(left)}，"
        f"{'大于' if left > right else '等于' if left == right else '小于'}"
        f" {number(whole)}×{share.numerator}＝{number(right)}"
    )
    percent = decimal_text(Fraction(100 * actual, whole), 1) if whole else "0.0"
    return Threshold(
        label, f"{share.numerator}/{share.denominator}", exceed, show(actual), show(whole),
        show(comparison.needed), f"{percent}%", sums, comparison.met,
    )  # fmt: skip


def _area(dm2: int) -> str:
    return f"{square_metres(dm2)} m²"


def _heads(heads: int) -> str:
    return f"{heads} 人"
