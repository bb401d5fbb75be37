"""Thresholds: the program's, a community's own, and what the report says of both."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from jjledger.facts.audit_settings import OUR_DEFAULT, SETTINGS, AuditSettings, Thresholds, merged

EARLY, LATER = date(2025, 1, 1), date(2025, 7, 1)


def test_every_threshold_has_one_setting_and_every_setting_one_threshold() -> None:
    fields = set(Thresholds.__dataclass_fields__) - {"from_day"}
    assert {setting.field for setting in SETTINGS} == fields
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)


def test_the_defaults_hold_before_the_first_day_and_what_is_not_said_stays() -> None:
    settings = merged([(EARLY, {"split_days": 5}), (LATER, {"near": Fraction(4, 5)})])
    assert settings.on(date(2024, 12, 31)).split_days == 7
    assert (settings.on(EARLY).split_days, settings.on(EARLY).near) == (5, Fraction(9, 10))
    assert (settings.on(LATER).split_days, settings.on(LATER).near) == (5, Fraction(4, 5))


def test_the_report_says_what_was_in_force_since_when_and_on_whose_word() -> None:
    settings = merged([(EARLY, {"split_days": 5}), (LATER, {"split_days": 9})])
    lines = settings.in_force(date(2024, 7, 1), date(2025, 12, 31))
    assert [(one.value, one.from_day) for one in lines if one.key == "split_days"] == [
        ("7天", None), ("5天", EARLY), ("9天", LATER),
    ]  # fmt: skip
    assert {one.source for one in lines if one.key == "duplicate_days"} == {OUR_DEFAULT}
    assert next(one for one in lines if one.key == "approval").value == "没有设定"
    assert all(one.source for one in lines)


def test_a_change_after_the_period_is_not_told() -> None:
    settings = merged([(LATER, {"split_days": 9})])
    lines = settings.in_force(EARLY, date(2025, 6, 30))
    assert [one.value for one in lines if one.key == "split_days"] == ["7天"]
    assert len(lines) == len(AuditSettings().in_force(EARLY, LATER)) == len(SETTINGS)
