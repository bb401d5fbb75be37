"""Disclosures as data.json says them, written by hand and small enough to reckon with a pencil."""

from __future__ import annotations

from typing import Any


def line(label: str, fen: int, level: int = 1, *anchors: str) -> dict[str, Any]:
    """Make one line."""
    return {"label": label, "amount_fen": fen, "level": level, "vouchers": list(anchors), "note": ""}


def voucher(anchor: str, day: str, summary: str, fen: int) -> dict[str, Any]:
    """Make one voucher of two legs."""
    legs = [
        {"account": "银行存款", "debit_fen": fen, "credit_fen": 0},
        {"account": "停车", "debit_fen": 0, "credit_fen": fen},
    ]
    return {
        "anchor": anchor, "day": day, "number": "收-0001", "payee": "某物业公司", "summary": summary,
        "amount_fen": fen, "attachments": "1 张", "decision": "", "legs": legs, "note": "",
    }  # fmt: skip


def head(document: str, fund: str, code: str, title: str, days: tuple[str, str]) -> dict[str, Any]:
    """Make a head with what is read of it."""
    return {
        "document": document, "title": "某公示", "fund": fund, "period_code": code, "period_title": title,
        "first_day": days[0], "last_day": days[1], "edition": 1,
    }  # fmt: skip


def revenue(
    code: str, title: str, days: tuple[str, str], income: list[dict[str, Any]], vouchers: list[dict[str, Any]]
) -> tuple[str, dict[str, Any]]:
    """Make a disclosure of public revenue without expense that began with 10.00."""
    fen = sum(item["amount_fen"] for item in income if item["level"] == 1)
    return f"{code}/v1/public-revenue", {
        "head": head("public-revenue", "公共收益", code, title, days), "opening_fen": 1000, "income": income,
        "income_fen": fen, "expense": [], "expense_fen": 0, "net_income_fen": fen, "result_fen": fen,
        "closing_fen": 1000 + fen, "vouchers": vouchers,
    }  # fmt: skip


def fund(
    code: str, title: str, days: tuple[str, str], lines: list[dict[str, Any]], vouchers: list[dict[str, Any]]
) -> tuple[str, dict[str, Any]]:
    """Make a disclosure of a maintenance fund that began with 60.00 and 40.00."""
    fen = sum(item["amount_fen"] for item in lines)
    return f"{code}/v2/maintenance-fund", {
        "head": head("maintenance-fund", "维修资金", code, title, days), "opening_owners_fen": 6000,
        "opening_undistributed_fen": 4000, "lines": lines, "result_fen": fen, "closing_fen": 10000 + fen,
        "vouchers": vouchers,
    }  # fmt: skip


Q3_24 = revenue(
    "2024-Q3", "2024年第三季度", ("2024-07-01", "2024-09-30"),
    [line("停车", 500, 1), line("月租", 300, 2), line("临停", 200, 2), line("场地", 90, 1)],
    [voucher("v-2024-07-S0001", "2024-07-05", "七月停车", 500), voucher("v-2024-09-S0001", "2024-09-05", "场地费", 90)],
)  # fmt: skip
Q3_25 = revenue(
    "2025-Q3", "2025年第三季度", ("2025-07-01", "2025-09-30"),
    [line("停车", 450, 1), line("月租", 250, 2), line("包年", 200, 2), line("利息", 7, 1)],
    [voucher("v-2025-08-S0001", "2025-08-05", "八月停车", 450), voucher("v-2025-07-S0001", "2025-07-05", "结息", 7)],
)  # fmt: skip
H1_25 = fund(
    "2025-H1", "2025年上半年", ("2025-01-01", "2025-06-30"),
    [line("存款利息收入", 50), line("维修支出", -30)],
    [voucher("v-2025-03-S0001", "2025-03-21", "结息", 50), voucher("v-2025-05-F0001", "2025-05-02", "修门", -30)],
)  # fmt: skip
Y_25 = fund(
    "2025", "2025年度", ("2025-01-01", "2025-12-31"),
    [line("存款利息收入", 50), line("维修支出", -45)],
    [
        voucher("v-2025-03-S0001", "2025-03-21", "结息", 50), voucher("v-2025-05-F0001", "2025-05-02", "修门", -30),
        voucher("v-2025-11-F0001", "2025-11-02", "修泵", -15),
    ],
)  # fmt: skip
Y_24 = fund("2024", "2024年度", ("2024-01-01", "2024-12-31"), [line("维修支出", -40)], [])
ALL = [Y_25, Q3_25, H1_25, Q3_24, Y_24]
