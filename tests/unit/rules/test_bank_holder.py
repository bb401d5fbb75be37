"""In whose name an account is: the community's, or the one it says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jjledger.facts.import_rule import BankFacts
from jjledger.rules.bank_holder import holder_fits
from tests.written_books import written


@pytest.mark.parametrize(
    ("holder", "fits"),
    [
        ("示范小区业主委员会", True),
        ("示范小区 业主大会", True),
        ("", True),  # a statement that does not say is not held against it
        ("张三", False),
        ("某物业服务有限公司", False),
        ("示范花园业主委员会", False),
    ],
)
def test_without_a_word_of_its_own(holder: str, fits: bool) -> None:  # noqa: FBT001 -- a table's column
    assert holder_fits(written("").community, "1234建行", holder) is fits


@pytest.mark.parametrize(("holder", "fits"), [("某街道(代管)", True), ("示范小区业主委员会", False)])
def test_what_the_community_says_counts_alone(holder: str, fits: bool) -> None:  # noqa: FBT001 -- a table's column
    community = replace(written("").community, banks=(BankFacts("1234建行", "某街道（代管）"),))
    assert holder_fits(community, "1234建行", holder) is fits
    assert holder_fits(community, "5678农行", "示范小区业主委员会")
