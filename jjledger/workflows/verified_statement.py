"""Verifying that a household's statement on paper says what the pack in it says, word by word.

A paper may print one household and carry the pack of another: whoever reads the paper believes what is printed.
What lives here: reading a statement's PDF and comparing it. What must not: whether the pack itself holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from jjledger.disclosure.house_words import house_words
from jjledger.errors import PeriodError
from jjledger.period import chinese_day, parse_period
from jjledger.seal.statement import Statement
from jjledger.units import yuan
from jjledger.workflows.printed_anew import printed_anew, unlike
from jjledger.workflows.verified_step import Step

PACK: Final = "pack.json"  # as a statement's PDF carries it
FIGURES: Final = "statement.json"
_NAMES: Final = "纸面上的房号、期间和资金与核对包相同"
_AMOUNTS: Final = "纸面上的六个金额与核对包相同"
_ALONE: Final = "纸面上没有本单以外的内容"
_WHOLE: Final = "整份 PDF 就是按里面的数据重新打印的那一份，一个字节不差；逐笔的摘要和算法、联系方式、网址是发布方写的，核对包里没有"
FUND_WORDS: Final = {"maintenance": "维修资金", "public-housing": "公房维修资金"}

_AMOUNT: Final = r"(-?[0-9][0-9,]*\.[0-9]{2})(?![0-9.,])"
_OWING: Final = r"(?:（已减欠款）)?"
_SUM: Final = re.compile(
    rf"期初余额{_OWING}{_AMOUNT}\+交存{_AMOUNT}\+利息等收入{_AMOUNT}−维修分摊{_AMOUNT}=期末余额{_OWING}{_AMOUNT}（单位：元）"
)
_LEFT: Final = re.compile(rf"日余额¥{_AMOUNT}")
_OWED: Final = re.compile(rf"尚欠¥{_AMOUNT}")
# Of words that a paper prints once or more; each time they have to be the pack's.
_ROOM: Final = re.compile(r"分户产业代码：\s*(\S+)")
_ADDRESS: Final = re.compile(r"地址：\s*(\S+)")
_FUND: Final = re.compile(r"· 资金：\s*(\S+)")
_DAYS: Final = re.compile(r"结转期间：\s*(\S+?)\s*·")
_FOOT: Final = re.compile(r"(\S+?)(?:（演示数据）)? · 分户对账单 (\S+)")


@dataclass(frozen=True, slots=True)
class Page:
    """What a PDF prints and carries."""

    text: str
    packs: tuple[bytes, ...]
    figures: tuple[bytes, ...]
    data: bytes = b""  # all of it


def read_page(data: bytes) -> Page:
    """Read a PDF.

    Raises:
        ValueError: it cannot be read.
    """
    from pypdf import PdfReader  # noqa: PLC0415 -- slow to import, and only papers need it
    from pypdf.errors import PyPdfError  # noqa: PLC0415 -- see above

    try:
        reader = PdfReader(BytesIO(data))
        attached = reader.attachments
        packs, figures = (tuple(attached.get(name, [])) for name in (PACK, FIGURES))
        text = "\n".join(page.extract_text() for page in reader.pages) if packs else ""
    except (PyPdfError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    return Page(text, packs, figures, data)


def page_steps(page: Page, statement: Statement, pack: bytes) -> Iterator[Step]:
    """Compare what a PDF prints and carries with the statement in its pack.

    Args:
        page: the PDF.
        statement: as the pack has it.
        pack: as the PDF carries it.
    """
    names, amounts = list(_names(page.text, statement)), list(_amounts(page.text, statement))
    agree = all(_agrees(data, statement, pack) for data in page.figures)
    if page.figures:
        yield Step("PDF 里的数据 statement.json 与核对包相同", "" if agree else "两份写的不同。")
    printed = printed_anew(page.figures[0]) if agree and len(page.figures) == 1 else b""
    if printed and page.data == printed:
        yield Step(_NAMES, "；".join(names))
        yield Step(_AMOUNTS, "；".join(amounts))
        yield Step(_WHOLE)
        return
    wrong = [(what, found) for what, found in ((_NAMES, names), (_AMOUNTS, amounts)) if found]
    yield from (Step(what, "；".join(found)) for what, found in wrong)
    if not wrong:
        yield from _unlike(page.data, printed)


def _unlike(data: bytes, printed: bytes) -> Iterator[Step]:
    """Say of a PDF that is not the print of its data what it has beyond that, and that its picture may lie."""
    try:
        found = unlike(data, printed)
    except ValueError as error:
        yield Step(_ALONE, f"读不出来：{error}")
        return
    if found.more:
        yield Step(_ALONE, "；".join(found.more))
    yield Step(
        f"这份 PDF 不是按里面的数据重新打印的那一份：{found.words}。只看了文字，看到的画面可能不同："
        "房号和金额以这里核对出来的为准，不要看纸面",
        amber=True,
    )


def _names(text: str, statement: Statement) -> Iterator[str]:
    """Say which names on paper are not the pack's; each has to be there, and the same wherever it is."""
    try:
        period = parse_period(statement.period)
        house = house_words(statement.room)
    except (PeriodError, ValueError, TypeError, AssertionError):
        yield "核对包里的房号或期间不是分户对账单的写法"
        return
    days = f"{chinese_day(period.first_day)}至{chinese_day(period.last_day)}"
    for what, pattern, told in (("房号", _ROOM, statement.room), ("起止日期", _DAYS, days)):
        found = set(pattern.findall(text))
        if found != {told}:
            yield f"{what}应当是 {told}，纸面上{_shown(found)}"
    addresses = set(_ADDRESS.findall(text))
    if not addresses or not all(_ends(address, house) for address in addresses):
        yield f"地址应当是 {house}，纸面上{_shown(addresses)}"
    funds = set(_FUND.findall(text))
    if len(funds) != 1 or any(("公房" in fund) != (statement.fund == "public-housing") for fund in funds):
        yield f"资金应当是{FUND_WORDS[statement.fund]}，纸面上{_shown(funds)}"
    feet = set(_FOOT.findall(text))
    if feet != {(statement.room, period.title)}:
        yield f"页脚应当是 {statement.room} {period.title}，纸面上{_shown({' '.join(one) for one in feet})}"


