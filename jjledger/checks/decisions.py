"""B40, E40, E42 and E43: was each use of the maintenance fund decided by the owners, before it and by enough of them?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from jjledger.errors import LawError
from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS
from jjledger.facts.decision import Decision, Vote
from jjledger.facts.finding import Finding
from jjledger.facts.voucher import USE_CODE, Voucher
from jjledger.law import Law, for_community
from jjledger.rules.decision import Thresholds, decide
from jjledger.units import yuan

_GROUND: Final = "民法典第278条：使用建筑物及其附属设施的维修资金由业主共同决定"
_SHARES: Final = (
    "participation_area_share", "participation_heads_share", "ordinary_consent_share", "special_consent_share",
)  # fmt: skip


def check_decisions(books: Books) -> Iterator[Finding]:
    """Find repair spending without a decision; warn where the record is not on file, or does not bear it out.

    Args:
        books: the general book.

    Source: 民法典 第278条; R17.
    """
    funds = {fund.code for fund in books.community.funds if fund.kind in OWNERS_FUND_KINDS}
    community = books.community
    law = for_community(community.region, community.disclosure.preset, community.own_law)
    for voucher in books.posted():
        spent = sum(
            posting.amount_fen
            for posting in voucher.postings
            if posting.account.fund in funds and posting.account.code == USE_CODE
        )
        if not spent:
            continue
        if not voucher.decision and voucher.reverses:
            continue  # what undoes a mistake needs no vote; B07 holds it against what it undoes
        if not voucher.decision:
            yield Finding(
                "B40", "block", voucher.place, f"支出 {yuan(spent)} 元没有写明业主共同决定的编号。",
                '请在该笔下加一行  decision: "编号"，或者冲销该笔。', _GROUND,
            )  # fmt: skip
        elif voucher.decision not in books.decisions:
            yield Finding(
                "E40", "warn", voucher.place, f"凭证 {voucher.number} 引用的决定 {voucher.decision} 没有归档。",
                f"请把表决记录放进 decisions/{voucher.decision}.toml。", _GROUND,
            )  # fmt: skip
        else:
            yield from _hold(voucher, books.decisions[voucher.decision], law)


def _hold(voucher: Voucher, decision: Decision | None, law: Law) -> Iterator[Finding]:
    """Compare a voucher with the record of its decision; one that cannot be read was found already."""
    if decision is None:
        return
    failed = shortcomings(decision, law)
    if failed:
        yield Finding(
            "E42", "warn", voucher.place,
            f"凭证 {voucher.number} 引用的决定 {decision.id} 没有通过：{'；'.join(failed)}。",
            f"请核对 decisions/{decision.id}.toml 的表决数；确实没有通过的，请冲销该笔。", _GROUND,
        )  # fmt: skip
    if decision.day > voucher.day:
        yield Finding(
            "E43", "warn", voucher.place,
            f"凭证 {voucher.number} 日期 {voucher.day}，引用的决定 {decision.id} 在后，为 {decision.day}。",
            f"请核对 decisions/{decision.id}.toml 的 day 和凭证的日期。", _GROUND,
        )  # fmt: skip


def shortcomings(decision: Decision, law: Law) -> tuple[str, ...]:
    """Say what a vote fell short of by the law in force on its day; nothing where no share is in force.

    Args:
        decision: its record.
        law: of the community.

    Source: 民法典 第278条; R18.
    """
    if not isinstance(decision.by, Vote):
        return ()
    try:
        thresholds = thresholds_on(law, decision.day)
    except LawError:
        return ()
    return tuple(item.reason for item in decide(decision.by, thresholds).comparisons if not item.met)


def thresholds_on(law: Law, day: date) -> Thresholds:
    """Give the shares a decision needed on a day.

    Raises:
        LawError: none were in force.
    """
    area, heads, ordinary, special = (law.on(name, day).value for name in _SHARES)
    matters = str(law.on("special_matters", day).value)
    return Thresholds(
        Fraction(area), Fraction(heads), Fraction(ordinary), Fraction(special),
        frozenset(int(item) for item in matters.split()),
    )  # fmt: skip
