"""The one-sheet edition for the old: three numbers, five sentences, where to ask.

What lives here: the sentences, in words of every day. What must not: letters and sheets.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from jjledger.disclosure.models import Head, MaintenanceFund, PublicRevenue
from jjledger.disclosure.poster import foot
from jjledger.disclosure.poster_models import Figure, OneSheet
from jjledger.period import day_before
from jjledger.units import yuan

_LONG: Final = 16  # characters of an item's name, after which it is cut so that a sentence stays short
_TITLES: Final = {
    "public-revenue": "小区公共收益，一张纸说清",
    "maintenance-fund": "小区维修资金，一张纸说清",
    "public-housing": "公房维修资金，一张纸说清",
}


def one_sheet(page: PublicRevenue | MaintenanceFund, root: str, *, draft: bool = False) -> OneSheet:
    """Draw up the one-sheet edition of a disclosure.

    Args:
        page: the finished disclosure.
        root: the check code, as on the poster; "" where there is none yet.
        draft: it is not out yet.

    Returns:
        The sheet; of its numbers, what was there before plus the first less the second is the third.

    Source: R43; 住宅专项维修资金管理办法 第30条; 民法典 第943条.
    """
    revenue = isinstance(page, PublicRevenue)
    numbers, sentences = _revenue(page) if isinstance(page, PublicRevenue) else _fund(page)
    bank = (
        f"这个数和银行对账单{'核对过，对得上' if not page.bank.difference_fen else '核对过；不在银行的部分，公示里有说明'}。"
        if page.bank.state == "tied"
        else "这个数还没有和银行对账单核对，核对后会再告诉大家。"
    )
    about = "每一笔收支" if revenue else "每一笔维修和利息"
    question = f"{about}在网上都能查到；看不明白，可以去问，也可以要求看凭证。"
    return OneSheet(
        head=page.head,
        title=_TITLES[page.head.document],
        figures=numbers,
        sentences=(*sentences, bank, question),
        correction=_correction(page.head),
        ask=page.head.contact,
        foot=foot(page.head, root, draft=draft),
    )


def _revenue(page: PublicRevenue) -> tuple[tuple[Figure, Figure, Figure], tuple[str, str, str]]:
    head = page.head
    income = _largest((line.label, line.amount_fen) for line in page.income if line.level == 1)
    expense = _largest((line.label, line.amount_fen) for line in page.expense if line.level == 1)
    return (
        (
            Figure("收进", page.income_fen),
            Figure("用掉", page.expense_fen),
            Figure("还剩", page.closing_fen),
        ),
        (
            f"{_before(head)}结存 {_yuan(page.opening_fen)} 元，{head.period_title}收进 {_yuan(page.income_fen)} 元{income}。",
            f"这段时间用掉 {_yuan(page.expense_fen)} 元{expense}。",
            f"{_on(head)}还剩 {_yuan(page.closing_fen)} 元，是全体业主共有的钱。",
        ),
    )


def _fund(page: MaintenanceFund) -> tuple[tuple[Figure, Figure, Figure], tuple[str, str, str]]:
    head = page.head
    opening = page.opening_owners_fen + page.opening_undistributed_fen
    came = sum(line.amount_fen for line in page.lines if line.amount_fen > 0)
    went = -sum(line.amount_fen for line in page.lines if line.amount_fen < 0)
    assert opening + came - went == page.closing_fen, "three numbers must come to the balance"
    largest = _largest((project.title, project.cost_fen) for project in page.projects)
    repairs = f"其中修房子、换设备 {_yuan(page.use_fen)} 元{largest}" if page.use_fen else "没有用来维修"
    return (
        (Figure("增加", came), Figure("减少", went), Figure("还剩", page.closing_fen)),
        (
            f"{_before(head)}结存 {_yuan(opening)} 元，{head.period_title}增加 {_yuan(came)} 元，是业主交的钱和利息等收益。",
            f"这段时间减少 {_yuan(went)} 元，{repairs}。",
            f"{_on(head)}还剩 {_yuan(page.closing_fen)} 元，是全体业主的钱，只能用来维修。",
        ),
    )


def _largest(items: Iterable[tuple[str, int]]) -> str:
    """Name the largest item, where there is one."""
    label, fen = max(items, key=lambda item: item[1], default=("", 0))
    if fen <= 0:
        return ""
    name = label if len(label) <= _LONG else f"{label[: _LONG - 1]}…"
    return f"，最多的是{name} {_yuan(fen)} 元"


def _before(head: Head) -> str:
    day = day_before(head.first_day)
    return f"{day.year}年{day.month}月{day.day}日"


def _on(head: Head) -> str:
    return f"到{head.last_day.year}年{head.last_day.month}月{head.last_day.day}日"


def _correction(head: Head) -> str:
    correction = head.correction
    if correction is None:
        return ""
    why = f"，原因：{correction.reason.rstrip('。')}" if correction.reason else ""
    return f"这是更正后的第 {head.edition} 版，代替第 {correction.replaces} 版{why}。"


def _yuan(fen: int) -> str:
    return yuan(fen)
