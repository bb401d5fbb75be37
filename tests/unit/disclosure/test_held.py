"""Why something is held, in words that name nobody."""

from __future__ import annotations

import pytest

from jjledger.disclosure.held import PRIVATE_WORDS, ROSTER_MISSING, UNREADABLE, held_findings, words_of
from jjledger.disclosure.lint import LINTS
from jjledger.facts.finding import Finding, Place


@pytest.mark.parametrize("code", [*LINTS, ROSTER_MISSING, UNREADABLE])
def test_every_lint_has_words_that_name_nobody_and_no_amount(code: str) -> None:
    words = words_of(code)
    assert words
    assert not any(sign.isdigit() for sign in words)


def test_a_reason_stands_once_and_its_private_words_nowhere() -> None:
    findings = [
        Finding(code, "block", Place("2025-06.beancount", line), f"01-1-101 的张三 {line}", "请改")
        for line, code in enumerate((PRIVATE_WORDS, "D02", PRIVATE_WORDS), 1)
    ]
    held = held_findings(findings)
    assert [finding.code for finding in held] == [PRIVATE_WORDS, "D02"]
    assert "张三" not in repr(held)
    assert "101" not in repr(held)


@pytest.mark.parametrize(
    ("files", "months"),
    [
        (["2025/2025-12.beancount"], "2025年12月："),
        (["2025/2025-12.beancount", "2025/2025-12.beancount"], "2025年12月："),
        (["2025/2025-10.beancount", "2024/2024-09.beancount"], "2024年9月、2025年10月："),
        ([f"2025/2025-0{month}.beancount" for month in (4, 3, 2, 1)], "2025年1月、2025年2月、2025年3月等："),
        (["chart.beancount", "2025/2025-12.beancount"], "2025年12月等："),
        (["chart.beancount"], ""),
        (["2025/2025-13.beancount"], ""),
        (["2025-Q4/public-revenue"], ""),
        (["details/2025-12.csv"], ""),
    ],
)
def test_the_months_of_a_reason_are_named_and_nothing_else_of_its_place(
    files: list[str], months: str
) -> None:
    findings = [Finding("B00", "block", Place(file, 7), "01-1-101 的张三", "请改") for file in files]
    (held,) = held_findings(findings)
    assert held.words == f"{months}{words_of('B00')}"
