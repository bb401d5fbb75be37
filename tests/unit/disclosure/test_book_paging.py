"""Lines and pages of printed books, reckoned."""

from __future__ import annotations

import pytest

from jjledger.disclosure.book_paging import FULL, broken, page_breaks, row_height, width


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ("",)),
        ("更换曳引机", ("更换曳引", "机")),
        ("更换1号楼曳引机", ("更换1号", "楼曳引机")),
        ("付款2025年第三季度", ("付款", "2025年", "第三季度")),  # a number is not cut
        ("停车费用，补记", ("停车费", "用，补记")),  # no line begins with a comma
        ("停车费（补）", ("停车费", "（补）")),  # nor ends with an open bracket
        ("甲\n乙\t丙", ("甲 乙 ", "丙")),
        ("12345678901234567890", ("123456", "789012", "345678", "90")),  # unless it is longer than a line
    ],
)
def test_words_break_into_lines_that_fit(text: str, lines: tuple[str, ...]) -> None:
    assert broken(text, 4) == lines
    assert "".join(lines) == " ".join(text.split())


def test_no_line_is_wider_than_it_may_be() -> None:
    text = "PVC-U管件DN100（含税13%）2025年第三季度公共区域WWWW照明，更换；验收" * 9
    for characters in (5, 7, 16, 22):
        assert max(width(line.rstrip()) for line in broken(text, characters)) <= characters * FULL


@pytest.mark.parametrize(
    ("heights", "pages"),
    [
        ([], [[]]),
        ([1, 1, 1, 1], [[0, 1, 2, 3]]),
        ([1, 1, 1, 1, 1], [[0, 1, 2], [3, 4]]),  # three and 过次页; 承前页 and two
        ([1] * 9, [[0, 1, 2], [3, 4], [5, 6], [7, 8]]),  # the last has room for three
        ([2, 2, 2, 1], [[0], [1], [2, 3]]),
    ],
)
def test_pages_hold_their_rows_and_what_is_carried(heights: list[int], pages: list[list[int]]) -> None:
    assert [list(page) for page in page_breaks(heights, 4, 1, 1)] == pages


def test_a_row_grows_with_its_lines() -> None:
    assert (row_height(0), row_height(1), row_height(3)) == (57, 57, 141)
