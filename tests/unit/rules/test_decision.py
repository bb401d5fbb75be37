"""Joint decisions: heads are counted, and thresholds compared, as the law's words say."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jjledger.facts.decision import Tally, Vote
from jjledger.rules.decision import (
    DEVELOPER,
    Choice,
    Outcome,
    Thresholds,
    VotingUnit,
    count,
    decide,
    tally,
)

THRESHOLDS = Thresholds(
    participation_area=Fraction(2, 3),
    participation_heads=Fraction(2, 3),
    ordinary_consent=Fraction(1, 2),
    special_consent=Fraction(3, 4),
    special_matters=frozenset({6, 7, 8}),
)


def outcome(matter: int, total: int, took_part: int, agreed: int) -> Outcome:
    """Decide where every owner has one unit of 1 dm², so heads and area are the same number."""
    return decide(Vote(matter, *(Tally(number, number) for number in (total, took_part, agreed))), THRESHOLDS)


@pytest.mark.parametrize("matter", [1, 5, 6, 7, 8, 9])
def test_every_small_vote_agrees_with_plain_cross_multiplication(matter: int) -> None:
    for total in range(1, 13):
        for took_part in range(total + 1):
            for agreed in range(took_part + 1):
                enough = agreed * 4 >= took_part * 3 if matter in {6, 7, 8} else agreed * 2 > took_part
                assert outcome(matter, total, took_part, agreed).carried is (
                    took_part * 3 >= total * 2 and enough
                )


def test_area_and_heads_must_both_hold() -> None:
    total = Tally(10, 1000)
    assert decide(Vote(5, total, Tally(7, 667), Tally(4, 334)), THRESHOLDS).carried
    assert not decide(Vote(5, total, Tally(7, 666), Tally(7, 666)), THRESHOLDS).carried
    assert not decide(Vote(5, total, Tally(6, 1000), Tally(6, 1000)), THRESHOLDS).carried
    assert not decide(Vote(5, total, Tally(7, 667), Tally(3, 334)), THRESHOLDS).carried
    assert not decide(Vote(5, total, Tally(7, 667), Tally(4, 333)), THRESHOLDS).carried


def test_reasons_give_both_figures_in_words() -> None:
    vote = Vote(6, Tally(300, 3_000_000), Tally(200, 2_000_000), Tally(149, 1_500_000))
    assert decide(vote, THRESHOLDS).reasons == (
        "参与表决的专有部分面积 20000.00 平方米，须达到全体的 2/3，即至少 20000.00 平方米：达到",
        "参与表决的业主 200 人，须达到全体的 2/3，即至少 200 人：达到",
        "同意的专有部分面积 15000.00 平方米，须达到参与表决的 3/4，即至少 15000.00 平方米：达到",
        "同意的业主 149 人，须达到参与表决的 3/4，即至少 150 人：未达到",
    )


ROLL = (
    VotingUnit("01-1-101", 10_000, "a"),
    VotingUnit("01-1-102", 10_000, "a"),
    VotingUnit("01-1-201", 10_000, "b"),
    VotingUnit("01-1-202", 10_000, "c", sold_and_delivered=False),
    VotingUnit("01-1-301", 10_000, DEVELOPER),
)


def test_heads_are_owners_not_units() -> None:
    assert tally(ROLL) == Tally(3, 50_000)  # a, b, and the developer for c's undelivered unit and its own
    assert tally(()) == Tally(0, 0)


def test_a_ballot_carries_all_units_of_its_voter() -> None:
    ballots: dict[str, Choice] = {"a": "agree", "b": "abstain"}
    vote = count(5, ROLL, ballots)
    assert (vote.total, vote.participating, vote.agreeing) == (
        Tally(3, 50_000),
        Tally(2, 30_000),
        Tally(1, 20_000),
    )


def test_the_buyer_of_an_undelivered_unit_has_no_ballot() -> None:
    with pytest.raises(ValueError, match="表决票 c 不在表决名册上"):
        count(5, ROLL, {"c": "agree"})


@pytest.mark.parametrize(
    ("vote", "words"),
    [
        (Vote(0, Tally(3, 3), Tally(3, 3), Tally(3, 3)), "没有第 0 项"),
        (Vote(10, Tally(3, 3), Tally(3, 3), Tally(3, 3)), "没有第 10 项"),
        (Vote(5, Tally(3, 3), Tally(4, 3), Tally(3, 3)), "多于全体"),
        (Vote(5, Tally(3, 3), Tally(3, 4), Tally(3, 3)), "多于全体"),
        (Vote(5, Tally(3, 3), Tally(2, 3), Tally(3, 3)), "多于参与表决"),
        (Vote(5, Tally(3, 3), Tally(3, 2), Tally(3, 3)), "多于参与表决"),
        (Vote(5, Tally(3, 3), Tally(3, 3), Tally(-1, 3)), "多于"),
        (Vote(5, Tally(0, 3), Tally(0, 3), Tally(0, 3)), "名册是空的"),
        (Vote(5, Tally(3, 0), Tally(3, 0), Tally(3, 0)), "名册是空的"),
    ],
)
def test_figures_that_cannot_be_one_vote_are_refused(vote: Vote, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        decide(vote, THRESHOLDS)
