"""The QR code leads where it says, for a phone and on paper."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from jjledger.render import html
from jjledger.render.qr import qr_svg
from tests.unit.render import made_pages as made
from tests.unit.render.paper import printer, scanned

ADDRESS = "https://gongshi.example/d/guiyu/2025-Q3/public-revenue/"


def test_a_code_has_a_white_ground_a_quiet_zone_and_a_title() -> None:
    svg = qr_svg(ADDRESS)
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])
    assert f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>' in svg
    assert re.search(r'stroke="#000" d="M4 4\.5h7', svg)  # the first finder begins after four modules
    assert "<title>二维码，内容是本页网址</title>" in svg
    assert "width=" not in svg


def test_without_an_address_there_is_no_code() -> None:
    assert qr_svg("") == ""


@pytest.mark.parametrize("address", [ADDRESS, "https://a.cn/", f"{ADDRESS}?社区=桂语府"])
def test_a_phone_reads_the_printed_code(address: str, tmp_path: Path) -> None:
    model = made.revenue()
    model = replace(model, head=replace(model.head, address=address))
    pdf = printer().pdf(html.disclosure(model, "paper", qr_svg(address)))
    assert scanned(pdf, tmp_path) == [address]
