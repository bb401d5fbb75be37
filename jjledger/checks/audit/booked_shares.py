"""What the books gave each household of a leg, beside what it comes to when it is worked out once more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jjledger.checks.audit.asked import Asked, row_of
from jjledger.facts.audit_finding import Evidence
from jjledger.facts.audit_history import voucher_name
from jjledger.facts.voucher import Posting, Voucher
from jjledger.units import yuan

Shares = Mapping[str, int]  # holder → fen
_SHOWN: Final = 10  # households listed one by one


def booked_by_leg(asked: Asked) -> dict[int, Shares]:
    """List what each leg of the owners' funds gave to whom, by `id()` of the leg; noughts are left out."""
    found: dict[int, dict[str, int]] = {}
    for shares in asked.replayed.shares.values():
        for rows in shares.rows:
            of_leg = found.setdefault(id(rows.posting), {})
            for place, fen in zip(rows.holders.tolist(), rows.amount.tolist(), strict=True):
                if fen:
                    name = shares.holders[place]
                    of_leg[name] = of_leg.get(name, 0) + fen
    return dict(found)


def differing(booked: Shares, again: Shares) -> tuple[str, ...]:
    """Name the holders who got something else."""
    return tuple(name for name in sorted({*booked, *again}) if booked.get(name, 0) != again.get(name, 0))


def rows_of(voucher: Voucher, leg: Posting, booked: Shares, again: Shares) -> tuple[Evidence, ...]:
    """Show a voucher, and behind it household by household what was booked and what it comes to."""
    names = differing(booked, again)
    more = f"，另有 {len(names) - _SHOWN} 户没有列出" if len(names) > _SHOWN else ""
    head = row_of(voucher, -leg.amount_fen, f"{len(names)} 户不同{more}")
    return (head, *(_row(voucher, leg, name, (booked, again)) for name in names[:_SHOWN]))


def _row(voucher: Voucher, leg: Posting, name: str, both: tuple[Shares, Shares]) -> Evidence:
    was, is_ = (one.get(name, 0) for one in both)
    words = f"{name}：账上 {yuan(was)} 元，重算 {yuan(is_)} 元，差 {yuan(was - is_)} 元"
    return Evidence(voucher.day, voucher_name(voucher), words, was - is_, leg.place, private=True)


def apart_fen(booked: Shares, again: Shares) -> int:
    """Sum by how much households differ, in either direction."""
    return sum(abs(booked.get(name, 0) - again.get(name, 0)) for name in differing(booked, again))
