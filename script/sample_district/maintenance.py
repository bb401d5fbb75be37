"""Vouchers of the maintenance fund and of the fund of sold public housing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Final

from jjledger.units import plain_yuan
from sample_district.chart import account
from sample_district.decisions import USE, Decision
from sample_district.houses import House, scope_houses
from sample_district.plan import YEARS, Plan
from sample_district.vendors import vendor
from sample_district.vouchers import MAINTENANCE, PUBLIC_HOUSING, Leg, Voucher, bank_interest, workday
from sample_district.works import Work, scope_of, works_of

OPENING_DAY: Final = date(2024, 1, 1)
LAST_SETTLEMENT: Final = date(2023, 12, 21)
SETTLEMENTS: Final = tuple(date(year, month, 21) for year in YEARS for month in (3, 6, 9, 12))
SELLING_UNIT: Final = "01"
SELLING_UNIT_PAID: Final = 5  # yuan, where the owners
OWNERS_PAID: Final = 2
_TWO_PAYMENTS_FEN: Final = 6_000_000
_JULY_OPENING_PERMILLE: Final = 6  # of owners' money: interest of half a year, undistributed at the start


@dataclass(slots=True)
class FundDesk:
    """One fund of one community while its books are written."""

    plan: Plan
    fund: str
    bank: str
    bank_name: str
    houses: tuple[House, ...]  # that belong to this fund
    dice: Random
    vouchers: list[Voucher] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    principal: dict[str, int] = field(default_factory=dict)  # opening principal by household

    @property
    def owners(self) -> str:
        """Give the account of owners' money."""
        return account(self.fund, "3001" if self.fund == MAINTENANCE else "3002")


def open_fund(desk: FundDesk) -> None:
    """Book the opening balances: every household's principal and interest in one voucher."""
    rows = []
    interest_sum = 0
    for house in desk.houses:
        if house.delivered > OPENING_DAY:
            continue
        left, earned = _opening_permille(desk, house)
        desk.principal[house.id] = house.first_deposit_fen * left // 1000
        interest = house.first_deposit_fen * earned // 1000
        rows.append((house.id, desk.principal[house.id], "principal"))
        rows.append((house.id, interest, "interest"))
        interest_sum += interest
    owners_fen = sum(desk.principal.values()) + interest_sum
    suffix = "" if desk.fund == MAINTENANCE else "-2"
    legs = [Leg(desk.owners, -owners_fen, ("detail", write_details(desk, f"{OPENING_DAY}{suffix}", rows)))]
    if desk.fund == PUBLIC_HOUSING:
        unit_fen = owners_fen * SELLING_UNIT_PAID // OWNERS_PAID
        legs.append(Leg(desk.owners, -unit_fen, ("selling_unit", SELLING_UNIT)))
    if desk.plan.has("july"):
        undistributed = owners_fen * _JULY_OPENING_PERMILLE // 1000
        legs.append(Leg(account(desk.fund, "3101"), -undistributed))
    bank = Leg(desk.bank, -sum(leg.fen for leg in legs))
    words = f"上年结转：分户本金{'、利息和待分配收益' if desk.plan.has('july') else '和利息'}"
    desk.vouchers.append(Voucher(OPENING_DAY, "初", "全体业主", words, (bank, *legs), 0))


def _opening_permille(desk: FundDesk, house: House) -> tuple[int, int]:
    """Give what is left of the first deposit and the interest earned on it, per mille of it."""
    years = 2023 - house.delivered.year
    if desk.plan.has("depleted"):
        return 40 + int(house.building) * 17 % 90, 12
    used = min(years * (5 + int(house.building[-1]) % 7), 260)
    return 1000 - used, max(years, 1) * 13


