"""Slips with households' links: until when they open anything stands on each as a day, where one is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jjledger.render.link_slips import LinkSheet, LinkSlip, link_sheet_html

SLIP = LinkSlip("01-1-101", "https://gongshi.example.cn/o/#AAAAAAAAAAAAAAAAAAAAAA", "AAAA BBBB")
SHEET = LinkSheet("白鹭园", "01", 2025, "https://gongshi.example.cn/o/", 90, date(2026, 5, 1), [SLIP, SLIP])


def test_the_last_day_is_written_out() -> None:
    text = link_sheet_html(SHEET)
    assert text.count("能打开到2026年5月1日，请保存到手机。") == 2
    assert "90" not in text.partition("<body>")[2].replace(SLIP.qr, "")


def test_before_anything_went_out_the_days_are_said() -> None:
    text = link_sheet_html(replace(SHEET, until=None))
    assert text.count("公示后 90 天内能打开，请保存到手机。") == 2
