"""The one-sheet edition for the old: three numbers, five sentences, where to ask.

What lives here: the sentences, in words of every day. What must not: letters and sheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import takewhile
from typing import Final, Literal

from jjledger.disclosure.account_words import item_words
from jjledger.disclosure.models import BankTie, Head, Line, MaintenanceFund, PublicRevenue
from jjledger.disclosure.poster import foot
from jjledger.disclosure.poster_models import Figure, Foot, OneSheet, Stamp
from jjledger.disclosure.poster_rows import Page, lines_of
from jjledger.disclosure.statement_lines import OWN_AMOUNT
from jjledger.disclosure.voucher_changes import SAME_AMOUNT
from jjledger.period import chinese_day, day_before
from jjledger.units import yuan

_COST: Final = "成本"
_PLAIN: Final = {_COST: "挣这些钱花的成本"}
Points = Literal[22, 20, 18]
Numbers = tuple[Figure, Figure, Figure]

_TITLES: Final = {
    "public-revenue": "小区公共收益，一张纸说清",
    "maintenance-fund": "小区维修资金，一张纸说清",
    "public-housing": "公房维修资金，一张纸说清",
}
# Han characters to a line and the lines that the sheet holds, by the size of letters.
_FITTING: Final[Mapping[Points, tuple[int, int]]] = {22: (22, 10), 20: (24, 11), 18: (26, 12)}
# Letters, whether the largest item is named, and whether the reason of a correction is: the first that fits.
_MANNERS: Final[tuple[tuple[Points, bool, bool], ...]] = (
    (22, True, True), (20, True, True), (18, True, True), (18, True, False), (18, False, False),
)  # fmt: skip
# Han characters to a line of the head, of the correction, of where to ask and how long it hangs, both beside
# the QR code, and of an address, whose letters are a little wider than half of one.
_NAME, _STRIP, _ASKING, _POSTING, _ADDRESS = 21, 26, 18, 22, 26
# Heights in the foot, of the QR code there, and of what it holds, in tenths of a millimetre.
_ASK, _LINE, _CODE, _FOOT = 110, 84, 460, 632
_LEFT: Final = frozenset({"期末结余", "期末余额"})  # what a change of the balance is called
_LABELS: Final = 2  # changes that are named
_TALLER: Final = 3  # lines that sentences have less above a tall foot


def one_sheet(page: Page, stamp: Stamp, *, draft: bool = False, hung: date | None = None) -> OneSheet:
    """Draw up the one-sheet edition of a disclosure.

    Args:
        page: the finished disclosure.
        stamp: the check code and its place in the log, as on the poster.
        draft: it is not out yet.
        hung: day on which this copy goes up; None where that is the day of the edition.

    Returns:
        The sheet; what was there before plus the first number less the second is the third.

    Source: 民法典 第281条, 第282条; 住宅专项维修资金管理办法 第30条; R43.
    """
    below = foot(page.head, stamp, draft=draft, hung=hung)
    tall = _foot_height(below) > _FOOT
    for points, item, why in _MANNERS:
        numbers, told = (
            _revenue(page, item=item) if isinstance(page, PublicRevenue) else _fund(page, item=item)
        )
        sentences = (*told, _bank(page.bank), _question(page))
        correction = _correction(page.head, why=why)
        width, lines = _FITTING[points]
        lines -= _lines_less(page.head, correction, below, tall=tall)
        if sum(lines_of(words, width) for words in sentences) <= lines:
            break
    return OneSheet(
        head=page.head,
        title=_TITLES[page.head.document],
        before=Figure(f"{chinese_day(day_before(page.head.first_day))}原有", _opening(page)),
        figures=numbers,
        sentences=sentences,
        points=points,
        correction=correction,
        foot=below,
        tall=tall,
    )


def _lines_less(head: Head, correction: str, below: Foot, *, tall: bool) -> int:
    """Say how many lines less than usual the sentences have."""
    name = f"{head.community} {head.period_title}{'演示数据' * head.sample}{'演示密钥' * below.demo}"
    strip = lines_of(correction, _STRIP) + 1 if correction else 0
    return lines_of(name, _NAME) - 1 + strip + _TALLER * tall


def _foot_height(below: Foot) -> int:
    """Give the height of the foot, which has room for three lines of the check code."""
    ask = lines_of(f"到哪里问：{below.contact}", _ASKING) * _ASK
    beside = ask + (lines_of("".join(below.posting), _POSTING) + 3) * _LINE
    return max(_CODE, beside) + lines_of(f"网址 {below.address}", _ADDRESS) * _LINE


def _opening(page: Page) -> int:
    if isinstance(page, PublicRevenue):
        return page.opening_fen
    return page.opening_owners_fen + page.opening_undistributed_fen


def _revenue(page: PublicRevenue, *, item: bool) -> tuple[Numbers, tuple[str, str, str]]:
    income = _largest(((line.label, line.amount_fen) for line in page.income if line.level == 1), told=item)
    expense = _largest(_plain_items(page.expense), told=item)
    over = page.expense_fen - page.income_fen
    short = f"；用掉的比收进的多 {yuan(over)} 元，本期超支" if over > 0 else ""
    return (
        (
            Figure("收进", page.income_fen),
            Figure("用掉", page.expense_fen),
            Figure("还剩", page.closing_fen),
        ),
        (
            f"{page.head.period_title}收进 {yuan(page.income_fen)} 元{income}。",
            f"这段时间用掉 {yuan(page.expense_fen)} 元{expense}{short}。{_unstated(page)}"
            if page.expense_fen
            else "这段时间没有用钱。",
            f"{_left(page.head, page.closing_fen)}是全体业主共有的钱。",
        ),
    )


def _plain_items(lines: Iterable[Line]) -> Iterator[tuple[str, int]]:
    """List main items; costs by what they are of, since their sum's name says nothing to most."""
    listed = tuple(lines)
    for place, line in enumerate(listed):
        if line.level != 1:
            continue
        details = [*takewhile(lambda below: below.level > 1, listed[place + 1 :])]
        if line.label == _COST and details:
            for below in (one for one in details if one.level == 2):  # noqa: PLR2004 - what stands right below
                own = below.label == OWN_AMOUNT
                yield _PLAIN[_COST] if own else item_words(_COST, below.label), below.amount_fen
        else:
            yield _PLAIN.get(line.label, line.label), line.amount_fen


