"""Figures from outside: found by the words of their heading, or told at their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from jjledger.books.control_file import read_controls
from jjledger.books.source import Source


def source_with(folder: Path, name: str, text: str) -> Source:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return Source(folder)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("来源,日期,笔数,金额\n道闸,2025-03-10,4,40.00\n", [("道闸", "2025-03", 4, 40_00)]),
        ('停车场日报\n\n统计日期,实收金额\n2025/3/1,1\n2025年3月2日,"1,000.50"\n合计,1001.5\n',
         [("gate", "2025-03", None, 1_00), ("gate", "2025-03", None, 1000_50)]),
        ("月份,金额,来源\n2025-03,-3.00,桩\n202504,5,桩\n", [("桩", "2025-03", None, -3_00), ("桩", "2025-04", None, 5_00)]),
    ],
)  # fmt: skip
def test_outside_figures_are_found_by_the_words_of_their_heading(
    tmp_path: Path, text: str, figures: list[tuple[str, str, int | None, int]]
) -> None:
    found, findings = read_controls(source_with(tmp_path, "controls/gate.csv", text))
    assert not findings
    assert [(one.source, one.period.code, one.count, one.amount_fen) for one in found] == figures


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("甲,乙\n1,2\n", 1),
        ("日期,金额\n2025-13-01,1\n", 2),
        ("日期,金额\n昨天,1\n", 2),
        ("日期,金额\n2025-03-01,一元\n", 2),
        ("日期,金额,笔数\n2025-03-01,1,3.5\n", 2),
        ("", 1),
    ],
)
def test_outside_figures_nobody_can_read_are_told(tmp_path: Path, text: str, line: int) -> None:
    found, findings = read_controls(source_with(tmp_path, "controls/gate.csv", text))
    assert not found
    assert [(one.code, one.place.line) for one in findings] == [("E84", line)]
