"""What an audit asked of the books, for everybody to read: figures of its record, and vouchers as they are public.

What lives here: words and links. What must not: asking again; the record says what was so on its day.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.audit_tested_models import (
    AddedUp,
    AskedQuestion,
    AuditTested,
    BankBalance,
    DrawnItem,
    DrawnSample,
    Explained,
    Recomputed,
    Threshold,
)
from jjledger.disclosure.fund_views import Shares
from jjledger.disclosure.head import Setting
from jjledger.disclosure.maintenance_fund import maintenance_fund
from jjledger.disclosure.models import VoucherView
from jjledger.disclosure.public_revenue import public_revenue
from jjledger.facts.audit_finding import LEVEL_WORDS
from jjledger.facts.audit_tested import (
    SAMPLE_WORDS,
    ConfirmedBalance,
    Examined,
    ExaminedFinding,
    ExaminedQuestion,
    ExaminedSample,
)
from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.period import Period, chinese_day, parse_period, parse_span
from jjledger.units import yuan

_FUNDS: Final = {"maintenance": "维修资金", "public-housing": "已售公有住房维修资金"}
_FILE: Final = re.compile(r"（private/[^）]*）")
Drawn = Mapping[int, Sequence[int]]  # place of a sample in its record → what was drawn
_Views = Mapping[str, VoucherView]  # 1维修资金 2025-03-F0012 → as it stands on the page


def examined_view(
    books: Books, shares: Shares, tested: Examined, drawn: Drawn
) -> tuple[AuditTested, tuple[VoucherView, ...]]:
    """Show what an audit asked.

    Args:
        books: for the vouchers as they may be shown.
        shares: what the splits of owners' funds came to.
        tested: of the record.
        drawn: what each of its samples drew.

    Returns:
        What was asked, and the vouchers that its findings lead to, by day.

    Source: `seal.md` 5.2, 5.3; 上海市住宅物业管理规定 第67条.
    """
    period = parse_span(tested.period_code)
    views = _views(books, shares, period, tested.findings)
    levels = [one.level for one in tested.findings]
    asked = tuple(map(_question, tested.questions))
    shown = AuditTested(
        period_title=period.title,
        asked_on=tested.today,
        ledger=tested.ledger,
        questions=asked,
        findings=tuple(_finding(one, views) for one in tested.findings),
        high=levels.count("high"),
        medium=levels.count("medium"),
        low=levels.count("low"),
        unable=sum(1 for one in asked if one.state != "asked"),
        recomputed=tuple(
            Recomputed(one.what, one.items, one.booked_fen, one.again_fen, one.differ)
            for one in tested.recomputed
        ),
        balances=tuple(_balance(one, period) for one in tested.balances),
        thresholds=tuple(Threshold(one.words, one.value, one.source) for one in tested.thresholds),
        samples=tuple(_sample(one, drawn[place]) for place, one in enumerate(tested.samples)),
        engines=tuple(AddedUp(one.engine, one.version, one.accounts, one.same) for one in tested.engines),
    )
    return shown, tuple(sorted(views.values(), key=lambda view: (view.day, view.anchor)))


def _question(one: ExaminedQuestion) -> AskedQuestion:
    state: Final = "asked" if not one.unable else "partly" if one.items else "unable"
    # How the accountant lets it be asked next time is no matter for the page.
    unable = _FILE.sub("", one.unable.partition("。")[0])
    return AskedQuestion(one.code, one.question, one.items, one.found, state, unable, one.left_out)


def _finding(one: ExaminedFinding, views: _Views) -> Explained:
    here = tuple(dict.fromkeys(views[name].anchor for name in one.vouchers if name in views))
    return Explained(
        one.code, one.level, LEVEL_WORDS[one.level], one.words, one.rows, one.amount_fen, here,
        sum(1 for name in one.vouchers if name not in views), one.answer,
    )  # fmt: skip


def _balance(one: ConfirmedBalance, period: Period) -> BankBalance:
    fund = without_code(one.fund)
    if one.said_day is None or one.bank_fen is None or one.said_book_fen is None:
        return BankBalance(fund, one.account, one.book_fen, "never", "没有银行对账单或余额，未能核对")
    day = chinese_day(one.said_day)
    between = one.said_book_fen - one.bank_fen
    if between and not one.explained:
        words = f"{day}银行余额 {yuan(one.bank_fen)} 元，与账面相差 {yuan(between)} 元，没有查明"
        return BankBalance(fund, one.account, one.book_fen, "off", words)
    way = f"，其中未达账项 {yuan(between)} 元已逐笔查明" if between else ""
    if one.said_day == period.last_day:
        return BankBalance(fund, one.account, one.book_fen, "confirmed", f"与银行核对一致{way}")
    words = f"最近一次与银行核对一致是{day}{way}，期末没有核对"
    return BankBalance(fund, one.account, one.book_fen, "earlier", words)


def _views(books: Books, shares: Shares, period: Period, findings: Iterable[ExaminedFinding]) -> _Views:
    """Find the vouchers that findings rest on as the period's statements show them, each fund's with a name of its own."""
    wanted = {name for one in findings for name in one.vouchers}
    found: dict[str, VoucherView] = {}
    for place, fund in enumerate(books.community.funds, 1):
        own = {name for name in wanted if name.startswith(f"{fund.code} ")}
        if not own or fund.kind == "warranty":
            continue
        shown = {view.anchor: view for view in _statement(books, shares, fund, period)}
        for name in own:
            key = name.removeprefix(f"{fund.code} ")
            view = shown.get(f"v-{key}")
            if view is not None:
                note = "；".join(part for part in (without_code(fund.code), view.note) if part)
                found[name] = replace(view, anchor=f"v-{place}-{key}", note=note)
    return found


def _statement(books: Books, shares: Shares, fund: Fund, period: Period) -> tuple[VoucherView, ...]:
    if fund.kind in OWNERS_FUND_KINDS:
        return maintenance_fund(books, fund, period, shares[fund.code], Setting()).vouchers
    return public_revenue(books, fund, period, Setting()).vouchers


def _sample(one: ExaminedSample, drawn: Sequence[int]) -> DrawnSample:
    items = tuple(
        DrawnItem(
            number, place, "unopened" if number in one.unopened else "differs" if number in one.differing else "agrees"
        )
        for number, place in enumerate(drawn)
    )  # fmt: skip
    return DrawnSample(
        title=sample_title(one),
        disclosure=one.disclosure,
        root=one.root,
        size=one.size,
        beacon=f"{one.source}，{chinese_day(one.day)}，{one.value}",
        items=items,
        agree=sum(1 for item in items if item.result == "agrees"),
        again=python_again(one),
        by_hand=shell_again(one),
        period=parse_period(one.period).title if one.period else "",
    )


def sample_title(one: ExaminedSample) -> str:
    """Name a sample: its fund, and how it was drawn."""
    return f"{_FUNDS.get(one.fund, one.fund)}：{SAMPLE_WORDS[one.kind]}"


def python_again(one: ExaminedSample) -> str:
    """Write the few lines by which anybody draws a sample again."""
    beacon = one.value.encode("ascii")
    return (
        "from hashlib import sha256\n"
        f'head = b"jjledger/mus/v1\\n" + bytes.fromhex("{one.root}") + {beacon!r} + b"\\n"\n'
        f'drawn = [int.from_bytes(sha256(head + b"%d" % j).digest(), "big") % {one.size:_} for j in range({one.count})]\n'
        'print(*drawn, sep="\\n")\n'
    )


def shell_again(one: ExaminedSample) -> str:
    """Write the first draw as `sha256sum` does it: the number that comes of it, by the size, leaves the place."""
    root = "".join(f"\\{byte:03o}" for byte in bytes.fromhex(one.root))  # every shell's printf reads octal
    value = shlex.quote(one.value)
    return f"( printf 'jjledger/mus/v1\\n{root}'; printf '%s\\n0' {value} ) | sha256sum\n"