def _unstated(page: Page) -> str:
    fen = sum(row.amount_fen for row in page.answers.decided if row.decider == "unstated")
    return f"其中 {yuan(fen)} 元没有写明是谁决定的。" if fen > 0 else ""


def _fund(page: MaintenanceFund, *, item: bool) -> tuple[Numbers, tuple[str, str, str]]:
    came = sum(line.amount_fen for line in page.lines if line.amount_fen > 0)
    went = -sum(line.amount_fen for line in page.lines if line.amount_fen < 0)
    assert _opening(page) + came - went == page.closing_fen, "three numbers must come to the balance"
    sources = [
        words
        for words, fen in (("业主交的钱", page.deposits_fen), ("利息等收益", page.income_fen))
        if fen > 0
    ]
    of = f"，是{'和'.join(sources)}" if sources else ""
    largest = _largest(((project.title, project.cost_fen) for project in page.projects), told=item)
    used = f"其中维修用了 {yuan(page.use_fen)} 元{largest}" if page.use_fen else "没有用来维修"
    owners = "业主和售房单位" if page.head.document == "public-housing" else "全体业主"
    return (
        (Figure("增加", came), Figure("减少", went), Figure("还剩", page.closing_fen)),
        (
            f"{page.head.period_title}增加 {yuan(came)} 元{of}。",
            f"这段时间减少 {yuan(went)} 元，{used}。{_unstated(page)}" if went else "这段时间没有用钱。",
            f"{_left(page.head, page.closing_fen)}是{owners}的钱，只能用来维修、更新共用的部分。",
        ),
    )


def _bank(bank: BankTie) -> str:
    if bank.state != "tied":
        return "这个数还没有和银行对账单核对。"
    if bank.difference_fen:
        return f"其中银行里有 {yuan(bank.book_fen)} 元，和银行对账单核对过；其余的在公示里有说明。"
    return "这个数和银行对账单核对过，对得上。"


def _question(page: Page) -> str:
    about = "收支" if isinstance(page, PublicRevenue) else "维修和利息"
    return f"每一笔{about}在网上都查得到；看不明白，可以去问，也可以要求看凭证。"


def _largest(items: Iterable[tuple[str, int]], *, told: bool) -> str:
    """Name the largest item, where there is one and it is to be told."""
    label, fen = max(items, key=lambda item: item[1], default=("", 0))
    return f"，最多的是{label} {yuan(fen)} 元" if told and fen > 0 else ""


def _left(head: Head, fen: int) -> str:
    day = chinese_day(head.last_day)
    return f"到{day}还剩 {yuan(fen)} 元，" if fen >= 0 else f"到{day}超支 {yuan(-fen)} 元；这里的钱"


def _correction(head: Head, *, why: bool) -> str:
    correction = head.correction
    if correction is None:
        return ""
    reason = f"，原因：{correction.reason.rstrip('。')}" if why and correction.reason else ""
    which = f"第 {head.edition} 版，代替第 {correction.replaces} 版"
    if not correction.changes:
        return f"这是{which}；这里的数没有变。"
    # What changed besides stands on the page; the largest number is what people remember.
    left = next((one for one in correction.changes if one.label in _LEFT), None)
    other = f"还剩的钱原来写 {left.before}，现在是 {left.after}。" if left is not None else ""
    if all(one.after.endswith(SAME_AMOUNT) for one in correction.changes):
        labels = "、".join(one.label for one in correction.changes[:_LABELS])
        other = f"改的是{labels}{'等' * (len(correction.changes) > _LABELS)}，金额不变。"
    return f"这是更正后的{which}{reason}。{other}"
