"""A corporate statement reads the same from every container, and whatever does not tie is said."""

from __future__ import annotations

from datetime import date

import pytest

from jjledger.errors import SheetError, UnknownLayoutError
from jjledger.facts.statement import Statement
from jjledger.intake.statements import read_statement
from tests.statement_files import (
    ABOVE,
    CONTAINERS,
    HEADING,
    Grid,
    as_csv,
    as_xlsx,
    corporate,
    some_amounts,
    yuan,
)

AMOUNTS = [120_000, -35_050, 30_000, 30_000, -1, 999_999_999]


def read(grid: Grid) -> Statement:
    return read_statement("a.csv", as_csv(grid).encode())


def changed(row: int, column: int, text: str) -> Grid:
    """Change one cell of a good statement; rows count from the first of the table."""
    grid = [list(cells) for cells in corporate(AMOUNTS).grid]
    grid[len(ABOVE) + 1 + row][column] = text
    return grid


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("newest_first", [False, True])
def test_every_container_gives_the_same_rows(container: str, *, newest_first: bool) -> None:
    made = corporate(AMOUNTS, newest_first=newest_first)
    read = read_statement(container, CONTAINERS[container](made.grid))
    assert [row.amount_fen for row in read.rows] == AMOUNTS
    assert (read.opening_fen, read.closing_fen) == (made.opening, made.closing)
    assert (read.layout, read.holder, read.account_tail) == ("corporate", "示范小区业主大会", "9876")
    assert (read.first_day, read.last_day, read.ends_mid_day) == (date(2025, 3, 1), date(2025, 3, 31), False)
    assert read.newest_first is newest_first
    assert (read.chain_breaks, read.missing_fen, read.unread, read.totals_differ, read.doubts) == (
        (),
        0,
        (),
        (),
        (),
    )
    keys = [row.key for row in read_statement("b", CONTAINERS["utf8.csv"](corporate(AMOUNTS).grid)).rows]
    assert [row.key for row in read.rows] == keys
    first = read.rows[0]
    assert (first.counterparty, first.counter_account, first.words) == ("业主0", "0000", "转账 车位费0")
    assert first.serial == "2025030000000000"


def test_columns_are_found_in_any_order_and_among_others() -> None:
    made = corporate(AMOUNTS)
    order = [4, 8, 3, 2, 0, 7, 1, 6, 5]
    turned = [[*((cells + [""] * 9)[place] for place in order), "网点"] for cells in made.grid[len(ABOVE) :]]
    turned[0][-1] = "机构"
    turned[-1] = []
    found = read([*ABOVE, *turned])
    assert [row.amount_fen for row in found.rows] == AMOUNTS
    assert [row.key for row in found.rows] == [row.key for row in read(made.grid).rows]


@pytest.mark.parametrize(
    "heading",
    [
        ["记账日期", "支出", "收入", "账户余额", "对方名称", "对方帐号", "附言", "备注", "日志号"],
        [
            "交易 日期",
            "付款金额（元）",
            "收款金额（元）",
            "余额（元）",
            "对方单位",
            "对方账户",
            "摘要",
            "用途",
            "凭证号",
        ],
        [
            "日期",
            "借方发生额（支取）",
            "贷方发生额（收入）",
            "当前余额",
            "对方户名",
            "对方账号",
            "摘要",
            "附言",
            "流水号",
        ],
    ],
)
def test_other_words_for_the_columns_are_known(heading: list[str]) -> None:
    grid = corporate(AMOUNTS).grid
    grid[len(ABOVE)] = heading
    found = read(grid)
    assert [row.amount_fen for row in found.rows] == AMOUNTS
    assert (found.rows[1].counterparty, found.rows[1].words) == ("业主1", "转账 车位费1")
    assert found.rows[1].serial == "2025030000000001"


