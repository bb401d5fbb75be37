"""What the page says where it cannot read what it was handed, where a code was copied wrongly, and in whose name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.opened_verifier import Opened, watched, written
from tests.sealed_packs import community

pytestmark = pytest.mark.browser

GREEN, RED, ASKED, UNREAD = "核对通过", "核对不通过", "房号对不上，还没有核对", "还没有核对"
MADE: Final = community()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("verifier"))


@pytest.fixture
def opened(folder: Path, phone_browser: Any) -> Iterator[Opened]:  # noqa: ANN401 - playwright's own
    yield from watched(phone_browser, (folder / "verify.html").as_uri())


def test_what_proves_nothing_is_no_verdict_and_says_what_to_bring(opened: Opened) -> None:
    for text, words in {
        "https://gongshi.example.cn/d/guiyu2/2025/": "J2 开头",
        "请看 HTTPS://GONGSHI.EXAMPLE.CN/verify.html": "J1 开头",
        "日期,摘要,金额\n2026-01-05,电费,1.00": "大码",
        "您好": "核对包",
    }.items():
        assert opened.check(text, "3-101") == [UNREAD]
        assert words in opened.words()
        assert opened.page.locator("#results .red, #results .green, #results .amber").count() == 0
    assert opened.check("  ", "3-101") == ["还没有文件"]
    poster, code = MADE.poster(), MADE.code("3-101")
    assert opened.check(f"https://gongshi.example.cn/ {code} {poster}", "3-101") == [GREEN]
    assert opened.check(f"{code}\n{code}", "3-101") == ["还差核对单上的文字"]  # said once
    assert opened.check(f"{code}\n{poster}\n{code}\n{poster}", "3-101") == [GREEN]


def test_who_copied_a_code_wrongly_is_asked_to_scan_again_before_she_accuses_anybody(opened: Opened) -> None:
    """Red stays red, but what a slip of one letter does is no proof of a cheat."""
    poster, code = MADE.poster(), MADE.code("3-102")
    slips = [
        f"{code[:at]}{'A' if code[at] != 'A' else 'B'}{code[at + 1 :]}\n{poster}"
        for at in range(40, len(code) - 1, 17)
    ]
    for text in slips:
        assert opened.check(text, "3-102") in ([RED], [ASKED])
        assert (
            "先重新扫一次" in opened.words() or "重新扫码" in opened.words() or opened.headings() == [ASKED]
        )
    assert opened.check(slips[-1], "3-102") == [RED]
    assert opened.code() == "line-root"
    first, again, after = opened.words().partition("重新扫了还是红色")
    assert again
    assert "重新扫一次" in first
    assert "街道办" not in first
    assert "您家的对账单不在公布的合计里" not in first
    assert "街道办" in after
    assert "您家的对账单不在公布的合计里" in after
    pack = MADE.pack("3-102").decode().replace('"index":1', '"index":2')
    assert opened.check(pack, "3-102") == [RED]
    assert "先重新扫一次" not in opened.words()  # a file is not copied by hand


def test_a_community_is_called_as_people_call_it(folder: Path, phone_browser: Any) -> None:  # noqa: ANN401 - playwright's own
    for opened in watched(phone_browser, (folder / "named.html").as_uri()):
        assert opened.check(MADE.pack("3-101").decode(), "3-101") == [GREEN]
        assert "阳光小区·Ⅰ期 3-101" in opened.words()
        assert "有疑问请找" in opened.words()
        assert opened.check(MADE.poster()) == ["核对单是真的"]
        assert "阳光小区·Ⅰ期 2026 年第三季度的公布" in opened.words()
    for opened in watched(phone_browser, (folder / "verify.html").as_uri()):
        assert opened.check(MADE.pack("3-101").decode(), "3-101") == [GREEN]
        assert "sunshine.example.cn/yangguang 3-101" in opened.words()  # as it was signed


def test_its_button_for_large_type_says_the_way_back(opened: Opened) -> None:
    button = opened.page.locator("#larger")
    told = [button.inner_text()]
    for _ in range(2):
        button.click()
        told.append(button.inner_text())
    assert told == ["大字版", "标准版", "大字版"]
