"""Cities' rules of interest as the package keeps them: form, order, source."""

from __future__ import annotations

from datetime import date

import pytest

from jjledger.errors import LawError
from jjledger.law.city_interest import city_rules, published_rates, read_city_rule

GOOD = """\
title     = "某市"
source    = "某公报"
uncertain = "起行日没有写"
[[period]]
from     = 2008-01-01
interest = { method = "pool" }
[[period]]
from     = 2016-02-21
interest = { method = "declared" }
"""


def test_a_rule_is_read_whole() -> None:
    rule = read_city_rule("interest/moushi.toml", GOOD)
    assert (rule.code, rule.title, rule.source, rule.uncertain) == (
        "moushi",
        "某市",
        "某公报",
        "起行日没有写",
    )
    assert [(period.from_day, period.interest["method"]) for period in rule.periods] == [
        (date(2008, 1, 1), "pool"),
        (date(2016, 2, 21), "declared"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('source    = "某公报"\n', "", "source"),
        ('"某公报"', '" "', "source"),
        ('title     = "某市"', 'name = "某市"', "name"),
        ("2016-02-21", "2008-01-01", "从早到晚"),
        ("2016-02-21", '"2016-02-21"', "from"),
        ('{ method = "pool" }', '"pool"', "interest"),
    ],
)
def test_a_rule_out_of_form_is_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(LawError, match=said):
        read_city_rule("interest/moushi.toml", GOOD.replace(old, new))


def test_a_rule_has_a_period() -> None:
    with pytest.raises(LawError, match="period"):
        read_city_rule("interest/moushi.toml", GOOD.partition("[[")[0] + "period = []\n")


def test_the_cities_that_were_promised_are_there() -> None:
    assert set(city_rules()) >= {"nanning", "guigang", "tianjin", "changsha", "shenzhen", "xian"}
    assert all(rule.source and rule.uncertain for rule in city_rules().values())


def test_rates_are_those_of_the_central_bank_and_of_three_cities() -> None:
    assert set(published_rates()) == {"pboc", "guigang", "tianjin", "changsha"}
