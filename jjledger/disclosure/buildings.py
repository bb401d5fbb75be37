"""Owners' money by building, with small buildings merged."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

from jjledger.disclosure.models import BuildingRow
from jjledger.disclosure.pool import Pooled, household_amounts, names_households, public_account
from jjledger.disclosure.small import LEAST_HOUSEHOLDS, Movement, PeriodEnd, merged_groups
from jjledger.facts.register import Register
from jjledger.facts.shares import FundShares
from jjledger.period import Period, whole_periods
from jjledger.rules.shares import SELLING_UNIT

SELLING_UNITS: Final = "售房单位"
MERGED: Final = f"户数不足 {LEAST_HOUSEHOLDS} 户、一户过半或能推算出个别住户变动的幢，合并列示"


def building_tables(
    register: Register, shares: FundShares, pooled: Pooled, until: date
) -> Mapping[date, tuple[BuildingRow, ...]]:
    """List owners' money by building at every half-year's end up to a day.

    What is merged depends on everything shown before, so all half-years since the books
    began are gone through.

    Args:
        register: tells the building of each household.
        shares: the fund's household rows.
        pooled: the fund's vouchers as shown up to the day.
        until: last day shown.

    Returns:
        For 30 June and 31 December of every year rows that sum to owners' money; selling
        units last, who are no households. Ends before the first row are left out.
    """
    buildings = {row.id: row.building for row in register.rows}
    ends = _ends(buildings, shares, pooled, until)
    tables = {}
    for (day, end), groups in zip(ends.items(), merged_groups(tuple(ends.values())), strict=True):
        standing = frozenset(row.id for row in register.rows if row.in_force(day))
        rows = [_row(group, end, standing) for group in groups]
        tables[day] = (*rows, *_selling_units(shares, day))
    return tables


def half_years(shares: FundShares, until: date) -> tuple[Period, ...]:
    """List the half-years that are over by a day, from that of the fund's first row on."""
    if not shares.rows:
        return ()
    first = min(row.day for row in shares.rows)
    halves = whole_periods("half_year", first.replace(month=1, day=1), until)
    return tuple(half for half in halves if half.last_day >= first)


def owing_households(shares: FundShares, day: date) -> int:
    """Count the households that owe at the end of a day, selling units left out.

    What they owe together is never told: with the fund's balance it gives what the others have.
    """
    owed = zip(shares.holders, shares.balances_at(day).arrears.tolist(), strict=True)
    return sum(fen > 0 for holder, fen in owed if not holder.startswith(SELLING_UNIT))


def _selling_units(shares: FundShares, day: date) -> tuple[BuildingRow, ...]:
    units = [place for place, holder in enumerate(shares.holders) if holder.startswith(SELLING_UNIT)]
    if not units:
        return ()
    balances = shares.balances_at(day)
    money = balances.principal + balances.interest - balances.arrears
    return (BuildingRow(SELLING_UNITS, 0, int(money[units].sum())),)


def _ends(
    buildings: Mapping[str, str], shares: FundShares, pooled: Pooled, until: date
) -> dict[date, PeriodEnd]:
    """Describe every half-year's end from the first row to the day."""
    movements = _movements(buildings, shares, pooled)
    return {
        half.last_day: PeriodEnd(
            _balances(buildings, shares, half.last_day),
            tuple(move for moved, move in movements if half.contains(moved)),
        )
        for half in half_years(shares, until)
    }


def _balances(buildings: Mapping[str, str], shares: FundShares, day: date) -> Mapping[str, Mapping[str, int]]:
    balances = shares.balances_at(day)
    money = (balances.principal + balances.interest - balances.arrears).tolist()
    by_building: dict[str, dict[str, int]] = {}
    for holder, fen in zip(shares.holders, money, strict=True):
        if not holder.startswith(SELLING_UNIT):
            by_building.setdefault(buildings[holder], {})[holder] = fen
    return by_building


def _movements(
    buildings: Mapping[str, str], shares: FundShares, pooled: Pooled
) -> list[tuple[date, Movement]]:
    """List the household-level movements with the day of the line that shows them.

    A voucher that names households and is shown alone, an opening, is a line by itself.
    """
    shown_in = {voucher.key: (line.id, line.day) for line in pooled.lines for voucher in line.vouchers}
    openings = {voucher.key for voucher in pooled.alone if names_households(voucher)}
    movements = []
    for row in shares.rows:
        opens = row.voucher.key in openings
        if opens or row.voucher.key in shown_in:
            line, day = (row.voucher.key, row.day) if opens else shown_in[row.voucher.key]
            # A line shows each account by itself, so readers know a sum an account.
            leg = f"{line} {public_account(row.posting.account)}"
            movements += [
                (day, Movement(leg, buildings[household], household, amount, opens))
                for household, amount in household_amounts(row, shares)
            ]
    return movements


def _row(group: tuple[str, ...], end: PeriodEnd, standing: AbstractSet[str]) -> BuildingRow:
    """Sum some buildings; a house that is gone counts as long as it has money there."""
    balances = [pair for building in group for pair in end.balances[building].items()]
    households = sum(1 for household, fen in balances if fen or household in standing)
    closing = sum(fen for _, fen in balances)
    if len(group) == 1:
        return BuildingRow(f"{group[0]}幢", households, closing)
    return BuildingRow(f"{'、'.join(group)}幢合并", households, closing, MERGED)