@pytest.mark.parametrize(
    ("out", "into"), [("借", "贷"), ("D", "C"), ("支出", "收入"), ("借 Dr", "贷 Cr"), ("付", "收")]
)
def test_a_flag_beside_the_amount_says_which_way_it_went(out: str, into: str) -> None:
    grid = corporate(AMOUNTS).grid[:-1]
    rows = [
        [cells[0], out if cells[1] else into, cells[1] or cells[2], *cells[3:]]
        for cells in grid[len(ABOVE) + 1 :]
    ]
    found = read([*ABOVE, ["交易时间", "借贷标志", "发生额", *HEADING[3:]], *rows])
    assert [row.amount_fen for row in found.rows] == AMOUNTS
    assert found.chain_breaks == ()


def test_a_flag_that_is_not_known_is_not_guessed_at() -> None:
    heading = ["交易时间", "借贷标志", "发生额", *HEADING[3:]]
    rows = [["2025-03-01", flag, "1.00", "9.00", "甲", "", "", "", ""] for flag in ("贷", "？", "贷")]
    assert [(one.row, one.why) for one in read([heading, *rows]).unread] == [
        (3, "借贷或收支「?」不知道是收是付")
    ]


def test_a_break_is_named_by_its_row_and_by_what_is_missing() -> None:
    grid = corporate(AMOUNTS).grid
    del grid[len(ABOVE) + 3]  # the third row, 300.00 in
    found = read(grid)
    assert found.chain_breaks == (len(ABOVE) + 1 + 3,)
    assert found.missing_fen == 30_000
    assert found.opening_fen is not None
    assert found.opening_fen + found.sum_fen + found.missing_fen == found.closing_fen
    assert [remark.why for remark in found.totals_differ] == [
        f"收入合计写的是 {yuan(1_000_179_999, commas=False)}，各行加起来是 {yuan(1_000_149_999, commas=False)}"
    ]


def test_a_break_in_a_file_that_runs_backwards_is_at_the_row_whose_balance_does_not_follow() -> None:
    grid = corporate(AMOUNTS, newest_first=True).grid
    del grid[len(ABOVE) + 1 + 3]  # 300.00 in, the third of six from the end
    assert read(grid).chain_breaks == (len(ABOVE) + 1 + 3,)  # the row now above it


@pytest.mark.parametrize(
    ("row", "column", "text", "why"),
    [
        (1, 1, "12,34.00", "支出「12,34.00」读不成至多两位小数的数"),
        (2, 2, "300.001", "收入「300.001」读不成至多两位小数的数"),
        (2, 2, "三百", "收入「三百」读不成至多两位小数的数"),
        (2, 1, "5.00", "收入和支出两格都有数"),
        (2, 2, "--", "收入和支出两格都是空的"),
        (2, 0, "2025-02-30", "日期「2025-02-30」读不出"),
        (2, 2, "1.2E+15", "收入「1.2E+15」是科学记数，末尾的数字可能已经丢了"),
    ],
)
def test_a_row_that_cannot_be_read_is_left_out_and_told(row: int, column: int, text: str, why: str) -> None:
    found = read(changed(row, column, text))
    assert [(remark.row, remark.why) for remark in found.unread] == [(len(ABOVE) + 2 + row, why)]
    assert [one.amount_fen for one in found.rows] == AMOUNTS[:row] + AMOUNTS[row + 1 :]


def test_a_comma_without_quotes_moves_no_amount_into_another_column() -> None:
    text = as_csv(corporate(AMOUNTS).grid).replace('"350.50"', "350.50").replace(",350.50,", ",1,350.50,")
    found = read_statement("a.csv", text.encode())
    assert [remark.why for remark in found.unread] == [
        "这一行比表头多出几格，可能有没加引号的逗号，各格对不上列"
    ]


def test_a_zero_in_the_other_column_is_no_amount() -> None:
    found = read(changed(0, 1, "0.00"))
    assert found.rows[0].amount_fen == AMOUNTS[0]


