"""Cash that came in and when it was banked, followed the slow way: note by note."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from jjledger.checks.audit.asked import Asked, Outside, asked_of
from jjledger.checks.audit.cash import ask, is_cash
from jjledger.facts.audit_history import AuditHistory
from jjledger.facts.related_parties import RelatedParties
from jjledger.facts.voucher import Account, Posting, Voucher
from jjledger.facts.working_calendar import WorkingCalendar
from jjledger.rules.replay import replay
from jjledger.units import plain_yuan
from tests.small_books import REVENUE, books, leg, voucher

FIRST, LAST = date(2025, 1, 1), date(2025, 3, 31)
CASH = Account(f"Assets:{REVENUE}:1002库存现金", "Assets", REVENUE, "1002", "库存现金", ())


def in_cash(yuan: str) -> Posting:
    return replace(leg("1001", yuan, fund=REVENUE), account=CASH)


def move(day: date, number: int, kind: str, fen: int) -> Voucher:
    """Take cash in, bank it, draw it or pay with it."""
    yuan, back = plain_yuan(fen), plain_yuan(-fen)
    legs = {
        "in": (in_cash(yuan), leg("6001", back, fund=REVENUE)),
        "bank": (leg("1001", yuan, fund=REVENUE), in_cash(back)),
        "draw": (in_cash(yuan), leg("1001", back, fund=REVENUE)),
        "pay": (leg("6503", yuan, fund=REVENUE), in_cash(back)),
    }[kind]
    return voucher(str(day), f"转-{number:04}", *legs)


def asked(vouchers: list[Voucher]) -> Asked:
    told = books(vouchers)
    outside = Outside(AuditHistory(), WorkingCalendar(), RelatedParties())
    return asked_of(told, replay(told), (FIRST, LAST), LAST, outside)


def late_by_notes(moves: list[tuple[date, str, int]]) -> list[str]:
    """Follow every fen: the oldest that came in is banked first, and each receipt is late by its last fen."""
    waiting: list[list[object]] = []  # day it came, place of its receipt, day it was banked
    for place, (day, kind, fen) in enumerate(moves):
        if kind == "in":
            waiting += [[day, place, None] for _ in range(fen)]
        elif kind == "bank":
            open_ = [one for one in waiting if one[2] is None]
            for one in open_[:fen]:
                one[2] = day
    late = []
    for place, (day, kind, _) in enumerate(moves):
        own = [one for one in waiting if one[1] == place]
        if kind == "in" and any((one[2] or LAST) > day + timedelta(days=3) for one in own):  # type: ignore[operator]  # days are days
            open_ = sum(one[2] is None for one in own)
            late.append("open" if open_ else "banked")
    return late


@pytest.mark.parametrize("seed", range(40))
def test_what_is_late_is_late_by_every_note(seed: int) -> None:
    dice = Random(seed)  # noqa: S311 -- an invention, not a secret
    days = sorted(FIRST + timedelta(days=dice.randrange(90)) for _ in range(12))
    moves = [(day, dice.choice(("in", "in", "bank", "draw", "pay")), dice.randrange(1, 9)) for day in days]
    answer = ask(asked([move(day, number, kind, fen) for number, (day, kind, fen) in enumerate(moves, 1)]))
    said = sorted("open" if "没有存入" in one.what else "banked" for one in answer.findings)
    assert said == sorted(late_by_notes(moves))
    assert answer.items == len(moves)


def test_what_is_cash() -> None:
    assert is_cash(CASH)
    assert is_cash(replace(CASH, code="1201", title="备用金"))
    assert is_cash(replace(CASH, code="1009", title="门岗", details=("现金",)))
    assert not is_cash(replace(CASH, code="1001", title="银行存款"))
    assert not is_cash(replace(CASH, code="1009", title="押金"))
    assert not is_cash(replace(CASH, root="Expenses", code="6401", title="现金"))