def _ends(address: str, house: str) -> bool:
    """Say whether an address ends in a house and not in another whose number ends alike."""
    before = address.removesuffix(house)
    return before != address and not before[-1:].isascii()


def _amounts(text: str, statement: Statement) -> Iterator[str]:
    """Say which amounts on paper are not the pack's: brought forward, moved, left and owed."""
    plain = "".join(text.split())
    left = statement.closing_fen - statement.arrears_fen
    told = tuple(
        yuan(fen)
        for fen in (
            statement.opening_fen, statement.paid_fen, statement.interest_fen, statement.spent_fen, left,
        )
    )  # fmt: skip
    sums = set(_SUM.findall(plain))
    if sums != {told}:
        yield f"算式应当是 {'、'.join(told)}，纸面上{_shown({'、'.join(one) for one in sums})}"
    balances, owed = set(_LEFT.findall(plain)), set(_OWED.findall(plain))
    if len(balances) != 1 or len(owed) > 1 or _fen(balances) - _fen(owed) != left:
        yield f"余额应当是 {yuan(left)}，纸面上{_shown(balances | owed)}"


def _fen(amounts: set[str]) -> int:
    return sum(int(re.sub(r"[,.]", "", amount)) for amount in amounts)


def _shown(found: set[str]) -> str:
    return f"写的是 {'、'.join(sorted(found))}" if found else "找不到"


def _agrees(data: bytes, statement: Statement, pack: bytes) -> bool:
    """Say whether the data that a PDF carries are of the same household, period and figures."""
    try:
        told: dict[str, Any] = json.loads(data)
        head, proof = told["head"], told.get("proof")
        opening = told["opening_principal_fen"] + told["opening_interest_fen"] - told["opening_arrears_fen"]
        left = told["closing_principal_fen"] + told["closing_interest_fen"] - told["closing_arrears_fen"]
        figures = opening, told["paid_fen"], told["earned_fen"], told["used_fen"], left
        place = told["household"], head["period_code"], head["community_code"]
        carried = proof is None or proof["pack"].encode() == pack
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    code = statement.community.rpartition("/")[2]
    return (
        carried
        and place == (statement.room, statement.period, code)
        and figures
        == (
            statement.opening_fen, statement.paid_fen, statement.interest_fen, statement.spent_fen,
            statement.closing_fen - statement.arrears_fen,
        )
    )  # fmt: skip
