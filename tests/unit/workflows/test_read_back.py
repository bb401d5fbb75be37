"""What a publication wrote is read back as it was."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

from jjledger.disclosure.models import CommunityPage, Entry, FundBalance, HeldFinding
from jjledger.workflows.read_back import read_model

PAGE = CommunityPage(
    "示范·小区",
    "shifan",
    2,
    (FundBalance("公共收益", "public_revenue", 947_600, date(2025, 6, 30)),),
    date(2025, 12, 31),
    (
        Entry(
            "public-revenue",
            "公共收益收支公示",
            "2025",
            "2025年度",
            "2025/public-revenue/",
            None,
            "missing",
            "未公示",
            late=True,
        ),
    ),
    (HeldFinding("B01", "账不平"),),
    "book.beancount",
    "街道",
    sample=True,
)


def test_what_was_written_is_read_back() -> None:
    assert read_model(CommunityPage, json.dumps(asdict(PAGE), default=str)) == PAGE