def test_a_negative_payment_is_money_back() -> None:
    grid = corporate([-5_000, -7_000]).grid
    grid[len(ABOVE) + 2][1:4] = ["-70.00", "", yuan(1_000_000 - 5_000 + 7_000)]
    found = read(grid)
    assert [row.amount_fen for row in found.rows] == [-5_000, 7_000]
    assert found.chain_breaks == ()


def test_payments_printed_with_their_sign_go_out_where_the_balances_say_so() -> None:
    grid = [
        [*cells[:1], cells[1] and f"-{cells[1]}", *cells[2:]]
        for cells in corporate(AMOUNTS).grid[len(ABOVE) + 1 : -1]
    ]
    heading = ["交易时间", "支出金额（-元）", "收入金额（+元）", *HEADING[3:]]
    found = read([heading, *grid])
    assert [row.amount_fen for row in found.rows] == AMOUNTS
    assert found.chain_breaks == ()


def test_a_spreadsheets_binary_number_is_read_as_it_is_shown() -> None:
    grid = corporate([30]).grid
    data = as_xlsx([cells if cells != grid[len(ABOVE) + 1] else [*cells[:2], "0.30000000000000004", *cells[3:]] for cells in grid], (2,))  # fmt: skip
    assert [row.amount_fen for row in read_statement("a.xlsx", data).rows] == [30]


@pytest.mark.parametrize(
    ("column", "word"), [(0, "记账日期"), (1, "借方发生额"), (3, "余额"), (4, "对方户名")]
)
def test_a_heading_with_one_column_renamed_is_refused_with_its_word(column: int, word: str) -> None:
    grid = corporate(AMOUNTS).grid
    grid[len(ABOVE)] = [*HEADING[:column], "新名称", *HEADING[column + 1 :]]
    with pytest.raises(UnknownLayoutError) as refused:
        read(grid)
    told = refused.value.trouble
    assert f"第 {len(ABOVE) + 1} 行" in told.place
    assert "corporate" in told.what
    assert f"没有「{word}」" in told.what
    assert "「新名称」" in told.what


def test_a_known_heading_changed_in_one_column_is_not_read_as_a_corporate_one() -> None:
    heading = "记账日,交易日期,交易时间,支出,收入,账户余额,币种,摘要,对方账号,对方户名,地点"
    with pytest.raises(UnknownLayoutError, match=r"ccb-debit.*没有「交易地点」.*「地点」"):
        read_statement("a.csv", f"{heading}\n20250101,20250101,,1.00,,9.00,人民币,,,,\n".encode())


@pytest.mark.parametrize(
    "text", ["", "没有表头的文字\n再一行\n", "a,b,c\n1,2,3\n", "房屋编号,金额\n01-1-101,3\n"]
)
def test_what_is_no_statement_is_refused(text: str) -> None:
    with pytest.raises(SheetError):
        read_statement("a.csv", text.encode())


def test_a_heading_with_a_column_twice_is_refused() -> None:
    grid = corporate(AMOUNTS).grid
    grid[len(ABOVE)] = [*HEADING[:8], "余额"]
    with pytest.raises(SheetError, match="2 列都叫「余额」"):
        read(grid)


def test_debit_and_credit_from_the_other_side_are_refused() -> None:
    grid = corporate(AMOUNTS).grid
    grid[len(ABOVE)] = [HEADING[0], HEADING[2], HEADING[1], *HEADING[3:]]
    with pytest.raises(SheetError, match="不是从银行一方写的"):
        read(grid)


def test_a_month_without_movement_is_a_statement_where_it_names_its_days() -> None:
    found = read([*ABOVE, HEADING])
    assert (found.rows, found.first_day, found.closing_fen) == ((), date(2025, 3, 1), None)
    with pytest.raises(SheetError, match="没有一行交易"):
        read([HEADING])


