"""The owners' joint decisions: who counts as how many heads, and whether a vote carries.

Whole numbers only: heads, and floor area in dm². The thresholds come in; the one thing
fixed here is which side of a threshold its own number falls on, for that is in the words
以上 and 过半数. Where ballots come from, and whether they are genuine, is not known here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from jjledger.facts.decision import Tally, Vote
from jjledger.units import square_metres

Choice = Literal["agree", "against", "abstain"]

DEVELOPER: Final = "developer"
# The nine matters of 民法典 第278条, by their item number.
MATTERS: Final[Mapping[int, str]] = {
    1: "制定和修改业主大会议事规则",
    2: "制定和修改管理规约",
    3: "选举业主委员会或者更换业主委员会成员",
    4: "选聘和解聘物业服务企业或者其他管理人",
    5: "使用建筑物及其附属设施的维修资金",
    6: "筹集建筑物及其附属设施的维修资金",
    7: "改建、重建建筑物及其附属设施",
    8: "改变共有部分的用途或者利用共有部分从事经营活动",
    9: "有关共有和共同管理权利的其他重大事项",
}


@dataclass(frozen=True, slots=True)
class VotingUnit:
    """One exclusive unit on the roll of a vote."""

    household: str
    area_dm2: int
    owner: str  # any key that is the same for all units of one owner; never a name
    sold_and_delivered: bool = True

    @property
    def voter(self) -> str:
        """Say who votes for the unit: its owner, or the developer until it is delivered."""
        return self.owner if self.sold_and_delivered else DEVELOPER


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The shares a decision needs, all of 民法典 第278条."""

    participation_area: Fraction
    participation_heads: Fraction
    ordinary_consent: Fraction  # has to be exceeded
    special_consent: Fraction  # has to be reached
    special_matters: frozenset[int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One of the four comparisons of a decision."""

    actual: int  # heads or dm²
    needed: int  # the least that would do, in the same unit
    reason: str  # in words, with both figures

    @property
    def met(self) -> bool:
        """Say whether it is reached."""
        return self.actual >= self.needed


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a vote carries, and why."""

    vote: Vote
    comparisons: tuple[Comparison, ...]  # participation by area and heads, consent by area and heads

    @property
    def carried(self) -> bool:
        """Say whether all comparisons are met."""
        return all(comparison.met for comparison in self.comparisons)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Give the comparisons in words, in their order."""
        return tuple(comparison.reason for comparison in self.comparisons)


def tally(units: Collection[VotingUnit]) -> Tally:
    """Count the heads and floor area of some units.

    Args:
        units: units of the roll.

    Returns:
        One head a unit, but one in all for an owner's several units, and one in all for
        what the developer has not sold or not delivered; area in dm².

    Source: 台州市物业管理条例 第18条.
    """
    return Tally(len({unit.voter for unit in units}), sum(unit.area_dm2 for unit in units))


def count(matter: int, roll: Sequence[VotingUnit], ballots: Mapping[str, Choice]) -> Vote:
    """Count a vote from the roll and one ballot a voter.

    Args:
        matter: item number of 民法典 第278条.
        roll: every unit of the scope that votes.
        ballots: choice by voter; who abstains takes part, who is missing does not.

    Raises:
        ValueError: a ballot of nobody on the roll.

    Source: 民法典 第278条; 台州市物业管理条例 第18条.
    """
    strangers = set(ballots) - {unit.voter for unit in roll}
    if strangers:
        msg = f"表决票 {'、'.join(sorted(strangers))} 不在表决名册上"
        raise ValueError(msg)
    return Vote(
        matter=matter,
        total=tally(roll),
        participating=tally([unit for unit in roll if unit.voter in ballots]),
        agreeing=tally([unit for unit in roll if ballots.get(unit.voter) == "agree"]),
    )


def decide(vote: Vote, thresholds: Thresholds) -> Outcome:
    """Say whether a vote carries.

    Participation is measured against all owners, consent against those who took part; each
    has to hold by area and by heads. 以上 includes the number itself, 过半数 does not.

    Args:
        vote: the vote as counted.
        thresholds: the shares in force on the day of the vote.

    Raises:
        ValueError: an unknown matter, nobody to vote, or more agreeing than taking part
            or taking part than there are.

    Source: 民法典 第278条, 第1259条.
    """
    demand_nested(vote)
    total, took_part, agreed = vote.total, vote.participating, vote.agreeing
    special = vote.matter in thresholds.special_matters
    consent = thresholds.special_consent if special else thresholds.ordinary_consent
    consent_words = f"须{'达到' if special else '超过'}参与表决的 {consent}"
    return Outcome(
        vote,
        (
            _by_area(
                "参与表决",
                f"须达到全体的 {thresholds.participation_area}",
                took_part,
                _least(thresholds.participation_area, total.area_dm2, reached=True),
            ),
            _by_heads(
                "参与表决",
                f"须达到全体的 {thresholds.participation_heads}",
                took_part,
                _least(thresholds.participation_heads, total.heads, reached=True),
            ),
            _by_area("同意", consent_words, agreed, _least(consent, took_part.area_dm2, reached=special)),
            _by_heads("同意", consent_words, agreed, _least(consent, took_part.heads, reached=special)),
        ),
    )


def demand_nested(vote: Vote) -> None:
    """Refuse figures that cannot be those of one vote.

    Raises:
        ValueError: an unknown matter, nobody to vote, or more agreeing than taking part
            or taking part than there are.
    """
    if vote.matter not in MATTERS:
        msg = f"没有第 {vote.matter} 项共同决定事项"
        raise ValueError(msg)
    heads = (0, vote.agreeing.heads, vote.participating.heads, vote.total.heads)
    areas = (0, vote.agreeing.area_dm2, vote.participating.area_dm2, vote.total.area_dm2)
    if sorted(heads) != list(heads) or sorted(areas) != list(areas):
        msg = "同意的多于参与表决的，或者参与表决的多于全体"
        raise ValueError(msg)
    if not vote.total.heads or not vote.total.area_dm2:
        msg = "表决名册是空的"
        raise ValueError(msg)


def _least(share: Fraction, whole: int, *, reached: bool) -> int:
    """Give the least whole number that reaches a share of a whole, or that exceeds it."""
    part = share * whole
    floor = part.numerator // part.denominator
    return floor if reached and part == floor else floor + 1


def _by_area(deed: str, threshold: str, actual: Tally, needed_dm2: int) -> Comparison:
    verdict = "达到" if actual.area_dm2 >= needed_dm2 else "未达到"
    had, needed = square_metres(actual.area_dm2), square_metres(needed_dm2)
    reason = f"{deed}的专有部分面积 {had} 平方米，{threshold}，即至少 {needed} 平方米：{verdict}"
    return Comparison(actual.area_dm2, needed_dm2, reason)


def _by_heads(deed: str, threshold: str, actual: Tally, needed: int) -> Comparison:
    verdict = "达到" if actual.heads >= needed else "未达到"
    reason = f"{deed}的业主 {actual.heads} 人，{threshold}，即至少 {needed} 人：{verdict}"
    return Comparison(actual.heads, needed, reason)
