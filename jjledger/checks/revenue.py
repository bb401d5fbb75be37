"""B75, E75-E77: contracts, prepaid income, and net income of the preliminary period that has to be paid over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from jjledger.errors import FORMAT
from jjledger.facts.books import Books
from jjledger.facts.finding import Finding, Place
from jjledger.facts.working_calendar import RULE_WORDS
from jjledger.law import for_community
from jjledger.rules.contracts import CONTRACT, income_fen, received_by
from jjledger.rules.covers import COVERS, cover_of
from jjledger.rules.revenue_net import not_paid_over
from jjledger.rules.reversal import standing
from jjledger.units import yuan

_OWNERS: Final = "民法典第282条：利用业主的共有部分产生的收入，扣除合理成本后属于业主共有"
_TRANSFER: Final = "preliminary_transfer"


def check_revenue(books: Books, today: date) -> Iterator[Finding]:
    """Find periods nobody can read; warn of contracts not on file, money overdue, and income not paid over.

    Args:
        books: the general book.
        today: the day on which the question is asked.

    Source: 民法典 第282条; 台州市物业管理条例 第45条; R33, R37.
    """
    yield from _metadata(books)
    yield from _overdue(books, today)
    yield from _not_paid_over(books, today)


def _revenue_funds(books: Books) -> list[str]:
    return [fund.code for fund in books.community.funds if fund.kind == "public_revenue"]


def _metadata(books: Books) -> Iterator[Finding]:
    funds = _revenue_funds(books)
    for voucher in books.posted():
        if COVERS in voucher.extra and not _is_cover(voucher.extra[COVERS]):
            yield Finding(
                "B75", "block", voucher.place,
                f"covers「{voucher.extra[COVERS]}」不是一段期间，公示时分不出属于以后期间的收入。",
                '请写作  covers: "2025-01-01/2025-12-31"', FORMAT,
            )  # fmt: skip
        number = voucher.extra.get(CONTRACT)
        if (
            number
            and number not in books.revenue.contracts
            and any(income_fen(voucher, fund) for fund in funds)
        ):
            yield Finding(
                "E76", "warn", voucher.place, f"凭证 {voucher.number} 引用的合同 {number} 没有归档。",
                f"请把合同记进 contracts/{number}.toml。", FORMAT,
            )  # fmt: skip


def _is_cover(text: str) -> bool:
    try:
        cover_of(text)
    except ValueError:
        return False
    return True


def _overdue(books: Books, today: date) -> Iterator[Finding]:
    for received in received_by(books.revenue.readable(), books.posted()):
        contract = received.contract
        late = [one for one in received.standings if one.days_overdue(today)]
        if late:
            total = sum(one.open_fen for one in late)
            yield Finding(
                "E77", "warn", Place(f"contracts/{contract.id}.toml", 0),
                f"合同 {contract.id}「{contract.title}」有 {len(late)} 期没有收足，共 {yuan(total)} 元；"
                f"最早一期应在 {late[0].due.day} 收到，已过 {late[0].days_overdue(today)} 天。",
                f'请催收；已经收到的，在收款凭证加上  contract: "{contract.id}"', _OWNERS,
            )  # fmt: skip


def _not_paid_over(books: Books, today: date) -> Iterator[Finding]:
    """Warn of each receipt whose working days are over, by the law of the day on which it came in."""
    community, preliminary = books.community, books.community.revenue.preliminary
    if preliminary is None:
        return
    law = for_community(community.region, community.disclosure.preset, community.own_law)
    stands, calendar = standing(books.posted()), books.revenue.calendar
    for fund in _revenue_funds(books):
        for owing in not_paid_over(stands, fund, preliminary.first_day, preliminary.last_day):
            ruling = law.find(_TRANSFER, owing.voucher.day)
            if ruling is None:
                continue
            assert isinstance(ruling.value, int), "working days are a whole number"
            due = calendar.after(owing.voucher.day, ruling.value)
            if due >= today:
                continue
            by_rule = (
                "" if calendar.knows_all(owing.voucher.day, due) else f"（工作日历不到这一年：{RULE_WORDS}）"
            )
            yield Finding(
                "E75", "warn", owing.voucher.place,
                f"前期物业服务期内 {owing.voucher.day} 收到的净收益还有 {yuan(owing.amount_fen)} 元没有存入维修资金账户，"
                f"{ruling.value} 个工作日到 {due} 为止{by_rule}，已过 {(today - due).days} 天。",
                "请转入维修资金，支出记 6501 补充维修资金；成本没有入账的先入账。", ruling.citation,
            )  # fmt: skip