def write_details(desk: FundDesk, name: str, rows: list[tuple[str, int, str]]) -> str:
    """Write a detail file and give its path; a `part` column only where interest is listed too."""
    parts = {part for _, _, part in rows} != {"principal"}
    head = "household,amount,part\n" if parts else "household,amount\n"
    text = head + "".join(
        f"{household},{plain_yuan(fen)}{f',{part}' if parts else ''}\n" for household, fen, part in rows
    )
    path = f"details/{name}.csv"
    assert path not in desk.files, path
    desk.files[path] = text
    return path


def book_repairs(desk: FundDesk) -> None:
    """Book the fund's repairs, each on a decision of its own."""
    for place, work in enumerate(works_of(desk.plan, desk.fund, desk.dice)):
        scope = scope_of(work, desk.houses, desk.dice)
        houses = scope_houses(desk.houses, scope)
        title = f"{_where(scope)}{work.title}"
        first_day = workday(date(work.month // 100, work.month % 100, desk.dice.randrange(5, 20)))
        emergency = "电梯主要部件损坏，危及乘用安全" if desk.plan.has("emergency") and place == 0 else ""
        voted_on = workday(_months_before(first_day, 0 if emergency else 2))
        decision = Decision(voted_on, title, USE, scope, houses, emergency)
        cost = _cost(desk, work, houses)
        _pay(desk, (work, decision), cost, first_day)


def _cost(desk: FundDesk, work: Work, houses: tuple[House, ...]) -> int:
    """Draw a price that the scope can bear, in whole tens of yuan with odd jiao now and then."""
    able = sum(desk.principal.get(house.id, house.first_deposit_fen) for house in houses) * 18 // 100
    if desk.fund == PUBLIC_HOUSING:
        able = able * (SELLING_UNIT_PAID + OWNERS_PAID) // OWNERS_PAID
    ceiling = work.highest_fen if desk.plan.has("depleted") else min(work.highest_fen, able)
    floor = min(work.lowest_fen, ceiling * 2 // 3)
    return desk.dice.randrange(floor, ceiling) // 1000 * 1000 + desk.dice.choice((0, 0, 50, 360))


def _months_before(day: date, months: int) -> date:
    """Give the day of the vote, two months earlier, or of the certificate, some days earlier."""
    return date(day.year, day.month - months, day.day if months else max(1, day.day - 4))


def _where(scope: str) -> str:
    """Word a scope: 02幢1单元, or nothing for the whole community."""
    items = scope.split()
    if items == ["all"]:
        return ""
    buildings = sorted({item.split("-")[0] for item in items})
    if len(items) == 1 and "-" in scope:
        building, unit = scope.split("-")[:2]
        return f"{building}幢{unit}单元"
    return "、".join(buildings) + "幢"


def _pay(desk: FundDesk, what: tuple[Work, Decision], cost: int, day: date) -> None:
    work, decision = what
    if _is_red(desk, work):
        _pay_and_correct(desk, what, cost, day)
        return
    later = day.month + 2
    if cost < _TWO_PAYMENTS_FEN or later > 12 or work.scope == "riser":  # noqa: PLR2004 (December)
        _draw(desk, what, Draw(day, cost, f"{decision.title}工程款", 3))
        return
    first = cost * 7 // 10
    _draw(desk, what, Draw(day, first, f"{decision.title}首付款", 3))
    _draw(desk, what, Draw(workday(date(day.year, later, 18)), cost - first, f"{decision.title}结算尾款", 4))


@dataclass(frozen=True, slots=True)
class Draw:
    """One payment for a repair."""

    day: date
    fen: int
    narration: str
    attachments: int
    scope: str = ""  # where it differs from the decision's
    reverses: str = ""
    corrects: str = ""


def _draw(desk: FundDesk, what: tuple[Work, Decision], draw: Draw) -> str:
    """Book one payment for a repair and give the voucher's name."""
    work, decision = what
    name = f"repair-{desk.fund[0]}-{len(desk.vouchers)}"
    repair = account(desk.fund, "5001")
    legs: tuple[Leg, ...] = (Leg(repair, draw.fen, ("scope", draw.scope or decision.scope)),)
    if desk.fund == PUBLIC_HOUSING:
        unit_fen = draw.fen * SELLING_UNIT_PAID // (SELLING_UNIT_PAID + OWNERS_PAID)
        legs = (
            Leg(repair, draw.fen - unit_fen, ("scope", decision.scope)),
            Leg(repair, unit_fen, ("selling_unit", SELLING_UNIT)),
        )
    links = (draw.reverses or draw.corrects or name,) if _is_red(desk, work) else ()
    desk.vouchers.append(
        Voucher(
            draw.day, "付", vendor(desk.plan, work.trade), draw.narration, (*legs, Leg(desk.bank, -draw.fen)),
            draw.attachments, decision, name, links, draw.reverses, draw.corrects,
        )
    )  # fmt: skip
    return name


def _is_red(desk: FundDesk, work: Work) -> bool:
    return work.red and desk.plan.has("red_repair")


def _pay_and_correct(desk: FundDesk, what: tuple[Work, Decision], cost: int, day: date) -> None:
    """Book a repair to the wrong unit, reverse it a month later and book it right."""
    title, right = what[1].title, what[1].scope
    units = sorted({f"{house.building}-{house.unit}" for house in desk.houses})
    wrong = units[(units.index(right) + 1) % len(units)]
    name = _draw(desk, what, Draw(day, cost, f"{title}工程款", 3, wrong))
    mended = workday(date(day.year, day.month + 1, 12))
    words = f"注销{{original}}凭证：分摊范围错记为{_where(wrong)}"
    _draw(desk, what, Draw(mended, -cost, words, 1, wrong, reverses=name))
    words = f"订正{{original}}凭证：{title}工程款"
    _draw(desk, what, Draw(mended, cost, words, 3, corrects=name))


def book_bank_interest(desk: FundDesk) -> None:
    """Credit the bank's quarterly interest on the balances as they moved."""
    rate_bp = desk.dice.randrange(135, 176)
    flows = [(LAST_SETTLEMENT if one.kind == "初" else one.day, one.bank_fen) for one in desk.vouchers]
    start = LAST_SETTLEMENT
    for quarter, day in enumerate(SETTLEMENTS):
        # Rates went down once a year.
        fen = bank_interest(flows, (start, day), rate_bp - 15 * (day.year - YEARS[0]))
        legs = (Leg(desk.bank, fen), Leg(account(desk.fund, "4101"), -fen))
        words = f"{day.year}年第{'一二三四'[quarter % 4]}季度结息"
        desk.vouchers.append(Voucher(day, "收", desk.bank_name, words, legs))
        flows.append((day, fen))
        start = day


def distribute_interest(desk: FundDesk) -> None:
    """Hand the interest of each year out to the households by balance-days."""
    if desk.plan.has("july"):
        periods = [(date(year - 1, 7, 1), date(year, 6, 30)) for year in YEARS]
    else:
        periods = [(date(year, 1, 1), date(year, 12, 31)) for year in YEARS]
    undistributed = account(desk.fund, "3101")
    earned_on = account(desk.fund, "4101")
    opening = -sum(leg.fen for leg in desk.vouchers[0].legs if leg.account == undistributed)
    for first_day, last_day in periods:
        earned = opening - sum(
            leg.fen
            for voucher in desk.vouchers
            if first_day <= voucher.day <= last_day
            for leg in voucher.legs
            if leg.account == earned_on
        )
        opening = 0
        # The keeping of 37/2000 is rounded up here, so that what is handed out stays below the bound.
        kept = -(-earned * 37 // 2000) if desk.plan.has("management") else 0
        period = f"{first_day}/{last_day}"
        legs = (Leg(undistributed, earned - kept), Leg(desk.owners, kept - earned, ("interest", period)))
        end = (
            f"{last_day.month}月"
            if last_day.year == first_day.year
            else f"{last_day.year}年{last_day.month}月"
        )
        words = f"分配{first_day.year}年{first_day.month}月至{end}利息"
        desk.vouchers.append(Voucher(last_day, "转", "全体业主", words, legs, 0))