@pytest.mark.parametrize(
    ("line", "mid_day"),
    [
        ("打印时间：2025-03-30 15:00:00", True),
        ("导出时间：[2025-03-25 15:00:00]", True),
        ("下载日期：2025-03-31", False),
        ("查询时间：2025-03-01 00:00:00 至 2025-03-30 11:30:00", True),
        ("查询时间：2025-03-01 00:00:00 至 2025-03-30 23:59:59", False),
    ],
)
def test_a_file_made_during_its_last_day_says_so(line: str, *, mid_day: bool) -> None:
    made = corporate([100] * 30)  # the last on the 30th
    assert read([[line], *made.grid[len(ABOVE) :]]).ends_mid_day is mid_day


def test_an_opening_balance_above_the_rows_is_held_against_the_first() -> None:
    grid = corporate(AMOUNTS, opening=50_000).grid
    assert read([["期初余额：500.00"], *grid]).chain_breaks == ()
    found = read([["期初余额：400.00"], *grid])
    assert (found.chain_breaks, found.missing_fen, found.opening_fen) == ((len(ABOVE) + 3,), 10_000, 40_000)


def test_a_balance_brought_forward_is_no_row() -> None:
    grid = corporate(AMOUNTS).grid
    grid.insert(len(ABOVE) + 1, ["", "", "", "10,000.00", "", "", "承前页", "", ""])
    grid.insert(len(ABOVE) + 1, ["2025-03-01", "", "", "10,000.00", "", "", "上期余额", "", ""])
    found = read(grid)
    assert ([row.amount_fen for row in found.rows], found.unread, found.chain_breaks) == (AMOUNTS, (), ())


def test_the_heading_again_on_a_new_page_and_page_totals_are_no_rows() -> None:
    grid = corporate(AMOUNTS).grid
    first, rest = grid[len(ABOVE) + 1 : len(ABOVE) + 3], grid[len(ABOVE) + 3 : -1]
    found = read([
        *ABOVE, HEADING, *first, ["本页小计", "350.50", "1,200.00"], ["第 1 页 共 2 页"], HEADING, *rest,
        ["本页小计", "0.01", "1.00"], grid[-1],
    ])  # fmt: skip
    assert [row.amount_fen for row in found.rows] == AMOUNTS
    assert [remark.why for remark in found.totals_differ] == ["收入小计写的是 1.00，各行加起来是 10000599.99"]


def test_totals_in_words_are_held_against_the_rows() -> None:
    grid = corporate(AMOUNTS).grid
    assert read([["借方笔数：2", "借方合计金额：350.51", "贷方笔数：4"], *grid]).totals_differ == ()
    found = read([["共 7 笔", "借方笔数：3", "借方合计金额：350.50"], *grid])
    assert [remark.why for remark in found.totals_differ] == [
        "写着全部 7 笔，读到 6 笔", "写着支出 3 笔，读到 2 笔", "支出合计写的是 350.50，各行加起来是 350.51",
    ]  # fmt: skip


def test_two_sheets_with_other_rows_are_refused() -> None:
    import io  # noqa: PLC0415 -- one test writes two sheets

    import xlsxwriter  # noqa: PLC0415 -- the same

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    for number in (1, 2):
        sheet = book.add_worksheet(f"{number}月")
        for row, cells in enumerate(corporate(AMOUNTS[:number]).grid):
            sheet.write_row(row, 0, cells)
    book.close()
    with pytest.raises(SheetError, match="每张表单独存成一个文件"):
        read_statement("a.xlsx", file.getvalue())


def test_no_full_account_number_is_kept() -> None:
    found = read(changed(0, 6, "转入6222021234567890123给张三"))
    assert found.rows[0].words == "转入*0123给张三 车位费0"
    assert not any("62220212345678" in str(row) for row in found.rows)


@pytest.mark.slow
def test_five_thousand_rows_chain() -> None:
    made = corporate(some_amounts(5_000))
    found = read_statement("a.xlsx", as_xlsx(made.grid))
    assert (len(found.rows), found.sum_fen, found.chain_breaks) == (5_000, made.closing - made.opening, ())
