"""Made-up statements in every container and encoding in which banks hand them out."""

from __future__ import annotations

import csv
import html
import io
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import xlsxwriter

Grid = list[list[str]]
HEADING = [
    "交易时间",
    "借方发生额",
    "贷方发生额",
    "余额",
    "对方户名",
    "对方账号",
    "摘要",
    "用途",
    "交易流水号",
]
ABOVE = [
    ["示范银行单位账户交易明细"],
    ["账号：33050161234500009876", "", "户名：示范小区业主大会", "", "币种：人民币"],
    ["起止日期：2025-03-01 至 2025-03-31", "", "打印时间：2025-04-01 09:30:00"],
    [],
]


@dataclass(frozen=True)
class Made:
    """A statement of which everything is known."""

    grid: Grid
    amounts: list[int]  # fen, oldest first
    opening: int
    closing: int


def yuan(fen: int, *, commas: bool = True) -> str:
    """Print fen as banks do."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    whole = f"{fen // 100:,}" if commas else str(fen // 100)
    return f"{sign}{whole}.{fen % 100:02d}"


def corporate(amounts: Sequence[int], *, opening: int = 1_000_000, newest_first: bool = False) -> Made:
    """Write a corporate statement of March 2025 with one row an amount, spread over the month."""
    balance, rows = opening, []
    for number, fen in enumerate(amounts):
        balance += fen
        minute = number * 30 * 1440 // max(1, len(amounts))
        moment = (
            f"2025-03-{1 + minute // 1440:02d} {minute // 60 % 24:02d}:{minute % 60:02d}:{number % 60:02d}"
        )
        out, into = (yuan(-fen), "") if fen < 0 else ("", yuan(fen))
        rows.append(
            [moment, out, into, yuan(balance), f"业主{number % 7}", f"62220212345678{number % 97:04d}", "转账",
             f"车位费{number % 5}", f"20250300{number:08d}"]
        )  # fmt: skip
    into, out = sum(fen for fen in amounts if fen > 0), -sum(fen for fen in amounts if fen < 0)
    total = ["合计", yuan(out), yuan(into)]
    body = rows[::-1] if newest_first else rows
    return Made([*ABOVE, HEADING, *body, total], list(amounts), opening, balance)


def wechat() -> Grid:
    """Write a WeChat statement of eight rows, newest first, whose printed totals tie."""
    rows = [
        ["2025-03-28 21:00:01", "二维码收款", "王**", "收款方备注:车位", "收入", "¥150.00", "/", "已收钱"],
        ["2025-03-27 08:10:00", "商户消费", "五金店", "灯泡", "支出", "¥36.50", "零钱", "支付成功"],
        ["2025-03-25 08:10:00", "零钱提现", "农业银行(3456)", "/", "/", "¥1000.00", "农业银行", "提现已到账"],
        ["2025-03-22 12:00:00", "二维码收款", "李**", "/", "收入", "¥300.00", "/", "已存入零钱"],
        ["2025-03-21 12:00:00", "商户消费-退款", "五金店", "灯泡", "收入", "¥18.00", "零钱", "已全额退款"],
        ["2025-03-20 12:00:00", "商户消费", "五金店", "灯泡", "支出", "¥18.00", "零钱", "已全额退款"],
        ["2025-03-11 09:00:00", "转账", "张**", "转账备注:水电", "支出", "¥88.00", "零钱", "对方已收钱"],
        ["2025-03-02 23:59:59", "二维码收款", "赵**", "/", "收入", "¥300.00", "/", "已收钱"],
    ]
    lines = [[*row, f"10001{number:023d}\t", "/", "/"] for number, row in enumerate(rows)]
    heading = [
        "交易时间",
        "交易类型",
        "交易对方",
        "商品",
        "收/支",
        "金额(元)",
        "支付方式",
        "当前状态",
        "交易单号",
        "商户单号",
        "备注",
    ]
    return [
        ["微信支付账单明细"], ["微信昵称：[物业]"],
        ["起始时间：[2025-03-01 00:00:00] 终止时间：[2025-03-31 23:59:59]"], ["导出时间：[2025-04-02 16:05:22]"],
        ["共8笔记录"], ["收入：4笔 768.00元"], ["支出：3笔 142.50元"], heading, *lines,
    ]  # fmt: skip


def some_amounts(count: int, seed: int = 5) -> list[int]:
    """Draw amounts in and out, some of them equal."""
    draw = random.Random(seed)  # noqa: S311 -- the same rows in every run
    return [
        draw.choice([30_000, 15_000, draw.randint(1, 900_000)]) * draw.choice([1, 1, -1])
        for _ in range(count)
    ]


def as_csv(grid: Grid, delimiter: str = ",") -> str:
    """Write text with separators."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(grid)
    return file.getvalue()


def as_xlsx(grid: Grid, numbers: Sequence[int] = ()) -> bytes:
    """Write a workbook, with some columns as numbers."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("明细")
    for row, cells in enumerate(grid):
        for column, text in enumerate(cells):
            plain = text.replace(",", "")
            if column in numbers and re.fullmatch(r"-?\d{1,13}(\.\d{1,17})?", plain, re.ASCII):
                sheet.write_number(row, column, float(plain))
            elif text:
                sheet.write_string(row, column, text)
    book.close()
    return file.getvalue()


def as_web_page(grid: Grid) -> str:
    """Write the web page that some banks call .xls."""
    rows = "".join(
        f"<tr>{''.join(f'<td>{html.escape(text)}</td>' for text in cells)}</tr>\n" for cells in grid
    )
    return f'<html><head><meta http-equiv="Content-Type" content="text/html"></head><body><table border=1>{rows}</table></body></html>'


def as_xml_sheet(grid: Grid) -> str:
    """Write an XML spreadsheet of 2003, without its empty cells."""
    rows = ""
    for number, cells in enumerate(grid, 1):
        inner = "".join(
            f'<Cell ss:Index="{place}"><Data ss:Type="String">{html.escape(text)}</Data></Cell>'
            for place, text in enumerate(cells, 1)
            if text
        )
        rows += f'<Row ss:Index="{number}">{inner}</Row>\n'
    return f'<?xml version="1.0"?>\n<Workbook><Worksheet ss:Name="明细"><Table>{rows}</Table></Worksheet></Workbook>'


# How a file is called, and how it is made.
CONTAINERS: dict[str, Callable[[Grid], bytes]] = {
    "utf8.csv": lambda grid: as_csv(grid).encode(),
    "bom.csv": lambda grid: as_csv(grid).encode("utf-8-sig"),
    "gb18030.csv": lambda grid: as_csv(grid).encode("gb18030"),
    "tabs.txt": lambda grid: as_csv(grid, "\t").encode("gb18030"),
    "utf16.txt": lambda grid: as_csv(grid, "\t").encode("utf-16"),
    "tabs-gbk.xls": lambda grid: as_csv(grid, "\t").encode("gb18030"),
    "web.xls": lambda grid: as_web_page(grid).encode("gb18030"),
    "xml.xls": lambda grid: as_xml_sheet(grid).encode(),
    "texts.xlsx": as_xlsx,
    "numbers.xlsx": lambda grid: as_xlsx(grid, (1, 2, 3)),
}
